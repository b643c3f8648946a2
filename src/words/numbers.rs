//! Numbers with the separators of the language.

use fluent_bundle::FluentValue;
use intl_memoizer::concurrent::IntlLangMemoizer;

use super::language::{Language, language};

/// A number with separators, such as 1,000,000 in English and 1.000.000 in German.
pub fn number(value: u64) -> String {
    match language() {
        Language::English | Language::Pseudo => grouped(&value.to_string(), ','),
        Language::German => grouped(&value.to_string(), '.'),
    }
}

/// How an argument is written in English.
pub(super) fn english_value(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    whole(value).map(|digits| grouped(&digits, ','))
}

/// How an argument is written in German.
pub(super) fn german_value(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    whole(value).map(|digits| grouped(&digits, '.'))
}

/// The digits of a whole number. Every number of the catalogue is a count.
fn whole(value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(number.as_string().into_owned()),
        _ => None,
    }
}

fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::speak;

    #[test]
    fn numbers_have_the_separators_of_the_language() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(12_345_678), "12,345,678");
        speak(Language::German);
        assert_eq!(number(12_345_678), "12.345.678");
        speak(Language::English);
    }
}
