//! Near misses: what somebody may have meant.

use super::fold::as_code;

/// The longest text, in bytes, that a near miss is looked for.
const LONGEST: usize = 80;

/// Up to three of `candidates` that are near to `given`, nearest first.
///
/// Near is a Damerau-Levenshtein distance of at most a third of the letters (at least two), or a start that both share.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Nobody means a code by a text of this length, and comparing it would take long.
    if given.len() > LONGEST {
        return Vec::new();
    }
    let wanted = as_code(given);
    let mut near: Vec<(usize, &'a str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded = as_code(candidate);
            let distance = strsim::damerau_levenshtein(&wanted, &folded);
            let limit = (wanted.chars().count().max(folded.chars().count()) / 3).max(2);
            if distance <= limit && distance < folded.chars().count() {
                Some((distance, candidate))
            } else if wanted.chars().count() >= 3 && (folded.contains(&wanted) || wanted.contains(&folded)) {
                Some((limit + distance, candidate))
            } else {
                None
            }
        })
        .collect();
    // The same question gets the same answer, in whatever order the candidates come.
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// True if a text is so near to a name that it is a slip of it: a letter in four is another, and two at most.
pub fn is_slip(given: &str, name: &str) -> bool {
    let (given, name) = (as_code(given), as_code(name));
    let limit = (name.chars().count() / 4).clamp(1, 2);
    given.len() <= LONGEST && strsim::damerau_levenshtein(&given, &name) <= limit
}

/// Suggestions for one file: the first few are looked for, since looking through a long list for each of many mistakes would
/// cost more than the file is worth.
#[derive(Debug)]
pub struct Suggestions {
    left: usize,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { left: 40 }
    }
}

impl Suggestions {
    /// "Did you mean …?", where something is near and there are suggestions left.
    pub fn ask<'a>(&mut self, given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        did_you_mean(&nearest(given, candidates))
    }
}

/// `did you mean "a" or "b"?`, or nothing where nothing is near.
pub fn did_you_mean(near: &[&str]) -> Option<String> {
    let (last, rest) = near.split_last()?;
    Some(if rest.is_empty() {
        format!("did you mean \"{last}\"?")
    } else {
        format!("did you mean \"{}\" or \"{last}\"?", rest.join("\", \""))
    })
}
