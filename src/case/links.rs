//! From a finding to the recommendations that answer it, and back.
//!
//! Ids of findings are unique in a case, whatever the review ([`super::check`]), so `answers` may name a finding of
//! another review of the case. An id that names nothing leads nowhere; the check of the file tells it.

use super::item::ItemRef;
use super::model::Case;

impl Case {
    /// The recommendations that answer a finding, in the order of the file; none for anything else.
    pub fn answered_by(&self, finding: ItemRef) -> Vec<ItemRef> {
        let Some((_, finding)) = self.finding(finding) else { return Vec::new() };
        let answering = self.recommendations().filter(|(_, other)| other.answers.contains(&finding.id));
        answering.map(|(item, _)| item).collect()
    }

    /// The findings that a recommendation answers, in the order of the file; none for anything else.
    pub fn answers(&self, recommendation: ItemRef) -> Vec<ItemRef> {
        let Some((_, recommendation)) = self.recommendation(recommendation) else { return Vec::new() };
        let answered = self.findings().filter(|(_, other)| recommendation.answers.contains(&other.id));
        answered.map(|(item, _)| item).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{CasePage, Vocabulary, read_case};

    const HEAD: &str = r#"
        id = "elm"
        title = "Elm"
        nation = "england"
        outcome = "died"
        harm = ["neglect"]
        summary = "Invented."
        cited = ["page"]
        sources = [{ id = "page", title = "A page", publisher = "Tests", kind = "reference" }]
    "#;

    fn case() -> Case {
        let finding = |id: &str| {
            format!(
                "[[reviews.findings]]\nid = \"{id}\"\nkind = \"case_finding\"\ntext = \"{id}.\"\nagencies = [\"gp\"]\n\
                 themes = [\"recording\"]\nconfidence = \"confirmed\"\nsources = [\"page\"]\n"
            )
        };
        let recommendation = |id: &str, answers: &str| {
            format!(
                "[[reviews.recommendations]]\nid = \"{id}\"\ntext = \"{id}.\"\naddressed_to = [\"gp\"]\n\
                 themes = [\"recording\"]\nanswers = [{answers}]\nconfidence = \"confirmed\"\nsources = [\"page\"]\n"
            )
        };
        let review = |id: &str| {
            format!(
                "[[reviews]]\nid = \"{id}\"\nkind = \"sar\"\ntitle = \"{id}\"\nconfidence = \"confirmed\"\nsources = [\"page\"]\n"
            )
        };
        let text = [
            HEAD.to_owned(),
            review("one"),
            finding("F1"),
            finding("F2"),
            recommendation("R1", "\"F1\", \"F3\""),
            recommendation("R2", ""),
            review("two"),
            finding("F3"),
            // A finding that is named twice is answered once.
            recommendation("R3", "\"F3\", \"F3\""),
        ];
        read_case("elm", &text.concat(), Vocabulary::shipped()).unwrap().0
    }

    #[test]
    fn findings_and_recommendations_lead_to_each_other() {
        use ItemRef::{Event, Finding, Recommendation, Source};
        let case = case();
        let rows: &[(ItemRef, &[ItemRef], &[ItemRef])] = &[
            (Finding(0, 0), &[Recommendation(0, 0)], &[]),
            (Finding(0, 1), &[], &[]),
            (Finding(1, 0), &[Recommendation(0, 0), Recommendation(1, 0)], &[]),
            (Recommendation(0, 0), &[], &[Finding(0, 0), Finding(1, 0)]),
            (Recommendation(0, 1), &[], &[]),
            (Recommendation(1, 0), &[], &[Finding(1, 0)]),
            (Finding(9, 9), &[], &[]),
            (Event(0), &[], &[]),
            (Source(0), &[], &[]),
            (ItemRef::Page(CasePage::Case), &[], &[]),
        ];
        for (item, answered_by, answers) in rows {
            assert_eq!(case.answered_by(*item), *answered_by, "{item:?}");
            assert_eq!(case.answers(*item), *answers, "{item:?}");
        }
    }
}
