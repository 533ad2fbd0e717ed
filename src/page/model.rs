//! The shape of a report.

use serde::Serialize;

use crate::case::{Case, CasePage, ClosedList, Confidence, ItemKey, ItemKind, ItemRef, SourceId};
use crate::library::EntryKey;

/// A page: an item, a case, a review, a brief, the tracker. The screen draws it, commands print it, exports write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title: "Police: what is addressed to it, and was found about it".
    pub title: String,
    /// The name of a file of it, without an ending: lower-case letters, digits and hyphens ("brief-police").
    pub name: String,
    /// Its numbers, the cases and the day that they are of; a line each.
    pub about: Vec<String>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading; empty for the part before the first.
    pub heading: String,
    /// True for a part of the last section before it that is none.
    pub under: bool,
    /// Its content, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A paragraph that explains what stands beside it, secondary to it.
    Aside(String),
    /// The user's own note on the item of the page, of one or more lines.
    Note(String),
    /// A labelled text.
    Field(Labelled),
    /// The sources of the blocks before it.
    Basis(Basis),
    /// An entry of a case, a statement, or a line that leads elsewhere.
    Row(Row),
    /// Numbers or words in columns.
    Table(Table),
    /// Texts side by side.
    Columns(Columns),
    /// A picture, which always has its numbers beside it.
    Figure(Figure),
}

/// A text with what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Labelled {
    /// Its label: "Addressed to".
    pub label: String,
    /// Its text.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// The sources of something, and how well it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// How well it stands; nothing where the file does not grade it.
    pub confidence: Option<Confidence>,
    /// Its sources: the case and the place in the case's list.
    pub sources: Vec<(EntryKey, usize)>,
}

/// A line that leads somewhere, most often an entry of a case, or a statement with its sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The target of Enter; none for a mark whose item is gone.
    pub link: Option<Link>,
    /// An id ("F12") or a letter of the tracker ("R") before the text.
    pub lead: String,
    /// How the lead is meant.
    pub tone: Tone,
    /// The text in full; views cut it if they must.
    pub text: String,
    /// Lines below it: case and year, status.
    pub about: Vec<String>,
    /// The user's note on it, of one or more lines.
    pub note: Option<String>,
    /// Its sources. A row that names none has those of its entry.
    pub basis: Basis,
    /// The same in words, a line, for a page that has entries of several cases and no list of sources.
    pub cited: Option<String>,
}

/// The target of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Link {
    /// To an item of a case, as the case that is shown names it.
    Item(EntryKey, ItemKey),
    /// To what a search finds.
    Search(String),
    /// To the brief of an agency, by its code.
    Agency(String),
}

/// How something is meant; said in words beside it, never by colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Neither.
    #[default]
    Plain,
    /// Missed, overdue, not done.
    Alarm,
    /// Under way.
    Waiting,
    /// Done; good practice.
    Good,
    /// Practice that failed.
    Failing,
    /// A conclusion of a review.
    Conclusion,
}

/// Columns of words and numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// The rows, each as many cells as there are columns, with where it leads.
    pub rows: Vec<(Vec<String>, Option<Link>)>,
}

/// Texts of several things side by side, such as reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The heading of each column.
    pub heads: Vec<String>,
    /// A label, and for each column the texts below one another; none where nothing is recorded.
    pub rows: Vec<(String, Vec<Vec<String>>)>,
}

/// A picture of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A bar for each row, longest for the largest.
    Bars {
        /// The thing that is counted: "recommendations".
        unit: String,
        /// The rows, in order.
        bars: Vec<Bar>,
    },
    /// A cell for each pair, darkest for the largest.
    Grid {
        /// The thing that is counted: "findings".
        unit: String,
        /// Headings of the columns: "1970s".
        columns: Vec<String>,
        /// Label of each row and a number for each column.
        rows: Vec<(String, Vec<u32>)>,
    },
    /// The events of each stretch of time, one after the other.
    Timeline {
        /// The thing that is counted: "contacts".
        unit: String,
        /// The stretches, in order, without a gap.
        periods: Vec<Period>,
    },
}

/// A row of bars.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Its label.
    pub label: String,
    /// How many.
    pub count: u32,
    /// Its share in words ("31%"); empty where there is none.
    pub share: String,
    /// How it is meant.
    pub tone: Tone,
}

/// A stretch of time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Period {
    /// "Dec 2006", "2006".
    pub label: String,
    /// How many there were.
    pub count: u32,
    /// How many of these were missed opportunities.
    pub missed: u32,
}

impl Page {
    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Row(row) => Some(row),
            _ => None,
        })
    }

    /// Leaves no more rows than are asked for, and says it where that leaves some away. Tables and figures count everything.
    pub fn keep_rows(&mut self, limit: Option<usize>) {
        let (all, limit) = (self.rows().count(), limit.unwrap_or(usize::MAX));
        if limit >= all {
            return;
        }
        let mut kept = 0;
        for section in &mut self.sections {
            let listed = section.blocks.iter().any(|block| matches!(block, Block::Row(_)));
            section.blocks.retain(|block| {
                kept += usize::from(matches!(block, Block::Row(_)));
                kept <= limit || !matches!(block, Block::Row(_))
            });
            // A heading with nothing under it says nothing.
            if listed && !section.blocks.iter().any(|block| matches!(block, Block::Row(_))) {
                section.blocks.clear();
            }
        }
        self.sections.retain(|section| !section.blocks.is_empty());
        self.about.push(format!("The first {limit} of {all} rows."));
    }

    /// Every item that a row leads to, in order, each once.
    pub fn items(&self) -> Vec<(EntryKey, ItemKey)> {
        let mut known = std::collections::HashSet::new();
        let items = self.rows().filter_map(Row::item).filter(|place| known.insert(*place));
        items.map(|(key, item)| (key, item.clone())).collect()
    }
}

impl Link {
    /// To an item of a case.
    pub fn to(key: EntryKey, case: &Case, item: ItemRef) -> Self {
        Self::Item(key, item.key(case))
    }

    /// To a case as a whole.
    pub fn to_case(key: EntryKey) -> Self {
        Self::Item(key, ItemKey::new(ItemKind::Page, CasePage::Case.code()))
    }
}

impl Row {
    /// The item that it leads to.
    pub fn item(&self) -> Option<(EntryKey, &ItemKey)> {
        match &self.link {
            Some(Link::Item(key, item)) => Some((*key, item)),
            _ => None,
        }
    }

    /// The lines of the note, the first of which says that it is one.
    pub fn note_lines(&self) -> Vec<String> {
        self.note.as_deref().map(note_lines).unwrap_or_default()
    }
}

/// The lines of a note, the first of which says that it is one.
pub fn note_lines(note: &str) -> Vec<String> {
    let lines = note.lines().enumerate();
    lines.map(|(index, line)| if index == 0 { format!("Note: {line}") } else { line.to_owned() }).collect()
}

impl Section {
    /// A part without anything in it yet.
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..Self::default() }
    }

    /// A part that holds these blocks.
    pub fn of(heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { heading: heading.into(), under: false, blocks }
    }
}

impl Block {
    /// A labelled text that is meant as nothing in particular.
    pub fn field(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Field(Labelled { label: label.into(), text: text.into(), tone: Tone::Plain })
    }
}

impl Basis {
    /// The sources with these ids, as the case lists them.
    pub fn new(key: EntryKey, case: &Case, confidence: Option<Confidence>, ids: &[SourceId]) -> Self {
        let place = |id: &SourceId| case.sources.iter().position(|source| source.id == *id);
        Self { confidence, sources: ids.iter().filter_map(place).map(|at| (key, at)).collect() }
    }

    /// True if it has neither confidence nor sources.
    pub fn is_empty(&self) -> bool {
        self.confidence.is_none() && self.sources.is_empty()
    }

    /// "confirmed; sources 1, 4", with the numbers that the page gives its sources; nothing where it says nothing.
    pub fn told(&self, numbers: &[usize]) -> Option<String> {
        let confidence = self.confidence.map(|confidence| confidence.label().to_lowercase());
        let listed: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let sources = match listed.as_slice() {
            [] => None,
            [one] => Some(format!("source {one}")),
            several => Some(format!("sources {}", several.join(", "))),
        };
        let parts: Vec<String> = confidence.into_iter().chain(sources).collect();
        Some(parts.join("; ")).filter(|told| !told.is_empty())
    }
}
