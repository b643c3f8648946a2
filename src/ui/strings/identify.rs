//! Words of the dialog Identify a token.

use crate::domain::token::TokenRefusal;
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
}

/// The line that says when a token ended.
pub fn ended(verdict: Result<(), TokenRefusal>) -> &'static str {
    match verdict {
        Err(TokenRefusal::Used) => used_up(),
        _ => void_since(),
    }
}
