//! What makes a password acceptable (NIST SP 800-63B-4): long enough, exact, not a common or derived one. No
//! composition rules.
//!
//! Not its job: hashing (`crypto`).

mod common;
mod patterns;

use std::fmt;
pub use zxcvbn::feedback::Warning as PasswordWarning;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::encoding::BYTE_ORDER_MARK;
use super::field::FieldProblem;
use super::secret::SecretText;

/// The fewest code points a password may have, after NFC.
pub const PASSWORD_MIN_CHARS: usize = 15;
/// The most code points a password may have, after NFC.
pub const PASSWORD_MAX_CHARS: usize = 128;

/// Words that many passwords consist of, with digits.
const COMMON_WORDS: [&str; 8] = [
    "password", "passwort", "kennwort", "welcome", "letmein", "changeme", "qwerty", "qwertz",
];
const PRODUCT_WORDS: [&str; 8] = [
    "avo",
    "avoassure",
    "avoadmin",
    "admin",
    "administrator",
    "qualitymanager",
    "qualitylead",
    "qualityengineer",
];

/// Text to be compared with a stored hash: normalised, nothing else done to it.
pub struct PasswordAttempt(SecretText);

impl PasswordAttempt {
    /// Normalises what was typed to NFC; it is neither trimmed, folded nor cut.
    pub fn new(typed: &SecretText) -> Self {
        Self(normalised(typed))
    }

    /// The bytes to hash.
    pub fn expose_bytes(&self) -> &[u8] {
        self.0.expose().as_bytes()
    }
}

impl fmt::Debug for PasswordAttempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordAttempt(…)")
    }
}

/// A password that passed every rule and may be hashed and kept.
pub struct NewPassword(PasswordAttempt);

impl NewPassword {
    /// Checks `typed` for a user who is known by `user_words` (user name, e-mail address, first and last name).
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(typed: &SecretText, user_words: &[&str]) -> Result<Self, FieldProblem> {
        if typed.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let normal = normalised(typed);
        if let Some(untypable) = normal.expose().chars().find(|c| is_untypable(*c)) {
            return Err(FieldProblem::PasswordCharacter(untypable));
        }
        let count = normal.char_count();
        if count < PASSWORD_MIN_CHARS {
            return Err(FieldProblem::PasswordTooShort(count));
        }
        if count > PASSWORD_MAX_CHARS {
            return Err(FieldProblem::PasswordTooLong(count));
        }
        let folded = Zeroizing::new(normal.expose().to_lowercase());
        if common::is_common(&folded) {
            return Err(FieldProblem::PasswordCommon);
        }
        if let Some(problem) = derived(&folded, user_words) {
            return Err(problem);
        }
        let is_guessable = || zxcvbn::zxcvbn(normal.expose(), &[]).score() == zxcvbn::Score::Zero;
        if patterns::is_pattern(&folded) || is_guessable() {
            return Err(FieldProblem::PasswordGuessable);
        }
        Ok(Self(PasswordAttempt(normal)))
    }

    /// The bytes to hash.
    pub fn expose_bytes(&self) -> &[u8] {
        self.0.expose_bytes()
    }

    /// The same text as an attempt, to compare a new password with the present one.
    pub fn as_attempt(&self) -> &PasswordAttempt {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NewPassword(…)")
    }
}

/// Whether `character` can come only from a file or the clipboard, so that a person could never type the password again.
fn is_untypable(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | BYTE_ORDER_MARK)
}

fn normalised(typed: &SecretText) -> SecretText {
    let mut normal = SecretText::new();
    let mut buffer = [0_u8; 4];
    let mut count = 0;
    for character in typed.expose().nfc() {
        count += normal.insert(count, character.encode_utf8(&mut buffer));
    }
    normal
}

/// Why nothing is left of `folded` but digits and signs once words of the user, the product or many passwords are taken
/// out of it, as in `bo.lindqvist1234`. Compared whole: a long password that merely contains a name is fine.
fn derived(folded: &str, user_words: &[&str]) -> Option<FieldProblem> {
    let known = |words: &[&'static str]| -> Vec<String> { words.iter().map(|word| (*word).to_owned()).collect() };
    let mut words = Vec::new();
    words.extend(
        own_words(user_words)
            .into_iter()
            .map(|word| (word, FieldProblem::PasswordDerived)),
    );
    words.extend(
        known(&PRODUCT_WORDS)
            .into_iter()
            .map(|word| (word, FieldProblem::PasswordOfProduct)),
    );
    words.extend(
        known(&COMMON_WORDS)
            .into_iter()
            .map(|word| (word, FieldProblem::PasswordOfCommonWord)),
    );
    words.retain(|(word, _)| word.chars().count() >= 3);
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut rest = Zeroizing::new(folded.to_owned());
    let mut problems = Vec::new();
    for (word, problem) in words {
        if rest.contains(word.as_str()) {
            rest = Zeroizing::new(rest.replace(word.as_str(), ""));
            problems.push(problem);
        }
    }
    let order = [
        FieldProblem::PasswordDerived,
        FieldProblem::PasswordOfProduct,
        FieldProblem::PasswordOfCommonWord,
    ];
    let first = order.into_iter().find(|problem| problems.contains(problem));
    first.filter(|_| !rest.chars().any(char::is_alphabetic))
}

/// The user's words whole and in their parts, such as both sides of an address.
fn own_words(user_words: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for word in user_words {
        let word = word.nfc().collect::<String>().to_lowercase();
        words.extend(word.split('@').map(str::to_owned));
        words.extend(word.split(['@', '.', '_', '-', ' ']).map(str::to_owned));
        words.push(word);
    }
    words
}

/// How hard a password is to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrengthGrade {
    /// Would be refused.
    Weak,
    /// Accepted, could be better.
    Fair,
    /// Good.
    Good,
    /// Beyond guessing.
    Strong,
}

/// What is known of a password's strength. Only what a meter shows, never the password.
#[derive(Debug, Clone, PartialEq)]
pub struct Strength {
    /// The grade.
    pub grade: StrengthGrade,
    /// How far the meter is filled, 0 to 1.
    pub fraction: f32,
    /// Why.
    pub reason: StrengthReason,
}

/// Why a password has its grade.
#[derive(Debug, Clone, PartialEq)]
pub enum StrengthReason {
    /// It would be refused.
    Refused(FieldProblem),
    /// Accepted, with what would make it better.
    Fair(Option<PasswordWarning>),
    /// Good, with what would make it better.
    Good(Option<PasswordWarning>),
    /// Nothing is to be said.
    Strong,
}

impl Strength {
    /// Rates what has been typed so far.
    pub fn rate(typed: &SecretText, user_words: &[&str]) -> Self {
        let estimate = zxcvbn::zxcvbn(typed.expose(), user_words);
        #[expect(clippy::cast_possible_truncation, reason = "a fraction of a meter")]
        let fraction = (estimate.guesses_log10() / 16.0).clamp(0.04, 1.0) as f32;
        if let Err(problem) = NewPassword::check(typed, user_words) {
            return Self {
                grade: StrengthGrade::Weak,
                fraction: fraction.min(0.3),
                reason: StrengthReason::Refused(problem),
            };
        }
        let warning = estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning);
        let (grade, reason) = match estimate.score() {
            zxcvbn::Score::Four => (StrengthGrade::Strong, StrengthReason::Strong),
            zxcvbn::Score::Three => (StrengthGrade::Good, StrengthReason::Good(warning)),
            _ => (StrengthGrade::Fair, StrengthReason::Fair(warning)),
        };
        Self {
            grade,
            fraction,
            reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) -> Result<NewPassword, FieldProblem> {
        NewPassword::check(
            &SecretText::from(text),
            &["bo.lindqvist", "bo.lindqvist@example.com", "Bo", "Lindqvist"],
        )
    }

    /// `count` code points that no list knows, of letters from `alphabet`.
    fn varied(alphabet: &str, count: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..count)
            .map(|index| letters[(index * index + index * 3) % letters.len()])
            .collect()
    }

    #[test]
    fn length_is_counted_in_code_points_of_every_kind() {
        for alphabet in ["kqzwxvbnmrtp7", "éüñøåçõîžšđłć", "🦊🌵🎈🧭🪁🎻🧩🛶🍄🪐🫖🎲🦉"]
        {
            for (count, is_fine) in [(14, false), (15, true), (64, true), (128, true), (129, false)] {
                let text = varied(alphabet, count);
                assert_eq!(
                    check(&text).is_ok(),
                    is_fine,
                    "{count} of {alphabet}: {:?}",
                    check(&text)
                );
            }
        }
    }

    #[test]
    fn the_two_spellings_of_an_accent_are_one_password() {
        let composed = PasswordAttempt::new(&SecretText::from("caf\u{e9} au lait in paris"));
        let decomposed = PasswordAttempt::new(&SecretText::from("cafe\u{301} au lait in paris"));
        assert_eq!(composed.expose_bytes(), decomposed.expose_bytes());
        let spaced = PasswordAttempt::new(&SecretText::from(" caf\u{e9} au lait in paris"));
        assert_ne!(composed.expose_bytes(), spaced.expose_bytes());
    }

    #[test]
    fn what_cannot_be_typed_is_refused_before_the_length_is_counted() {
        for untypable in ['\0', '\t', '\u{1b}', '\n', '\r', '\u{85}', '\u{2028}', '\u{feff}'] {
            for text in [
                format!("nine violet{untypable}tractors"),
                format!("nine violet tractors{untypable}"),
                format!("{untypable}short"),
            ] {
                assert_eq!(
                    check(&text).unwrap_err(),
                    FieldProblem::PasswordCharacter(untypable),
                    "{text:?}"
                );
            }
        }
        assert!(check("nine violet \u{a0}tractors \u{1f468}\u{200d}\u{1f469}").is_ok());
    }

    #[test]
    fn common_derived_and_repeated_passwords_are_refused_with_their_reason() {
        assert_eq!(check("PasswordPassword").unwrap_err(), FieldProblem::PasswordCommon);
        assert_eq!(check("Bo.Lindqvist-2026").unwrap_err(), FieldProblem::PasswordDerived);
        for (password, problem) in [
            ("avo-admin-administrator!", FieldProblem::PasswordOfProduct),
            ("password1234567", FieldProblem::PasswordOfCommonWord),
            ("Passwort-2026-2027", FieldProblem::PasswordOfCommonWord),
            ("Avo-Password-2026", FieldProblem::PasswordOfProduct),
            ("Lindqvist-Password-1", FieldProblem::PasswordDerived),
        ] {
            assert_eq!(check(password).unwrap_err(), problem, "{password}");
        }
        assert_eq!(
            check("zzzzzzzzzzzzzzzzzz").unwrap_err(),
            FieldProblem::PasswordGuessable
        );
        assert!(check("lindqvist rides a green tram").is_ok());
    }

    #[test]
    fn patterns_are_refused_in_any_case_and_what_many_chose_is() {
        for pattern in [
            "1Qaz2WSX3edc4RFV",
            "PoIuYtReWqLkJhG",
            "ABCabcABCabcABC",
            "!@#$%^&*()!@#$%",
        ] {
            let problem = check(pattern).unwrap_err();
            let expected = [FieldProblem::PasswordGuessable, FieldProblem::PasswordCommon];
            assert!(expected.contains(&problem), "{pattern}: {problem:?}");
        }
        assert_eq!(check("PerAsperaAdAstra").unwrap_err(), FieldProblem::PasswordCommon);
    }

    #[test]
    fn the_meter_says_why() {
        let weak = Strength::rate(&SecretText::from("short"), &[]);
        assert_eq!(weak.grade, StrengthGrade::Weak);
        assert!(matches!(
            weak.reason,
            StrengthReason::Refused(FieldProblem::PasswordTooShort(_))
        ));
        let strong = Strength::rate(&SecretText::from("nine violet tractors hum at dusk"), &[]);
        assert_eq!(strong.grade, StrengthGrade::Strong);
        let good = Strength::rate(&SecretText::from("summer vacation"), &[]);
        assert_eq!(good.grade, StrengthGrade::Good);
        assert!((0.4..0.6).contains(&good.fraction), "half full: {}", good.fraction);
    }

    #[test]
    fn debug_shows_nothing() {
        let attempt = PasswordAttempt::new(&SecretText::from("hunter2"));
        assert_eq!(format!("{attempt:?}"), "PasswordAttempt(…)");
        let password = check("nine violet tractors").unwrap();
        assert_eq!(format!("{password:?}"), "NewPassword(…)");
        assert_eq!(password.expose_bytes(), b"nine violet tractors");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn a_random_password_is_never_refused(text in "[a-z]{15,30}|[a-zA-Z0-9]{15,40}|[!-~]{15,128}") {
            prop_assert!(check(&text).is_ok(), "{text}: {:?}", check(&text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn passwords_are_equal_where_their_nfc_is_and_only_there(left in "\\PC{0,30}", right in "\\PC{0,30}|[a-c\u{e0}\u{300}\u{301}]{0,3}") {
            let bytes = |text: &str| PasswordAttempt::new(&SecretText::from(text)).expose_bytes().to_vec();
            let forms = |text: &str| [text.nfc().collect::<String>(), text.nfd().collect(), text.to_owned()];
            for form in forms(&left) {
                prop_assert_eq!(bytes(&form), left.nfc().collect::<String>().into_bytes());
            }
            let is_same = left.nfc().eq(right.nfc());
            prop_assert_eq!(bytes(&left) == bytes(&right), is_same);
        }
    }
}
