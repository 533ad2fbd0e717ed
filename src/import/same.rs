//! Values as imports compare and tell them.

use serde_json::Value;

/// True for values that say the same: blanks and ends of lines in texts make no difference, nor does an empty list.
pub fn same(a: &Value, b: &Value) -> bool {
    let nothing = |value: &Value| match value {
        Value::Null => true,
        Value::Array(all) => all.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(flag) => !flag,
        _ => false,
    };
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.split_whitespace().eq(b.split_whitespace()),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            let in_both = |(key, value): (&String, &Value)| same(value, b.get(key).unwrap_or(&Value::Null));
            a.iter().all(in_both) && b.iter().all(|(key, value)| same(value, a.get(key).unwrap_or(&Value::Null)))
        }
        (a, b) => a == b || (nothing(a) && nothing(b)),
    }
}

/// A value in words, for reports.
pub fn told(value: &Value) -> String {
    const LONGEST: usize = 120;
    let text = match value {
        Value::Null => return "nothing".to_owned(),
        Value::String(text) => format!("\"{}\"", crate::text::clean_line(text)),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
