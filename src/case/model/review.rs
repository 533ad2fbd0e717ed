//! Reviews: who made them, how they were published and judged, what they found and recommended, what came of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fact;
use super::ids::{ItemId, ReviewId, SourceId};
use super::record::{Addressee, EntryOrigin, StatusChange};
use crate::case::closed::{
    AssessmentGrade, Confidence, FindingKind, FindingPattern, Grade, LinkedBy, PublicationState, RecommendationStatus,
    Response, ReviewKind, Role, Scope,
};
use crate::case::date::PartialDate;
use crate::case::open::{Agency, Theme};
use crate::text::Text;

/// A review of the case, or a related review, inspection, judgment or response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Unique in the case.
    pub id: ReviewId,
    /// The kind of review.
    pub kind: ReviewKind,
    /// The relation of the review to this case.
    #[serde(default)]
    pub scope: Scope,
    /// The source's own name for it.
    pub title: Text,
    /// The number or mark by which its publisher calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Text>,
    /// The body that commissioned it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioned_by: Option<Text>,
    /// The date on which it was commissioned or begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioned: Option<PartialDate>,
    /// The date on the report, or the day of the judgment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<PartialDate>,
    /// How many recommendations the report makes; how many are entered here is another number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendations_made: Option<u32>,
    /// How many findings the report makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings_made: Option<u32>,
    /// The themes of the review as a whole, from the vocabulary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// The strength of the evidence for the lines above.
    pub confidence: Confidence,
    /// The sources that the lines above rest on.
    pub sources: Vec<SourceId>,
    /// The bodies that the review as a whole is addressed to, with what each answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<Addressee>,
    /// Chair, author and others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// The steps of publication, in date order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<Publication>,
    /// Judgements of the review itself, not of practice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evaluations: Vec<Evaluation>,
    /// Sourced statements on the review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The findings, good practice and conclusions included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The recommendations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommendation>,
    /// Later reports on the recommendations as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    /// The place in a file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<EntryOrigin>,
}

/// Somebody's part in a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The role in the review.
    pub role: Role,
    /// Name, of an office-holder or author.
    pub name: Text,
    /// More on the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

/// A step of publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The part of the review that the public could read from this step on.
    pub state: PublicationState,
    /// The date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// More on the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

/// Somebody's judgement of the review itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The body that judged.
    pub by: Text,
    /// The grade of the review, where one was given (Ofsted, 2007 to 2012). It does not grade practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// The judgement in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
    /// Its single points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<EvaluationPoint>,
}

/// One point of a judgement of the review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationPoint {
    /// The point, one sentence.
    pub text: Text,
    /// The agencies concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

/// A finding of a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// F and a number.
    pub id: ItemId,
    /// Its number in the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The kind of finding.
    pub kind: FindingKind,
    /// The pattern behind it (SCIE Learning Together).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<FindingPattern>,
    /// The finding, one sentence.
    pub text: Text,
    /// The agencies concerned.
    #[serde(default)]
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// The themes, from the vocabulary.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
    /// The place in a file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<EntryOrigin>,
}

/// One recommendation. Response, status, assessment and verification are four separate facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// R and a number.
    pub id: ItemId,
    /// Its number in the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The action recommended, one sentence.
    pub text: Text,
    /// The agencies that should act.
    #[serde(default)]
    pub addressed_to: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// The bodies that it is addressed to, each with what it answered and did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<Addressee>,
    /// The person or post that is to see to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Text>,
    /// The themes, from the vocabulary.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// The findings that it answers, where the record shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<ItemId>,
    /// The maker of the link with these findings; absent where a source makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers_by: Option<LinkedBy>,
    /// The answer of those addressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The answer in the words of the record, where no code says as much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_text: Option<Text>,
    /// The state of the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RecommendationStatus>,
    /// The state in the words of the record, where no code says as much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_text: Option<Text>,
    /// The body on whose word the status rests, where it is its own claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_by: Option<Text>,
    /// The date by which it should be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// The words of the record on when it should be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_text: Option<Text>,
    /// The date on which it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<PartialDate>,
    /// The colour that the record gives it, in its own word; the program computes its own letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rag: Option<Text>,
    /// The evidence that the record gives, one piece each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Text>,
    /// The date on which somebody other than the owner last checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_verified: Option<PartialDate>,
    /// The body that checked, as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<Text>,
    /// The judgement of the response by somebody other than its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
    /// Its former states, in date order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<StatusChange>,
    /// Later reports on it, in date order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    /// The place in a file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<EntryOrigin>,
}

/// A judgement of a response by somebody other than its owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The body that judged.
    pub by: Text,
    /// The grade of the response.
    pub grade: AssessmentGrade,
    /// The date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

/// A later report on one recommendation, or on all those of a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// The report, one sentence.
    pub text: Text,
    /// The agencies that acted or spoke.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// The strength of the evidence.
    pub confidence: Confidence,
    /// The ids of the sources of this entry.
    pub sources: Vec<SourceId>,
}

impl Review {
    /// The date of the report: the first day on which the public could read it, else the day that it bears or was begun on,
    /// else that of the first update of which it tells.
    pub fn date(&self) -> Option<PartialDate> {
        let published = self.publications.iter().filter_map(|step| step.date).min();
        let reported = || self.updates.iter().filter_map(|update| update.date).min();
        published.or(self.dated).or(self.commissioned).or_else(reported)
    }

    /// The people with this role.
    pub fn people_as(&self, roles: &[Role]) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| roles.contains(&person.role))
    }

    /// The grade that somebody gave the review, and who.
    pub fn graded(&self) -> Option<(&Evaluation, Grade)> {
        self.evaluations.iter().find_map(|evaluation| Some((evaluation, evaluation.grade?)))
    }
}
