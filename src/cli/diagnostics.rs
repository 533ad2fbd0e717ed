//! Diagnostics as the best compilers print them, and as JSON.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::case::{Diagnostic, Severity};
use crate::text::clean_line;

/// The longest stretch of a line that is shown, in characters: a line may be as long as a file.
const EXCERPT: usize = 160;

/// A diagnostic as `check --json` prints it.
#[derive(Serialize)]
pub struct JsonDiagnostic<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> JsonDiagnostic<'a> {
    /// The diagnostic of a file.
    pub fn new(file: &'a str, problem: &'a Diagnostic) -> Self {
        Self {
            file,
            line: problem.line,
            column: problem.column,
            severity: problem.severity.name(),
            message: &problem.message,
            help: problem.help.as_deref(),
        }
    }
}

/// Title, place, the line with a caret, what would be right. `text` is the file; without it the place alone is named.
pub fn drawn(file: &str, text: Option<&str>, problem: &Diagnostic, styled: bool) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let excerpt = text.and_then(|text| Excerpt::of(text, problem));
    let Some(excerpt) = excerpt else {
        let help = problem.help.as_ref().map(|help| format!("\n  = help: {help}")).unwrap_or_default();
        return format!(
            "{}: {}\n --> {file}:{}:{}{help}",
            problem.severity.name(),
            problem.message,
            problem.line,
            problem.column
        );
    };
    // The path is given with our own column, because the excerpt may be a part of its line.
    let path = format!("{file}:{}:{}", problem.line, problem.column);
    let mut group = level.primary_title(problem.message.as_str()).element(
        Snippet::source(excerpt.shown.as_str())
            .line_start(problem.line)
            .fold(false)
            .annotation(AnnotationKind::Primary.span(excerpt.span.clone())),
    );
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    // The renderer knows no path, so its first line of frame is free for ours.
    match drawn.split_once('\n') {
        Some((title, rest)) => format!("{title}\n --> {path}\n{rest}"),
        None => drawn,
    }
}

/// The part of a line that a problem stands in, cleaned, with the problem's place in it.
struct Excerpt {
    shown: String,
    span: std::ops::Range<usize>,
}

impl Excerpt {
    fn of(text: &str, problem: &Diagnostic) -> Option<Self> {
        let line = text.lines().nth(problem.line.checked_sub(1)?)?;
        let start = problem.column.saturating_sub(1);
        let length = text
            .get(problem.span.clone())
            .map_or(1, |part| part.lines().next().unwrap_or_default().chars().count())
            .max(1);
        // Enough of the line before the problem to know where one is.
        let from = if line.chars().nth(EXCERPT).is_some() { start.saturating_sub(EXCERPT / 2) } else { 0 };
        let mut shown = String::new();
        let (mut first, mut last) = (None, 0);
        for (index, c) in line.chars().enumerate().skip(from).take(EXCERPT) {
            if index == start {
                first = Some(shown.len());
            }
            // One mark for each character that could act, so that the caret stays under its place.
            let mut raw = [0; 4];
            let clean = if c == '\t' { " ".into() } else { clean_line(c.encode_utf8(&mut raw)).into_owned() };
            shown.push_str(if clean.is_empty() { " " } else { &clean });
            if index < start + length {
                last = shown.len();
            }
        }
        let first = first.unwrap_or(shown.len());
        Some(Self { span: first..last.max(first), shown })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Problem;

    #[test]
    fn a_problem_is_drawn_with_its_line_and_a_caret() {
        let text = "id = \"a\"\nnation = \"englnd\"\n";
        let problem = Diagnostic::at(
            text,
            18..26,
            Problem::error("\"englnd\" is not a nation").help("did you mean \"england\"?"),
        );
        let expected = "error: \"englnd\" is not a nation\n --> a.toml:2:10\n  |\n2 | nation = \"englnd\"\n  |          ^^^^^^^^\n  |\n  = help: did you mean \"england\"?";
        assert_eq!(drawn("a.toml", Some(text), &problem, false), expected);
    }

    #[test]
    fn no_line_is_too_long_and_none_can_act() {
        let text = format!("{}\u{1b}[31m\"x\"{}", " y".repeat(100_000), "z".repeat(100_000));
        let problem = Diagnostic::at(&text, 200_005..200_008, Problem::error("wrong"));
        let drawn = drawn("a.toml", Some(&text), &problem, false);
        assert!(drawn.len() < 1000 && !drawn.chars().any(|c| c.is_control() && c != '\n'), "{drawn:?}");
        assert!(drawn.contains("␛[31m\"x\"zz") && drawn.contains("^^^"), "{drawn}");
    }
}
