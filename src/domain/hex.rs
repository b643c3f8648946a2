//! Bytes as hexadecimal digits.

use std::fmt::Write as _;

/// Two lower-case digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a `String` can't fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The `N` bytes that `text` spells, in digits of either case.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> = text
        .chars()
        .map(|character| character.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    if digits.len() != 2 * N {
        return None;
    }
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |value, digit| value * 16 + digit))
        .collect();
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_two_lower_case_digits_each_and_read_back_in_either_case() {
        assert_eq!(hex(&[0x00, 0x0a, 0x9f, 0xff]), "000a9fff");
        for text in ["000a9fff", "000A9FFF"] {
            assert_eq!(unhex(text), Some([0x00, 0x0a, 0x9f, 0xff]), "{text}");
        }
    }

    #[test]
    fn what_is_not_as_many_digits_as_needed_is_none() {
        for text in [
            "",
            "000a9f",
            "000a9ff",
            "000a9fff0",
            "000a9fff00",
            "000a9ffg",
            "0x0a9fff",
            " 00a9fff",
        ] {
            assert_eq!(unhex::<4>(text), None, "{text:?}");
        }
    }
}
