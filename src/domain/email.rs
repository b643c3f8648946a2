//! Email Ids: which are accepted, and when two of them are one.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization as _;

use super::characters::{is_control_or_bidi, is_ignorable};
use super::field::FieldProblem;

/// The most bytes an address may have (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL_MAX_BYTES: usize = 254;

/// An Email Id: a valid address (RFC 5321) with a dot in its domain, unique however it is spelled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Checks `text`, which is trimmed and composed (NFC) first.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text: String = text.trim().nfc().collect();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if let Some(invisible) = text.chars().find(|character| is_invisible(*character)) {
            return Err(FieldProblem::EmailInvisible(invisible));
        }
        if text.len() > EMAIL_MAX_BYTES {
            return Err(FieldProblem::EmailLength(text.len()));
        }
        let address = Self::stored(&text)?;
        let domain = text.rsplit('@').next().unwrap_or_default();
        if idna::domain_to_ascii(domain).is_err() {
            return Err(FieldProblem::Email);
        }
        Ok(address)
    }

    /// An address that a directory holds. Earlier versions accepted more, and a stricter rule must not make a directory
    /// unreadable.
    ///
    /// # Errors
    /// [`FieldProblem`] where no version would have stored it.
    pub fn stored(text: &str) -> Result<Self, FieldProblem> {
        let address = email_address::EmailAddress::from_str(text).map_err(|_| FieldProblem::Email)?;
        let is_plain =
            address.as_str() == text && !text.contains(['<', '>', '"']) && !text.contains(char::is_whitespace);
        if !is_plain || !address.domain().contains('.') || address.domain().starts_with('[') {
            return Err(FieldProblem::Email);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as it was typed, composed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of the same address have in common.
    pub fn comparison_key(&self) -> String {
        comparison_key(&self.0)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What two spellings of an address have in common: lower case, composed (NFC), and the domain in the form the network
/// uses (A-labels, RFC 5890).
pub(crate) fn comparison_key(address: &str) -> String {
    if !address.is_ascii() {
        return comparison_key_of_any(address);
    }
    // There is nothing to compose, and nothing to encode without an A-label.
    let lower = address.to_ascii_lowercase();
    if lower.contains("xn--") {
        return comparison_key_of_any(address);
    }
    lower
}

fn comparison_key_of_any(address: &str) -> String {
    let folded: String = address.nfc().collect::<String>().to_lowercase().nfc().collect();
    let Some((local, domain)) = folded.rsplit_once('@') else {
        return folded;
    };
    match idna::domain_to_ascii(domain) {
        Ok(ascii) => format!("{local}@{ascii}"),
        Err(_) => folded,
    }
}

/// The address as people read it: its domain in letters instead of A-labels.
pub(crate) fn readable(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) if domain.contains("xn--") => {
            format!("{local}@{}", idna::domain_to_unicode(domain).0)
        }
        _ => address.to_owned(),
    }
}

/// Whether a character could be in an address without being seen. An ordinary space is refused as part of the form.
fn is_invisible(character: char) -> bool {
    is_control_or_bidi(character) || is_ignorable(character) || (character.is_whitespace() && character != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_addresses_are_plain_and_have_a_full_domain() {
        for good in [
            "a@example.com",
            "bo.lindqvist+x@mail.example.org",
            "chén@example.com",
            "a@bücher.example",
        ] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "bo",
            "bo@example",
            "@example.com",
            "Bo <bo@example.com>",
            "a b@example.com",
            "a@[127.0.0.1]",
            "a@xn--a.example",
            "\"bo\"@example.com",
            "\"b o\"@example.com",
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_invisible_character_is_named() {
        for character in [
            '\u{202E}', '\u{200E}', '\u{2066}', '\u{2028}', '\u{061C}', '\u{9B}', '\u{7F}', '\u{200B}', '\u{AD}',
            '\u{FEFF}', '\u{A0}', '\u{3164}', '\t',
        ] {
            for bad in [
                format!("a{character}b@example.com"),
                format!("ab@exa{character}mple.com"),
            ] {
                let problem = EmailAddress::parse(&bad).unwrap_err();
                assert_eq!(problem, FieldProblem::EmailInvisible(character), "{bad:?}");
            }
        }
    }

    #[test]
    fn an_address_has_254_bytes_at_most() {
        let of = |bytes: usize| {
            let rest = bytes - "a@.com".len();
            let labels = ["x".repeat(61), "y".repeat(61), "z".repeat(61)].join(".");
            format!("a@{labels}.{}.com", "w".repeat(rest - labels.len() - 1))
        };
        assert_eq!(of(254).len(), 254);
        assert!(EmailAddress::parse(&of(254)).is_ok());
        assert_eq!(EmailAddress::parse(&of(255)), Err(FieldProblem::EmailLength(255)));
    }

    #[test]
    fn two_spellings_of_one_address_have_the_same_key() {
        for (one, other) in [
            ("Bo@Example.com", "bo@example.COM"),
            ("bo@b\u{fc}cher.example", "bo@xn--bcher-kva.example"),
            ("bo@bu\u{308}cher.example", "bo@B\u{dc}CHER.example"),
            ("ren\u{e9}@example.com", "rene\u{301}@example.com"),
        ] {
            assert_eq!(comparison_key(one), comparison_key(other), "{one} {other}");
        }
        assert_ne!(comparison_key("bo@bücher.example"), comparison_key("bo@bucher.example"));
        assert_eq!(comparison_key("bo@a_b.example"), "bo@a_b.example");
        let address = EmailAddress::parse("Bo@B\u{fc}cher.example").unwrap();
        assert_eq!(address.comparison_key(), "bo@xn--bcher-kva.example");
    }

    #[test]
    fn an_address_is_stored_composed_and_read_back_as_earlier_versions_stored_it() {
        let composed = EmailAddress::parse(" rene\u{301}@example.com ").unwrap();
        assert_eq!(composed.as_str(), "ren\u{e9}@example.com");
        let old = format!("bo.lindqvist@{}.com", ["long"; 49].join("."));
        assert_eq!(EmailAddress::stored(&old).unwrap().as_str(), old);
        assert_eq!(EmailAddress::parse(&old), Err(FieldProblem::EmailLength(old.len())));
        assert_eq!(readable("bo@xn--bcher-kva.example"), "bo@bücher.example");
        assert_eq!(readable("Bo@Example.com"), "Bo@Example.com", "as it was typed");
    }

    proptest::proptest! {
        #[test]
        fn an_ascii_address_has_the_key_that_any_address_would_have(text in "[\\x00-\\x7f]{0,20}@?[a-zA-Z0-9.@-]{0,24}") {
            proptest::prop_assert_eq!(comparison_key(&text), comparison_key_of_any(&text));
        }

        /// What was accepted once is accepted again, unchanged, and by what reads a directory.
        #[test]
        fn an_accepted_address_is_accepted_again(text in "\\PC{0,20}@?\\PC{0,20}(\\.\\PC{1,6})?|[ -~]{1,12}@[a-zü.-]{1,20}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                proptest::prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
                proptest::prop_assert_eq!(EmailAddress::stored(address.as_str()), Ok(address));
            }
        }
    }
}
