//! Kinds of characters that names, addresses and searches treat alike.

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript as _};

/// Control characters and the invisible ones that turn the reading direction, which could make one name look like
/// another (Unicode TR 36).
pub(crate) fn is_control_or_bidi(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Whether nothing is drawn for it (`Default_Ignorable_Code_Point` of Unicode). People's names need some of these, in
/// Persian and Hindi for instance; a machine's name or an address with one is there to be taken for another.
pub(crate) fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether it leaves an empty place, or none: white space of any kind, the empty Braille cell, ignorable and control
/// characters.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control() || character == '\u{2800}' || is_ignorable(character)
}

/// Whether it shows something by itself; a combining mark needs a letter.
pub(crate) fn is_visible(character: char) -> bool {
    !is_blank(character) && !is_combining_mark(character)
}

/// The most combining marks that follow each other in `text`.
pub(crate) fn most_marks(text: &str) -> usize {
    let runs = text.split(|character| !is_combining_mark(character));
    runs.map(|marks| marks.chars().count()).max().unwrap_or(0)
}

/// A letter that belongs to another script than those before it in the same part of an address, as a Cyrillic `о` in a
/// Latin word. The scripts of Chinese, Japanese and Korean count as one, and stand beside Latin letters.
pub(crate) fn letter_of_other_script(address: &str) -> Option<char> {
    address
        .split(['@', '.', '-', '_', '+'])
        .find_map(letter_of_other_script_in)
}

fn letter_of_other_script_in(part: &str) -> Option<char> {
    let mut letters = part.chars().filter_map(|letter| Some((letter, script_of(letter)?)));
    let (_, first) = letters.next()?;
    letters.find(|(_, script)| *script != first).map(|(letter, _)| letter)
}

fn script_of(character: char) -> Option<Script> {
    match character.script() {
        Script::Common
        | Script::Inherited
        | Script::Unknown
        | Script::Han
        | Script::Hiragana
        | Script::Katakana
        | Script::Hangul
        | Script::Bopomofo => None,
        script => Some(script),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_no_ink_is_not_visible() {
        for blank in [
            '\u{200B}', '\u{3164}', '\u{2800}', '\u{FEFF}', '\u{AD}', '\u{A0}', '\u{3000}', '\u{301}',
        ] {
            assert!(!is_visible(blank), "{blank:?}");
        }
        for seen in ['a', '.', '陈', '김', '\u{1F98A}'] {
            assert!(is_visible(seen), "{seen:?}");
        }
    }

    #[test]
    fn marks_are_counted_by_their_longest_run() {
        assert_eq!(most_marks("Nguye\u{302}\u{303}n"), 2);
        assert_eq!(most_marks("Ana"), 0);
        assert_eq!(most_marks(&format!("a\u{300}b{}", "\u{301}".repeat(9))), 9);
    }

    #[test]
    fn a_letter_of_another_script_is_pointed_out() {
        for (address, letter) in [
            ("bo@example.com", None),
            ("иван@example.com", None),
            ("bo@ex\u{430}mple.com", Some('\u{430}')),
            ("b\u{3bf}@example.com", Some('\u{3bf}')),
            ("田中taro@例え.jp", None),
            ("иван.bo@пример.example", None),
        ] {
            assert_eq!(letter_of_other_script(address), letter, "{address}");
        }
    }
}
