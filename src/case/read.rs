//! From the text of a file to a [`Case`], or to everything that is wrong with it.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde_json::Value;

use super::check;
use super::closed::own;
use super::model::Case;
use super::open::Vocabulary;
use super::profile::{InProfile, Profile};
use super::profiles::{lacks, may_lack, schema};
use super::references;
use crate::document::{self, Checked, Diagnostic, LineStarts, PlacedProblems, Problem, Severity, locate, without_mark};

/// The JSON Schema of a case file of the profile `case-reviews`, generated from the types.
pub static CASE_SCHEMA: LazyLock<Value> = LazyLock::new(|| schema(Profile::case_reviews()).clone());

/// Reads one case, and tells whether it is sound, that is, without a warning that the reading shows (`check::advice` looks
/// further). `stem` is the name of its file without `.toml`, which its `id` must equal.
///
/// # Errors
/// Every error of the file, in the order of its lines: TOML syntax, unknown keys, wrong values, missing fields, ids that
/// stand twice or point nowhere. Warnings do not make a case unreadable; [`diagnose`] lists them too.
pub fn read_case(stem: &str, text: &str, vocabulary: &Vocabulary) -> Result<(Case, bool), Vec<Diagnostic>> {
    read_case_under(vocabulary.profile(), stem, text, vocabulary)
}

/// Reads one case of a library that goes by this profile: see [`read_case`].
///
/// # Errors
/// Those of [`read_case`].
pub fn read_case_under(
    profile: &'static Profile,
    stem: &str,
    text: &str,
    vocabulary: &Vocabulary,
) -> Result<(Case, bool), Vec<Diagnostic>> {
    let text = without_mark(text);
    if let Some(cause) = one_cause(text) {
        return Err(LineStarts::new(text).diagnostics(vec![cause]));
    }
    let errors = || {
        let mut diagnostics = diagnose_under(profile, stem, text, vocabulary);
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        diagnostics
    };
    if let Ok(mut case) = own::with(profile.in_force(), || toml::from_str::<Case>(text)) {
        case.profile = InProfile::new(profile);
        let problems = check::problems(&case, stem, vocabulary);
        if problems.iter().all(|(_, problem)| problem.severity == Severity::Warning) {
            let lacks = may_lack(&case, profile) && lacks(text, profile);
            return if lacks { Err(errors()) } else { Ok((case, problems.is_empty())) };
        }
    }
    Err(errors())
}

/// Values, tables and parts of keys that a file may have: thirty times those of the largest case.
const MOST_VALUES: usize = 250_000;

/// The problem of a file as a whole, which would be told as many mistakes otherwise or take very much memory.
fn one_cause(text: &str) -> Option<(Range<usize>, Problem)> {
    let line_at = |wanted: &str| {
        let starts = text.match_indices(wanted).map(|(at, _)| at);
        starts.into_iter().find(|at| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n'))
    };
    if let Some(at) = line_at("<<<<<<< ")
        && line_at(">>>>>>> ").is_some()
    {
        let problem = Problem::error("both sides of a merge stand here");
        return Some((
            at..at + 7,
            problem.help("keep one of them, and take the lines with <<<<<<<, ======= and >>>>>>> away"),
        ));
    }
    let lone = |(at, _): &(usize, &str)| text.as_bytes().get(at + 1) != Some(&b'\n');
    if let Some((at, _)) = text.match_indices('\r').find(lone)
        && !text.contains('\n')
    {
        let problem = Problem::error("the lines end with a carriage return alone, as those of old Macintosh files");
        return Some((at..at + 1, problem.help("save the file with line feeds")));
    }
    let signs = || text.bytes().filter(|byte| matches!(byte, b',' | b'=' | b'.' | b'[' | b'{')).count();
    (text.len() > MOST_VALUES && signs() > MOST_VALUES).then(|| {
        let problem =
            Problem::error(format!("the file holds more than {MOST_VALUES} values and tables, which no case has"));
        (0..0, problem.help("divide it, or take it out of the library"))
    })
}

/// Every error and warning of a file, in the order of its lines; of very many, the first `document::MOST`.
pub fn diagnose(stem: &str, text: &str, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    diagnose_under(vocabulary.profile(), stem, text, vocabulary)
}

/// Every error and warning of a file of a library that goes by this profile: see [`diagnose`].
pub fn diagnose_under(profile: &'static Profile, stem: &str, text: &str, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let text = without_mark(text);
    let places = LineStarts::new(text);
    if let Some(cause) = one_cause(text) {
        return places.diagnostics(vec![cause]);
    }
    let checked = own::with(profile.in_force(), || document::check::<Case>(text, schema(profile), vocabulary));
    let Checked { root, value, mut found, is_toml } = checked;
    let rest = match value {
        Some(mut case) => {
            case.profile = InProfile::new(profile);
            let mut problems = check::problems(&case, stem, vocabulary);
            problems.extend(check::advice(&case));
            problems.into_iter().map(|(path, problem)| (locate(&root, &path), problem)).collect()
        }
        // The file is no case, but its ids and sources can be checked.
        None if is_toml => references::problems(root.get_ref(), stem),
        None => PlacedProblems::new(),
    };
    let known: HashSet<(usize, String)> =
        found.iter().map(|(span, problem)| (span.start, problem.message.clone())).collect();
    found.extend(rest.into_iter().filter(|(span, problem)| !known.contains(&(span.start, problem.message.clone()))));
    places.diagnostics(found)
}
