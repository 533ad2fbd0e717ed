//! The shape of a report.

use crate::case::ItemRef;
use crate::library::EntryKey;

/// A page made from many cases, to be read, printed or taken away.
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

/// A part of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading; empty for the part before the first.
    pub heading: String,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A paragraph that explains what stands beside it, secondary to it.
    Aside(String),
    /// A labelled text: label, text.
    Field(String, String),
    /// An entry of a case, or a line that leads elsewhere.
    Row(Row),
    /// Numbers or words in columns.
    Table(Table),
    /// A picture, which always has its numbers beside it.
    Figure(Figure),
}

/// A line that leads somewhere: most often an entry of a case.
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
    /// The sources of a row that leads to no entry with sources of its own, such as a fact of a case: which case, and the
    /// place in its list. Where this is empty, a row rests on what its entry rests on.
    pub cited: Vec<(EntryKey, usize)>,
}

/// Where a row leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Link {
    /// To an item of a case. Valid for the listing that the report was made from.
    Item(EntryKey, ItemRef),
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
    pub fn items(&self) -> Vec<(EntryKey, ItemRef)> {
        let mut known = std::collections::HashSet::new();
        self.rows().filter_map(Row::item).filter(|place| known.insert(*place)).collect()
    }
}

impl Row {
    /// The item that it leads to.
    pub fn item(&self) -> Option<(EntryKey, ItemRef)> {
        match self.link {
            Some(Link::Item(key, item)) => Some((key, item)),
            _ => None,
        }
    }

    /// The lines of the note, the first of which says that it is one.
    pub fn note_lines(&self) -> Vec<String> {
        let lines = self.note.iter().flat_map(|note| note.lines()).enumerate();
        lines.map(|(index, line)| if index == 0 { format!("Note: {line}") } else { line.to_owned() }).collect()
    }
}

impl Section {
    /// A part without anything in it yet.
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), blocks: Vec::new() }
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
        let item = |index| Some(Link::Item(EntryKey(1), ItemRef::Event(index)));
        let mut report = Page::default();
        let mut section = Section::new("One");
        section.blocks =
            vec![row(item(2)), row(None), row(item(0)), row(item(2)), row(Some(Link::Agency("gp".into())))];
        report.sections.push(section);
        assert_eq!(report.rows().count(), 5);
        assert_eq!(report.items(), [(EntryKey(1), ItemRef::Event(2)), (EntryKey(1), ItemRef::Event(0))]);
    }
}
