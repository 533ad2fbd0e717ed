//! Writes TOML as the bundled cases write it, and keeps count of the sources that are cited.

use super::draw::Draw;

/// Days of a calendar whose months have 28 days, so that every day of it exists: enough to keep dates in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub usize);

impl Day {
    /// The last day that is written.
    const LAST: Self = Self::new(2025, 12, 28);

    /// The day of year, month and day.
    pub const fn new(year: usize, month: usize, day: usize) -> Self {
        Self(year * 336 + (month - 1) * 28 + day - 1)
    }

    /// So many days later, and not after the last day.
    pub fn plus(self, days: usize) -> Self {
        Self(self.0 + days).min(Self::LAST)
    }

    /// Its year.
    pub fn year(self) -> usize {
        self.0 / 336
    }

    /// The day in full.
    pub fn full(self) -> String {
        format!("{}-{:02}", self.month(), self.0 % 28 + 1)
    }

    /// Its year and month.
    pub fn month(self) -> String {
        format!("{}-{:02}", self.year(), self.0 % 336 / 28 + 1)
    }

    /// The day as exactly as a source may give it.
    pub fn written(self, draw: &mut Draw) -> String {
        match draw.below(20) {
            0 => self.year().to_string(),
            1..=4 => self.month(),
            _ => self.full(),
        }
    }
}

/// A table, or an array of tables, line by line.
#[derive(Default)]
pub struct Record(pub String);

impl Record {
    /// Begins an entry of an array of tables.
    pub fn entry(&mut self, name: &str) {
        self.0.push_str("\n[[");
        self.0.push_str(name);
        self.0.push_str("]]\n");
    }

    /// A key with a text.
    pub fn text(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key} = {}\n", quoted(value)));
    }

    /// A key with a text, if there is one.
    pub fn maybe(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// A key with texts.
    pub fn list<T: AsRef<str>>(&mut self, key: &str, values: &[T]) {
        self.0.push_str(&format!("{key} = {}\n", listed(values)));
    }

    /// A key with a number or with true.
    pub fn bare(&mut self, key: &str, value: impl std::fmt::Display) {
        self.0.push_str(&format!("{key} = {value}\n"));
    }

    /// Confidence and sources, which end most entries.
    pub fn stands(&mut self, cited: &Cited) {
        self.text("confidence", cited.confidence);
        self.list("sources", &cited.ids);
    }
}

/// A text in quotes. No invented text holds a character that would need more.
pub fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Texts in quotes and brackets.
pub fn listed<T: AsRef<str>>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value.as_ref())).collect();
    format!("[{}]", values.join(", "))
}

/// Sources of one entry, and how well it stands.
pub struct Cited {
    /// Their ids.
    pub ids: Vec<String>,
    /// The code of the confidence.
    pub confidence: &'static str,
}

/// One source.
pub struct Source {
    /// Unique in the case.
    pub id: String,
    /// The code of its kind.
    pub kind: &'static str,
    used: bool,
}

/// The sources of a case; the first is the report itself.
pub struct Sources(pub Vec<Source>);

/// What sources are called, and of what kind they are; the first is there always.
const KINDS: [(&str, &str); 16] = [
    ("report", "official"),
    ("gazette", "news"),
    ("herald", "news"),
    ("care-weekly", "trade_press"),
    ("board", "official"),
    ("copy", "official_copy"),
    ("ruling", "court"),
    ("debate", "parliament"),
    ("nursing", "professional_press"),
    ("charity", "voluntary_sector"),
    ("journal", "academic"),
    ("blog", "blog"),
    ("column", "comment"),
    ("catalogue", "reference"),
    ("wiki", "encyclopaedia"),
    ("forum", "forum"),
];

impl Sources {
    /// Three to seven sources.
    pub fn new(draw: &mut Draw) -> Self {
        let mut sources: Vec<Source> = Vec::new();
        let wanted = draw.between(3, 7);
        while sources.len() < wanted {
            let (id, kind) = if sources.is_empty() { KINDS[0] } else { draw.common(&KINDS, 4) };
            if sources.iter().all(|source| source.id != id) {
                sources.push(Source { id: id.to_owned(), kind, used: false });
            }
        }
        Self(sources)
    }

    /// One to three sources for an entry.
    pub fn cite(&mut self, draw: &mut Draw) -> Cited {
        let wanted = [1, 1, 1, 1, 1, 1, 2, 2, 3].get(draw.below(9)).copied().unwrap_or(1);
        let mut cited = Cited { ids: Vec::new(), confidence: "reported" };
        for _ in 0..wanted {
            let at = draw.flat_rank(self.0.len(), 1);
            let Some(source) = self.0.get_mut(at) else { continue };
            source.used = true;
            if matches!(source.kind, "official" | "official_copy" | "court" | "parliament") {
                cited.confidence = "confirmed";
            }
            if !cited.ids.contains(&source.id) {
                cited.ids.push(source.id.clone());
            }
        }
        if cited.ids.len() > 1 {
            cited.confidence = "confirmed";
        }
        cited
    }

    /// What the head of the case cites: the report, and whatever no entry cited.
    pub fn of_head(&self) -> Vec<&str> {
        let heads = self.0.iter().enumerate().filter(|(at, source)| *at == 0 || !source.used);
        heads.map(|(_, source)| source.id.as_str()).collect()
    }
}
