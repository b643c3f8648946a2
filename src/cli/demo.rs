//! `demo`: a new directory with sample users, for trying the console and for measurements.

use std::io::Write;

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
    let mut watch = |made| {
        if streams.is_err_watched {
            show_progress(made, args.users, streams.err);
        }
    };
    let administrator = Service::fill_with_demo_watched(
        &context.database,
        HashPolicy::production(),
        context.clock.clone(),
        args.users,
        &mut watch,
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

/// How far it is, in a line that the next one replaces. The message at the end is longer.
fn show_progress(made: u32, users: u32, err: &mut dyn Write) {
    // Nobody misses it where it can't be written.
    let _ = write!(err, "\r{made} of {users} sample users\r");
    let _ = err.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_it_is_stands_in_one_line_that_the_next_one_replaces() {
        let mut shown = Vec::new();
        show_progress(1_000, 1_000_000, &mut shown);
        assert_eq!(String::from_utf8(shown).unwrap(), "\r1000 of 1000000 sample users\r");
    }
}
