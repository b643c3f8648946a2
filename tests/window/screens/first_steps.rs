//! Home in a new directory, and how wide it gets.

use avo_admin::command::{ClipboardCommand, Command, EditorCommand};
use avo_admin::domain::query::{HomeSummary, UserList};
use avo_admin::domain::registration::{KnownService, ServiceInfo};
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::user::UserId;
use avo_admin::state::{AppState, Remote, Route};

use super::*;
use crate::screens_fixture::{at_work, counts, now, rows, user};

/// A directory with this many users and clients, the administrator among them.
fn young(users: u64, clients: u64, has_service: bool) -> AppState {
    let mut state = at_work(Route::Home);
    state.home = Remote::Ready(HomeSummary {
        users,
        administrators: 1,
        clients: counts(clients, 0, 0, 0),
        ..HomeSummary::default()
    });
    state.users = Remote::Ready(UserList {
        rows: rows().into_iter().take(usize::try_from(users).unwrap()).collect(),
        ..UserList::default()
    });
    state.registration_service = Remote::Ready(has_service.then(|| KnownService {
        info: ServiceInfo {
            url: "https://console.example.com:8443".to_owned(),
            fingerprint: None,
            started_at: now(),
            stopped_at: None,
        },
        is_gone: false,
        trouble: None,
    }));
    state
}

fn done(story: &Story) -> usize {
    story.query_all_by_label("Done").count()
}

#[test]
fn an_empty_directory_shows_the_first_steps_and_what_each_needs() {
    let mut story = story(young(1, 0, false));
    assert!(has(&story, "First steps"));
    assert_eq!(done(&story), 0);
    let command = "avo-admin serve --listen 0.0.0.0:8443 --database /home/ana/.local/share/avo-admin/directory.db";
    assert!(has(&story, command));
    for name in ["Create user", "Copy Command", "Generate a token"] {
        press(&mut story, name);
    }
    let sent = sent(&mut story);
    let [
        Command::Editor(EditorCommand::OpenCreate),
        Command::Clipboard(ClipboardCommand::CopyText(copied)),
        Command::Editor(EditorCommand::OpenTokenManagement),
    ] = sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    assert_eq!(copied.text, command);
}

#[test]
fn the_steps_are_reached_in_their_order_by_the_keyboard() {
    let mut story = story(young(1, 0, false));
    story.get_by_label("Create user").focus();
    story.run_steps(2);
    for next in ["Copy Command", "Generate a token", "All users: 1"] {
        story.key_press(egui::Key::Tab);
        story.run_steps(2);
        assert!(is_focused(&story, next), "{next}");
    }
}

#[test]
fn each_step_is_ticked_once_it_is_done_and_the_card_goes_with_the_last() {
    for (users, clients, has_service, ticks) in [
        (1, 0, false, Some(0)),
        (2, 0, false, Some(1)),
        (2, 0, true, Some(2)),
        (1, 1, true, Some(2)),
        (2, 1, true, None),
        // Registered clients show that there was a service, as in sample data.
        (2, 1, false, None),
    ] {
        let story = story(young(users, clients, has_service));
        assert_eq!(has(&story, "First steps"), ticks.is_some());
        assert_eq!(done(&story), ticks.unwrap_or_default());
    }
}

#[test]
fn a_token_is_handed_over_to_the_newest_user() {
    let mut state = young(3, 0, true);
    if let Remote::Ready(list) = &mut state.users {
        list.rows[1].user.created_at = now();
    }
    let mut story = story(state);
    press(&mut story, "Generate a token");
    let sent = sent(&mut story);
    let [Command::Editor(EditorCommand::OpenClientsOf(id))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(*id, UserId(2));
}

#[test]
fn only_administrators_see_the_steps_and_only_once_all_of_them_are_known() {
    let mut plain = young(1, 0, false);
    let roles = Roles::plain(PrimaryRole::QualityLead);
    plain.me = Some(user(9, "plain.person", "Plain", "Person", roles));
    assert!(!has(&story(plain), "First steps"));
    let mut unknown = young(1, 0, false);
    unknown.registration_service = Remote::NotAsked;
    assert!(!has(&story(unknown), "First steps"));
}

#[test]
fn the_lines_of_home_keep_their_measure_in_large_windows() {
    for (width, most) in [(900.0, 1_120.0), (1366.0, 1_120.0), (1920.0, 600.0), (2560.0, 600.0)] {
        let story = story_of_size(at_work(Route::Home), width, 1_080.0);
        let line = |name| story.get_by_label(name).rect();
        let (attention, users, clients) = (
            line("12 users are disabled"),
            line("All users: 1,000"),
            line("Registered: 1,874"),
        );
        for line in [attention, users, clients] {
            assert!(line.width() <= most, "{line:?} at {width}");
            assert!(line.right() <= width, "{line:?} at {width}");
        }
        let is_beside = attention.right() < users.left();
        assert_eq!(is_beside, width >= 1_900.0, "at {width}");
        let head = story.get_by_role_and_label(Role::Heading, "Home").rect().left();
        assert!(attention.left() - head < 20.0, "aligned with the head at {width}");
    }
}
