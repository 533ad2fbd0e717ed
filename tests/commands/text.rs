//! The ground rules for text: cleaning, folding, nearness and width.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::text::cells::{column, fit, wrap};
use casebook::text::fold::{FoldedWord, PlainText, as_code, fold, words};
use casebook::text::near::{did_you_mean, nearest};
use casebook::text::{Prose, clean_line, clean_prose, has_marks};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

#[test]
fn texts_are_fitted_by_cell() {
    let rows = [
        ("plain", 5, "plain"),
        ("plainer", 5, "plai…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("a b c", 3, "a…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("any", 0, ""),
    ];
    for (text, cells, expected) in rows {
        assert_eq!(fit(text, cells), expected, "{text} {cells}");
    }
    assert_eq!(column("日本語", 6), "日本語");
    assert_eq!(column("日本語", 5), "日本…");
    assert_eq!(column("ab", 4), "ab  ");
}

proptest! {
    #[test]
    fn nothing_is_wider_than_its_room(text in "\\PC{0,80}", cells in 0usize..60) {
        prop_assert!(fit(&text, cells).width() <= cells);
        prop_assert!(column(&text, cells).width() <= cells);
    }

    #[test]
    fn wrapping_loses_no_word(text in "([a-zé日]{1,12} ){0,20}", cells in 1usize..40) {
        let wrapped: String = wrap(&text, cells).into_iter().map(|range| text[range].to_owned()).collect();
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&wrapped), letters(&text));
    }
}

#[test]
fn lines_are_cleaned() {
    let rows = [
        ("plain", "plain"),
        ("  two   spaces ", "two spaces"),
        ("a\tb\nc\r\nd", "a b c d"),
        ("red \u{1b}[31mtext\u{1b}[0m", "red \u{241b}text\u{241b}"),
        ("\u{1b}]52;c;aGk=\u{07}after", "\u{241b}after"),
        ("\u{1b}]8;;http://x\u{1b}\\link", "\u{241b}link"),
        ("\u{9b}31mc1", "\u{241b}c1"),
        ("\u{1b}P1$r0m\u{9c}after", "\u{241b}after"),
        // A stray introducer takes nothing with it.
        ("under consideration\u{9d}. It went on: cost, time.", "under consideration\u{241b}. It went on: cost, time."),
        ("\u{9d}title without an end", "\u{241b}title without an end"),
        ("\u{e2}\u{80}\u{9d}one\u{e2}\u{80}\u{9c}two", "\u{e2}\u{fffd}\u{241b}one\u{e2}\u{fffd}\u{fffd}two"),
        ("\u{9b} 12 caf\u{e9}s", "\u{241b} 12 caf\u{e9}s"),
        ("\u{9b}12 \u{e9}", "\u{241b}12 \u{e9}"),
        ("\u{1b}[12", "\u{241b}[12"),
        ("\u{1b}]0;no end\nnext", "\u{241b}]0;no end next"),
        ("stray \u{1b}", "stray \u{241b}"),
        ("\u{1b}(Bcharset", "\u{241b}charset"),
        ("bell\u{07}", "bell\u{2407}"),
        ("nul\u{0}del\u{7f}", "nul\u{2400}del\u{2421}"),
        ("rtl\u{202e}evil\u{200b}", "rtl\u{fffd}evil\u{fffd}"),
        ("next\u{85}line", "next\u{fffd}line"),
        ("soft\u{ad}hyphen", "softhyphen"),
        ("no-break\u{a0}space", "no-break space"),
        ("ärger Иван 日本", "ärger Иван 日本"),
    ];
    for (raw, expected) in rows {
        assert_eq!(clean_line(raw), expected, "{raw:?}");
    }
}

#[test]
fn prose_keeps_paragraphs() {
    assert_eq!(clean_prose("one\ntwo\n\n\nthree\u{1b}[2J\n"), "one two\n\nthree\u{241b}");
    assert_eq!(Prose::new("a\n\nb").paragraphs().collect::<Vec<_>>(), ["a", "b"]);
}

proptest! {
    #[test]
    fn nothing_that_acts_survives(raw in any::<String>()) {
        for cleaned in [clean_line(&raw).into_owned(), clean_prose(&raw).replace('\n', " ")] {
            prop_assert!(!has_marks(&cleaned) && !cleaned.chars().any(char::is_control), "{cleaned:?}");
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing(raw in any::<String>()) {
        let once = clean_line(&raw).into_owned();
        prop_assert_eq!(clean_line(&once), once.as_str());
    }
}

#[test]
fn case_and_accents_fold_both_ways() {
    let rows = [
        ("ärger", "Ärger"),
        ("иван", "ИВАН"),
        ("cafe", "café"),
        ("café", "cafe\u{301}"),
        ("child's", "Child’s"),
        ("strasse", "Straße"),
        ("climbie", "Climbié"),
        ("lodz", "Łódź"),
        ("ﬁle", "file"),
        ("non\u{2011}accidental", "NON-Accidental"),
        ("ΟΔΟΣ", "οδος"),
        ("oeuvre", "Œuvre"),
        ("thor", "Þór"),
        ("gudrun", "Guðrún"),
        ("isik", "ışık"),
        ("safeguarding", "safe\u{ad}guarding"),
        ("child's", "child´s"),
        ("child's", "child`s"),
        ("yildiz", "Yıldız"),
        ("istanbul", "İstanbul"),
        ("thorsteinsdottir", "Þorsteinsdóttir"),
        ("sigurdur", "Sigurður"),
        ("hal", "Ħal"),
        ("ngata", "Ŋgata"),
        ("eliyev", "Əliyev"),
        ("dogbe", "Dɔgbɛ"),
        ("dan bauchi", "Ɗan Ɓauchi"),
        ("kasa yar", "Ƙasa Ƴar"),
        ("tomoe", "Ŧomœ"),
    ];
    for (a, b) in rows {
        assert_eq!(fold(a), fold(b), "{a} {b}");
    }
}

#[test]
fn codes_are_compared_however_they_are_written() {
    for written in ["women_s_aid", "Women's Aid", " women’s-aid "] {
        assert_eq!(as_code(written), "women_s_aid", "{written}");
    }
}

#[test]
fn accents_that_stand_for_apostrophes_join_their_word() {
    let found = |text| words(text).map(|(_, word)| word).collect::<Vec<_>>().join("|");
    let rows = [("a child´s plan", "a|child´s|plan"), ("child`s", "child`s"), ("`code` here", "code|here")];
    for (text, expected) in rows {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn plain_texts_lead_back_to_what_they_were_made_of() {
    let raw = "of Climbi\u{e9}\u{2019}s Stra\u{df}e\u{2026}";
    let plain = PlainText::new(raw);
    assert_eq!(plain.text, "of Climbie's Strasse...");
    let rows = [("Climbie", "Climbi\u{e9}"), ("Stras", "Stra\u{df}"), ("e.", "e\u{2026}"), ("...", "\u{2026}")];
    for (part, expected) in rows {
        let at = plain.text.find(part).unwrap();
        assert_eq!(&raw[plain.original(at..at + part.len())], expected, "{part}");
    }
    let end = plain.text.len();
    assert_eq!(plain.original(end..end), raw.len()..raw.len());
}

#[test]
fn folded_chars_lead_back_to_their_graphemes() {
    let word = FoldedWord::new("Ca\u{301}ßb");
    assert_eq!(word.folded, "cassb");
    let found: Vec<_> = (0..5).filter_map(|i| word.grapheme_of(i)).collect();
    assert_eq!(found, [(0, 1), (1, 4), (4, 6), (4, 6), (6, 7)]);
    assert_eq!(word.grapheme_of(5), None);
}

#[test]
fn suggests_what_is_near() {
    let codes = ["police", "probation", "prison", "childrens_social_care", "adult_social_care"];
    let rows: [(&str, &[&str]); 5] = [
        ("polcie", &["police"]),
        ("Police", &["police"]),
        ("social_care", &["adult_social_care", "childrens_social_care"]),
        ("xyzzy", &[]),
        ("pris", &["prison"]),
    ];
    for (given, expected) in rows {
        assert_eq!(nearest(given, codes), expected, "{given}");
    }
}

#[test]
fn words_the_question() {
    assert_eq!(did_you_mean(&[]), None);
    assert_eq!(did_you_mean(&["a"]).as_deref(), Some("did you mean \"a\"?"));
    assert_eq!(did_you_mean(&["a", "b", "c"]).as_deref(), Some("did you mean \"a\", \"b\" or \"c\"?"));
}
