//! The value of a field in one form for all structs, so that readers match on it.

use super::{Described, Field};
use crate::case::closed::{AgeBand, ClosedList, ListValue, PersonGroup};
use crate::case::date::{PartialDate, TimeOfDay};
use crate::case::model::{CaseId, ItemId, ReviewId, SourceId, shown_date};
use crate::case::open::{Agency, Harm, OpenList, Theme, Vocabulary};
use crate::text::{Prose, Text};

/// A code of a closed list or of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code<'a> {
    /// A value of the closed list with this name.
    Closed(&'static str, &'static ListValue),
    /// A term of an open list, by its code.
    Open(OpenList, &'a str),
}

impl<'a> Code<'a> {
    /// The code as files write it.
    pub fn code(self) -> &'a str {
        match self {
            Self::Closed(_, value) => value.code,
            Self::Open(_, code) => code,
        }
    }

    /// The name of its list.
    pub fn list(self) -> &'static str {
        match self {
            Self::Closed(list, _) => list,
            Self::Open(list, _) => list.name(),
        }
    }

    /// The label; the code itself where the vocabulary holds no such term.
    pub fn label(self, vocabulary: &'a Vocabulary) -> &'a str {
        match self {
            Self::Closed(_, value) => value.label,
            Self::Open(list, code) => vocabulary.term(list, code).map_or(code, |term| term.label.as_str()),
        }
    }

    /// The definition; empty where the vocabulary holds no such term.
    pub fn definition(self, vocabulary: &'a Vocabulary) -> &'a str {
        match self {
            Self::Closed(_, value) => value.definition,
            Self::Open(list, code) => vocabulary.term(list, code).map_or("", |term| term.definition.as_str()),
        }
    }
}

/// A date with its end and the words of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When<'a> {
    /// As people read it: the source's words where it gives some.
    pub words: String,
    /// The date as files write it.
    pub date: Option<PartialDate>,
    /// Its end.
    pub until: Option<PartialDate>,
    /// The words of the source.
    pub text: Option<&'a str>,
}

/// The value of a field.
#[derive(Clone)]
pub enum Value<'a> {
    /// Nothing is entered.
    Nothing,
    /// A text of one line, or an id.
    Text(&'a str),
    /// Several texts of one line.
    Texts(&'a [Text]),
    /// A text of paragraphs.
    Prose(&'a Prose),
    /// A single code.
    Code(Code<'a>),
    /// Any number of codes, at least one.
    Codes(Vec<Code<'a>>),
    /// A partial date.
    Date(PartialDate),
    /// A date or span, with the words that stand for it; a time of day.
    When(When<'a>),
    /// Ids of findings of the same case, at least one.
    Items(&'a [ItemId]),
    /// Ids of sources of the same case, at least one.
    Sources(&'a [SourceId]),
    /// A flag that is set; one that is not is [`Value::Nothing`].
    Flag,
    /// A number of things.
    Number(u32),
    /// Parts with fields of their own, at least one.
    Parts(Vec<&'a dyn Described>),
}

impl<'a> Value<'a> {
    /// A date with its end and the words that stand for it.
    pub(super) fn when(date: Option<PartialDate>, until: Option<PartialDate>, text: Option<&'a Text>) -> Self {
        let when = |words| Self::When(When { words, date, until, text: text.map(Text::as_str) });
        shown_date(date, until, text).map_or(Self::Nothing, when)
    }

    /// Its codes, in order.
    pub fn codes(&self) -> &[Code<'a>] {
        match self {
            Self::Code(code) => std::slice::from_ref(code),
            Self::Codes(codes) => codes,
            _ => &[],
        }
    }

    /// Its parts, in order.
    pub fn parts(&self) -> &[&'a dyn Described] {
        match self {
            Self::Parts(parts) => parts,
            _ => &[],
        }
    }

    /// The value in words, on one line; nothing where nothing is entered. A part reads as its values, one behind the
    /// other; ids of sources stand for themselves.
    pub fn words(&self, vocabulary: &Vocabulary) -> Option<String> {
        fn joined<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
            parts.into_iter().collect::<Vec<_>>().join(", ")
        }
        Some(match self {
            Self::Nothing => return None,
            Self::Text(text) => (*text).to_owned(),
            Self::Texts(texts) => joined(texts.iter().map(Text::as_str)),
            Self::Prose(prose) => prose.paragraphs().collect::<Vec<_>>().join(" "),
            Self::Code(code) => code.label(vocabulary).to_owned(),
            Self::Codes(codes) => joined(codes.iter().map(|code| code.label(vocabulary))),
            Self::Date(date) => date.to_string(),
            Self::When(when) => when.words.clone(),
            Self::Items(ids) => joined(ids.iter().map(ItemId::as_str)),
            Self::Sources(ids) => joined(ids.iter().map(SourceId::as_str)),
            Self::Flag => "yes".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Parts(parts) => {
                let part = |part: &&dyn Described| {
                    let values = part.values();
                    values.iter().filter_map(|(_, value)| value.words(vocabulary)).collect::<Vec<_>>().join("; ")
                };
                parts.iter().map(part).collect::<Vec<_>>().join(" | ")
            }
        })
    }
}

/// A value that may name somebody, for redaction to rewrite.
#[derive(Debug)]
pub enum HidableValue<'a> {
    /// A text of one line.
    Text(&'a mut Text),
    /// A text of paragraphs.
    Prose(&'a mut Prose),
    /// A partial date.
    Date(&'a mut PartialDate),
    /// The id of a source.
    Source(&'a mut SourceId),
}

/// The function that [`FieldValue::visit_mut`] calls.
pub type Rewrite<'c> = &'c mut dyn FnMut(&'static Field, HidableValue<'_>);

/// A type that fields have.
pub trait FieldValue {
    /// The value of the field.
    fn value(&self) -> Value<'_>;

    /// Calls `change` with everything in it that may name somebody.
    fn visit_mut(&mut self, _field: &'static Field, _change: Rewrite<'_>) {}
}

/// Nothing where a list is empty.
fn unless_empty<'a, T>(list: &'a [T], value: impl FnOnce(&'a [T]) -> Value<'a>) -> Value<'a> {
    if list.is_empty() { Value::Nothing } else { value(list) }
}

fn terms<'a, T>(list: OpenList, terms: &'a [T], code: impl Fn(&'a T) -> &'a str) -> Value<'a> {
    unless_empty(terms, |terms| Value::Codes(terms.iter().map(|term| Code::Open(list, code(term))).collect()))
}

fn closed<L: ClosedList>(values: &[L]) -> Value<'_> {
    let code = |value: &L| Code::Closed(L::LIST, ClosedList::value(*value));
    unless_empty(values, |values| Value::Codes(values.iter().map(code).collect()))
}

/// Types by what stands in them, and by the slot that hiding names writes to; those without one tell of nobody, or the case
/// as a whole decides.
macro_rules! field_values {
    ($($type:ty, $self:ident => $value:expr $(, $slot:ident)?;)+) => {
        $(impl FieldValue for $type {
            fn value(&self) -> Value<'_> {
                let $self = self;
                $value
            }
            $(fn visit_mut(&mut self, field: &'static Field, change: Rewrite<'_>) {
                change(field, HidableValue::$slot(self));
            })?
        })+
    };
}

field_values! {
    Text, text => Value::Text(text), Text;
    Prose, prose => Value::Prose(prose), Prose;
    PartialDate, date => Value::Date(*date), Date;
    TimeOfDay, time => Value::When(When { words: time.to_string(), ..When::default() });
    SourceId, id => Value::Text(id.as_str()), Source;
    CaseId, id => Value::Text(id.as_str());
    ReviewId, id => Value::Text(id.as_str());
    ItemId, id => Value::Text(id.as_str());
    Vec<ItemId>, ids => unless_empty(ids, Value::Items);
    Agency, agency => Value::Code(Code::Open(OpenList::Agency, agency.code()));
    Vec<Agency>, agencies => terms(OpenList::Agency, agencies, Agency::code);
    Vec<Theme>, themes => terms(OpenList::Theme, themes, Theme::code);
    Vec<Harm>, harms => terms(OpenList::Harm, harms, Harm::code);
    Vec<PersonGroup>, groups => closed(groups);
    Vec<AgeBand>, bands => closed(bands);
    bool, flag => if *flag { Value::Flag } else { Value::Nothing };
    u32, number => Value::Number(*number);
}

impl<L: ClosedList> FieldValue for L {
    fn value(&self) -> Value<'_> {
        Value::Code(Code::Closed(L::LIST, ClosedList::value(*self)))
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, FieldValue::value)
    }
    fn visit_mut(&mut self, field: &'static Field, change: Rewrite<'_>) {
        if let Some(value) = self {
            value.visit_mut(field, change);
        }
    }
}

impl FieldValue for Vec<Text> {
    fn value(&self) -> Value<'_> {
        unless_empty(self, Value::Texts)
    }
    fn visit_mut(&mut self, field: &'static Field, change: Rewrite<'_>) {
        self.iter_mut().for_each(|text| text.visit_mut(field, change));
    }
}

impl FieldValue for Vec<SourceId> {
    fn value(&self) -> Value<'_> {
        unless_empty(self, Value::Sources)
    }
    fn visit_mut(&mut self, field: &'static Field, change: Rewrite<'_>) {
        self.iter_mut().for_each(|id| id.visit_mut(field, change));
    }
}

impl<T: Described> FieldValue for Vec<T> {
    fn value(&self) -> Value<'_> {
        unless_empty(self, |parts| Value::Parts(parts.iter().map(|part| part as &dyn Described).collect()))
    }
    fn visit_mut(&mut self, _: &'static Field, change: Rewrite<'_>) {
        self.iter_mut().for_each(|part| Described::visit_mut(part, change));
    }
}
