//! What a meeting asks, by keys from the opened program: each letter counts as one. The answer stands on the screen in full.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;
use crate::support::library::bundled;
use casebook::app::{Msg, State};

/// The most keys that an answer may take.
const MOST: usize = 12;

/// How many keys these are, as they are pressed.
fn count(keys: &str) -> usize {
    let letters = |token: &str| token.strip_prefix('"').map_or(1, |text| text.chars().count() - 1);
    keys.split_whitespace().map(letters).sum()
}

/// The opened program at each size, with the state that it opens in.
struct Opened(Vec<(Harness, State)>);

impl Opened {
    fn new() -> Self {
        let opened = [(100, 30), (200, 50)].map(|(width, height)| {
            let mut harness = Harness::empty(width, height);
            harness.send(Msg::Loaded(bundled().to_vec()));
            harness.send(Msg::LoadFinished);
            let state = harness.state.clone();
            (harness, state)
        });
        Self(opened.into())
    }

    /// The screen after these keys, at each size.
    fn asked(&mut self, keys: &str) -> Vec<String> {
        let screen = |(harness, opened): &mut (Harness, State)| {
            harness.state = opened.clone();
            harness.press(keys).screen()
        };
        self.0.iter_mut().map(screen).collect()
    }

    /// Asserts that the keys are few and that each text of the answer stands on the screen, whole and in this order.
    fn answered(&mut self, question: &str, keys: &str, answer: &[&str]) {
        assert!(count(keys) <= MOST, "{question}: {} keys", count(keys));
        for screen in self.asked(keys) {
            let texts = texts(&screen);
            for text in answer {
                assert!(texts.iter().any(|column| column.contains(text)), "{question}, {keys}: no {text}\n{screen}");
            }
            let whole = texts.last().unwrap();
            let places: Vec<usize> = answer.iter().filter_map(|text| whole.find(text)).collect();
            assert!(places.is_sorted(), "{question}, {keys}: {places:?} of {answer:?}\n{screen}");
        }
    }
}

/// The running text of a screen, however its lines are broken: a text for each column that bars part, and the whole lines.
fn texts(screen: &str) -> Vec<String> {
    let lines: Vec<Vec<&str>> = screen.lines().map(|line| line.trim_matches('"').split('│').collect()).collect();
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let of = |column: usize| lines.iter().filter_map(|line| line.get(column).copied()).collect::<Vec<_>>().join(" ");
    let whole = lines.iter().map(|line| line.join(" ")).collect::<Vec<_>>().join(" ");
    let joined = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    (0..columns).map(of).chain([whole]).map(joined).collect()
}

#[test]
fn seven_questions_of_a_meeting_are_answered_in_twelve_keys() {
    let mut opened = Opened::new();
    opened.answered(
        "both reviews on social care side by side",
        r#"/ "connel" Enter c # 3"#,
        &[
            "Children's social care",
            "First serious case review",
            "Second serious case review",
            "F3 The first review named as good practice the immediate start of a child protection inquiry after the \
             first hospital attendance in December 2006.",
            "F29 The second review found that the threshold for taking a child into care had been placed too high.",
        ],
    );
    // The newest report of those that recommend something on it, whatever the library holds by now.
    let cases = || bundled().iter().filter_map(|entry| entry.case());
    let on_sharing = cases().flat_map(|case| {
        let own = case.recommendations().map(|(item, one)| (case.date_of(item), one));
        own.filter(|(_, one)| one.themes.iter().any(|theme| theme.code() == "information_sharing"))
    });
    let on_sharing: Vec<_> = on_sharing.collect();
    let newest = on_sharing.iter().filter_map(|(date, _)| *date).max().unwrap();
    let keys = r#"B "info" Enter # 3"#;
    opened.answered(
        "recommendations about information sharing, newest first",
        keys,
        &["newest report first", &format!("Reported in {}", newest.year())],
    );
    for screen in opened.asked(keys) {
        let whole = texts(&screen).pop().unwrap();
        let mut of_newest = on_sharing.iter().filter(|(date, _)| *date == Some(newest));
        assert!(of_newest.any(|(_, one)| whole.contains(one.text.as_str())), "{screen}");
    }
    opened.answered(
        "who chaired each review",
        r#"/ "connel" Enter c"#,
        &["Chair", "Sharon Shoesmith (board chair)", "Graham Badman"],
    );
    opened.answered(
        "everything addressed to the police",
        r#"B "pol" Enter # 3"#,
        &[
            "Police: what is addressed to it",
            "What was recommended",
            "The force should mark command and control logs with a warning where a child at the address has a child \
             protection plan.",
            "to Police",
            "The force should review its policies on referrals to children's services.",
        ],
    );
    opened.answered(
        "the summary and full publication dates of the Connelly reviews",
        r#"/ "connel" Enter c"#,
        &[
            "First serious case review",
            "11 November 2008, executive summary only",
            "22 May 2009, executive summary only",
            "26 October 2010, overview report, redacted",
        ],
    );
    opened.answered(
        "respectful uncertainty explained",
        r#"X "resp" Enter"#,
        &[
            "Respectful uncertainty",
            "Staying courteous and open with families or carers while checking what they say against other evidence, \
             and keeping in mind that it may not be true.",
            "Lord Laming, The Victoria Climbié Inquiry (2003)",
        ],
    );
    // Every case about an adult, each with its whole title.
    let keys = r#"/ "per" Tab Tab Tab Enter z"#;
    let adults: Vec<String> = bundled()
        .iter()
        .filter_map(|entry| entry.case())
        .filter(|case| case.person.iter().any(|person| format!("{person:?}").contains("Adult")))
        .map(|case| case.title.to_string())
        .collect();
    assert!(adults.len() > 15, "{}", adults.len());
    assert!(count(keys) <= MOST, "{}", count(keys));
    for screen in opened.asked(keys) {
        assert!(screen.contains(&format!("{} cases", adults.len())), "{screen}");
        for title in &adults {
            assert!(screen.contains(title.as_str()), "no {title}\n{screen}");
        }
    }
}

/// A case of the bundled library.
fn case(id: &str) -> &'static std::sync::Arc<casebook::case::Case> {
    bundled().iter().filter_map(|entry| entry.case()).find(|case| case.id.as_str() == id).unwrap()
}

#[test]
fn ten_questions_of_a_safeguarding_manager_are_answered_in_twelve_keys() {
    let mut opened = Opened::new();
    opened.answered(
        "which chances to act were missed before Peter Connelly died, and when",
        r#"/ "connel" Enter P"#,
        &[
            "Peter Connelly: contacts over time",
            "missed opportunities among them",
            "▲ a missed opportunity",
            "Mar 2006",
            "Aug 2007",
        ],
    );
    let summary: Vec<String> = case("child-q").summary.paragraphs().map(str::to_owned).collect();
    opened.answered("what Child Q was about, in a minute", r#"/ "child_q" Enter b b"#, &[summary[0].as_str()]);
    opened.answered(
        "what was recommended after the death of Daniel Pelka",
        r#"/ "pelka" Enter Enter 2 F"#,
        &[
            "Daniel Pelka: recommendations",
            "All agencies should put the critical lessons of the review into action.",
            "Professionals should always take account of domestic violence and of misuse of alcohol by parents.",
        ],
    );
    opened.answered(
        "which cases are in Wales",
        r#"B "wales" Enter # "cas" Enter"#,
        &[
            "The cases",
            "Logan Mwangi (Bridgend) · 2021",
            "Dylan Seabridge (Pembrokeshire) · 2011",
            "Operation Jasmine (Blaenau Gwent, Caerphilly and Torfaen) · 2003",
        ],
    );
    opened.answered(
        "what an LCSPR is",
        r#"X "lcs" Enter"#,
        &[
            "LCSPR: Local child safeguarding practice review",
            "Review by local safeguarding partners in England since 2018 of a serious child safeguarding case that \
             offers learning for the area.",
        ],
    );
    opened.answered("which themes come up most", "V", &["findings recs events", "theme Information sharing"]);
    opened.answered(
        "who led and wrote the newest reviews",
        r#": "who" Enter"#,
        &["Who made each review", "Muckamore Abbey Hospital Inquiry", "Led by: Tom Kark"],
    );
    opened.answered(
        "what the police did well",
        r#"B "pol" Enter # 4"#,
        &[
            "Police: what is addressed to it",
            "Good practice",
            "The review judged the first police response on Boxing Day 2014 to have been swift and effective.",
        ],
    );
    let recommendations: usize =
        bundled().iter().filter_map(|entry| entry.case()).map(|case| case.recommendation_count()).sum();
    opened.answered(
        "how much is known of what became of the recommendations",
        "t",
        &[&format!("{recommendations} recommendations in {} cases", bundled().len()), "status entered for", "overdue:"],
    );
    opened.answered(
        "which review was graded inadequate",
        r#"/ "grade:ina" Enter"#,
        &["1 case", "Peter Connelly", "First serious case review"],
    );
}
