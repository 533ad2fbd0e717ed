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
