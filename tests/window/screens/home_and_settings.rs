//! Home and Settings.

use avo_admin::command::{ClockCommand, Command, UsersCommand, ViewCommand};
use avo_admin::domain::backup_problem::BackupProblem;
use avo_admin::domain::backup_schedule::{BackupRecord, OverdueBackup};
use avo_admin::domain::client::ClientStatus;
use avo_admin::domain::clock_move::ClockMove;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::{HomeSummary, PlaceFault, RoleFilter, Sort, SortColumn, StateFilter, UserQuery};
use avo_admin::domain::registration::{KnownService, ServiceInfo, ServiceTrouble};
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::settings::{Appearance, LanguageChoice, Settings};
use avo_admin::state::{BoxedToken, Editor, EditorMode, EditorTab, Modal, Remote, Route};
use egui::Key;

use super::*;
use crate::dialog_world::{bo, editor, fresh_token};
use crate::screens_fixture::{at_work, now, summary, user};

fn query_sent(story: &mut Story) -> UserQuery {
    let sent = sent(story);
    let [
        Command::View(ViewCommand::Go(Route::UserManagement)),
        Command::Users(UsersCommand::Query(query)),
    ] = sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    query.clone()
}

#[test]
fn each_figure_leads_to_the_filtered_table_in_the_order_it_has() {
    let mut work = at_work(Route::Home);
    work.users_view.query.search = "left over".into();
    work.users_view.query.sort = Sort {
        column: SortColumn::LastSignIn,
        is_descending: true,
    };
    let mut story = story(work);
    let status = |status| (None, Some(status), None);
    for (name, (role, client_status, state)) in [
        ("2 tokens or clients have expired", status(ClientStatus::Expired)),
        ("38 clients are ready to register", status(ClientStatus::Provisioned)),
        ("2 clients are waiting after Reregister", status(ClientStatus::Waiting)),
        (
            "1 user is locked after wrong passwords",
            (None, None, Some(StateFilter::Locked)),
        ),
        ("12 users are disabled", (None, None, Some(StateFilter::Disabled))),
        ("All users: 1,000", (None, None, None)),
        ("Administrators: 3", (Some(RoleFilter::Administrator), None, None)),
        ("Registered: 1,874", status(ClientStatus::Registered)),
    ] {
        press(&mut story, name);
        let query = query_sent(&mut story);
        assert_eq!(
            (query.role, query.client_status, query.state),
            (role, client_status.map(Into::into), state),
            "{name}"
        );
        assert_eq!(query.search, "");
        assert_eq!(query.sort.column, SortColumn::LastSignIn);
    }
}

#[test]
fn a_calm_directory_says_so() {
    let mut work = at_work(Route::Home);
    work.home = Remote::Ready(HomeSummary {
        users: 1,
        administrators: 1,
        ..HomeSummary::default()
    });
    assert!(has(&story(work), "Nothing needs attention"));
}

#[test]
fn home_names_a_damaged_row_and_is_not_calm() {
    let mut work = at_work(Route::Home);
    work.home = Remote::Ready(HomeSummary {
        users: 2,
        administrators: 1,
        unreadable: vec![damaged_row()],
        ..HomeSummary::default()
    });
    let story = story(work);
    assert!(has(&story, "1 user can't be shown"));
    assert!(says(&story, "Row 17 (bo.lindqvist) of the table users is damaged"));
    assert!(has(&story, "All users: 2"));
    assert!(!has(&story, "Nothing needs attention"));
}

#[test]
fn users_whose_addresses_became_one_stand_on_home_and_lead_to_the_table() {
    let mut work = at_work(Route::Home);
    work.home = Remote::Ready(HomeSummary {
        users_with_same_email: 2,
        ..HomeSummary::default()
    });
    let mut story = story(work);
    press(
        &mut story,
        "2 users have the same Email Id as another. Change one of them",
    );
    assert_eq!(query_sent(&mut story).state, Some(StateFilter::SameEmail));
}

#[test]
fn a_failed_reading_keeps_the_old_figures_and_can_be_tried_again() {
    let mut work = at_work(Route::Home);
    work.home.answer(Err(Failure::Storage(StorageFailure::Busy)));
    let mut story = story(work);
    assert!(has(&story, "Another program is keeping the directory busy"));
    assert!(has(&story, "All users: 1,000"));
    press(&mut story, "Try again");
    assert_eq!(sent_kinds(&mut story), ["View::Refresh"]);
    story.state_mut().state.home = Remote::Pending {
        previous: None,
        since: now(),
    };
    story.run_steps(2);
    assert!(has(&story, "Loading the directory"));
}

#[test]
fn a_user_who_is_not_an_administrator_sees_only_their_own_account() {
    let mut work = at_work(Route::Home);
    work.me = Some(user(
        9,
        "plain.person",
        "Plain",
        "Person",
        Roles::plain(PrimaryRole::QualityLead),
    ));
    let mut story = story(work);
    assert!(has(&story, "Your account"));
    assert!(has(&story, "plain.person@example.com"));
    assert!(!says(&story, "1,000"));
    press(&mut story, "Change Password");
    story.get_by_role_and_label(Role::Dialog, "Change Password");
}

fn settings_sent(story: &mut Story) -> Settings {
    let sent = sent(story);
    let [Command::View(ViewCommand::ChangeSettings(settings))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    *settings
}

#[test]
fn the_appearance_is_chosen_by_mouse_and_arrow_keys() {
    let mut story = story(at_work(Route::Settings));
    story.get_by_role_and_label(Role::RadioButton, "Dark").click();
    assert_eq!(settings_sent(&mut story).appearance(), Appearance::Dark);
    let appearance = story.get_by_role_and_label(Role::RadioGroup, "Appearance");
    appearance.get_by_role_and_label(Role::RadioButton, "System").focus();
    story.run_steps(2);
    story.key_press(Key::ArrowRight);
    assert_eq!(settings_sent(&mut story).appearance(), Appearance::Light);
}

#[test]
fn the_language_is_chosen_with_the_system_first() {
    let mut story = story(at_work(Route::Settings));
    let language = story.get_by_role_and_label(Role::RadioGroup, "Language");
    let names: Vec<_> = language
        .children()
        .filter_map(|choice| choice.accesskit_node().label())
        .collect();
    assert_eq!(names, ["System", "English", "Deutsch"]);
    press_radio(&mut story, "Deutsch");
    assert_eq!(settings_sent(&mut story).language(), LanguageChoice::German);
    press_radio(&mut story, "English");
    assert_eq!(settings_sent(&mut story).language(), LanguageChoice::English);
}

#[test]
fn the_controls_of_the_settings_end_at_one_edge() {
    let mut story = story(at_work(Route::Settings));
    story.run();
    let right = |role, name| story.get_by_role_and_label(role, name).rect().right();
    let edge = right(Role::Button, "More: Minutes until the lock");
    for name in ["Dark", "Deutsch"] {
        let end = right(Role::RadioButton, name);
        assert!((end - edge).abs() <= 1.0, "{name} ends at {end}, the buttons at {edge}");
    }
}

fn press_radio(story: &mut Story, name: &str) {
    story.get_by_role_and_label(Role::RadioButton, name).click();
}

#[test]
fn numbers_are_typed_stepped_and_kept_within_their_bounds() {
    const NAME: &str = "Seconds until the clipboard is cleared";
    let mut story = story(at_work(Route::Settings));
    let field = |story: &Story| {
        story
            .get_by_role_and_label(Role::SpinButton, NAME)
            .accesskit_node()
            .numeric_value()
    };
    assert_eq!(field(&story), Some(30.0));
    story.get_by_role_and_label(Role::SpinButton, NAME).focus();
    story.run_steps(2);
    story.key_press(Key::ArrowUp);
    assert_eq!(settings_sent(&mut story).clipboard_secs(), 35);
    press(&mut story, &format!("Fewer: {NAME}"));
    assert_eq!(settings_sent(&mut story).clipboard_secs(), 25);
    story.get_by_role_and_label(Role::SpinButton, NAME).focus();
    story.run_steps(2);
    story.key_press(Key::End);
    story.get_by_role_and_label(Role::SpinButton, NAME).type_text("00");
    story.run_steps(3);
    assert!(says(&story, "Enter a number from 10 to 120"));
    assert!(sent(&mut story).is_empty());
    for _ in 0.."3000".len() {
        story.key_press(Key::Backspace);
    }
    story.run_steps(2);
    story.get_by_role_and_label(Role::SpinButton, NAME).type_text("5");
    story.run_steps(2);
    story.get_by_role_and_label(Role::SpinButton, NAME).type_text("9");
    story.run_steps(2);
    assert_eq!(settings_sent(&mut story).clipboard_secs(), 59);
}

#[test]
fn the_minutes_until_the_lock_are_stepped_one_by_one() {
    const NAME: &str = "Minutes until the lock";
    let mut story = story(at_work(Route::Settings));
    press(&mut story, &format!("More: {NAME}"));
    assert_eq!(settings_sent(&mut story).lock_minutes(), 11);
}

#[test]
fn only_administrators_are_told_how_to_start_the_registration_service() {
    for route_or_dialog in [Route::Settings, Route::Home] {
        let mut work = at_work(route_or_dialog);
        work.registration_service = Remote::Ready(None);
        if route_or_dialog == Route::Home {
            let mut editor = editor(EditorMode::OwnTokens(UserId(7)), Remote::Ready(bo()));
            editor.opens_on = EditorTab::Provision;
            work.modals.open(Modal::Editor(Box::new(with_fresh_token(editor))));
        }
        let plain = user(
            9,
            "plain.person",
            "Plain",
            "Person",
            Roles::plain(PrimaryRole::QualityLead),
        );
        let of_a_user = story(AppState {
            me: Some(plain),
            ..work.clone()
        });
        assert!(says(&of_a_user, "Ask an administrator to start"), "{route_or_dialog:?}");
        assert!(!says(&of_a_user, "avo-admin serve"), "{route_or_dialog:?}");
        assert!(says(&story(work), "avo-admin serve"), "{route_or_dialog:?}");
    }
}

fn with_fresh_token(mut editor: Editor) -> Editor {
    editor.token = BoxedToken::Fresh(fresh_token(true));
    editor
}

#[test]
fn home_says_that_the_clock_was_moved_until_the_time_is_confirmed() {
    for (days, said) in [(30, "moved ahead from"), (-30, "set back from")] {
        let mut work = at_work(Route::Home);
        work.home = Remote::Ready(HomeSummary {
            clock_moved: Some(ClockMove {
                from: now(),
                to: now().plus_secs(days * 24 * 60 * 60),
            }),
            ..HomeSummary::default()
        });
        let mut story = story(work);
        assert!(says(&story, said));
        press(&mut story, "Confirm time");
        let sent = sent(&mut story);
        assert!(
            matches!(sent.as_slice(), [Command::Clock(ClockCommand::Confirm(_))]),
            "{sent:?}"
        );
    }
}

#[test]
fn home_says_what_is_wrong_with_the_place_of_the_directory() {
    let mut work = at_work(Route::Home);
    work.home = Remote::Ready(HomeSummary {
        place_faults: vec![PlaceFault::FolderOpenToOthers, PlaceFault::SecondName],
        ..summary()
    });
    let mut story = story(work);
    assert!(says(&story, "Other accounts can write to the folder of the directory"));
    assert!(says(&story, "has a second name (hard link)"));
    story.state_mut().state.home = Remote::Ready(summary());
    story.run();
    assert!(!says(&story, "Other accounts"));
}

#[test]
fn settings_say_why_the_registration_service_answers_nothing() {
    for (trouble, said) in [
        (
            ServiceTrouble::Damaged,
            "Stopped answering because the directory is damaged",
        ),
        (
            ServiceTrouble::Replaced,
            "a file of the directory was moved or replaced",
        ),
    ] {
        let mut work = at_work(Route::Settings);
        let info = ServiceInfo {
            url: "https://console.example.com:8443".to_owned(),
            fingerprint: None,
            started_at: now(),
            stopped_at: None,
        };
        work.registration_service = Remote::Ready(Some(KnownService::new(info, Some(false), Some(trouble))));
        assert!(says(&story(work), said));
    }
}

#[test]
fn home_leads_to_the_settings_of_backups_that_failed() {
    let mut work = at_work(Route::Home);
    work.home = Remote::Ready(HomeSummary {
        overdue_backup: Some(OverdueBackup {
            last_at: Some(now().plus_secs(-3 * 24 * 60 * 60)),
            problem: Some(BackupProblem::NoRoom),
        }),
        ..HomeSummary::default()
    });
    let mut shown = story(work.clone());
    assert!(says(&shown, "No automatic backup since"));
    assert!(says(&shown, "Too little space on the disk of the backup folder"));
    press(&mut shown, "Settings of the backups");
    assert_eq!(sent_kinds(&mut shown), ["View::Go"]);
    work.directory.is_demo = true;
    assert!(!says(&story(work), "No automatic backup since"), "sample data has none");
}

#[test]
fn the_settings_of_backups_are_for_administrators() {
    let mut work = at_work(Route::Settings);
    work.backup_record = Remote::Ready(BackupRecord::default());
    assert!(has(&story(work.clone()), "Back up daily"));
    work.me = Some(user(
        9,
        "plain.person",
        "Plain",
        "Person",
        Roles::plain(PrimaryRole::QualityLead),
    ));
    assert!(!has(&story(work), "Back up daily"));
}
