//! The form tokens and credentials share: a prefix, 43 Base62 characters that carry 256 random bits, and 6 Base62
//! characters of CRC-32/ISO-HDLC over all before them, so that a typing error is detected without a look-up.

use zeroize::Zeroizing;

/// The alphabet of body and checksum, in the order of its values.
pub const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Characters of the random body: the fewest Base62 characters that hold 256 bits.
pub const BODY_CHARS: usize = 43;
const CHECKSUM_CHARS: usize = 6;

/// Characters of a whole secret that starts with `prefix`.
pub(crate) const fn chars(prefix: &str) -> usize {
    prefix.len() + BODY_CHARS + CHECKSUM_CHARS
}

/// Puts a secret together from its random body; `None` where a byte is not of [`BASE62`].
pub(super) fn assemble(prefix: &str, body: &[u8; BODY_CHARS]) -> Option<String> {
    if !body.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let mut text = String::with_capacity(chars(prefix));
    text.push_str(prefix);
    text.extend(body.iter().map(|byte| char::from(*byte)));
    let checksum = checksum(&text);
    text.extend(checksum.iter().map(|byte| char::from(*byte)));
    Some(text)
}

/// Reads a secret; white space at the ends is ignored. `None` where prefix, form or checksum is wrong.
pub(super) fn parse(prefix: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.strip_prefix(prefix)?;
    if text.len() != chars(prefix) || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let (covered, given) = text.split_at(chars(prefix) - CHECKSUM_CHARS);
    if checksum(covered) != given.as_bytes() {
        return None;
    }
    let mut kept = String::with_capacity(chars(prefix));
    kept.push_str(text);
    Some(kept)
}

/// Finds the secret in a text that it was sent in: in quotes or brackets, in a sentence, wrapped into two lines, with
/// invisible characters. The checksum decides, so that nothing else is taken for it. `None` where there is none, or more
/// than one.
pub(super) fn find_in(prefix: &str, text: &str) -> Option<String> {
    let is_kept = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut kept = Zeroizing::new(Vec::with_capacity(text.len()));
    kept.extend(text.bytes().filter(is_kept));
    let mut found: Option<Zeroizing<String>> = None;
    for candidate in kept.windows(chars(prefix)) {
        let Some(secret) = std::str::from_utf8(candidate).ok().and_then(|text| parse(prefix, text)) else {
            continue;
        };
        if found.as_ref().is_some_and(|other| **other != secret) {
            return None;
        }
        found = Some(Zeroizing::new(secret));
    }
    found.map(|mut secret| std::mem::take(&mut *secret))
}

/// CRC-32/ISO-HDLC of `covered` in Base62, most significant first, padded with zeros.
fn checksum(covered: &str) -> [u8; CHECKSUM_CHARS] {
    let mut value = crc32fast::hash(covered.as_bytes());
    let mut digits = [b'0'; CHECKSUM_CHARS];
    for digit in digits.iter_mut().rev() {
        let index = usize::try_from(value % 62).unwrap_or_default();
        *digit = BASE62.get(index).copied().unwrap_or(b'0');
        value /= 62;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_crc_32_iso_hdlc_in_base62() {
        // The check value of CRC-32/ISO-HDLC for "123456789" is CBF43926 (3,421,780,262), which is 3jZSQY in Base62.
        assert_eq!(crc32fast::hash(b"123456789"), 0xCBF4_3926);
        let mut value = 0_u64;
        for digit in checksum("123456789") {
            let digit = BASE62.iter().position(|known| *known == digit).unwrap();
            value = value * 62 + u64::try_from(digit).unwrap();
        }
        assert_eq!(value, 0xCBF4_3926);
        assert_eq!(chars("avo_"), 53);
    }

    #[test]
    fn a_secret_that_was_cut_or_continued_is_none() {
        let whole = assemble("avo_", &[b'Q'; BODY_CHARS]).unwrap();
        assert_eq!(parse("avo_", &whole).as_ref(), Some(&whole));
        for text in [
            "avo_",
            "avo_Q",
            &whole[..whole.len() - 1],
            &format!("{whole}0"),
            &format!("{whole}{whole}"),
            &whole.replacen("QQ", "é", 1),
        ] {
            assert_eq!(parse("avo_", text), None, "{text}");
        }
    }
}
