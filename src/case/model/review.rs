//! Reviews: who made them, how they were published and judged, what they found and recommended, what came of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fact;
use super::ids::{ItemId, ReviewId, SourceId};
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
    /// What sort of review it is.
    pub kind: ReviewKind,
    /// Whether it reviews this case or is related to it.
    #[serde(default)]
    pub scope: Scope,
    /// The source's own name for it.
    pub title: Text,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioned_by: Option<Text>,
    /// When it was asked for or begun.
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
    /// How well the lines above stand.
    pub confidence: Confidence,
    /// The sources that the lines above rest on.
    pub sources: Vec<SourceId>,
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
    /// What the review found, good practice and conclusions included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What the review recommended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommendation>,
    /// What became of the recommendations as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
}

/// Somebody's part in a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The part.
    pub role: Role,
    /// Name, of an office-holder or author.
    pub name: Text,
    /// More on the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

/// A step of publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// What could be read from this step on.
    pub state: PublicationState,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// More on the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

/// Somebody's judgement of the review itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Who judged.
    pub by: Text,
    /// The grade of the review, where one was given (Ofsted, 2007 to 2012). It does not grade practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// The judgement in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
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
    /// Whom it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// F and a number.
    pub id: ItemId,
    /// What sort of finding.
    pub kind: FindingKind,
    /// The pattern behind it (SCIE Learning Together).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<FindingPattern>,
    /// The finding, one sentence.
    pub text: Text,
    /// Whom it concerns.
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// What it is about.
    pub themes: Vec<Theme>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
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
    /// What should be done, one sentence.
    pub text: Text,
    /// Who should do it.
    pub addressed_to: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// What it is about.
    pub themes: Vec<Theme>,
    /// The findings that it answers, where the record shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<ItemId>,
    /// Who links it with these findings; absent where a source does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers_by: Option<LinkedBy>,
    /// What those addressed said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// What has been done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RecommendationStatus>,
    /// Whose word the status is, where it is somebody's own claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_by: Option<Text>,
    /// When it should be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// When somebody other than the owner last checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_verified: Option<PartialDate>,
    /// Who checked, as the source names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<Text>,
    /// How somebody other than the owner judged the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
    /// What became of it, in date order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
}

/// A judgement of a response by somebody other than its owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Who judged.
    pub by: Text,
    /// The judgement.
    pub grade: AssessmentGrade,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

/// What became of one recommendation, or of all those of a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// What happened, one sentence.
    pub text: Text,
    /// Who acted or spoke.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

impl Review {
    /// The people with this role.
    pub fn people_as(&self, roles: &[Role]) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| roles.contains(&person.role))
    }

    /// The grade that somebody gave the review, and who.
    pub fn graded(&self) -> Option<(&Evaluation, Grade)> {
        self.evaluations.iter().find_map(|evaluation| Some((evaluation, evaluation.grade?)))
    }
}
