//! `token verify`: whether a token would be accepted, and if not, why. For scripts and support.

use serde::Serialize;

use super::command_error::{CommandError, Exit};
use super::streams::{SAVE_AS_UTF_8, Streams};
use super::{Context, text};
use crate::domain::check_words::CheckWords;
use crate::domain::client::ClientStatus;
use crate::domain::encoding::EncodingProblem;
use crate::domain::token::{TokenRefusal, TokenSecret};
use crate::domain::token_advice::TokenAdvice;
use crate::words::tokens;

/// What is printed about a token. Never contains the token.
#[derive(Debug, Serialize)]
struct TokenVerdict<'a> {
    status: Option<&'static str>,
    client: Option<&'a str>,
    user_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check_words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
}

pub(super) fn run(context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let mut service = context.open()?;
    let token = streams.read_token()?;
    let text = token.as_ref().map_or("", |text| text.as_str());
    let report = service.verify_token(text)?;
    let check_words = TokenSecret::find_in(text).map(|token| CheckWords::of(&token).to_string());
    let refusal = report.verdict.err();
    let known = report.known.as_ref();
    let client = known.and_then(|known| known.client.as_ref());
    let verdict = TokenVerdict {
        status: client.map(|client| status_word(client.status(context.clock.now()))),
        client: client.map(|client| client.name.as_str()),
        user_name: known.map(|known| known.user.user_name.as_str()),
        check_words: check_words.ok(),
        expires_at: known.and_then(|known| known.expires_at).and_then(text::rfc_3339),
        cause: refusal.map(TokenRefusal::code),
    };
    let json = serde_json::to_string(&verdict)
        .map_err(|error| CommandError::new(Exit::Failed, error.to_string(), "Run the command again"))?;
    writeln!(streams.out, "{}", text::json_for_terminals(&json))?;
    streams.out.flush()?;
    match refusal {
        None => Ok(()),
        Some(_) if token.err() == Some(EncodingProblem::Utf16) => Err(CommandError::new(
            Exit::Refused,
            "The token is UTF-16 instead of UTF-8",
            SAVE_AS_UTF_8,
        )),
        Some(refusal) => {
            let advice = TokenAdvice::of(Err(refusal), client.map(|client| client.state));
            Err(CommandError::new(
                Exit::Refused,
                tokens::cause(refusal),
                tokens::advice(advice),
            ))
        }
    }
}

/// The status by the product's table: a reregistered client is Registered. Its token being accepted shows that it has
/// yet to register.
const fn status_word(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Registered | ClientStatus::Waiting => "registered",
        ClientStatus::Deregistered => "deregistered",
        ClientStatus::Provisioned => "provisioned",
        ClientStatus::Expired => "expired",
    }
}
