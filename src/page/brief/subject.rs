//! The subjects of a brief, and which of them a text means.

use std::collections::HashSet;

use crate::case::{ClosedList, Nation, OpenList, Vocabulary, phrase_key};
use crate::page::Listing;
use crate::search::FilterField;
use crate::text::fold::as_code;
use crate::text::near::{is_slip, nearest};

/// The subject of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An agency, a theme or a harm, by its code.
    Term(OpenList, String),
    /// A nation.
    Nation(Nation),
    /// An area, as a case file writes it.
    Place(String),
}

/// The reason why a text means no subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoSubject {
    /// Up to three names that are near, as they may be typed.
    pub near: Vec<String>,
    /// True if the text is part of a name or a slip of one, and so not meant as a search.
    pub is_name: bool,
}

/// The filters whose values are subjects, in the order in which a text is looked up.
const KINDS: [FilterField; 5] =
    [FilterField::Agency, FilterField::Theme, FilterField::Harm, FilterField::Nation, FilterField::Area];

impl Subject {
    /// The brief of an agency.
    pub fn agency(code: &str) -> Self {
        Self::Term(OpenList::Agency, code.to_owned())
    }

    /// The filter that finds what it is about.
    fn field(&self) -> FilterField {
        match self {
            Self::Term(OpenList::Agency, _) => FilterField::Agency,
            Self::Term(OpenList::Theme, _) => FilterField::Theme,
            Self::Term(OpenList::Harm, _) => FilterField::Harm,
            Self::Nation(_) => FilterField::Nation,
            Self::Place(_) => FilterField::Area,
        }
    }

    /// The noun for its kind: "theme"; a place is an area to a filter.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Place(_) => "place",
            _ => self.field().row().noun,
        }
    }

    /// Its name on the screen, where nothing is hidden.
    pub fn label(&self, vocabulary: &Vocabulary) -> String {
        match self {
            Self::Term(list, code) => vocabulary.term(*list, code).map_or(code.clone(), |term| term.label.to_string()),
            Self::Nation(nation) => nation.label().to_owned(),
            Self::Place(area) => area.clone(),
        }
    }

    /// Its name where one is typed.
    pub fn code(&self) -> &str {
        match self {
            Self::Term(_, code) => code,
            Self::Nation(nation) => nation.code(),
            Self::Place(area) => area,
        }
    }

    /// Every subject of a kind: the terms, nations and places that there are.
    fn of_kind(field: FilterField, listing: &Listing) -> Vec<Self> {
        let terms = |list: OpenList| {
            let terms = listing.vocabulary.terms(list).iter();
            terms.map(|term| Self::Term(list, term.code.to_string())).collect()
        };
        match field {
            FilterField::Agency => terms(OpenList::Agency),
            FilterField::Theme => terms(OpenList::Theme),
            FilterField::Harm => terms(OpenList::Harm),
            FilterField::Nation => Nation::ALL.iter().copied().map(Self::Nation).collect(),
            // A hidden place stands in brackets, and has no brief: its name would be its title.
            FilterField::Area => {
                let areas = listing.areas().filter(|area| !area.starts_with('['));
                areas.map(|area| Self::Place(area.to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Every subject, in the order in which a text is looked up.
    pub fn all(listing: &Listing) -> Vec<Self> {
        KINDS.into_iter().flat_map(|field| Self::of_kind(field, listing)).collect()
    }

    /// The subject that a text means: by code, by label, or by a start that only one of its kind has; "harm:neglect" means
    /// the harm, where a theme has that name too.
    ///
    /// # Errors
    /// The names that are near.
    pub fn named(listing: &Listing, text: &str) -> Result<Self, NoSubject> {
        let kind = text.split_once(':').and_then(|(name, value)| Some((FilterField::named(name)?, value)));
        let kind = kind.filter(|(field, _)| KINDS.contains(field));
        let (kinds, text) = match kind {
            Some((field, value)) => (vec![field], value.trim_matches(['"', '“', '”', ' '])),
            None => (KINDS.to_vec(), text),
        };
        let wanted = as_code(text);
        let mut by_kind: Vec<Vec<(Self, [String; 2])>> = Vec::new();
        for field in kinds {
            let named = |subject: Self| {
                let names = [subject.code().to_owned(), subject.label(&listing.vocabulary)];
                (subject, names)
            };
            let mut subjects = Self::of_kind(field, listing);
            if field == FilterField::Area {
                subjects.extend(parts_of_areas(&subjects));
            }
            by_kind.push(subjects.into_iter().map(named).collect());
        }
        let exact = |(_, names): &&(Self, [String; 2])| names.iter().any(|name| as_code(name) == wanted);
        if let Some((subject, _)) = by_kind.iter().flatten().find(exact) {
            return Ok(subject.clone());
        }
        let key = phrase_key(text);
        let alike = |(_, names): &&(Self, [String; 2])| names.iter().any(|name| phrase_key(name) == key);
        if let Some((subject, _)) = by_kind.iter().flatten().find(alike) {
            return Ok(subject.clone());
        }
        let starts = |(_, names): &&(Self, [String; 2])| {
            !wanted.is_empty() && names.iter().any(|name| as_code(name).starts_with(&wanted))
        };
        for subjects in &by_kind {
            let begun: Vec<&Self> = subjects.iter().filter(starts).map(|(subject, _)| subject).collect();
            match begun.as_slice() {
                [] => {}
                [only] => return Ok((*only).clone()),
                several => {
                    let near = several.iter().take(3).map(|subject| subject.code().to_owned()).collect();
                    return Err(NoSubject { near, is_name: true });
                }
            }
        }
        let names = || by_kind.iter().flatten();
        let texts = || names().flat_map(|(_, names)| names.iter().map(String::as_str));
        // A label that is its code in other words, and a code of two kinds, are looked at once.
        let mut known = HashSet::new();
        let apart = texts().filter(|name| known.insert(as_code(name)));
        let mut near: Vec<String> = Vec::new();
        for name in nearest(text, apart.collect::<Vec<_>>()) {
            let subject = names().find(|(_, names)| names.iter().any(|known| known == name));
            let code = subject.map(|(subject, _)| subject.code().to_owned());
            near.extend(code.filter(|code| !near.contains(code)));
        }
        let within = |name: &str| wanted.chars().count() >= 3 && as_code(name).contains(&wanted);
        let is_name = kind.is_some() || wanted.is_empty() || texts().any(|name| within(name) || is_slip(text, name));
        Err(NoSubject { near, is_name })
    }

    /// The kinds of subjects, for a message.
    pub const NOUNS: &'static str = "agency, theme, harm, nation or place";
}

/// The areas that are named together in one: "Solihull and Bradford".
fn parts_of_areas(areas: &[Subject]) -> Vec<Subject> {
    let mut parts: Vec<Subject> = Vec::new();
    for area in areas {
        for part in area.code().split(", ").flat_map(|part| part.split(" and ")) {
            let part = Subject::Place(part.to_owned());
            if !areas.contains(&part) && !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    parts
}
