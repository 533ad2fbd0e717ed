//! A page laid out in lines: pieces of text, headings, what can be selected, and finding in it.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use crate::page::{Link, Tone};
use crate::search::Highlighter;
use crate::text::cells::width;

/// How a piece of a line is meant, which a screen shows in its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// Text that is secondary to it.
    Dim,
    /// A heading.
    Heading,
    /// The user's own words.
    Own,
    /// Text that is good, alarming or under way.
    Toned(Tone),
    /// A cell of a heat map: from 0, nothing, to 4, the most.
    Heat(u8),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPiece {
    /// Its text.
    pub text: String,
    /// How it is meant.
    pub role: Role,
    /// True if the search matches it.
    pub lit: bool,
    /// The part of a text of the sheet that it shows; none for what is no running text, such as a label.
    pub of: Option<TextPart>,
}

/// A part of one of the texts of a sheet, which may go on over several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPart {
    /// Which of the texts.
    pub text: usize,
    /// The byte of it that the part begins at.
    pub start: usize,
}

impl SheetPiece {
    /// A piece that no search matches.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, lit: false, of: None }
    }
}

/// A line of pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetLine {
    /// The pieces, from left to right.
    pub pieces: Vec<SheetPiece>,
}

impl SheetLine {
    /// Cells that it takes.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }
}

impl fmt::Display for SheetLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| f.write_str(&piece.text))
    }
}

/// A heading of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetHeading {
    /// The line that it stands in.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// True for one that stands under another.
    pub under: bool,
}

/// The lines of a page, and which of them lead somewhere.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The lines.
    pub lines: Vec<SheetLine>,
    /// The rows that can be selected, from top to bottom.
    pub stops: Vec<Stop>,
    /// The headings, from top to bottom.
    pub headings: Vec<SheetHeading>,
    /// The running texts that the lines show, each as it was before it was wrapped.
    pub texts: Vec<String>,
}

/// A row that can be selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its first line.
    pub line: usize,
    /// One past its last line.
    pub end: usize,
    /// Its target.
    pub link: Link,
}

/// The places found in a sheet: some places, from top to bottom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundPlaces {
    /// The parts of lines that they stand in. A place goes on over the end of a line: then it has several.
    pub parts: Vec<FoundPart>,
    /// How many places there are.
    pub count: usize,
}

/// A part of a line that a place stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPart {
    /// Which place it belongs to, from 0.
    pub number: usize,
    /// The line.
    pub line: usize,
    /// The piece of the line.
    pub piece: usize,
    /// The bytes of the piece.
    pub bytes: Range<usize>,
}

impl FoundPlaces {
    /// The line that a place begins in.
    pub fn line(&self, number: usize) -> Option<usize> {
        self.first(number).map(|part| part.line)
    }

    /// The first part of a place.
    pub fn first(&self, number: usize) -> Option<&FoundPart> {
        self.parts.iter().find(|part| part.number == number)
    }

    /// The parts that stand in a line.
    pub fn in_line(&self, line: usize) -> &[FoundPart] {
        let from = self.parts.partition_point(|part| part.line < line);
        let to = self.parts.partition_point(|part| part.line <= line);
        self.parts.get(from..to).unwrap_or_default()
    }

    /// The first place that begins in this line or below it.
    pub fn from_line(&self, line: usize) -> Option<usize> {
        (0..self.count).find(|number| self.line(*number).is_some_and(|at| at >= line))
    }
}

impl Sheet {
    /// A line with what the search matches lit, wherever in its text the line begins.
    pub fn lit(&self, line: &SheetLine, highlighter: &Highlighter<'_>) -> SheetLine {
        let mut pieces = Vec::new();
        for piece in &line.pieces {
            let text = piece.of.and_then(|of| Some((of, self.texts.get(of.text)?)));
            let Some((of, text)) = text else {
                pieces.push(piece.clone());
                continue;
            };
            let (mut at, end) = (of.start, of.start + piece.text.len());
            let mut push = |from: usize, to: usize, lit: bool| {
                if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
                    let of = Some(TextPart { start: from, ..of });
                    pieces.push(SheetPiece { text: part.to_owned(), lit, of, ..*piece });
                }
            };
            for span in highlighter.spans(text) {
                let (from, to) = (span.start.max(of.start), span.end.min(end));
                if from < to {
                    push(at, from, false);
                    push(from, to, true);
                    at = to;
                }
            }
            push(at, end, false);
        }
        SheetLine { pieces }
    }

    /// Finds in every text, wherever lines end, what `places` finds in one.
    pub fn find(&self, places: &dyn Fn(&str) -> Vec<Range<usize>>) -> FoundPlaces {
        let in_texts: Vec<Vec<Range<usize>>> = self.texts.iter().map(|text| places(text)).collect();
        let mut found = FoundPlaces::default();
        let mut known: HashMap<(usize, usize), usize> = HashMap::new();
        for (line, pieces) in self.lines.iter().enumerate() {
            for (piece, shown) in pieces.pieces.iter().enumerate() {
                let Some(of) = shown.of else {
                    for bytes in places(&shown.text) {
                        found.parts.push(FoundPart { number: found.count, line, piece, bytes });
                        found.count += 1;
                    }
                    continue;
                };
                let end = of.start + shown.text.len();
                for (index, place) in in_texts.get(of.text).into_iter().flatten().enumerate() {
                    if place.start >= end || place.end <= of.start {
                        continue;
                    }
                    let number = *known.entry((of.text, index)).or_insert_with(|| {
                        found.count += 1;
                        found.count - 1
                    });
                    let bytes = place.start.saturating_sub(of.start)..place.end.min(end) - of.start;
                    found.parts.push(FoundPart { number, line, piece, bytes });
                }
            }
        }
        found
    }
}
