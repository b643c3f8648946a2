//! Folding text, so that it is found and sorted without regard to case and accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Between the fields of a search text. It can't be typed, so no word is found across two fields.
const FIELD_BREAK: char = '\n';

/// `text` in lower case, taken apart (NFKD) and without combining marks. Letters that Unicode does not take apart but
/// people type without their stroke are replaced too.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)) {
        for lower in character.to_lowercase().filter(|lower| !is_combining_mark(*lower)) {
            match lower {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'ø' => folded.push('o'),
                'đ' | 'ð' => folded.push('d'),
                'ł' => folded.push('l'),
                'ı' => folded.push('i'),
                other => folded.push(other),
            }
        }
    }
    folded
}

/// What the words of a search are looked for in.
pub(super) fn search_key(fields: &[&str]) -> String {
    let mut key = String::new();
    for field in fields {
        key.push_str(&fold(field));
        key.push(FIELD_BREAK);
    }
    key
}

/// Case taken away and nothing else: for what must be unique.
pub(super) fn unique_key(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_removed_in_every_script() {
        for (text, folded) in [
            ("García", "garcia"),
            ("Nguyễn", "nguyen"),
            ("SATŌ", "sato"),
            ("Straße", "strasse"),
            ("Łukasz Ørsted", "lukasz orsted"),
            ("Ёлкин", "елкин"),
            ("Chen 陈", "chen 陈"),
            ("İstanbul", "istanbul"),
            ("ﬁne", "fine"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn no_word_is_found_across_two_fields() {
        assert!(!search_key(&["ana", "garcia"]).contains("anagarcia"));
    }
}
