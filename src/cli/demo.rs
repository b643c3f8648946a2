//! `demo`: a new directory with sample users, for trying the console and for measurements.

use clap::Args;

use super::command_error::CommandError;
use super::streams::Streams;
use super::{Context, init, text};
use crate::crypto::HashPolicy;
use crate::service::Service;

/// The arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The number of sample users, including the administrator
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    users: u32,
}

pub(super) fn run(args: &DemoArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    init::refuse_existing(context)?;
    init::make_room(context)?;
    let administrator = Service::fill_with_demo(
        &context.database,
        HashPolicy::production(),
        context.clock.clone(),
        args.users,
    )?;
    let path = context.database.to_string();
    writeln!(
        streams.err,
        "Created {} with {} sample users. Only this user can sign in:",
        text::one_line(&path),
        args.users
    )?;
    writeln!(streams.out, "User Name: {}", text::one_line(&administrator.user_name))?;
    writeln!(streams.out, "Password: {}", administrator.password.expose())?;
    streams.out.flush()?;
    Ok(())
}
