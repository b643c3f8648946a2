//! Everything a client needs to register, as one text of three lines: server, fingerprint and token.
//!
//! The labels are for people and in their language. Reading goes by the form of the values, so the text may have lost
//! its line ends, and may stand in a message.

use super::registration::Fingerprint;
use super::secret::SecretText;
use super::token::TokenSecret;

/// What an address of a server begins with in the text.
const SCHEMES: [&str; 2] = ["https://", "http://"];
/// Marks that people and programs put around a value.
const WRAPPING: [char; 14] = [
    '<', '>', '"', '\'', '`', '(', ')', '[', ']', ',', ';', '\u{FEFF}', '“', '”',
];

/// Server, fingerprint and token of one hand-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOff {
    /// The address of the server, as it was written.
    pub server: String,
    /// SHA-256 of the server's certificate, where it makes its own.
    pub fingerprint: Option<Fingerprint>,
    /// The token.
    pub token: TokenSecret,
}

/// What stands before each value.
#[derive(Debug, Clone, Copy)]
pub struct HandOffLabels<'a> {
    /// Before the address.
    pub server: &'a str,
    /// Before the fingerprint.
    pub fingerprint: &'a str,
    /// Before the token.
    pub token: &'a str,
}

impl HandOff {
    /// The text, one value a line.
    pub fn text(&self, labels: &HandOffLabels<'_>) -> SecretText {
        let mut text = SecretText::new();
        let mut line = |label: &str, value: &str| {
            for part in [label, ": ", value, "\n"] {
                text.insert(usize::MAX, part);
            }
        };
        line(labels.server, &self.server);
        if let Some(fingerprint) = &self.fingerprint {
            line(labels.fingerprint, &fingerprint.to_string());
        }
        line(labels.token, self.token.expose());
        text
    }

    /// The hand-off in `text`: an address and a token, and a fingerprint if there is one. `None` where a value is missing,
    /// or where there are two different ones, because either could be meant.
    pub fn find_in(text: &str) -> Option<Self> {
        let words = || text.split_whitespace().map(unwrapped);
        let server = the_one(words().filter(|word| is_address(word)).map(str::to_owned))?;
        let token = TokenSecret::find_in(text).ok()?;
        let fingerprints = words().filter_map(Fingerprint::parse);
        let fingerprint = match fingerprints.clone().next() {
            Some(_) => Some(the_one(fingerprints)?),
            None => None,
        };
        Some(Self {
            server,
            fingerprint,
            token,
        })
    }
}

/// The value without the marks around it and the full stop of a sentence, which may stand outside of them.
fn unwrapped(word: &str) -> &str {
    let is_behind = |character| character == '.' || WRAPPING.contains(&character);
    word.trim_start_matches(WRAPPING).trim_end_matches(is_behind)
}

/// The value that all of `found` are, if there is one and only one.
fn the_one<T: PartialEq>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

fn is_address(word: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        word.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::TOKEN_BODY_CHARS;

    const LABELS: HandOffLabels<'_> = HandOffLabels {
        server: "Server",
        fingerprint: "Certificate fingerprint",
        token: "Token",
    };

    fn hand_off(fingerprint: Option<Fingerprint>) -> HandOff {
        HandOff {
            server: "https://console.example.com:8443".to_owned(),
            fingerprint,
            token: TokenSecret::assemble(&[b'Q'; TOKEN_BODY_CHARS]).unwrap(),
        }
    }

    #[test]
    fn a_hand_off_is_readable_lines_that_read_back_to_the_same() {
        for fingerprint in [None, Some(Fingerprint([0xA7; 32]))] {
            let whole = hand_off(fingerprint);
            let text = whole.text(&LABELS);
            let lines: Vec<&str> = text.expose().lines().collect();
            assert_eq!(lines[0], "Server: https://console.example.com:8443");
            assert_eq!(lines.len(), if fingerprint.is_some() { 3 } else { 2 });
            assert_eq!(HandOff::find_in(text.expose()), Some(whole));
        }
    }

    #[test]
    fn a_hand_off_is_found_without_line_ends_and_within_a_message() {
        let whole = hand_off(Some(Fingerprint([0xA7; 32])));
        let text = whole.text(&LABELS);
        let text = text.expose();
        for pasted in [
            text.replace('\n', " "),
            text.replace('\n', "\r\n"),
            format!("\u{FEFF}Hello Bo,\n\n> {}\nRegards.", text.replace('\n', "\n> ")),
            text.replace("https://console.example.com:8443", "<https://console.example.com:8443>"),
            format!("{text}{text}"),
            format!("{}.", text.trim_end()),
            text.replace(
                "https://console.example.com:8443",
                "(https://console.example.com:8443).",
            ),
        ] {
            assert_eq!(HandOff::find_in(&pasted), Some(whole.clone()), "{pasted}");
        }
    }

    #[test]
    fn a_text_without_server_or_token_or_with_two_of_them_is_no_hand_off() {
        let whole = hand_off(Some(Fingerprint([0xA7; 32])));
        let text = whole.text(&LABELS);
        let text = text.expose();
        let other = TokenSecret::assemble(&[b'R'; TOKEN_BODY_CHARS]).unwrap();
        for pasted in [
            String::new(),
            whole.token.expose().to_owned(),
            whole.server.clone(),
            text.replace("QQQQ", "QQQ"),
            format!("{text}Server: https://other.example"),
            format!("{text}Token: {}", other.expose()),
            format!("{text}{}", Fingerprint([0xA8; 32])),
        ] {
            assert_eq!(HandOff::find_in(&pasted), None, "{pasted}");
        }
    }
}
