//! Keys that a profile wants: a quick look at a case that was read, for those that may have been left out.

use toml::de::DeTable;

use crate::case::fields::{Described, Value};
use crate::case::item::ItemRef;
use crate::case::model::Case;
use crate::case::profile::Profile;
use crate::document::{entries, parse};

/// True if a key that the profile wants may be missing in the file: a case that was read no longer says whether an empty list
/// was written or left out. The file itself then says it ([`lacks`]).
pub(crate) fn may_lack(case: &Case, profile: &Profile) -> bool {
    let lacks = |of: &dyn Described| {
        let required = profile.required(of.noun());
        let mut lacks = false;
        of.visit(&mut |field, value| {
            let wanted = field.keys.iter().any(|key| required.contains(key));
            // Of a date and the words that stand for it, one may be wanted and the other be there.
            lacks |= wanted && (field.keys.len() > 1 || is_default(&value));
        });
        lacks
    };
    let reviews = case.reviews.iter().any(|review| lacks(review));
    let entries = || case.items().into_iter().filter(|item| !matches!(item, ItemRef::Page(_)));
    lacks(case) || reviews || entries().filter_map(|item| case.described(item)).any(lacks)
}

/// True if the file lacks a key that the profile wants.
pub(crate) fn lacks(text: &str, profile: &Profile) -> bool {
    let (root, _) = parse(text);
    let case = root.get_ref();
    let without = |noun: &str, table: &DeTable<'_>| profile.required(noun).iter().any(|key| !table.contains_key(*key));
    let any = |noun: &str, of: &DeTable<'_>, key: &str| {
        entries(of, key).iter().filter_map(|entry| entry.get_ref().as_table()).any(|table| without(noun, table))
    };
    let reviews = || entries(case, "reviews").iter().filter_map(|review| review.get_ref().as_table());
    without("case", case)
        || any("event", case, "events")
        || any("source", case, "sources")
        || reviews().any(|review| {
            without("review", review)
                || any("finding", review, "findings")
                || any("recommendation", review, "recommendations")
        })
}

fn is_default(value: &Value<'_>) -> bool {
    match value {
        Value::Nothing => true,
        Value::Code(code) => code.code() == "not_stated",
        Value::Prose(prose) => prose.is_empty(),
        Value::Text(text) => text.is_empty(),
        _ => false,
    }
}
