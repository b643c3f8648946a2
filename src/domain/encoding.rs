//! Bytes from a file or a pipe as text. Not its job: what the text must be, such as a password or a token.

/// The byte order mark (U+FEFF), with which some editors begin a file in UTF-8.
pub(crate) const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Pairs of bytes that are looked at to recognise UTF-16 without a byte order mark.
const LOOKED_AT_PAIRS: usize = 16;

/// Why bytes are not taken as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EncodingProblem {
    /// They are UTF-16, as some Windows programs write it.
    Utf16,
    /// They are in some other encoding, or no text at all.
    NotUtf8,
}

/// `bytes` as UTF-8, without one byte order mark at the start.
///
/// # Errors
/// [`EncodingProblem`] where they are in another encoding.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, EncodingProblem> {
    if is_utf16(bytes) {
        return Err(EncodingProblem::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| EncodingProblem::NotUtf8)?;
    Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
}

/// How Unicode names a character that can't be shown, such as `U+001B`.
pub(crate) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Whether `bytes` start with a byte order mark of UTF-16 or, without one, have a zero in each pair of bytes, as every
/// text of ASCII characters has.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let pairs = || bytes.chunks_exact(2).take(LOOKED_AT_PAIRS);
    let is_ascii_in = |little_endian: bool| {
        pairs().all(|pair| match pair {
            [first, second] if little_endian => *first != 0 && *second == 0,
            [first, second] => *first == 0 && *second != 0,
            _ => false,
        })
    };
    pairs().len() >= 2 && (is_ascii_in(true) || is_ascii_in(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn one_byte_order_mark_is_dropped() {
        assert_eq!(utf8(b"\xEF\xBB\xBFabc"), Ok("abc"));
        assert_eq!(utf8(b"\xEF\xBB\xBF\xEF\xBB\xBFabc"), Ok("\u{FEFF}abc"));
        assert_eq!(utf8("h\u{e9}".as_bytes()), Ok("h\u{e9}"));
        assert_eq!(utf8(b""), Ok(""));
    }

    #[test]
    fn utf_16_is_recognised_with_and_without_its_mark() {
        for text in ["\u{FEFF}plain text", "plain text\r\n", "\u{FEFF}\u{91d1}"] {
            assert_eq!(utf8(&utf16(text, u16::to_le_bytes)), Err(EncodingProblem::Utf16));
            assert_eq!(utf8(&utf16(text, u16::to_be_bytes)), Err(EncodingProblem::Utf16));
        }
        assert_eq!(utf8(b"caf\xe9"), Err(EncodingProblem::NotUtf8));
        assert_eq!(utf8(b"a\0"), Ok("a\0"));
        assert_eq!(utf8(b"plain\0text"), Ok("plain\0text"));
    }

    #[test]
    fn a_character_that_cannot_be_shown_has_its_number_in_unicode() {
        assert_eq!(code_point('\u{1b}'), "U+001B");
        assert_eq!(code_point('\u{1F98A}'), "U+1F98A");
    }
}
