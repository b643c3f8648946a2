//! Renders every screen in both themes and two sizes to `target/gallery`, for looking at. It compares nothing.

mod screens_fixture;

use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::UserId;
use avo_admin::state::*;
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use screens_fixture::*;

type Step = fn(&mut Harness<'static, Window>);

fn nothing(_: &mut Harness<'static, Window>) {}

fn plain_user() -> AppState {
    let mut state = at_work(Route::Home);
    state.me = Some(rows().remove(1).user);
    state.home = Remote::NotAsked;
    state
}

fn pages() -> Vec<(&'static str, AppState, Step)> {
    let mut sign_in = state(Phase::SignIn);
    sign_in.signing_in = Submission::Failed(Failure::SignInRefused { wait_secs: Some(30) });
    sign_in.retry_at = Some(now().plus_secs(24));
    let mut demo = state(Phase::SignIn);
    demo.demo = Some(DemoAccount {
        user_name: "ana.garcia".into(),
        password: SecretText::from("x"),
    });
    let mut locked = at_work(Route::Home);
    locked.phase = Phase::Locked;
    let mut must_change = at_work(Route::Home);
    must_change.phase = Phase::PasswordMustChange;
    let broken = Failure::Storage(StorageFailure::Foreign("/home/ana/list.db".into()));
    let mut users = at_work(Route::UserManagement);
    users.users_view.selected = Some(UserId(5));
    users.clipboard = ClipboardState::Holding {
        client_name: "build-host-7".into(),
        user_full_name: "Bo Lindqvist".into(),
        since: now(),
        clears_at: now().plus_secs(24),
    };
    users.toasts = vec![Toast {
        id: ToastId(1),
        tone: ToastTone::Success,
        text: "User updated successfully".into(),
        at: now(),
        expires_at: now().plus_secs(6),
        is_dismissed: false,
    }];
    let mut no_match = at_work(Route::UserManagement);
    no_match.users_view.query = UserQuery {
        search: "zz".into(),
        ..UserQuery::default()
    };
    no_match.users = Remote::Ready(avo_admin::domain::query::UserList {
        rows: vec![],
        total_users: 1000,
        total_clients: 2117,
    });
    let mut failed = at_work(Route::UserManagement);
    failed.users.answer(Err(Failure::Storage(StorageFailure::Busy)));
    let mut quit = at_work(Route::UserManagement);
    quit.is_quit_asked = true;
    quit.clipboard.clone_from(&users.clipboard);
    let mut change = at_work(Route::Home);
    change.is_changing_password = true;
    let mut prompt = at_work(Route::UserManagement);
    prompt.password_prompt = Some(Submission::Failed(Failure::SignInRefused { wait_secs: None }));
    vec![
        ("s-sign-in", sign_in, |h| {
            h.get_by_label("User Name").focus();
            h.get_by_label("User Name").type_text("ana.garcia");
        }),
        ("s-demo", demo, nothing),
        ("s-first-start", state(Phase::FirstStart), |h| {
            h.get_by_label("Email Id").focus();
            h.run_steps(2);
            h.get_by_label("Email Id").type_text("ana@example");
            h.run_steps(2);
            h.get_by_label("Password").focus();
            h.run_steps(2);
            h.get_by_label("Password").type_text("correct horse battery staple");
        }),
        ("s-locked", locked, nothing),
        ("s-must-change", must_change, nothing),
        ("s-open-failed", state(Phase::OpenFailed(broken)), nothing),
        ("s-home", at_work(Route::Home), nothing),
        ("s-home-plain", plain_user(), nothing),
        ("s-settings", at_work(Route::Settings), nothing),
        ("s-users", users, |h| {
            h.get_by_role_and_label(egui::accesskit::Role::Row, "bo.lindqvist")
                .hover();
        }),
        ("s-users-menu", at_work(Route::UserManagement), |h| {
            h.get_by_role_and_label(egui::accesskit::Role::Row, "gus.haddad")
                .click_secondary();
        }),
        ("s-users-none", no_match, nothing),
        ("s-users-failed", failed, nothing),
        ("s-delete", at_work(Route::UserManagement), |h| {
            h.get_by_role_and_label(egui::accesskit::Role::Row, "bo.lindqvist")
                .click();
            h.state_mut().state.users_view.selected = Some(UserId(2));
            h.run_steps(3);
            h.key_press(Key::Delete);
        }),
        ("s-quit", quit, nothing),
        ("s-change", change, nothing),
        ("s-prompt", prompt, nothing),
        ("s-keyboard", at_work(Route::Home), |h| {
            h.key_press_modifiers(Modifiers::NONE, Key::F1)
        }),
        ("s-profile", at_work(Route::Home), |h| h.get_by_label("Profile").click()),
    ]
}

#[test]
fn draws_every_screen() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/gallery");
    std::fs::create_dir_all(folder).unwrap();
    let only = std::env::var("SCREEN").unwrap_or_default();
    for (size, width, height) in [("wide", 1366.0, 860.0), ("small", 900.0, 600.0)] {
        for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            for (page, state, step) in pages() {
                let file = format!("{page}-{size}-{name}");
                if !only.is_empty() && !only.split(',').any(|part| file.contains(part)) {
                    continue;
                }
                let builder = builder(width, height).with_theme(theme).allow_missing_glyphs().wgpu();
                let mut harness = open(builder, state);
                harness.run_steps(8);
                step(&mut harness);
                harness.run_steps(10);
                let image = harness.render().unwrap();
                image.save(format!("{folder}/{file}.png")).unwrap();
            }
        }
    }
}
