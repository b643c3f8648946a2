//! The pseudo-language: English in which every vowel is doubled and accented, so that text is some 40 % longer, in
//! brackets. What a person reads without brackets is not from the catalogue; what ends without one is cut.

use std::borrow::Cow;

/// The words of a message, made longer. Arguments are left as they are.
pub(super) fn lengthened(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        let accented = match character {
            'a' => 'á',
            'e' => 'é',
            'i' => 'í',
            'o' => 'ó',
            'u' => 'ú',
            'A' => 'Á',
            'E' => 'É',
            'I' => 'Í',
            'O' => 'Ó',
            'U' => 'Ú',
            'c' => 'ç',
            'n' => 'ñ',
            other => other,
        };
        out.push(accented);
        if "aeiouAEIOU".contains(character) {
            out.push(accented);
        }
    }
    Cow::Owned(out)
}

/// A whole message in brackets.
pub(super) fn bracketed(text: &str) -> String {
    format!("[{text}]")
}
