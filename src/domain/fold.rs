//! Folding text, so that it is found and sorted without regard to case, accents and kinds of punctuation.
//!
//! Folded text is stored. Whoever changes what it becomes adds a step to the schema that makes it anew
//! (`store::refold`); a test here notices.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{compose, is_combining_mark};
use unicode_script::{Script, UnicodeScript as _};

use super::characters::is_ignorable;

/// `text` in one case, taken apart (NFKD), and without what people leave out or type differently: marks on Latin, Greek
/// and Cyrillic letters, strokes through letters, kinds of apostrophes and dashes, and invisible characters. Marks of
/// other scripts stay, because there they make other letters.
pub(crate) fn fold(text: &str) -> String {
    // Most of what is stored needs none of the tables of Unicode.
    if text.is_ascii() {
        return text.to_ascii_lowercase().replace('`', "'");
    }
    fold_any(text)
}

fn fold_any(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut drops_marks = false;
    let alike = text.chars().map(one_of_its_kind).collect::<String>();
    for character in alike.nfkd().filter(|character| !is_ignorable(*character)) {
        if !is_combining_mark(character) {
            drops_marks = matches!(character.script(), Script::Latin | Script::Greek | Script::Cyrillic);
            push_folded(&mut folded, character);
        } else if !drops_marks {
            push_mark(&mut folded, character);
        }
    }
    folded
}

/// The full case folding of Unicode is lower case after upper case: `ß` and `ẞ` are `ss`, and a final `ς` is a `σ`.
fn push_folded(folded: &mut String, character: char) {
    let upper = character.to_lowercase().flat_map(char::to_uppercase);
    for lower in upper
        .flat_map(char::to_lowercase)
        .filter(|lower| !is_combining_mark(*lower))
    {
        match lower {
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

/// Puts a mark back on its letter, so that か is not found in が.
fn push_mark(folded: &mut String, mark: char) {
    let composed = folded.chars().next_back().and_then(|letter| compose(letter, mark));
    if composed.is_some() {
        folded.pop();
    }
    folded.push(composed.unwrap_or(mark));
}

/// The apostrophe or the dash that a keyboard has, for all that are used like it.
fn one_of_its_kind(character: char) -> char {
    match character {
        '`' | '´' | '‘' | '’' | '‛' | '′' | '‵' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | '՚' | '׳' | 'ꞌ' | '＇' => {
            '\''
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁃' | '˗' | '֊' | '־' | '﹘' | '﹣' | '－' => {
            '-'
        }
        other => other,
    }
}

/// Case taken away and nothing else: for what must be unique.
pub(crate) fn unique_key(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stored keys depend on this list. A change here needs a new step of the schema that calls `refold::rebuild`.
    #[test]
    fn text_folds_as_the_newest_step_of_the_schema_stored_it() {
        for (text, folded) in [
            ("García", "garcia"),
            ("Nguyễn", "nguyen"),
            ("SATŌ", "sato"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Łukasz Ørsted", "lukasz orsted"),
            ("Ёлкин", "елкин"),
            ("Chen 陈", "chen 陈"),
            ("İstanbul", "istanbul"),
            ("ﬁne", "fine"),
            ("Παπαδόπουλος", "παπαδοπουλοσ"),
            ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "παπαδοπουλοσ"),
            ("O’Brien", "o'brien"),
            ("OʼBrien", "o'brien"),
            ("O´Brien", "o'brien"),
            ("Smith–Jones", "smith-jones"),
            ("Smith‑Jones", "smith-jones"),
            ("Lind\u{ad}qvist\u{200b}", "lindqvist"),
            ("नी\u{200d}ता", "नीता"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ascii_text_folds_as_any_text_does(text in "[\\x00-\\x7f]{0,40}") {
            proptest::prop_assert_eq!(fold(&text), fold_any(&text));
        }
    }

    #[test]
    fn marks_that_make_another_letter_stay() {
        for (one, other) in [("रमा", "राम"), ("かわはた", "かわばた"), ("ハ", "パ"), ("שׁ", "שׂ")]
        {
            assert!(
                !fold(one).contains(&fold(other)) && !fold(other).contains(&fold(one)),
                "{one} {other}"
            );
        }
        assert_eq!(fold("ば"), "ば");
        assert_eq!(fold("は\u{3099}"), fold("ば"));
    }

    #[test]
    fn names_that_differ_in_case_alone_are_one_and_accents_count() {
        assert_eq!(unique_key("Bo.LINDQVIST"), "bo.lindqvist");
        assert_eq!(unique_key("Renée"), "renée");
    }
}
