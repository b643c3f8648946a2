//! What remains to be done about a secret after it was copied: whose it was, and when to look whether it came back.

use crate::domain::time::Timestamp;
use crate::state::SecretName;

/// How long after a clear to look again, in milliseconds. Clipboard managers put back what they have kept within a second.
const LOOKS_MS: [i64; 2] = [1_000, 3_000];

/// The secret that was copied last.
#[derive(Debug, Default)]
pub(super) struct LastCopy {
    secret: Option<SecretName>,
    /// When to look, the next first.
    looks: Vec<Timestamp>,
}

impl LastCopy {
    /// `secret` was copied: there is nothing to look for until it is cleared.
    pub(super) fn start(&mut self, secret: SecretName) {
        self.secret = Some(secret);
        self.looks.clear();
    }

    /// What it is, if anything was copied.
    pub(super) const fn secret(&self) -> Option<&SecretName> {
        self.secret.as_ref()
    }

    /// It was cleared.
    pub(super) fn look_later(&mut self, now: Timestamp) {
        self.looks = LOOKS_MS.iter().map(|&ms| now.plus_ms(ms)).collect();
    }

    /// When to look next.
    pub(super) fn next_look(&self) -> Option<Timestamp> {
        self.looks.first().copied()
    }

    /// Whether it is time for a look, which is done then.
    pub(super) fn take_due(&mut self, now: Timestamp) -> bool {
        let waiting = self.looks.len();
        self.looks.retain(|&at| at > now);
        self.looks.len() < waiting
    }

    /// The clock was set back.
    pub(super) fn set_back(&mut self, ms: i64) {
        for look in &mut self.looks {
            *look = look.plus_ms(-ms);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token_for(client_name: &str) -> SecretName {
        SecretName {
            of: client_name.to_owned(),
            ..SecretName::default()
        }
    }

    const fn at(ms: i64) -> Timestamp {
        Timestamp::from_unix_ms(ms)
    }

    #[test]
    fn a_clear_is_followed_by_two_looks_and_a_copy_by_none() {
        let mut copy = LastCopy::default();
        copy.start(token_for("build-host-7"));
        assert_eq!(copy.next_look(), None);
        copy.look_later(at(0));
        assert!(!copy.take_due(at(999)) && copy.take_due(at(1_000)) && !copy.take_due(at(1_000)));
        assert_eq!(copy.next_look(), Some(at(3_000)));
        copy.start(token_for("build-host-8"));
        assert_eq!(copy.next_look(), None);
    }

    #[test]
    fn looks_that_were_slept_through_are_one() {
        let mut copy = LastCopy::default();
        copy.look_later(at(0));
        assert!(copy.take_due(at(60_000)) && !copy.take_due(at(60_000)));
    }
}
