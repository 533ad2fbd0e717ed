//! Problems of a file, with place and remedy.

use std::fmt;

use crate::text::clean_line;

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; a librarian should look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem of one file. All texts are clean: no control character of the file survives in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The bytes of the file that are meant.
    pub span: std::ops::Range<usize>,
    /// The problem, one clause.
    pub message: String,
    /// The way to mend it, which begins with a verb.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at `span` of `text`. For several of one text, `LineStarts` looks for the lines only once.
    pub fn at(text: &str, span: std::ops::Range<usize>, problem: Problem) -> Self {
        LineStarts::new(text).diagnostic(span, problem)
    }

    /// A problem of a file as a whole.
    pub fn of_file(message: impl Into<String>, help: Option<String>) -> Self {
        let message = message.into();
        Self {
            severity: Severity::Error,
            line: 1,
            column: 1,
            span: 0..0,
            message: clean_line(&message).into_owned(),
            help: help.map(|help| clean_line(&help).into_owned()),
        }
    }
}

/// The starts of the lines of a text.
pub struct LineStarts<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineStarts<'a> {
    /// Looks through `text` once.
    pub fn new(text: &'a str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1);
        Self { text, starts: std::iter::once(0).chain(newlines).collect() }
    }

    /// A problem at `span`.
    pub fn diagnostic(&self, span: std::ops::Range<usize>, problem: Problem) -> Diagnostic {
        let start = floor_boundary(self.text, span.start);
        let line = self.starts.partition_point(|line| *line <= start).max(1);
        let line_start = self.starts.get(line - 1).copied().unwrap_or(0);
        Diagnostic {
            severity: problem.severity,
            line,
            column: self.text.get(line_start..start).unwrap_or_default().chars().count() + 1,
            span: start..floor_boundary(self.text, span.end).max(start),
            message: clean_line(&problem.message).into_owned(),
            help: problem.help.map(|help| clean_line(&help).into_owned()),
        }
    }

    /// The first [`MOST`] problems in the order of their places, and how many more there are.
    pub fn diagnostics(&self, mut found: Vec<(std::ops::Range<usize>, Problem)>) -> Vec<Diagnostic> {
        found.sort_by_key(|(span, _)| span.start);
        let more = found.len().saturating_sub(MOST);
        let rest = found.get(MOST..).unwrap_or_default();
        let worst = rest.iter().map(|(_, problem)| problem.severity).min().unwrap_or(Severity::Warning);
        let last = found.get(MOST).map(|(span, _)| span.clone());
        found.truncate(MOST);
        let mut diagnostics: Vec<Diagnostic> =
            found.into_iter().map(|(span, problem)| self.diagnostic(span, problem)).collect();
        if let Some(span) = last {
            let message = format!("and {more} more problems from here on");
            diagnostics.push(self.diagnostic(span, Problem { severity: worst, message, help: None }));
        }
        diagnostics
    }
}

/// A file with more problems than this is told the first ones only: a reader mends from the top.
pub const MOST: usize = 100;

/// A value of a file as messages quote it: at most 60 characters.
pub fn quoted(value: &str) -> String {
    match value.char_indices().nth(60) {
        Some((cut, _)) => format!("\"{}…\"", value.get(..cut).unwrap_or_default()),
        None => format!("\"{value}\""),
    }
}

impl fmt::Display for Diagnostic {
    /// `12:5: error: message; help`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.line, self.column, self.severity.name(), self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

/// A problem before it has a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// The problem, one clause.
    pub message: String,
    /// The way to mend it, which begins with a verb.
    pub help: Option<String>,
}

impl Problem {
    /// An error with this message.
    pub fn error(message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: message.into(), help: None }
    }

    /// A warning with this message.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into(), help: None }
    }

    /// Adds what would be right.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what would be right, where something is known.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

fn floor_boundary(text: &str, mut index: usize) -> usize {
    index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}
