//! Why a token is refused and what to do about it, for administrators. The service tells clients.

use super::failures::Explain;
use super::words;
use crate::domain::token::TokenRefusal;

words! {
    "tokens":
    malformed;
    malformed_next;
    unknown;
    unknown_next;
    used;
    used_next;
    replaced;
    replaced_next;
    deregistered;
    deregistered_next;
    expired;
    expired_next;
    disabled;
    disabled_next;
}

impl Explain for TokenRefusal {
    fn cause(&self) -> String {
        let text = match self {
            Self::Malformed => malformed(),
            Self::Unknown => unknown(),
            Self::Used => used(),
            Self::Replaced => replaced(),
            Self::Deregistered => deregistered(),
            Self::Expired => expired(),
            Self::Disabled => disabled(),
        };
        text.to_owned()
    }

    fn next_step(&self) -> String {
        let text = match self {
            Self::Malformed => malformed_next(),
            Self::Unknown => unknown_next(),
            Self::Used => used_next(),
            Self::Replaced => replaced_next(),
            Self::Deregistered => deregistered_next(),
            Self::Expired => expired_next(),
            Self::Disabled => disabled_next(),
        };
        text.to_owned()
    }
}
