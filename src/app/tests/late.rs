//! Answers that come after a lock, a sign-out or another dialog, and requests that no queue accepted.

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use super::{ANA, Console, EVA, PASSWORD, administrator, lost, secret};
use crate::app::core::App;
use crate::app::lanes::DirectoryLanes;
use crate::command::{
    ChangePassword, ChosenPassword, ClipboardCommand, CreateUser, DialogCommand, EditorCommand, SessionCommand,
    UpdateUser, ViewCommand,
};
use crate::domain::failure::Failure;
use crate::domain::time::Clock as _;
use crate::domain::user::UserId;
use crate::state::{EditorMode, Identification, Message, Modal, Phase, Submission, UserMessage, UserQuestion};
use crate::ui::strings::messages::text;
use crate::worker::lane::{Lane, Wake, Worker};

const OTHER_PASSWORD: &str = "eleven quiet herons by the lake";

#[test]
fn a_token_that_comes_after_the_lock_is_wiped_like_the_others() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.directory_held.set(true);
    console.generate("build-host-7");
    console.ask(SessionCommand::Lock);
    console.directory_held.set(false);
    console.turn();
    assert_eq!(console.desk.put_count(), 0);
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.token().is_none());
    let told = console
        .state()
        .toasts
        .iter()
        .any(|toast| text(&toast.message).contains("build-host-7"));
    assert!(told, "no message says that the token is gone");
}

#[test]
fn a_changed_password_does_not_open_a_locked_console() {
    let mut console = Console::signed_in();
    console.directory_held.set(true);
    console.ask(SessionCommand::ChangePassword(ChangePassword {
        current: Some(secret(PASSWORD)),
        new: secret(OTHER_PASSWORD),
    }));
    console.ask(SessionCommand::Lock);
    console.directory_held.set(false);
    console.turn();
    assert_eq!(console.state().phase, Phase::Locked);
}

#[test]
fn a_user_who_signs_out_while_unlocking_stays_signed_out() {
    let mut console = Console::signed_in();
    console.ask(SessionCommand::Lock);
    console.directory_held.set(true);
    console.unlock();
    console.ask(SessionCommand::SignOut);
    console.directory_held.set(false);
    console.turn();
    assert_eq!(console.state().phase, Phase::SignIn);
    assert!(console.state().me.is_none());
    assert_eq!(console.state().signing_in, Submission::default());
}

#[test]
fn requests_under_way_at_the_sign_out_reach_no_user() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.directory_held.set(true);
    console.generate("build-host-7");
    console.ask(ViewCommand::Refresh);
    console.ask(SessionCommand::SignOut);
    console.directory_held.set(false);
    console.turn();
    assert!(console.state().me.is_none() && console.state().modals.editor().is_none());
    assert!(console.state().toasts.is_empty(), "{:?}", console.state().toasts);
    assert_eq!(console.desk.put_count(), 0);
    console.sign_in(EVA);
    assert!(
        console.state().users.value().is_some(),
        "the table is read for the next person"
    );
}

#[test]
fn a_lock_drops_the_change_that_waits_for_the_password() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.clock.advance_secs(11 * 60);
    console.app.last_activity = console.clock.now();
    let mut draft = administrator(ANA);
    draft.is_admin = false;
    let me = console.state().me.clone().unwrap();
    console.directory_held.set(true);
    console.ask(EditorCommand::Update(UpdateUser {
        id: me.id,
        revision: me.revision,
        draft,
        password: None,
    }));
    console.ask(SessionCommand::Lock);
    console.directory_held.set(false);
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert_eq!(console.state().modals.password_prompt(), None);
}

#[test]
fn a_token_never_appears_in_the_dialog_of_another_user() {
    let mut console = Console::signed_in();
    console.edit_me();
    let other = UserId(console.me().0 + 1);
    console.directory_held.set(true);
    console.generate("build-host-7");
    console.close_dialog();
    console.ask(EditorCommand::OpenEdit(other));
    console.directory_held.set(false);
    console.turn();
    let editor = console.state().modals.editor().unwrap();
    assert_eq!(editor.mode, EditorMode::Edit(other));
    assert_eq!(editor.details.value().unwrap().user.user_name.as_str(), EVA);
    assert!(console.token().is_none());
    assert!(console.holds_token(), "the clipboard still has it");
}

#[test]
fn a_user_demoted_while_locked_finds_no_dialog() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.ask(SessionCommand::Lock);
    console.demote_ana();
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.state().modals.editor().is_none());
}

#[test]
fn a_kept_draft_is_shown_only_to_the_same_person_with_the_same_rights() {
    for who in [ANA, EVA] {
        let mut console = Console::signed_in();
        console.edit_me();
        console.clock.advance_secs(8 * 3600);
        console.app.last_activity = console.clock.now();
        console.ask(ViewCommand::Refresh);
        assert_eq!(console.state().phase, Phase::SignIn);
        console.sign_in(who);
        assert_eq!(console.state().modals.editor().is_some(), who == ANA);
    }
    let mut console = Console::signed_in();
    console.edit_me();
    console.clock.advance_secs(8 * 3600);
    console.app.last_activity = console.clock.now();
    console.demote_ana();
    console.ask(ViewCommand::Refresh);
    console.sign_in(ANA);
    assert!(console.state().modals.editor().is_none());
}

/// Keeps the thread of a lane at work until what is returned is dropped, and its queue full.
fn fill<W: Worker<Notice: Send> + Send + 'static>(lane: &Lane<W, App>) -> Sender<()> {
    let ((begin, begun), (release, stuck)) = (mpsc::channel(), mpsc::channel::<()>());
    lane.send(Box::new(move |_| {
        let _ = begin.send(());
        let _ = stuck.recv();
        Box::new(|_| ())
    }))
    .unwrap();
    begun.recv().unwrap();
    while lane.send(Box::new(|_| Box::new(|_| ()))).is_ok() {}
    release
}

#[test]
fn a_queue_that_takes_no_more_leaves_nothing_pending() {
    let mut console = Console::signed_in();
    console.edit_me();
    let wake: Wake = Arc::new(|| ());
    let full = DirectoryLanes::start(console.directory_worker(), &wake).unwrap();
    let releases = (fill(&full.write), fill(&full.hash), fill(&full.read));
    let working = std::mem::replace(&mut console.app.lanes.as_mut().unwrap().directory, full);
    console.generate("build-host-7");
    assert!(console.state().modals.editor().unwrap().acting.failure().is_some());
    console.ask(EditorCommand::Create(CreateUser {
        draft: administrator("dev.patel"),
        password: ChosenPassword::Typed(secret(OTHER_PASSWORD)),
    }));
    assert!(console.state().modals.editor().unwrap().saving.failure().is_some());
    console.ask(ViewCommand::Refresh);
    assert!(console.state().users.failure().is_some() && console.state().home.failure().is_some());
    console.ask(EditorCommand::OpenEdit(UserId(1)));
    assert!(console.state().modals.editor().unwrap().details.failure().is_some());
    console.ask(SessionCommand::Lock);
    console.unlock();
    assert!(console.state().signing_in.failure().is_some());

    // And once there is room again, everything can be asked again.
    let full = std::mem::replace(&mut console.app.lanes.as_mut().unwrap().directory, working);
    drop(releases);
    full.hash.finish();
    full.write.finish();
    full.read.finish();
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.state().users.failure().is_none() && console.state().users.pending_since().is_none());
}

#[test]
fn a_worker_that_has_ended_is_reported_and_not_waited_for() {
    let mut console = Console::with_lost_directory();
    console.turn_until(|state| matches!(state.phase, Phase::OpenFailed(_)));
    console.ask(SessionCommand::RetryOpen);
    assert_eq!(console.state().phase, Phase::OpenFailed(Failure::WorkerEnded));
}

#[test]
fn a_draft_that_is_lost_with_its_thread_is_told() {
    let mut console = Console::signed_in();
    crate::ui::install(&console.ctx);
    console.edit_me();
    // The dialog opens, and its first field gets the focus.
    console.draw(Vec::new());
    console.draw(Vec::new());
    console.draw(vec![egui::Event::Text("x".to_owned())]);
    assert!(console.app.view.has_draft(console.state()));
    console.app.lanes.as_mut().unwrap().directory = lost(console.directory_worker());
    console.turn_until(|state| matches!(state.phase, Phase::OpenFailed(_)));
    let told = console.state().toasts.iter().map(|toast| &toast.message);
    assert_eq!(told.collect::<Vec<_>>(), [&Message::from(UserMessage::DraftLost)]);
}

#[test]
fn a_file_of_the_token_before_says_nothing_about_this_one() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("first");
    console.files_held.set(true);
    console.ask(ClipboardCommand::DownloadToken);
    console.generate("second");
    console.files_held.set(false);
    console.turn();
    assert!(console.folder.path().join("avo-token-first.txt").is_file());
    assert_eq!(console.token().unwrap().downloaded_to, None);
    console.ask(ClipboardCommand::DownloadToken);
    assert!(console.token().unwrap().downloaded_to.is_some());
}

#[test]
fn the_view_state_is_saved_where_the_folder_was_missing() {
    let mut console = Console::signed_in();
    let settings = console.state().settings.with_lock_minutes(3);
    console.ask(ViewCommand::ChangeSettings(settings));
    let text = std::fs::read_to_string(console.folder.path().join("new/view.json")).unwrap();
    assert!(text.contains("\"lock_minutes\": 3"), "{text}");
}

#[test]
fn dialogs_of_administrators_close_with_the_right_to_have_them() {
    let mut console = Console::signed_in();
    console.ask(DialogCommand::Open(Modal::Messages));
    console.ask(DialogCommand::Open(Modal::Identification(Identification::Asking)));
    console.ask(DialogCommand::Open(Modal::AboutUser(UserQuestion::OwnAccount)));
    console.demote_ana();
    console.ask(ViewCommand::Refresh);
    console.turn_until(|state| !state.is_administrator());
    assert!(matches!(console.state().top_modal(), Some((_, Modal::Messages))));
    console.ask(DialogCommand::Open(Modal::Identification(Identification::Asking)));
    assert!(
        console.state().modals.identification().is_none(),
        "it cannot be opened either"
    );
}

#[test]
fn signing_out_closes_every_dialog_but_the_question_about_quitting() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.ask(DialogCommand::Open(Modal::Keyboard));
    console.app.state.modals.open(Modal::Quit);
    console.ask(SessionCommand::SignOut);
    let open: Vec<_> = console.state().modals.iter().collect();
    assert!(matches!(open[..], [(_, Modal::Quit)]), "{open:?}");
}
