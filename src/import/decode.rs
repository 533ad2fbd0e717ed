//! Bytes become text, whatever character set a program saved them in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::UnreadTable;
use super::repair::{Repair, Repairs};

/// A text, and what was undone on the way.
#[derive(Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// A byte order mark, another character set.
    pub repairs: Repairs,
}

/// Bytes as text: in the character set that is named, in that of a byte order mark, in UTF-8, else in the code page of
/// Western European machines.
///
/// # Errors
/// When no character set has the name, or the bytes are none of its.
pub fn decode(bytes: &[u8], named: Option<&str>) -> Result<Decoded, UnreadTable> {
    let mut repairs = Repairs::default();
    let marked = Encoding::for_bom(bytes);
    if marked.is_some() {
        repairs.count(Repair::ByteOrderMark, 1);
    }
    let encoding = match (named, marked) {
        (_, Some((encoding, _))) => encoding,
        (Some(label), None) => Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            UnreadTable::new(format!("no character set is called \"{label}\""), "write utf-8, windows-1252 or utf-16le")
        })?,
        (None, None) => guessed(bytes),
    };
    let (text, wrong) = encoding.decode_with_bom_removal(bytes);
    if wrong {
        return Err(UnreadTable::new(
            format!("the bytes of the file are not {}", encoding.name()),
            "say in the map which character set it has: [file] encoding = \"…\"",
        ));
    }
    if encoding != UTF_8 {
        repairs.name_charset(encoding.name());
    }
    // A file put together from others may begin with two marks.
    Ok(Decoded { text: text.trim_start_matches('\u{feff}').to_owned(), repairs })
}

/// The character set of bytes that do not say it.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    // Every second byte of English in UTF-16 is zero.
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let many = start.len() / 3;
    match () {
        () if start.len() >= 4 && zeros(1) > many => UTF_16LE,
        () if start.len() >= 4 && zeros(0) > many => UTF_16BE,
        () if std::str::from_utf8(bytes).is_ok() => UTF_8,
        () => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_character_set_is_read() {
        let utf16 = |bytes: fn(u16) -> [u8; 2], mark: &str| {
            format!("{mark}Ref,Café").encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        let rows: [(Vec<u8>, Option<&str>); 7] = [
            ("Ref,Café".into(), None),
            ("\u{feff}Ref,Café".into(), None),
            (b"Ref,Caf\xe9".to_vec(), None),
            (b"Ref,Caf\xe9".to_vec(), Some("latin1")),
            (utf16(u16::to_le_bytes, "\u{feff}"), None),
            (utf16(u16::to_le_bytes, ""), None),
            (utf16(u16::to_be_bytes, ""), None),
        ];
        for (bytes, named) in rows {
            assert_eq!(decode(&bytes, named).unwrap().text, "Ref,Café", "{bytes:?}");
        }
        assert!(decode(b"a", Some("klingon")).is_err());
        assert!(decode(b"caf\xe9", Some("utf-8")).is_err());
    }
}
