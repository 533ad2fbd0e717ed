//! The signs that the program draws: one table, which the help, the explanation of an entry and `casebook explain` read.

use super::FindingKind;

/// The list that signs are explained as.
pub const SIGN: &str = "sign";

/// A sign with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnSign {
    /// The sign, as it is drawn.
    pub sign: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Its meaning, one sentence.
    pub meaning: &'static str,
}

const fn sign(sign: &'static str, label: &'static str, meaning: &'static str) -> DrawnSign {
    DrawnSign { sign, label, meaning }
}

/// A missed opportunity.
pub const MISSED: &str = "▲";

/// A date that the source gives in other words.
pub const OTHER_WORDS: &str = "*";

/// The signs that stand in rows, the most telling first.
pub const IN_ROWS: [&str; 7] = [MISSED, "✗", "○", "+", "=", "·", OTHER_WORDS];

/// The sign of a kind of finding, where it has one.
pub fn of_kind(kind: FindingKind) -> Option<&'static str> {
    Some(match kind {
        FindingKind::MissedOpportunity => MISSED,
        FindingKind::GoodPractice => "+",
        FindingKind::PracticeFailing => "✗",
        FindingKind::Conclusion => "=",
        FindingKind::SystemsFinding => "○",
        FindingKind::CaseFinding => "·",
        _ => return None,
    })
}

/// The name of the sign of a kind, in a word.
pub fn short_name(sign: &str) -> &'static str {
    match sign {
        MISSED => "missed",
        "+" => "good",
        "✗" => "failing",
        "=" => "conclusion",
        "○" => "systems",
        OTHER_WORDS => "see text",
        _ => "case",
    }
}

/// Every sign, those that stand on most rows first.
pub static SIGNS: [DrawnSign; 26] = [
    sign("f", "Findings", "The number of findings that are entered for a case."),
    sign("r", "Recommendations", "The number of recommendations that are entered for a case."),
    sign("×", "Several reviews", "The number of reviews of this kind, such as ×2."),
    sign(MISSED, "Missed opportunity", "A missed opportunity; marked only where a source calls it one."),
    sign("+", "Good practice", "A finding that praises what was done."),
    sign("✗", "Practice failing", "A finding that practice fell short."),
    sign("=", "Conclusion", "A finding that is an overall judgement of the review."),
    sign("○", "Systems finding", "A finding on how services work, beyond the case."),
    sign("·", "Case finding", "A finding on the case, of no more telling kind."),
    sign("│", "Event", "An event of the timeline that no source calls a missed opportunity."),
    sign(
        OTHER_WORDS,
        "Date in other words",
        "A date that the source gives in other words: the text below the list says how.",
    ),
    sign("by", "Latest date", "An event that lies before this date; the source gives no nearer one."),
    sign("( )", "Year of the case", "A year in brackets is that of the case: the report itself has no date."),
    sign("◆", "Marked", "An item that you have marked."),
    sign("¶", "Note", "An item that you have written a note on, or the note."),
    sign("!", "Not readable", "A file that could not be read; its line and column say where."),
    sign("▸", "Selected", "The selected row."),
    sign("…", "Cut off", "The text goes on; the entry has it in full."),
    sign("↓", "More below", "So many lines stand below."),
    sign("R", "Red", "Open or under way after its due date, or closed although it was not done."),
    sign("A", "Amber", "Open or under way, not overdue."),
    sign("G", "Green", "Closed as done, or as met in another way; accepted is not done."),
    sign(
        "-",
        "No status",
        "No status is entered, or a later measure has taken its place; never to be read as good or bad.",
    ),
    sign("F12", "Number of a finding", "F and a number name a finding of the case, R a recommendation, E an event."),
    sign(
        "1.",
        "Number of a source",
        "The place of a source in the list of its case; \"sources 1, 3\" names two of them.",
    ),
    sign("graded", "Graded", "Ofsted's grade of the review itself, 2007 to 2012; not of practice."),
];

/// The sign that a text names: the sign itself, or its name.
pub fn sign_named(text: &str) -> impl Iterator<Item = &'static DrawnSign> {
    let wanted = text.trim();
    SIGNS.iter().filter(move |row| row.sign == wanted || row.label.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_stands_once_and_is_told_in_a_sentence() {
        for (index, row) in SIGNS.iter().enumerate() {
            assert!(!SIGNS.iter().skip(index + 1).any(|other| other.sign == row.sign), "{}", row.sign);
            assert!(row.meaning.ends_with('.') && !row.label.is_empty(), "{}", row.sign);
        }
        for (text, label) in
            [("f", "Findings"), (" ▲ ", "Missed opportunity"), ("¶", "Note"), ("R", "Red"), ("f ", "Findings")]
        {
            assert_eq!(sign_named(text).map(|row| row.label).collect::<Vec<_>>(), [label], "{text}");
        }
        assert_eq!(sign_named("").count() + sign_named("zz").count(), 0);
    }
}
