//! Reads whatever the fuzzer thinks of as the files of the state folder, and checks the promises of `tests/support_fuzz`.
#![no_main]

#[path = "../../support_fuzz/mod.rs"]
mod support_fuzz;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support_fuzz::private::check_state(bytes));
