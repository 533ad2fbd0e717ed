//! Marks and notes on items of cases.

use serde::{Deserialize, Deserializer, Serialize};

use super::{StateError, StateFolder};
use crate::case::{Case, ItemKind, ItemRef, PartialDate};
use crate::search::main_text;
use crate::text::clean_line;

const FILE: &str = "marks.toml";
const KEY: &str = "item";

/// Characters of an item's text that are kept to know it again.
const KEPT: usize = 200;
/// Texts that are as near as this are the same text, edited.
const SAME: f64 = 0.65;
/// Only one that is as near as this is taken for the item under another id.
const MOVED: f64 = 0.85;

/// A mark on an item, a note on it, or both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// The id of the case.
    #[serde(deserialize_with = "line")]
    pub case: String,
    /// The title of the case, as it was then.
    #[serde(default, deserialize_with = "line")]
    pub case_title: String,
    /// The date of the case, as it was then: with its title and area it tells the case from another of the same id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_date: Option<PartialDate>,
    /// The area of the case, as it was then.
    #[serde(default, deserialize_with = "line", skip_serializing_if = "String::is_empty")]
    pub case_area: String,
    /// The kind of item.
    pub sort: ItemKind,
    /// Its id, unique among its sort in the case.
    #[serde(deserialize_with = "line")]
    pub item: String,
    /// How its text began, to know it again.
    #[serde(default, deserialize_with = "line")]
    pub text: String,
    /// True if it is marked, rather than only noted on.
    #[serde(default)]
    pub marked: bool,
    /// A note in the user's own words, of one or more lines.
    #[serde(default, deserialize_with = "lines", skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whose note it is, of one that a group shares.
    #[serde(skip)]
    pub by: Option<String>,
    /// True for the user's own of these.
    #[serde(skip)]
    pub own: bool,
    /// The day it was made on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<PartialDate>,
    /// The keys that only a newer version knows.
    #[serde(flatten)]
    pub rest: toml::Table,
}

/// The item of a mark, as it was found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundMark {
    /// The item with the same id and nearly the same text.
    Here(ItemRef),
    /// The id is there, its text is another.
    Reworded(ItemRef),
    /// The text is there, under another id.
    Moved(ItemRef),
    /// Neither id nor text is there.
    Gone,
    /// Neither, and the case is another that has the same id.
    Elsewhere,
}

impl FoundMark {
    /// The item, if there is one.
    pub fn item(self) -> Option<ItemRef> {
        match self {
            Self::Here(item) | Self::Reworded(item) | Self::Moved(item) => Some(item),
            Self::Gone | Self::Elsewhere => None,
        }
    }
}

impl Mark {
    /// A record of `item` that neither marks it nor says anything of it yet. The case is the real one, without hidden names.
    pub fn of(case: &Case, item: ItemRef, made: PartialDate) -> Self {
        Self {
            case: case.id.to_string(),
            case_title: case.title.to_string(),
            case_date: case.sort_date(),
            case_area: case.area.as_deref().unwrap_or_default().to_owned(),
            sort: item.kind(),
            item: item.id(case),
            text: beginning(main_text(case, item)),
            marked: false,
            note: String::new(),
            by: None,
            own: false,
            made: Some(made),
            rest: toml::Table::new(),
        }
    }

    /// The note, with whose it is where a group shares it: "ada: ring the school".
    pub fn told(&self) -> String {
        self.by.as_ref().map_or_else(|| self.note.clone(), |by| format!("{by}: {}", self.note))
    }

    /// True if a case with the id of its case is another: the marks of one library are not those of all.
    fn is_of_another(&self, case: &Case) -> bool {
        let title = !self.case_title.is_empty() && *self.case_title != *case.title;
        let area = !self.case_area.is_empty() && Some(self.case_area.as_str()) != case.area.as_deref();
        let date = self.case_date.is_some() && self.case_date != case.sort_date();
        title || area || date
    }

    /// True if it neither marks nor notes anything, and may go.
    pub fn is_empty(&self) -> bool {
        !self.marked && self.note.is_empty()
    }
}

/// Finds the item of a mark in its case, which may have been edited since.
pub fn resolve(mark: &Mark, case: &Case) -> FoundMark {
    let items: Vec<ItemRef> = case.items().into_iter().filter(|item| item.kind() == mark.sort).collect();
    let named = items.iter().copied().find(|item| item.id(case) == mark.item);
    let nearness = |item: ItemRef| {
        let text = beginning(main_text(case, item));
        if text == mark.text { 1.0 } else { strsim::sorensen_dice(&text, &mark.text) }
    };
    if let Some(item) = named
        && (mark.text.is_empty() || nearness(item) >= SAME)
    {
        return FoundMark::Here(item);
    }
    let others = items.iter().copied().filter(|item| Some(*item) != named);
    let nearest = others.map(|item| (nearness(item), item)).max_by(|a, b| a.0.total_cmp(&b.0));
    match (nearest, named) {
        (Some((near, item)), _) if near >= MOVED && !mark.text.is_empty() => FoundMark::Moved(item),
        // An item with another text, in a case with another title, was never meant.
        _ if mark.is_of_another(case) => FoundMark::Elsewhere,
        (_, Some(item)) => FoundMark::Reworded(item),
        (_, None) => FoundMark::Gone,
    }
}

/// The first characters of a text, on one line.
fn beginning(text: &str) -> String {
    let cut = text.char_indices().nth(KEPT).map_or(text.len(), |(at, _)| at);
    clean_line(text.get(..cut).unwrap_or_default()).into_owned()
}

impl Mark {
    /// Writes a note over the one that its writer saw, `before`. Where another program has written one meanwhile both stay, so that
    /// neither is lost, and are returned.
    pub fn write_note(&mut self, note: &str, before: &str) -> Option<String> {
        let note = clean_note(note);
        if self.note.is_empty() || self.note == before || self.note == note {
            self.note = note;
            return None;
        }
        if !note.is_empty() {
            self.note = format!("{}\n{note}", self.note);
        }
        Some(self.note.clone())
    }
}

/// A note, each of its lines cleaned; empty lines at both ends are left out.
pub fn clean_note(raw: &str) -> String {
    let lines: Vec<_> = raw.lines().map(clean_line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(clean_line(&String::deserialize(deserializer)?).into_owned())
}

fn lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(clean_note(&String::deserialize(deserializer)?))
}

impl StateFolder {
    /// Every mark and note, in the order in which they were made, and what is wrong with their file.
    pub fn marks(&self) -> (Vec<Mark>, Option<String>) {
        let records = self.records(FILE, KEY);
        (records.list, records.problem)
    }

    /// Changes the marks, read anew while nobody else writes; those that say nothing any more are left out. Returns the whole
    /// new list, with what had to be done about a file that was broken.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn change_marks(&self, change: impl FnOnce(&mut Vec<Mark>)) -> Result<(Vec<Mark>, Option<String>), StateError> {
        self.change_records(FILE, KEY, |marks: &mut Vec<Mark>| {
            change(marks);
            marks.retain(|mark| !mark.is_empty());
            for mark in marks {
                mark.note = clean_note(&mark.note);
            }
        })
    }

    /// Changes the record of one item, which is made where there is none. The same item is found again under another id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn change_mark(
        &self,
        case: &Case,
        item: ItemRef,
        today: PartialDate,
        change: impl FnOnce(&mut Mark),
    ) -> Result<(Vec<Mark>, Option<String>), StateError> {
        self.change_marks(|marks| change_in(marks, case, item, today, change))
    }
}

/// Changes the record of one item among marks that are not kept in a file, as [`StateFolder::change_mark`] does.
pub fn change_in(
    marks: &mut Vec<Mark>,
    case: &Case,
    item: ItemRef,
    today: PartialDate,
    change: impl FnOnce(&mut Mark),
) {
    let of_case = |mark: &&mut Mark| mark.by.is_none() && mark.case == case.id.as_str() && mark.sort == item.kind();
    match marks.iter_mut().filter(of_case).find(|mark| resolve(mark, case).item() == Some(item)) {
        Some(mark) => {
            change(mark);
            // Known by what it is now.
            let Mark { case_title, case_date, case_area, item, text, .. } = Mark::of(case, item, today);
            (mark.case_title, mark.item, mark.text) = (case_title, item, text);
            (mark.case_date, mark.case_area) = (case_date, case_area);
        }
        None => {
            let mut mark = Mark::of(case, item, today);
            change(&mut mark);
            marks.push(mark);
        }
    }
    marks.retain(|mark| !mark.is_empty());
}
