//! Why a token is refused and what to do about it, for administrators. The service tells clients.

use super::words;
use crate::domain::token::TokenRefusal;
use crate::domain::token_advice::TokenAdvice;

words! {
    "tokens":
    malformed;
    unknown;
    used;
    replaced;
    deregistered;
    expired;
    disabled;
    end_if_found;
    copy_again;
    check_directory;
    enable_user;
    reprovision;
    reprovision_if_needed;
    use_newest;
    reregister;
    new_client;
}

/// Why it is refused.
pub fn cause(refusal: TokenRefusal) -> &'static str {
    match refusal {
        TokenRefusal::Malformed => malformed(),
        TokenRefusal::Unknown => unknown(),
        TokenRefusal::Used => used(),
        TokenRefusal::Replaced => replaced(),
        TokenRefusal::Deregistered => deregistered(),
        TokenRefusal::Expired => expired(),
        TokenRefusal::Disabled => disabled(),
    }
}

/// What to do next.
pub fn advice(advice: TokenAdvice) -> &'static str {
    match advice {
        TokenAdvice::EndIfFound => end_if_found(),
        TokenAdvice::CopyAgain => copy_again(),
        TokenAdvice::CheckDirectory => check_directory(),
        TokenAdvice::EnableUser => enable_user(),
        TokenAdvice::Reprovision => reprovision(),
        TokenAdvice::ReprovisionIfNeeded => reprovision_if_needed(),
        TokenAdvice::UseNewest => use_newest(),
        TokenAdvice::Reregister => reregister(),
        TokenAdvice::NewClient => new_client(),
    }
}
