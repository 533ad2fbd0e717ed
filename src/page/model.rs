//! The shape of a report.

use crate::case::{Case, CasePage, ClosedList, Confidence, ItemKey, ItemKind, ItemRef, SourceId};
use crate::library::EntryKey;

/// A page: an item, a case, a review, a brief, the tracker. The screen draws it, commands print it, exports write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What it is called: "What is addressed to the police, and was found about it".
    pub title: String,
    /// What a file of it is called, without an ending: lower-case letters, digits and hyphens ("brief-police").
    pub name: String,
    /// What it counts, of what, as of when; a line each.
    pub about: Vec<String>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading; empty for the part before the first.
    pub heading: String,
    /// Whether it is a part of the last section before it that is not.
    pub under: bool,
    /// What it holds, in order.
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
    /// What the blocks before it rest on.
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labelled {
    /// What it is: "Addressed to".
    pub label: String,
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// What something rests on, and how well it stands.
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
    /// Where Enter leads; nothing where it leads nowhere, as for a mark whose item is no more.
    pub link: Option<Link>,
    /// What stands before the text: an id ("F12"), a letter of the tracker ("R").
    pub lead: String,
    /// How the lead is meant.
    pub tone: Tone,
    /// What it says, in full; views cut it where they must.
    pub text: String,
    /// What stands below it, a line each: case and year, status.
    pub about: Vec<String>,
    /// What the user has noted on it, of one or more lines.
    pub note: Option<String>,
    /// What it rests on. Where this names no source, a row rests on what its entry rests on.
    pub basis: Basis,
}

/// Where a row leads.
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
    /// What stands in each column.
    pub heads: Vec<String>,
    /// A label, and for each column the texts below one another; none where nothing is recorded.
    pub rows: Vec<(String, Vec<Vec<String>>)>,
}

/// A picture of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A bar for each row, longest for the largest.
    Bars {
        /// What is counted: "recommendations".
        unit: String,
        /// The rows, in order.
        bars: Vec<Bar>,
    },
    /// A cell for each pair, darkest for the largest.
    Grid {
        /// What is counted: "findings".
        unit: String,
        /// Headings of the columns: "1970s".
        columns: Vec<String>,
        /// Label of each row and a number for each column.
        rows: Vec<(String, Vec<u32>)>,
    },
    /// What happened in each stretch of time, one after the other.
    Timeline {
        /// What is counted: "contacts".
        unit: String,
        /// The stretches, in order, without a gap.
        periods: Vec<Period>,
    },
}

/// A row of bars.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How many.
    pub count: u32,
    /// Its share in words ("31%"); empty where there is none.
    pub share: String,
    /// How it is meant.
    pub tone: Tone,
}

/// A stretch of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

    /// Whether it says nothing.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_note_says_that_it_is_one() {
        let rows: [(Option<&str>, &[&str]); 4] = [
            (None, &[]),
            (Some(""), &[]),
            (Some("Ask."), &["Note: Ask."]),
            (Some("Ask.\n\nTwice."), &["Note: Ask.", "", "Twice."]),
        ];
        for (note, expected) in rows {
            let row = Row { note: note.map(str::to_owned), ..Row::default() };
            assert_eq!(row.note_lines(), expected, "{note:?}");
        }
    }

    #[test]
    fn items_stand_once_in_the_order_of_their_rows() {
        let row = |link| Block::Row(Row { link, ..Row::default() });
        let key = |id| ItemKey::new(ItemKind::Event, id);
        let item = |id| Some(Link::Item(EntryKey(1), key(id)));
        let mut report = Page::default();
        let mut section = Section::new("One");
        section.blocks =
            vec![row(item("E3")), row(None), row(item("E1")), row(item("E3")), row(Some(Link::Agency("gp".into())))];
        report.sections.push(section);
        assert_eq!(report.rows().count(), 5);
        assert_eq!(report.items(), [(EntryKey(1), key("E3")), (EntryKey(1), key("E1"))]);
    }
}
