//! Text of the server or of a path, made safe for a terminal and a window.

use crate::domain::characters::is_control_or_bidi;
use crate::domain::credential::CREDENTIAL_PREFIX;
use crate::domain::token::TOKEN_PREFIX;

/// The most characters of a server's text that are shown.
const MOST_SHOWN_CHARS: usize = 400;

/// `text` on one line, without control characters and marks that change the reading direction.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| if is_control_or_bidi(character) { ' ' } else { character })
        .collect()
}

/// A server's text as a sentence of ours: on one line, of bounded length, without a full stop at its end, and without
/// the secret that was sent to it, which a careless server repeats.
pub(super) fn safe_sentence(text: &str) -> String {
    let line = without_secrets(&one_line(text), &[TOKEN_PREFIX, CREDENTIAL_PREFIX]);
    let line: String = line.chars().take(MOST_SHOWN_CHARS).collect();
    line.trim().trim_end_matches('.').to_owned()
}

/// `text` with everything left out that follows one of `prefixes` and could be of a secret.
fn without_secrets(text: &str, prefixes: &[&str]) -> String {
    let Some((prefix, others)) = prefixes.split_first() else {
        return text.to_owned();
    };
    let mut parts = text.split(prefix).map(|part| without_secrets(part, others));
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |kept, part| {
        let rest = part.trim_start_matches(|character: char| character.is_ascii_alphanumeric());
        let hidden = if rest.len() == part.len() { "" } else { "…" };
        kept + prefix + hidden + rest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_text_is_one_line_of_bounded_length() {
        let shown = safe_sentence("Used.\nerror: \u{1b}[31m\u{202e}.");
        assert!(!shown.contains(['\n', '\u{1b}', '\u{202e}']), "{shown}");
        assert_eq!(safe_sentence(&"x".repeat(9_000)).len(), MOST_SHOWN_CHARS);
    }

    #[test]
    fn a_secret_that_a_server_repeats_is_not_shown() {
        let said = "You sent Bearer avo_0000AAAAzz, avc_1111BBBB and again avo_2222, not avo_ itself.";
        assert_eq!(
            safe_sentence(said),
            "You sent Bearer avo_…, avc_… and again avo_…, not avo_ itself"
        );
        assert_eq!(safe_sentence("Send avc_3333"), "Send avc_…");
    }
}
