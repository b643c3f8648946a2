//! A hand-made directory and window for the stories of the screens. No worker, no file.

use std::path::PathBuf;

use avo_admin::command::{Command, Commands, DialogCommand};
use avo_admin::domain::query::{ClientCounts, HomeSummary, UserList, UserRow};
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::settings::Settings;
use avo_admin::domain::time::Timestamp;
use avo_admin::domain::user::{Configuration, EmailAddress, PersonName, Revision, User, UserId, UserName};
use avo_admin::state::{AppState, DirectoryInfo, Phase, Remote, Route};
use avo_admin::ui::{self, View};
use egui_kittest::{Harness, HarnessBuilder};

pub(crate) const MINUTE_MS: i64 = 60 * 1000;
pub(crate) const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// 2026-11-23T17:00:00Z.
pub(crate) const fn now() -> Timestamp {
    Timestamp::from_unix_ms(1_795_453_200_000)
}

pub(crate) fn user(id: i64, user_name: &str, first: &str, last: &str, roles: Roles) -> User {
    let changed_at = now().plus_ms(-(id - 1) * DAY_MS - 5 * 60 * MINUTE_MS);
    User {
        id: UserId(id),
        user_name: UserName::parse(user_name).unwrap(),
        configuration: Configuration::Default,
        email: EmailAddress::parse(&format!("{user_name}@example.com")).unwrap(),
        first_name: PersonName::parse(first).unwrap(),
        last_name: PersonName::parse(last).unwrap(),
        roles,
        is_disabled: false,
        must_change_password: false,
        created_at: now().plus_ms(-300 * DAY_MS),
        changed_at,
        last_sign_in_at: (id % 3 != 0).then(|| now().plus_ms(-id * id * 7 * MINUTE_MS)),
        locked_until: None,
        password_expires_at: None,
        revision: Revision(3),
    }
}

pub(crate) fn ana() -> User {
    user(1, "ana.garcia", "Ana", "García", Roles::ADMINISTRATOR)
}

pub(crate) fn counts(registered: u64, deregistered: u64, provisioned: u64, expired: u64) -> ClientCounts {
    ClientCounts {
        expiring_soon: 0,
        registered,
        deregistered,
        provisioned,
        waiting: 0,
        expired,
    }
}

pub(crate) fn rows() -> Vec<UserRow> {
    use PrimaryRole::{QualityEngineer, QualityLead, QualityManager};
    let people = [
        ("ana.garcia", "Ana", "García", QualityManager, counts(2, 0, 0, 0)),
        ("bo.lindqvist", "Bo", "Lindqvist", QualityLead, counts(1, 1, 1, 0)),
        ("chen.wei", "Wei", "Chen", QualityEngineer, counts(4, 0, 0, 0)),
        ("dev.patel", "Dev", "Patel", QualityEngineer, counts(0, 1, 0, 0)),
        ("eva.muller", "Eva", "Müller", QualityLead, counts(2, 0, 0, 0)),
        ("femi.okafor", "Femi", "Okafor", QualityEngineer, counts(0, 0, 0, 0)),
        ("gus.haddad", "Gus", "Haddad", QualityEngineer, counts(1, 0, 0, 0)),
        ("hana.sato", "Hana", "Satō", QualityManager, counts(1, 0, 0, 1)),
        ("ivo.rossi", "Ivo", "Rossi", QualityEngineer, counts(1, 0, 0, 0)),
        ("jun.kim", "Jun", "Kim", QualityEngineer, counts(3, 0, 0, 0)),
        ("kai.silva", "Kai", "Silva", QualityEngineer, counts(0, 0, 0, 0)),
        ("lea.nguyen", "Lea", "Nguyễn", QualityLead, counts(2, 0, 0, 0)),
        ("mia.ivanova", "Mia", "Ivanova", QualityEngineer, counts(1, 0, 0, 0)),
        ("omar.said", "Omar", "Said", QualityEngineer, counts(1, 0, 0, 0)),
        ("pia.berg", "Pia", "Berg", QualityEngineer, counts(1, 0, 0, 0)),
        ("quin.lopez", "Quin", "Lopez", QualityLead, counts(2, 0, 0, 0)),
        ("rosa.weber", "Rosa", "Weber", QualityEngineer, counts(0, 0, 1, 0)),
        ("sven.dahl", "Sven", "Dahl", QualityEngineer, counts(1, 0, 0, 0)),
    ];
    let rows = people
        .into_iter()
        .zip(1..)
        .map(|((name, first, last, role, clients), id)| {
            let roles = if id == 1 {
                Roles::ADMINISTRATOR
            } else {
                Roles::plain(role)
            };
            let mut user = user(id, name, first, last, roles);
            user.is_disabled = id == 11;
            user.locked_until = (id == 7).then(|| now().plus_secs(300));
            UserRow {
                last_changed_at: user.changed_at,
                user,
                clients,
                found_by: None,
            }
        });
    rows.collect()
}

pub(crate) fn summary() -> HomeSummary {
    HomeSummary {
        users: 1000,
        administrators: 3,
        disabled_users: 12,
        locked_users: 1,
        users_with_same_email: 0,
        clients: ClientCounts {
            expiring_soon: 0,
            registered: 1874,
            deregistered: 201,
            provisioned: 38,
            waiting: 2,
            expired: 2,
        },
        next_expiry_at: None,
        clock_moved: None,
        overdue_backup: None,
        place_faults: Vec::new(),
        unreadable: Vec::new(),
    }
}

pub(crate) fn state(phase: Phase) -> AppState {
    let directory = DirectoryInfo {
        location: PathBuf::from("/home/ana/.local/share/avo-admin/directory.db").into(),
        is_demo: false,
    };
    AppState {
        phase,
        ..AppState::new(now(), directory, Settings::default())
    }
}

/// An administrator at work on `route`.
pub(crate) fn at_work(route: Route) -> AppState {
    AppState {
        me: Some(ana()),
        route,
        home: Remote::Ready(summary()),
        users: Remote::Ready(UserList {
            rows: rows(),
            total_users: 1000,
            total_clients: 2117,
            ..UserList::default()
        }),
        ..state(Phase::SignedIn)
    }
}

/// A window over a state that a test changes by hand.
pub(crate) struct Window {
    pub(crate) view: View,
    pub(crate) state: AppState,
    pub(crate) sent: Vec<Command>,
}

impl Window {
    pub(crate) fn new(state: AppState) -> Self {
        Self {
            view: View::with_time_zone(jiff::tz::TimeZone::UTC),
            state,
            sent: Vec::new(),
        }
    }

    /// Opens and closes dialogs as the program does, and keeps every other command.
    fn take(&mut self, command: Command) {
        match command {
            Command::Dialog(DialogCommand::Open(modal)) => {
                self.state.modals.open(modal);
            }
            Command::Dialog(DialogCommand::Close(id)) => {
                self.state.modals.close(id);
            }
            command => self.sent.push(command),
        }
    }
}

pub(crate) fn builder(width: f32, height: f32) -> HarnessBuilder<Window> {
    Harness::builder()
        .with_size(egui::vec2(width, height))
        .with_max_steps(60)
        .with_step_dt(0.04)
        .with_context_setup(ui::install)
}

pub(crate) fn open(builder: HarnessBuilder<Window>, state: AppState) -> Harness<'static, Window> {
    builder.build_ui_state(
        |ui, window: &mut Window| {
            let mut commands = Commands::default();
            window.view.root_ui(ui, &window.state, &mut commands);
            for command in commands.take() {
                window.take(command);
            }
        },
        Window::new(state),
    )
}
