//! Ids, as a citation names them. `check` holds them to their form.

use smol_str::SmolStr;

use crate::text::{clean_line, text_type};

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $about:literal) => {
        text_type!(
            $(#[$doc])*
            $name(SmolStr), |raw| SmolStr::new(clean_line(raw)), inline: true,
            schemars::json_schema!({ "type": "string", "description": $about, "pattern": $pattern })
        );
    };
}

identifier!(
    /// The id of a case: the stem of its file, lower-case letters, digits and hyphens.
    CaseId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "The stem of the case's file."
);
identifier!(
    /// The id of a review, unique in its case.
    ReviewId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "Lower-case letters, digits and hyphens; unique in the case."
);
identifier!(
    /// The id of a finding (F1), recommendation (R1) or event (E1), unique in its case: what a citation names.
    ItemId,
    "^[A-Z][0-9]+$",
    "A capital letter and a number; unique in the case."
);
identifier!(
    /// The id of a source, unique in its case.
    SourceId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "Lower-case letters, digits and hyphens; unique in the case."
);
