//! Keys for what other people's records say: who was addressed and answered, how a status changed, where a row stood.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::SourceId;
use crate::case::closed::{RecommendationStatus, Response};
use crate::case::date::PartialDate;
use crate::case::open::Agency;
use crate::text::Text;

/// A body that a review or a recommendation is addressed to, with its own answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// The body as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Text>,
    /// The kind of agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<Agency>,
    /// The answer of this body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The answer in the words of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_text: Option<Text>,
    /// The date of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The date of the answer in words, where `date` says less or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// The document that holds the answer: its title, its file or its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Text>,
    /// The date by which it should have answered; without it, the deadline that the kind of review sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_due: Option<PartialDate>,
    /// The state of the action of this body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RecommendationStatus>,
    /// The state in the words of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_text: Option<Text>,
    /// The ids of further sources; those of the entry hold for it too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// A former state of a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusChange {
    /// The date from which it held, or on which it was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The date in words, where `date` says less or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<Text>,
    /// The answer of those addressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The state of the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RecommendationStatus>,
    /// Answer or state in the words of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_text: Option<Text>,
    /// The colour that the record gave it, in its own word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rag: Option<Text>,
    /// The ids of further sources; those of the entry hold for it too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// The place in a file that an entry was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryOrigin {
    /// The name of the file.
    pub file: Text,
    /// The sheet of a workbook, or the table of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Text>,
    /// The row, as the program that made the file counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The value that names the row in the file, such as its number in an action plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Text>,
}
