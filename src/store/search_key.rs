//! What the words of a search are looked for in, and the words of a search.

use unicode_script::{Script, UnicodeScript as _};

use crate::domain::email;
use crate::domain::fold::fold;

/// Between the fields of a search text. It can't be typed, so no word is found across two fields.
const FIELD_BREAK: char = '\n';
/// The most words of a search that count; more would only slow it down.
const MOST_WORDS: usize = 16;
/// What stands around a word that was copied from a list, a sentence or a mail program, and is no part of it.
const AROUND_WORDS: [char; 22] = [
    ',', ';', ':', '.', '<', '>', '(', ')', '[', ']', '{', '}', '"', '\'', '“', '”', '„', '«', '»', '‹', '›', '、',
];

/// The searched text of a user.
pub(super) fn of_user(user_name: &str, first_name: &str, last_name: &str, address: &str) -> String {
    let mut fields = [user_name, first_name, last_name, address].map(fold).to_vec();
    for spelling in [email::comparison_key(address), email::readable(address)] {
        add_new(&mut fields, fold(&spelling));
    }
    if is_written_together(first_name) && is_written_together(last_name) {
        fields.push(fold(&[last_name, first_name].concat()));
        fields.push(fold(&[first_name, last_name].concat()));
    }
    joined(&fields)
}

/// The searched text of a client.
pub(super) fn of_client(name: &str, host: Option<&str>) -> String {
    joined(&[name, host.unwrap_or_default()].map(fold))
}

fn add_new(fields: &mut Vec<String>, field: String) {
    if !fields.contains(&field) {
        fields.push(field);
    }
}

fn joined(fields: &[String]) -> String {
    let mut key = String::new();
    for field in fields {
        key.push_str(field);
        key.push(FIELD_BREAK);
    }
    key
}

/// Whether first and last name are written without a space between, as in Chinese, Japanese and Korean.
fn is_written_together(name: &str) -> bool {
    let is_of_these = |letter: char| match letter.script() {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => true,
        // The sign of a long vowel belongs to two scripts.
        _ => letter == 'ー',
    };
    !name.is_empty() && name.chars().all(|letter| is_of_these(letter) || letter.is_whitespace())
}

/// The folded words of what was typed or pasted into the search box.
pub(super) fn words(search: &str) -> Vec<String> {
    fold(search)
        .split_whitespace()
        .map(|word| word.trim_matches(AROUND_WORDS))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .take(MOST_WORDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(search: &str, [user_name, first, last, address]: [&str; 4]) -> bool {
        let key = of_user(user_name, first, last, address);
        let words = words(search);
        !words.is_empty() && words.iter().all(|word| key.contains(word.as_str()))
    }

    const BO: [&str; 4] = ["bo.lindqvist", "Bo", "Lindqvist", "bo@example.com"];

    #[test]
    fn what_is_pasted_from_a_list_or_a_mail_program_is_found() {
        for search in [
            "Lindqvist, Bo",
            "Bo Lindqvist <bo@example.com>",
            "\"Lindqvist, Bo\" <BO@example.com>;",
            "bo@example.com;",
            "bo@example.com.",
            "(Bo)",
            "\u{feff}Lind\u{ad}qvist\u{200b}",
        ] {
            assert!(is_found(search, BO), "{search}");
        }
        assert!(!is_found("Lindqvist, Ana", BO));
    }

    #[test]
    fn names_written_without_a_space_are_found_both_ways_round() {
        let minjun = ["minjun.kim", "민준", "김", "kim@example.com"];
        for search in ["김민준", "민준김", "김 민준", "민준"] {
            assert!(is_found(search, minjun), "{search}");
        }
        let tanaka = ["tanaka", "太郎", "田中", "tanaka@example.com"];
        assert!(is_found("田中太郎", tanaka) && is_found("太郎田中", tanaka));
        let mary = ["mary", "マリー", "スミス", "mary@example.com"];
        assert!(is_found("スミスマリー", mary));
        assert!(!is_found("bolindqvist", BO), "no word is found across two fields");
    }

    #[test]
    fn an_address_is_found_in_either_spelling_of_its_domain() {
        for stored in ["bo@bücher.example", "bo@xn--bcher-kva.example"] {
            let user = ["bo.lindqvist", "Bo", "Lindqvist", stored];
            for search in ["bo@bücher.example", "BO@XN--BCHER-KVA.example", "bucher"] {
                assert!(is_found(search, user), "{search} {stored}");
            }
        }
    }
}
