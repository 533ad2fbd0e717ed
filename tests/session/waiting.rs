//! Tests that wait and compute nothing, all at the same time: the harness runs no more tests at once than there are processors, and
//! half a minute of waiting would stand between those that compute.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails should say so at once")]

/// What each holds, and the test.
const WAITING: [(&str, fn()); 9] = [
    ("an idle program writes nothing for ten seconds", crate::terminal::an_idle_program_writes_nothing_for_ten_seconds),
    (
        "another folder in place of the library leaves a line",
        crate::log::another_folder_in_place_of_the_library_leaves_a_line,
    ),
    ("every change shows soon without the kernels word", crate::live::every_change_shows_soon_without_the_kernels_word),
    ("nothing is done while nothing changes", crate::live::nothing_is_done_while_nothing_changes),
    ("never means never", crate::live::never_means_never),
    ("every change shows soon", crate::live::every_change_shows_soon),
    ("a half written file is not shown", crate::live::a_half_written_file_is_not_shown),
    (
        "a library over which another is mounted is noticed",
        crate::live::a_library_over_which_another_is_mounted_is_noticed,
    ),
    ("a library that is swapped by link is noticed", crate::live::a_library_that_is_swapped_by_link_is_noticed),
];

#[test]
fn what_only_waits() {
    let failed: Vec<&str> = std::thread::scope(|scope| {
        let started = WAITING.map(|(holds, test)| (holds, scope.spawn(test)));
        started.into_iter().filter_map(|(holds, test)| test.join().is_err().then_some(holds)).collect()
    });
    assert!(failed.is_empty(), "these do not hold, see what they said above: {failed:#?}");
}
