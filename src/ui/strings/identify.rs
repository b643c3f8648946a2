//! Words of the dialog Identify a token.

use crate::domain::token::TokenRefusal;
use crate::domain::token_advice::TokenAdvice;
use crate::words::words;

words! {
    "identify":
    title;
    text;
    token;
    check_words;
    submit;
    busy;
    missing;
    works;
    works_how;
    answer;
    user;
    client;
    status;
    deleted;
    issued;
    expires;
    expired;
    never;
    hint(hint: &str);
    moment(told: &str, exact: &str);
    open(user_name: &str);
    used_up;
    void_since;
    copy_again;
    check_directory;
    enable_user;
    reprovision;
    reprovision_if_needed;
    use_newest;
    reregister;
    new_client;
}

/// The line that says when a token ended.
pub fn ended(verdict: Result<(), TokenRefusal>) -> &'static str {
    match verdict {
        Err(TokenRefusal::Used) => used_up(),
        _ => void_since(),
    }
}

/// What to do next.
pub fn advice(advice: TokenAdvice) -> &'static str {
    match advice {
        TokenAdvice::EndIfFound => works_how(),
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
