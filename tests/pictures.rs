//! Pictures of the screens a person sees most, in light and dark, compared with the ones in `tests/snapshots`.
//!
//! Few on purpose: stories say what works, these say that it still looks right. Take them anew with
//! `UPDATE_SNAPSHOTS=true cargo test --features pictures --test pictures`.

#![cfg(test)]

#[expect(dead_code, reason = "the stories need more of the desk than the pictures")]
#[path = "window/stories/desk.rs"]
mod desk;
#[expect(dead_code, reason = "the stories need more of the office than the pictures")]
#[path = "window/stories/office.rs"]
mod office;
#[path = "window/screens_fixture.rs"]
mod screens_fixture;
mod spoken;

use avo_admin::domain::backup::{
    BackupFile, BackupStanding, ClientChange, ClientWithdrawal, RestorePreview, UserChange, UserWithdrawal, Withdrawals,
};
use avo_admin::domain::client::{Client, ClientAction, ClientId, ClientName, ClientState};
use avo_admin::domain::expiry::{Terms, TokenLifetime};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::{HomeSummary, KnownTokenReport, TokenReport};
use avo_admin::domain::registration::Fingerprint;
use avo_admin::domain::role::PrimaryRole::{self, QualityEngineer, QualityLead, QualityManager};
use avo_admin::domain::settings::{Appearance, Settings};
use avo_admin::domain::token::{TOKEN_BODY_CHARS, TokenHash, TokenSecret};
use avo_admin::domain::user::Revision;
use avo_admin::domain::user::UserId;
use avo_admin::platform::service_lock::ServiceLock;
use avo_admin::state::{
    AppState, BackingUp, BoxedToken, Carried, ClipboardState, EditorTab, FreshToken, Identification, Modal, Phase,
    Remote, Restoring, Route,
};
use desk::Desk;
use egui::accesskit::Role;
use egui_kittest::{HarnessBuilder, SnapshotResult, SnapshotResults};
use office::{ADMIN, ADMIN_PASSWORD, Office};

const PEOPLE: [(&str, &str, &str, PrimaryRole); 13] = [
    ("bo.lindqvist", "Bo", "Lindqvist", QualityLead),
    ("chen.wei", "Wei", "Chen", QualityEngineer),
    ("dev.patel", "Dev", "Patel", QualityEngineer),
    ("eva.muller", "Eva", "Müller", QualityLead),
    ("femi.okafor", "Femi", "Okafor", QualityEngineer),
    ("gus.haddad", "Gus", "Haddad", QualityEngineer),
    ("hana.sato", "Hana", "Satō", QualityManager),
    ("ivo.rossi", "Ivo", "Rossi", QualityEngineer),
    ("jun.kim", "Jun", "Kim", QualityEngineer),
    ("kai.silva", "Kai", "Silva", QualityEngineer),
    ("lea.nguyen", "Lea", "Nguyễn", QualityLead),
    ("mia.ivanova", "Mia", "Ivanova", QualityEngineer),
    ("omar.said", "Omar", "Said", QualityEngineer),
];

/// A day at the office: users with clients in every status, made at different times.
fn office() -> Office {
    let mut office = Office::with_administrator();
    office.renderer = |builder| builder.wgpu();
    for (user_name, first, last, role) in PEOPLE {
        office.clock.advance_secs(900);
        office.add_user_as(user_name, first, last, role);
    }
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    office.registered_client("bo.lindqvist", "old-desktop", "pc-114");
    office.act("bo.lindqvist", "old-desktop", ClientAction::Deregister);
    for (user_name, client, host) in [
        ("chen.wei", "wei-1", "lt-11"),
        ("eva.muller", "eva-1", "lt-12"),
        ("gus.haddad", "gus-1", "pc-7"),
        ("jun.kim", "jun-1", "pc-8"),
        ("jun.kim", "jun-2", "pc-9"),
    ] {
        office.clock.advance_secs(600);
        office.registered_client(user_name, client, host);
    }
    office.registered_client("dev.patel", "dev-1", "pc-12");
    office.act("dev.patel", "dev-1", ClientAction::Deregister);
    office.registered_client(ADMIN, "laptop-ana", "lt-0107");
    office.registered_client(ADMIN, "test-rig-1", "rig-01");
    office.act(ADMIN, "test-rig-1", ClientAction::Deregister);
    let bo = office.user_id("bo.lindqvist");
    let hana = office.user_id("hana.sato");
    let kai = office.details("kai.silva").user;
    office.as_admin(|service, session| {
        service
            .generate_token(session, hana, "hana-1", Terms::default())
            .unwrap();
        let soon = Terms {
            token: TokenLifetime::OneDay,
            ..Terms::default()
        };
        service.generate_token(session, bo, "bench-3", soon).unwrap();
        service.set_user_disabled(session, kai.id, kai.revision, true).unwrap();
    });
    let fingerprint = Fingerprint(std::array::from_fn(|index| u8::try_from(index * 7).unwrap()));
    office
        .service()
        .note_service_started("https://console.example.com:8443", Some(fingerprint), "ops")
        .unwrap();
    office.clock.advance_secs(1_200);
    office
}

fn both(name: &str, draw: impl FnMut(&Office) -> Desk) {
    in_both(name, draw, |mut desk, _, picture| desk.harness.try_snapshot(picture));
}

/// The same with a token in the dialog. The picture is drawn over the state of the desk with a token that is always the
/// same, because each has its own check words.
fn both_with_token(name: &str, draw: impl FnMut(&Office) -> Desk) {
    in_both(name, draw, |desk, theme, picture| {
        let mut state = desk.state().clone();
        replace_token(&mut state);
        let mut window = screens_fixture::open(pictured(theme), state);
        window.run_steps(8);
        window.try_snapshot(picture)
    });
}

fn replace_token(state: &mut AppState) {
    let secret = TokenSecret::assemble(&[b'a'; TOKEN_BODY_CHARS]).unwrap();
    let editor = state.modals.editor_mut().unwrap();
    editor.opens_on = EditorTab::Provision;
    let id = editor.token.mark().unwrap().client;
    let mut details = editor.details.value().unwrap().clone();
    let client = details.clients.iter_mut().find(|client| client.id == id).unwrap();
    client.token_hint = Some(secret.hint());
    let mut fresh = FreshToken::new(secret, client, &details.user);
    fresh.is_copied = true;
    if let ClipboardState::Holding {
        carried: Carried::Token { mark, .. },
        ..
    } = &mut state.clipboard
    {
        *mark = fresh.mark.clone();
    }
    editor.token = BoxedToken::Fresh(fresh);
    editor.details = Remote::Ready(details);
}

fn pictured(theme: egui::Theme) -> HarnessBuilder<screens_fixture::Window> {
    screens_fixture::builder(1366.0, 860.0)
        .allow_missing_glyphs()
        .with_theme(theme)
        .wgpu()
}

fn in_both(
    name: &str,
    mut draw: impl FnMut(&Office) -> Desk,
    mut take: impl FnMut(Desk, egui::Theme, String) -> SnapshotResult,
) {
    let mut results = SnapshotResults::new();
    for (suffix, appearance, theme) in [
        ("light", Appearance::Light, egui::Theme::Light),
        ("dark", Appearance::Dark, egui::Theme::Dark),
    ] {
        let office = office();
        let _service = ServiceLock::hold(&office.database().into()).unwrap();
        let settings = Settings::default().with_appearance(appearance);
        let content = serde_json::json!({ "settings": settings });
        std::fs::write(office.view_file(), content.to_string()).unwrap();
        let mut desk = draw(&office);
        desk.run();
        results.add(take(desk, theme, format!("{name}-{suffix}")));
    }
}

#[test]
fn signing_in() {
    both("sign-in", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, "not the password at all");
        desk
    });
}

#[test]
fn the_user_table() {
    both("users", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.go_to_users();
        desk.get(Role::Row, "bo.lindqvist").hover();
        desk.run();
        desk.wait_secs(13);
        desk
    });
}

#[test]
fn the_details_of_a_user() {
    both("details", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.edit("bo.lindqvist");
        desk.fill_secret("Password", "forty amber kites in the wind");
        desk.fill("Email Id", "bo.lindqvist@example");
        desk.get(Role::TextInput, "First Name").focus();
        desk
    });
}

#[test]
fn handing_over_a_token() {
    both_with_token("provision", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.provision("bo.lindqvist");
        desk.generate("build-host-7");
        desk.wait_secs(6);
        desk
    });
}

#[test]
fn handing_over_a_one_time_password() {
    both("one-time-password", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.edit("bo.lindqvist");
        desk.press("One-time password");
        desk.press("One-time password");
        desk.wait_secs(8);
        desk
    });
}

#[test]
fn a_user_with_many_clients() {
    both_with_token("fleet", |office| {
        for number in 1..=64 {
            let client = format!("continuous-integration-runner-{number:02}");
            office.registered_client("ivo.rossi", &client, &format!("ci-{number:02}.build.example.com"));
        }
        office.act(
            "ivo.rossi",
            "continuous-integration-runner-03",
            ClientAction::Deregister,
        );
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.provision("ivo.rossi");
        desk.click(Role::Button, "Reprovision continuous-integration-runner-18");
        desk.press("Reprovision");
        desk.wait_secs(6);
        desk
    });
}

#[test]
fn managing_ones_own_clients() {
    let office = office();
    let _service = ServiceLock::hold(&office.database().into()).unwrap();
    let mut desk = office.console();
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.manage_own_tokens();
    desk.generate("build-host-9");
    office.arrive(&desk.token(), "lt-0107");
    desk.run();
    desk.wait_secs(8);
    desk.harness.snapshot("own-tokens-light");
}

/// Drawn over a state made by hand, because the end of a real token is another one each time.
#[test]
fn identifying_a_token() {
    let now = screens_fixture::now();
    let user = screens_fixture::rows().swap_remove(1).user;
    let issued_at = now.plus_secs(-26 * 60);
    let expires_at = Some(now.plus_secs(52 * 60));
    let client = Client {
        id: ClientId(7),
        user_id: user.id,
        name: ClientName::parse("build-host-7").unwrap(),
        state: ClientState::Provisioned,
        holds_credential: false,
        host: None,
        version: None,
        token_issued_at: Some(issued_at),
        token_hint: Some("x7Qa".to_owned()),
        token_expires_at: expires_at,
        credential_expires_at: None,
        expiry_seen_at: None,
        registered_at: None,
        last_seen_at: None,
        revision: Revision(1),
    };
    let mut state = screens_fixture::at_work(Route::UserManagement);
    state
        .modals
        .open(Modal::Identification(Identification::Answered(Box::new(TokenReport {
            verdict: Ok(()),
            known: Some(KnownTokenReport {
                hash: TokenHash([7; 32]),
                hint: "x7Qa".to_owned(),
                issued_at,
                expires_at,
                ended_at: None,
                user,
                client: Some(client),
            }),
        }))));
    let mut window = screens_fixture::open(pictured(egui::Theme::Light), state);
    window.run_steps(8);
    window.snapshot("identify-light");
}

#[test]
fn users_behind_filters() {
    both("filtered", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.go_to_users();
        desk.select("Role", "Quality Lead");
        desk.select("Client status", "Registered");
        desk.fill("Search", "example.com");
        desk.wait_secs(13);
        desk
    });
}

/// Home over `state`, at the least and the usual size of a window, and on a large screen.
fn home_in_sizes(name: &str, state: &AppState) {
    let mut results = SnapshotResults::new();
    for (width, height, suffix, theme) in [
        (900.0, 600.0, "small-light", egui::Theme::Light),
        (1366.0, 860.0, "dark", egui::Theme::Dark),
        (1920.0, 1080.0, "large-light", egui::Theme::Light),
    ] {
        let builder = screens_fixture::builder(width, height).with_theme(theme).wgpu();
        let mut window = screens_fixture::open(builder, state.clone());
        window.run_steps(8);
        results.add(window.try_snapshot(format!("{name}-{suffix}")));
    }
}

#[test]
fn home() {
    home_in_sizes("home", &screens_fixture::at_work(Route::Home));
}

#[test]
fn the_first_steps() {
    let mut state = screens_fixture::at_work(Route::Home);
    state.registration_service = Remote::Ready(None);
    state.home = Remote::Ready(HomeSummary {
        users: 2,
        administrators: 1,
        ..HomeSummary::default()
    });
    home_in_sizes("first-steps", &state);
}

/// Forms that open over a screen or stand alone, at the least size of a window in light and at the usual one in dark.
fn form_in_sizes(results: &mut SnapshotResults, name: &str, state: &AppState) {
    for (width, height, suffix, theme) in [
        (900.0, 600.0, "small-light", egui::Theme::Light),
        (1366.0, 860.0, "dark", egui::Theme::Dark),
    ] {
        let builder = screens_fixture::builder(width, height).with_theme(theme).wgpu();
        let mut window = screens_fixture::open(builder, state.clone());
        window.run_steps(8);
        results.add(window.try_snapshot(format!("{name}-{suffix}")));
    }
}

fn found_backups() -> Vec<BackupFile> {
    let now = screens_fixture::now();
    [
        (
            "directory-1f2e3d4c-20261123T030000Z.avobackup.age",
            14,
            BackupStanding::Encrypted,
        ),
        (
            "directory-1f2e3d4c-20261122T030000Z.avobackup",
            38,
            BackupStanding::Sound,
        ),
        ("avo-directory-2026-11-20-1412.db", 75, BackupStanding::Unchecked),
    ]
    .map(|(name, hours, standing)| BackupFile {
        path: std::path::Path::new("/home/ana/.local/share/avo-admin/backups").join(name),
        written_at: now.plus_secs(-hours * 3600),
        standing,
    })
    .into()
}

fn restore_preview() -> RestorePreview {
    let limited = |is_disabled, has_other_password| UserChange::Limited {
        is_disabled,
        roles: None,
        has_other_password,
        must_change_password: false,
    };
    let user = |id, name: &str, change| UserWithdrawal {
        id: UserId(id),
        user_name: name.to_owned(),
        change,
    };
    RestorePreview {
        newest_entry_at: Some(screens_fixture::now().plus_secs(-38 * 3600)),
        is_compared: true,
        withdrawals: Withdrawals {
            users: vec![
                user(2, "bo.lindqvist", limited(true, false)),
                user(3, "chen.wei", limited(false, true)),
                user(4, "dev.patel", UserChange::Deleted),
            ],
            clients: vec![ClientWithdrawal {
                client: "laptop-bo".to_owned(),
                user_name: "bo.lindqvist".to_owned(),
                change: ClientChange::Deregistered,
            }],
            tokens: 3,
            credentials: 1,
        },
    }
}

#[test]
fn backing_up() {
    let mut results = SnapshotResults::new();
    let mut state = screens_fixture::at_work(Route::Settings);
    state.modals.open(Modal::BackUp(Box::new(BackingUp {
        proposed: "/home/ana/Documents/avo-directory-2026-11-23-1700.db".to_owned(),
        ..BackingUp::default()
    })));
    form_in_sizes(&mut results, "back-up", &state);
}

#[test]
fn choosing_a_backup() {
    let mut results = SnapshotResults::new();
    let mut state = screens_fixture::at_work(Route::Settings);
    state.backups = Remote::Ready(found_backups());
    state.modals.open(Modal::Restore(Box::default()));
    form_in_sizes(&mut results, "restore-choose", &state);
}

#[test]
fn what_a_restore_takes_away() {
    let mut results = SnapshotResults::new();
    let mut state = screens_fixture::at_work(Route::Settings);
    state.modals.open(Modal::Restore(Box::new(Restoring {
        preview: Some(restore_preview()),
        ..Restoring::default()
    })));
    form_in_sizes(&mut results, "restore-preview", &state);
}

#[test]
fn a_damaged_directory() {
    let mut results = SnapshotResults::new();
    let failure = Failure::Storage(StorageFailure::Damaged(String::new()));
    let mut state = screens_fixture::state(Phase::OpenFailed(failure));
    state.backups = Remote::Ready(found_backups());
    form_in_sizes(&mut results, "damaged", &state);
}
