//! The shape of a case file. The order of the fields is the order in which a file is best written.
//!
//! `deny_unknown_fields` everywhere: a misspelt key is an error and never a fact that is silently lost.

mod ids;
mod record;
mod review;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use ids::{CaseId, ItemId, ReviewId, SourceId};
pub use record::{Addressee, EntryOrigin, StatusChange};
pub use review::{
    Assessment, Evaluation, EvaluationPoint, Finding, Person, Publication, Recommendation, Review, Update,
};

use super::closed::{
    AgeBand, ClosedList, Confidence, EventKind, FactAbout, Nation, Outcome, PersonGroup, Scope, SourceKind,
};
use super::date::{PartialDate, TimeOfDay};
use super::open::{Agency, Harm};
use super::profile::InProfile;
use crate::text::{Prose, Text};

/// One case: a person or group, what happened, and the reviews that followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The stem of the file.
    pub id: CaseId,
    /// The name that the case is known by.
    pub title: Text,
    /// Other names used in public, the report's pseudonyms among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<Text>,
    /// The nation whose law the review was held under.
    #[serde(default)]
    pub nation: Nation,
    /// The country in words, where the list has none for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nation_text: Option<Text>,
    /// The local authority area or place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Text>,
    /// The outcome for the person.
    #[serde(default)]
    pub outcome: Outcome,
    /// The person whose outcome it is, where that is not plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_text: Option<Text>,
    /// The day, month or year of the death or main harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<PartialDate>,
    /// The words to show in place of `incident`, where a date alone would mislead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident_text: Option<Text>,
    /// The people at the centre of the case: children, adults or both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub person: Vec<PersonGroup>,
    /// Their ages at the time, in bands; empty where the sources give none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ages: Vec<AgeBand>,
    /// Kinds of harm, from the vocabulary.
    #[serde(default)]
    pub harm: Vec<Harm>,
    /// One neutral paragraph: who, what happened, what the reviews concluded.
    #[serde(default)]
    pub summary: Prose,
    /// The sources that the lines above rest on.
    #[serde(default)]
    pub cited: Vec<SourceId>,
    /// Gaps in the record: facts that were looked for and not found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Text>,
    /// The place in a file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<EntryOrigin>,
    /// The names that privacy mode hides, each with the text that it shows instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// Sourced statements on the case that are neither events nor findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Agencies that had dealings with the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub involved: Vec<Involved>,
    /// The reviews of the case, then related ones.
    pub reviews: Vec<Review>,
    /// The chronology, in date order; an event without a date stands where it belongs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// The claims on which the sources disagree, side by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Dispute>,
    /// Other cases that the sources link to this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The pages and documents behind everything above.
    pub sources: Vec<Source>,
    /// The profile that its library goes by; no key of the file.
    #[serde(skip)]
    pub profile: InProfile,
}

/// A name, and what privacy mode shows in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The name as texts of the file use it.
    pub name: Text,
    /// The report's pseudonym, or a role.
    pub shown_as: Text,
}

/// A sourced statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The subject of the statement.
    pub about: FactAbout,
    /// The statement, one sentence.
    pub text: Text,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

/// An agency that had dealings with the case: not the same as one that a finding concerns or a recommendation addresses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Involved {
    /// The kind of agency.
    pub agency: Agency,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// The part of the body in the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

/// One event of the chronology.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// E and a number.
    pub id: ItemId,
    /// The date, or the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The time of day, where the record has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeOfDay>,
    /// The end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// The kind of event.
    pub kind: EventKind,
    /// The agencies that acted; empty for the family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// The event, one sentence.
    pub text: Text,
    /// True if a review or the record calls it a missed opportunity.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub missed_opportunity: bool,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
    /// The place in a file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<EntryOrigin>,
}

/// Claims of several sources that do not agree, kept side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// The subject of the dispute.
    pub about: Text,
    /// The claims; two or more.
    pub claims: Vec<Claim>,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The claim, one sentence.
    pub text: Text,
    /// The ids of the sources that make the claim.
    pub sources: Vec<SourceId>,
}

/// Another case that the sources link to this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// The id of its file, where the library holds one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// The name of the case.
    pub title: Text,
    /// The link between the two cases.
    pub text: Text,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

/// A page or document that the entries rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Unique in the case.
    pub id: SourceId,
    /// Title of the page or document.
    pub title: Text,
    /// The publisher.
    pub publisher: Text,
    /// The kind of source.
    pub kind: SourceKind,
    /// The date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The date in words, where `date` says less or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// The address; http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    /// A caution for readers of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The name of the file, where it is one that somebody holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Text>,
    /// The SHA-256 of the file as it was read, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<Text>,
}

impl Case {
    /// The reviews of this case itself, in the order of the file.
    pub fn own_reviews(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(|review| review.scope == Scope::Case)
    }

    /// The nation by its label; a country that the list does not have, in words; nothing where the record is silent.
    pub fn shown_nation(&self) -> Option<&str> {
        self.nation_text.as_deref().or((self.nation != Nation::NotStated).then(|| self.nation.label()))
    }

    /// How many findings are entered, of all reviews.
    pub fn finding_count(&self) -> usize {
        self.reviews.iter().map(|review| review.findings.len()).sum()
    }

    /// How many recommendations are entered, of all reviews.
    pub fn recommendation_count(&self) -> usize {
        self.reviews.iter().map(|review| review.recommendations.len()).sum()
    }

    /// The source with this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// The date that the case is sorted by: the incident, else the earliest date of one of its own reviews.
    pub fn sort_date(&self) -> Option<PartialDate> {
        self.incident.or_else(|| {
            self.own_reviews()
                .flat_map(|review| {
                    review.commissioned.into_iter().chain(review.publications.iter().filter_map(|step| step.date))
                })
                .min()
        })
    }
}

impl Event {
    /// The date that the event is placed by: its beginning, else the date it lies before.
    pub fn placed(&self) -> Option<PartialDate> {
        self.date.or(self.until)
    }

    /// Its date in words, with the time of day.
    pub fn shown_date(&self) -> String {
        let date = shown_date(self.date, self.until, self.date_text.as_ref());
        let date = date.unwrap_or_else(|| "not dated".to_owned());
        self.time.map_or(date.clone(), |time| format!("{date}, {time}"))
    }
}

/// A date in words, or the words that stand for it, for rows and headings.
pub fn shown_date(date: Option<PartialDate>, until: Option<PartialDate>, words: Option<&Text>) -> Option<String> {
    match (words, date, until) {
        (Some(words), _, _) => Some(words.to_string()),
        (None, Some(date), Some(until)) => Some(format!("{date} to {until}")),
        (None, Some(date), None) => Some(date.to_string()),
        // The source gives only what it lies before.
        (None, None, Some(until)) => Some(format!("by {until}")),
        (None, None, None) => None,
    }
}
