//! A whole case under the redactor: a visitor over its fields. The table of fields says how each is treated
//! ([`crate::case::fields`]), so that none can be forgotten: a new field does not compile without its row.

use super::piece::{NAME, PLACE};
use super::words::words;
use super::{Redactor, places};
use crate::case::fields::{Described, HidableValue, Hide};
use crate::case::model::{Case, CaseId, Related, ReviewId, SourceId};
use crate::text::fold::plain;
use crate::text::{Prose, Text};

impl Redactor {
    /// The case with this number, with everything hidden that the rules hide. Its lists are as long as the case's own and
    /// in the same order, but for the names, which it does not hold.
    pub fn case(&self, number: u32, case: &Case) -> Case {
        Hiding { redactor: self, number, case }.whole()
    }

    /// The redacted title: the case's number, and what its title says beside names.
    pub fn title(&self, number: u32, case: &Case) -> String {
        if !self.hides_ids() {
            return self.text(Some(number), &case.title);
        }
        let shown = self.text(Some(number), &case.title);
        let lead = format!("Case {}", code(&case.id));
        let bare = |text: &str| text.replace([':', ' ', ',', '[', ']'], "") == "name" || text == PLACE;
        if shown == *case.title || bare(&shown) {
            // The title that stays may be the name of the case all the same.
            return lead;
        }
        // A title that begins with its place says what follows it.
        let mut rest = shown.strip_prefix(PLACE).and_then(|rest| rest.strip_prefix(", ")).unwrap_or(&shown).to_owned();
        if let Some(first) = rest.get(..4).filter(|first| *first == "The ") {
            let small = first.to_lowercase();
            rest.replace_range(..4, &small);
        }
        format!("{lead}: {rest}")
    }

    /// The redacted area of a case.
    pub fn area(&self, number: u32, case: &Case) -> Option<Text> {
        let area = case.area.as_ref()?;
        Some(if self.rules.places { Text::new(PLACE) } else { Text::new(&self.text(Some(number), area)) })
    }

    /// The id of a case under the redactor.
    pub fn id(&self, id: &CaseId) -> String {
        format!("case-{}", code(id).to_lowercase())
    }
}

/// The code that stands for a case: the same in every library and session, and in no order that tells of its name. Five signs
/// that are not taken for each other, from the case's id by FNV-1a.
fn code(id: &CaseId) -> String {
    const SIGNS: &[u8; 30] = b"ABCDEFGHJKMNPQRSTVWXYZ23456789";
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in id.as_str().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut code = String::new();
    for _ in 0..5 {
        let sign = usize::try_from(hash % 30).ok().and_then(|at| SIGNS.get(at)).copied().unwrap_or(b'A');
        code.push(char::from(sign));
        hash /= 30;
    }
    code
}

struct Hiding<'a> {
    redactor: &'a Redactor,
    number: u32,
    case: &'a Case,
}

impl Hiding<'_> {
    fn whole(&self) -> Case {
        let mut shown = self.case.clone();
        shown.visit_mut(&mut |field, slot| self.hide(field.hide, slot));
        self.hide_whole(&mut shown);
        if self.redactor.rules.ages {
            shown.ages.clear();
        }
        shown
    }

    fn hide(&self, hide: Hide, slot: HidableValue<'_>) {
        match slot {
            HidableValue::Text(text) => match hide {
                Hide::Scan => *text = self.text(text),
                Hide::Body => *text = self.body(text),
                Hide::Person if self.redactor.rules.names => *text = Text::new(NAME),
                Hide::Person => *text = self.text(text),
                Hide::Whole => {}
            },
            HidableValue::Prose(prose) => *prose = self.prose(prose),
            HidableValue::Date(date) if self.redactor.rules.dates => *date = date.only_year(),
            HidableValue::Date(_) => {}
            HidableValue::Source(id) => *id = self.source_id(id),
        }
    }

    /// Hides the fields whose row says [`Hide::Whole`], which need the whole case.
    fn hide_whole(&self, shown: &mut Case) {
        shown.title = Text::new(&self.redactor.title(self.number, self.case));
        shown.area = self.redactor.area(self.number, self.case);
        for (related, original) in shown.related.iter_mut().zip(&self.case.related) {
            (related.case, related.title) = self.related(original);
        }
        if self.redactor.rules.names {
            shown.also_known_as = Vec::new();
            // The list says what is hidden: it is the first thing that must not be shown.
            shown.names = Vec::new();
        } else {
            shown.also_known_as.iter_mut().for_each(|name| *name = self.text(name));
        }
        if self.redactor.hides_ids() {
            shown.id = CaseId::from(self.redactor.id(&self.case.id).as_str());
            for (index, review) in shown.reviews.iter_mut().enumerate() {
                review.id = ReviewId::from(format!("review-{}", index + 1).as_str());
            }
            for source in &mut shown.sources {
                source.url = None;
            }
        }
    }

    fn text(&self, text: &Text) -> Text {
        Text::new(&self.redactor.text(Some(self.number), text))
    }

    fn prose(&self, prose: &Prose) -> Prose {
        let paragraphs: Vec<String> =
            prose.paragraphs().map(|paragraph| self.redactor.text(Some(self.number), paragraph)).collect();
        Prose::new(&paragraphs.join("\n\n"))
    }

    /// A body as the source names it. What is left of a name that no list knows goes too.
    fn body(&self, body: &Text) -> Text {
        let shown = self.text(body);
        let text = plain(&shown);
        let unknown = self.redactor.rules.places && places::names_something(&text, &words(&text));
        if unknown { Text::new(NAME) } else { shown }
    }

    /// The id of a source tells what it is; its number tells which.
    fn source_id(&self, id: &SourceId) -> SourceId {
        if !self.redactor.hides_ids() {
            return id.clone();
        }
        match self.case.sources.iter().position(|source| source.id == *id) {
            Some(at) => SourceId::from(format!("source-{}", at + 1).as_str()),
            None => SourceId::from("source-unknown"),
        }
    }

    fn related(&self, related: &Related) -> (Option<CaseId>, Text) {
        let Related { case, title, .. } = related;
        let number = case.as_ref().and_then(|id| self.redactor.numbers.get(id).copied());
        match number {
            Some(_) if self.redactor.hides_ids() => (
                case.as_ref().map(|id| CaseId::from(self.redactor.id(id).as_str())),
                Text::new(&case.as_ref().map_or_else(|| "A case".to_owned(), |id| format!("Case {}", code(id)))),
            ),
            // A case that the library does not hold has no number; its id would name it.
            None if self.redactor.hides_ids() => (None, self.text(title)),
            _ => (case.clone(), self.text(title)),
        }
    }
}
