//! From the text of a file to a [`Case`], or to everything that is wrong with it.

use std::sync::LazyLock;

use serde_json::Value;
use toml::de::DeTable;

use super::check;
use super::diagnostic::{Diagnostic, Problem, Severity, locate};
use super::model::Case;
use super::open::Vocabulary;
use super::shape::ShapeReader;

/// The JSON Schema of a case file, generated from the types.
pub static CASE_SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Case).to_value());

/// Reads one case. `stem` is the name of its file without `.toml`, which its `id` must equal.
///
/// # Errors
/// Every error of the file, in the order of its lines: TOML syntax, unknown keys, wrong values, missing fields, ids that
/// stand twice or point nowhere. Warnings do not make a case unreadable; [`diagnose`] lists them too.
pub fn read_case(stem: &str, text: &str, vocabulary: &Vocabulary) -> Result<Case, Vec<Diagnostic>> {
    let text = without_mark(text);
    if let Ok(case) = toml::from_str::<Case>(text) {
        let problems = check::problems(&case, stem, vocabulary);
        if problems.iter().all(|(_, problem)| problem.severity == Severity::Warning) {
            return Ok(case);
        }
    }
    let mut diagnostics = diagnose(stem, text, vocabulary);
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if diagnostics.is_empty() {
        // serde refused what the schema allows: a defect of ours, told rather than hidden.
        let message = toml::from_str::<Case>(text).err().map_or_else(String::new, |error| error.message().to_owned());
        diagnostics.push(Diagnostic::of_file(format!("not readable as a case: {message}"), None));
    }
    Err(diagnostics)
}

/// Every error and warning of a file, in the order of its lines.
pub fn diagnose(stem: &str, text: &str, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let text = without_mark(text);
    let (root, syntax) = DeTable::parse_recoverable(text);
    let mut found: Vec<Diagnostic> = syntax
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            Diagnostic::at(text, span, Problem::error(format!("not TOML: {}", error.message())))
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let shape = ShapeReader::problems(&CASE_SCHEMA, vocabulary, &root);
    found.extend(shape.into_iter().map(|(span, problem)| Diagnostic::at(text, span, problem)));
    if let Ok(case) = toml::from_str::<Case>(text) {
        for (path, problem) in check::problems(&case, stem, vocabulary) {
            let diagnostic = Diagnostic::at(text, locate(&root, &path), problem);
            if !found.iter().any(|other| other.span == diagnostic.span && other.message == diagnostic.message) {
                found.push(diagnostic);
            }
        }
    }
    found.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    found
}

/// A byte-order mark at the start is no part of the text.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
