//! The shape of a case file. The order of the fields is the order in which a file is best written.
//!
//! `deny_unknown_fields` everywhere: a misspelt key is an error and never a fact that is silently lost.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;

use super::closed::{
    AssessmentGrade, Confidence, EventKind, FactAbout, FindingKind, FindingPattern, Grade, Nation, Outcome,
    PublicationState, RecommendationStatus, Response, ReviewKind, Role, Scope, SourceKind,
};
use super::date::PartialDate;
use super::open::{Agency, Harm, Theme};
use super::text::{Prose, Text, clean_line};

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $about:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(raw: &str) -> Self {
                Self(SmolStr::new(clean_line(raw)))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::from(Cow::<'de, str>::deserialize(deserializer)?.as_ref()))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $about, "pattern": $pattern })
            }
        }
    };
}

identifier!(
    /// The id of a case: the stem of its file, lower-case letters, digits and hyphens.
    CaseId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "The stem of the case's file."
);
identifier!(
    /// The id of a review, unique in its case.
    ReviewId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "Lower-case letters, digits and hyphens; unique in the case."
);
identifier!(
    /// The id of a finding (F1), recommendation (R1) or event (E1), unique in its case: what a citation names.
    ItemId,
    "^[A-Z][0-9]+$",
    "A capital letter and a number; unique in the case."
);
identifier!(
    /// The id of a source, unique in its case.
    SourceId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "Lower-case letters, digits and hyphens; unique in the case."
);

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
    pub nation: Nation,
    /// The local authority area or place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Text>,
    /// What happened to the person.
    pub outcome: Outcome,
    /// Whose outcome, where that is not plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_text: Option<Text>,
    /// The day, month or year of the death or main harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<PartialDate>,
    /// What to show in place of `incident`, where a date alone would mislead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident_text: Option<Text>,
    /// Kinds of harm, from the vocabulary.
    pub harm: Vec<Harm>,
    /// One neutral paragraph: who, what happened, what the reviews concluded.
    pub summary: Prose,
    /// The sources that the lines above rest on.
    pub cited: Vec<SourceId>,
    /// What was looked for and not found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Text>,
    /// What privacy mode hides, and what it shows instead.
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
    /// What the sources disagree about, side by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Dispute>,
    /// Other cases that the sources link to this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Where everything above was read.
    pub sources: Vec<Source>,
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
    /// What the statement is about.
    pub about: FactAbout,
    /// The statement, one sentence.
    pub text: Text,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
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
    /// What it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

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
    /// What those addressed said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// What has been done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RecommendationStatus>,
    /// When it should be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// When somebody other than the owner last checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_verified: Option<PartialDate>,
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

/// One event of the chronology.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// E and a number.
    pub id: ItemId,
    /// When, or when it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<PartialDate>,
    /// The source's words, where `date` says less or more than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// What sort of event.
    pub kind: EventKind,
    /// Who acted; empty for the family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Agency>,
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// What happened, one sentence.
    pub text: Text,
    /// Whether a review or the record calls it a missed opportunity.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub missed_opportunity: bool,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

/// Claims of several sources that do not agree, kept side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// What is disputed.
    pub about: Text,
    /// Each claim.
    pub claims: Vec<Claim>,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The claim, one sentence.
    pub text: Text,
    /// Who makes it.
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
    /// How the two are linked.
    pub text: Text,
    /// How well it stands.
    pub confidence: Confidence,
    /// Where it was read.
    pub sources: Vec<SourceId>,
}

/// Where something was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Unique in the case.
    pub id: SourceId,
    /// Title of the page or document.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// What sort of source.
    pub kind: SourceKind,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The date in words, where `date` says less or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// Where it was read; http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    /// What a reader should know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

impl Case {
    /// The reviews of this case itself, in the order of the file.
    pub fn own_reviews(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(|review| review.scope == Scope::Case)
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

    /// Its date in words.
    pub fn shown_date(&self) -> String {
        shown_date(self.date, self.until, self.date_text.as_ref()).unwrap_or_else(|| "not dated".to_owned())
    }
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

/// A date in words, or the words that stand for it, for rows and headings.
pub fn shown_date(date: Option<PartialDate>, until: Option<PartialDate>, words: Option<&Text>) -> Option<String> {
    match (words, date, until) {
        (Some(words), _, _) => Some(words.to_string()),
        (None, Some(date), Some(until)) => Some(format!("{date} to {until}")),
        (None, Some(date), None) => Some(date.to_string()),
        (None, None, _) => None,
    }
}
