//! `users list`: the users of a directory, for people and for programs.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::command_error::{CommandError, Exit};
use super::streams::Streams;
use super::{Context, text};
use crate::domain::client::ClientStatus;
use crate::domain::query::{ClientCounts, UserQuery, UserRow};
use crate::domain::time::Timestamp;
use crate::domain::unreadable::UnreadableRow;
use crate::domain::user::User;
use crate::words::unreadable::Told;
use crate::words::{self, Label as _, labels};

/// The arguments of `users list`.
#[derive(Debug, Args)]
pub struct UsersListArgs {
    /// List only users that match all words: in names, email address, or a client's name or host
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    search: String,

    /// List at most this many users
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,

    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// The output format of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns for people
    Table,
    /// An array of objects
    Json,
    /// Comma-separated values with a header row; formulas are escaped
    Csv,
}

pub(super) fn run(args: &UsersListArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let mut service = context.open()?;
    let query = UserQuery {
        search: args.search.clone(),
        ..UserQuery::default()
    };
    let list = service.read_users(&query, args.limit)?;
    let now = context.clock.now();
    match args.format {
        Format::Table => write_table(streams.out, &list.rows, now)?,
        Format::Json => write_json(streams.out, &list.rows, now)?,
        Format::Csv => write_csv(streams.out, &list.rows, now)?,
    }
    streams.out.flush()?;
    if list.rows.is_empty() && args.format == Format::Table {
        writeln!(
            streams.err,
            "No users match. Users in the directory: {}",
            list.total_users
        )?;
    }
    refuse_unreadable(&list.unreadable)
}

/// Ends with the code of a damaged directory where something could not be listed: a script must not take the rest for
/// the whole.
fn refuse_unreadable(unreadable: &[UnreadableRow]) -> Result<(), CommandError> {
    let told = words::unreadable::tell(unreadable);
    if told.is_empty() {
        return Ok(());
    }
    Err(CommandError::new(
        Exit::Damaged,
        words::lists::clauses(told.iter().map(Told::in_one_line)),
        words::unreadable::next_step(),
    ))
}

/// A user in the JSON and CSV output.
#[derive(Debug, Serialize)]
struct UserReport<'a> {
    user_name: &'a str,
    email: &'a str,
    first_name: &'a str,
    last_name: &'a str,
    primary_role: &'static str,
    secondary_role: Option<&'static str>,
    configuration: &'static str,
    state: &'static str,
    clients: ClientsReport,
    last_sign_in: Option<String>,
    last_changed: Option<String>,
}

/// How many clients a user has, by status.
#[derive(Debug, Serialize)]
struct ClientsReport {
    registered: u64,
    waiting: u64,
    provisioned: u64,
    expired: u64,
    deregistered: u64,
    total: u64,
    /// The registered, waiting and provisioned clients that expire within a day.
    expiring_soon: u64,
}

impl<'a> UserReport<'a> {
    fn of(row: &'a UserRow, now: Timestamp) -> Self {
        let user = &row.user;
        Self {
            user_name: user.user_name.as_str(),
            email: user.email.as_str(),
            first_name: user.first_name.as_str(),
            last_name: user.last_name.as_str(),
            primary_role: user.roles.primary().label(),
            secondary_role: user.roles.is_administrator().then_some("Admin"),
            configuration: user.configuration.label(),
            state: state(user, now),
            clients: ClientsReport::of(&row.clients),
            last_sign_in: user.last_sign_in_at.and_then(text::rfc_3339),
            last_changed: text::rfc_3339(row.last_changed_at),
        }
    }
}

impl ClientsReport {
    fn of(counts: &ClientCounts) -> Self {
        Self {
            registered: counts.of(ClientStatus::Registered),
            waiting: counts.of(ClientStatus::Waiting),
            provisioned: counts.of(ClientStatus::Provisioned),
            expired: counts.of(ClientStatus::Expired),
            deregistered: counts.of(ClientStatus::Deregistered),
            total: counts.total(),
            expiring_soon: counts.expiring_soon,
        }
    }
}

fn state(user: &User, now: Timestamp) -> &'static str {
    if user.is_disabled {
        "disabled"
    } else if user.is_locked(now) {
        "locked"
    } else {
        "active"
    }
}

fn write_json(out: &mut dyn Write, rows: &[UserRow], now: Timestamp) -> Result<(), CommandError> {
    let reports: Vec<UserReport<'_>> = rows.iter().map(|row| UserReport::of(row, now)).collect();
    let json = serde_json::to_string_pretty(&reports).map_err(|error| unforeseen(&error))?;
    writeln!(out, "{}", text::json_for_terminals(&json))?;
    Ok(())
}

fn write_csv(out: &mut dyn Write, rows: &[UserRow], now: Timestamp) -> Result<(), CommandError> {
    let mut file = csv::Writer::from_writer(Vec::new());
    let headings = [
        "user_name",
        "email",
        "first_name",
        "last_name",
        "primary_role",
        "secondary_role",
        "configuration",
        "state",
        "clients_registered",
        "clients_waiting",
        "clients_provisioned",
        "clients_expired",
        "clients_deregistered",
        "clients_total",
        "clients_expiring_soon",
        "last_sign_in",
        "last_changed",
    ];
    file.write_record(headings).map_err(|error| unforeseen(&error))?;
    for row in rows {
        let report = UserReport::of(row, now);
        let clients = &report.clients;
        let cells = [
            text::csv_cell(report.user_name),
            text::csv_cell(report.email),
            text::csv_cell(report.first_name),
            text::csv_cell(report.last_name),
            report.primary_role.to_owned(),
            report.secondary_role.unwrap_or_default().to_owned(),
            report.configuration.to_owned(),
            report.state.to_owned(),
            clients.registered.to_string(),
            clients.waiting.to_string(),
            clients.provisioned.to_string(),
            clients.expired.to_string(),
            clients.deregistered.to_string(),
            clients.total.to_string(),
            clients.expiring_soon.to_string(),
            report.last_sign_in.unwrap_or_default(),
            report.last_changed.unwrap_or_default(),
        ];
        file.write_record(&cells).map_err(|error| unforeseen(&error))?;
    }
    let bytes = file.into_inner().map_err(|error| unforeseen(&error))?;
    out.write_all(&bytes)?;
    Ok(())
}

fn write_table(out: &mut dyn Write, rows: &[UserRow], now: Timestamp) -> Result<(), CommandError> {
    let zone = jiff::tz::TimeZone::system();
    let headings = [
        "User Name",
        "First Name",
        "Last Name",
        "Email Id",
        "Primary Role",
        "State",
        "Clients",
        "Last sign-in",
        "Last changed",
    ];
    let lines: Vec<[String; 9]> = rows
        .iter()
        .map(|row| {
            let user = &row.user;
            let last_sign_in = match user.last_sign_in_at {
                Some(at) => text::local_minute(at, &zone).unwrap_or_default(),
                None => "never".to_owned(),
            };
            [
                text::one_line(user.user_name.as_str()).into_owned(),
                text::one_line(user.first_name.as_str()).into_owned(),
                text::one_line(user.last_name.as_str()).into_owned(),
                text::one_line(user.email.as_str()).into_owned(),
                labels::roles(user.roles),
                state(user, now).to_owned(),
                clients_in_words(&row.clients),
                last_sign_in,
                text::local_minute(row.last_changed_at, &zone).unwrap_or_default(),
            ]
        })
        .collect();
    text::write_table(out, headings, &lines)?;
    Ok(())
}

/// The number of registered clients, the total, and the status that needs attention, as in the window's table.
fn clients_in_words(counts: &ClientCounts) -> String {
    let figures = format!("{} of {}", counts.registered, counts.total());
    match counts.worst() {
        None => "none".to_owned(),
        Some(ClientStatus::Registered) => figures,
        Some(ClientStatus::Waiting) => format!("{figures}, waiting"),
        Some(worst) => format!("{figures}, {}", worst.label().to_lowercase()),
    }
}

fn unforeseen(error: &dyn std::fmt::Display) -> CommandError {
    CommandError::new(
        Exit::Failed,
        format!("The list could not be written: {error}"),
        "Try a different --format",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::{PrimaryRole, Roles};
    use crate::domain::user::{Configuration, EmailAddress, PersonName, Revision, UserId, UserName};

    const NOW: Timestamp = Timestamp::from_unix_ms(1_767_225_600_000);

    fn row(user_name: &str, first_name: &str) -> UserRow {
        UserRow {
            user: User {
                id: UserId(1),
                user_name: UserName::parse(user_name).unwrap(),
                configuration: Configuration::Default,
                email: EmailAddress::parse("bo@example.com").unwrap(),
                first_name: PersonName::parse(first_name).unwrap(),
                last_name: PersonName::parse("Lindqvist, Jr").unwrap(),
                roles: Roles::plain(PrimaryRole::QualityLead),
                is_disabled: false,
                must_change_password: false,
                created_at: NOW,
                changed_at: NOW,
                last_sign_in_at: None,
                locked_until: None,
                password_expires_at: None,
                revision: Revision(1),
            },
            clients: ClientCounts::default(),
            last_changed_at: NOW,
            found_by: None,
        }
    }

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_is_an_array_of_objects_with_every_field() {
        let mut administrator = row("ada.admin", "Ada");
        administrator.user.roles = Roles::ADMINISTRATOR;
        administrator.user.last_sign_in_at = Some(NOW);
        administrator.clients.add(ClientStatus::Waiting);
        let json = written(|out| write_json(out, &[administrator, row("bo.l", "Bo")], NOW).unwrap());
        let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
        let clients = serde_json::json!({
            "registered": 0, "waiting": 1, "provisioned": 0, "expired": 0, "deregistered": 0, "total": 1,
            "expiring_soon": 0
        });
        assert_eq!(
            parsed[0],
            serde_json::json!({
                "user_name": "ada.admin", "email": "bo@example.com", "first_name": "Ada", "last_name": "Lindqvist, Jr",
                "primary_role": "Quality Manager", "secondary_role": "Admin", "configuration": "Default",
                "state": "active", "clients": clients, "last_sign_in": "2026-01-01T00:00:00Z",
                "last_changed": "2026-01-01T00:00:00Z"
            })
        );
        assert_eq!(parsed[1]["secondary_role"], serde_json::Value::Null);
        assert_eq!(parsed[1]["last_sign_in"], serde_json::Value::Null);
        assert_eq!(written(|out| write_json(out, &[], NOW).unwrap()), "[]\n");
    }

    #[test]
    fn csv_reads_back_and_contains_no_formulas() {
        let file = written(|out| write_csv(out, &[row("-bo-", "=HYPERLINK(1)")], NOW).unwrap());
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let headings = reader.headers().unwrap().clone();
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(headings.len(), record.len());
        assert_eq!(&record[0], "'-bo-");
        assert_eq!(&record[2], "'=HYPERLINK(1)");
        assert_eq!(&record[3], "Lindqvist, Jr");
    }

    #[test]
    fn the_state_depends_on_the_current_time() {
        let mut user = row("bo.l", "Bo").user;
        user.locked_until = Some(NOW.plus_secs(1));
        assert_eq!(state(&user, NOW), "locked");
        assert_eq!(state(&user, NOW.plus_secs(1)), "active");
        user.is_disabled = true;
        assert_eq!(state(&user, NOW), "disabled");
    }

    #[test]
    fn the_table_uses_the_labels_of_the_window() {
        let mut row = row("bo.l", "Bo");
        row.clients.add(ClientStatus::Registered);
        row.clients.add(ClientStatus::Expired);
        let table = written(|out| write_table(out, &[row], NOW).unwrap());
        assert!(table.starts_with("User Name  First Name  Last Name"), "{table}");
        assert!(table.contains("Quality Lead"), "{table}");
        assert!(table.contains("1 of 2, expired"), "{table}");
        assert!(table.contains("never"), "{table}");
    }
}
