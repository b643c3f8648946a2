//! `token verify`: whether a token would be accepted, and why not, for scripts and for somebody on the phone.

use serde::Serialize;

use super::console::Console;
use super::problem::{Exit, Problem};
use super::{Context, text};
use crate::crypto::HashPolicy;
use crate::domain::client::{ClientName, ClientStatus};
use crate::domain::token::TokenRefusal;
use crate::domain::user::UserName;
use crate::service::Service;

/// What a program is told about a token; never the token.
#[derive(Debug, Serialize)]
struct TokenVerdict<'a> {
    status: Option<&'static str>,
    client: Option<&'a str>,
    user_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
}

pub(super) fn run(context: &Context, console: &mut Console<'_>) -> Result<(), Problem> {
    let mut service = Service::open(&context.database, HashPolicy::production(), context.clock.clone())?;
    let token = console.read_token()?;
    let report = service.verify_token(token.expose())?;
    let refusal = report.verdict.err();
    let verdict = TokenVerdict {
        status: report.status.map(status_word),
        client: report.client.as_ref().map(ClientName::as_str),
        user_name: report.user_name.as_ref().map(UserName::as_str),
        cause: refusal.map(TokenRefusal::code),
    };
    let json = serde_json::to_string(&verdict)
        .map_err(|error| Problem::new(Exit::Failed, error.to_string(), "Run the command again"))?;
    writeln!(console.out, "{}", text::json_for_terminals(&json))?;
    console.out.flush()?;
    match refusal {
        None => Ok(()),
        Some(refusal) => Err(refused(refusal)),
    }
}

/// The status after the product's own table: a client that was reregistered is Registered, and that its token is still
/// accepted says that it waits.
const fn status_word(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Registered | ClientStatus::Waiting => "registered",
        ClientStatus::Deregistered => "deregistered",
        ClientStatus::Provisioned => "provisioned",
        ClientStatus::Expired => "expired",
    }
}

fn refused(refusal: TokenRefusal) -> Problem {
    let (cause, next_step) = match refusal {
        TokenRefusal::Malformed => (
            "This is not a token: its form or its checksum is wrong",
            "Copy the whole of it once more",
        ),
        TokenRefusal::Unknown => (
            "This directory does not know the token",
            "Check that --database names the right directory, or make a new token",
        ),
        TokenRefusal::Used => (
            "The token has been used: its client has registered",
            "Reprovision the client where it has to register again",
        ),
        TokenRefusal::Void => (
            "The token is void: it was replaced, or its client deregistered",
            "Use the newest token of the client, or make a new one",
        ),
        TokenRefusal::Expired => ("The token has expired", "Reprovision the client to get a new one"),
        TokenRefusal::Disabled => ("The user of this client is disabled", "Enable the user first"),
    };
    Problem::new(Exit::Refused, cause, next_step)
}
