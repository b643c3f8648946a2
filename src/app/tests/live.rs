//! Clients that register, tokens that run out and questions about tokens, at inconvenient moments.

use super::{Console, EVA};
use crate::command::{
    ActOnClient, ClientsCommand, ClipboardCommand, Command, DialogCommand, GenerateToken, IdentifyCommand,
    SessionCommand,
};
use crate::domain::credential::CredentialHash;
use crate::domain::expiry::{Terms, TokenLifetime};
use crate::domain::failure::Failure;
use crate::domain::registration::{Arrival, ClientAsks, ClientRequest, ClientVersion, HostName};
use crate::domain::secret::SecretText;
use crate::domain::token::{TokenHash, TokenRefusal};
use crate::domain::user::UserId;
use crate::state::{BoxedToken, ClipboardState, Identification, Modal, Phase};
use crate::ui::strings::messages::text;
use crate::worker::directory::Version;

fn arrival() -> Arrival {
    Arrival {
        user: UserId(1),
        client: "build-host-7".to_owned(),
        host: "lt-0231".to_owned(),
        other_host: None,
    }
}

impl Console {
    /// Lets a client register with a token, in another program.
    fn arrive(&self, token: TokenHash) {
        self.as_eva(|service, _| {
            let request = ClientRequest {
                asks: ClientAsks::Register {
                    token,
                    host: HostName::parse("lt-0231").unwrap(),
                    version: ClientVersion::parse("1.2.3").unwrap(),
                    credential: CredentialHash([7; 32]),
                },
                address: [192, 0, 2, 7].into(),
            };
            service.admit(&[request], |_| true).unwrap().remove(0).unwrap();
        });
    }

    fn tells_of(&self, client_name: &str) -> bool {
        let mut toasts = self.state().toasts.iter();
        toasts.any(|toast| text(&toast.message).contains(client_name))
    }

    fn identify(&mut self, text: &str) {
        self.ask(IdentifyCommand::Ask {
            token: SecretText::from(text),
        });
    }
}

#[test]
fn an_arrival_just_before_the_lock_is_reported_after_it() {
    let mut console = Console::signed_in();
    console.ask(SessionCommand::Lock);
    console.app.take_changed_elsewhere(vec![arrival()]);
    console.turn();
    assert!(!console.tells_of("build-host-7"));
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.tells_of("build-host-7 registered from lt-0231"));
}

#[test]
fn an_arrival_behind_another_window_is_reported_once_the_console_is_visible_again() {
    let mut console = Console::signed_in();
    console.app.take_changed_elsewhere(vec![arrival()]);
    console.clock.advance_secs(60);
    console.turn();
    let is_shown = |console: &Console| {
        let mut toasts = console.state().toasts.iter();
        toasts.any(|toast| text(&toast.message).contains("build-host-7") && !toast.is_dismissed)
    };
    assert!(is_shown(&console), "it has not been seen");
    assert!(console.app.start_toasts());
    assert!(!console.app.start_toasts());
    console.clock.advance_secs(5);
    console.turn();
    assert!(is_shown(&console));
    console.clock.advance_secs(2);
    console.turn();
    assert!(!is_shown(&console));
}

#[test]
fn an_arrival_that_was_not_reported_yet_is_reported_to_no_other_user() {
    let mut console = Console::signed_in();
    console.ask(SessionCommand::Lock);
    console.app.take_changed_elsewhere(vec![arrival()]);
    console.ask(SessionCommand::SignOut);
    console.sign_in(EVA);
    assert!(!console.tells_of("build-host-7"));
}

#[test]
fn a_demoted_administrator_hears_of_own_clients_only() {
    let mut console = Console::signed_in();
    console.ask(SessionCommand::Lock);
    let own = Arrival {
        user: console.me(),
        client: "my-laptop".to_owned(),
        host: "lt-0007".to_owned(),
        other_host: None,
    };
    let foreign = Arrival {
        user: UserId(2),
        ..arrival()
    };
    console.app.take_changed_elsewhere(vec![own, foreign]);
    console.demote_ana();
    console.unlock();
    assert!(!console.state().is_administrator());
    assert!(console.tells_of("my-laptop"));
    assert!(!console.tells_of("build-host-7"));
}

#[test]
fn an_answer_about_a_token_is_drawn_again_when_the_token_runs_out() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    let token = console.secret().expose().to_owned();
    let ends_at = console.token().unwrap().mark.expires_at.unwrap();
    console.close_dialog();
    console.ask(ClipboardCommand::Clear);
    console.ask(DialogCommand::Open(Modal::Identification(Identification::Asking)));
    console.identify(&token);
    let identified = console.state().modals.identification().cloned();
    assert!(matches!(identified, Some(Identification::Answered(_))));
    // The figures of Home would wake the console too; this is about what stands in the dialog.
    console.app.state.home = crate::state::Remote::NotAsked;
    assert_eq!(console.app.next_expiry(), Some(ends_at.plus_secs(-86_400)));
    console.app.state.now = ends_at.plus_ms(-5);
    assert_eq!(console.app.next_expiry(), Some(ends_at));
}

#[test]
fn a_token_that_is_used_while_it_is_being_copied_does_not_stay_on_the_clipboard() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.clipboard_held.set(true);
    console.generate("build-host-7");
    let token = console.secret().hash();
    console.arrive(token);
    console.turn();
    assert!(console.token().is_none());
    console.clipboard_held.set(false);
    console.turn();
    assert_eq!(console.desk.text(), None);
    assert_eq!(console.state().clipboard, ClipboardState::Empty);
}

#[test]
fn a_file_written_after_its_token_was_used_is_still_reported() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    let token = console.secret().hash();
    console.files_held.set(true);
    console.ask(ClipboardCommand::DownloadToken);
    console.arrive(token);
    console.turn();
    console.files_held.set(false);
    console.turn();
    let BoxedToken::Spent(used) = &console.state().modals.editor().unwrap().token else {
        panic!("the token is still held");
    };
    assert!(used.downloaded_to.is_some(), "the file to delete is not named");
}

#[test]
fn a_fresh_token_is_not_taken_for_the_used_one_of_the_same_client() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    let used = console.secret().hash();
    console.directory_held.set(true);
    console.arrive(used);
    let client = console
        .state()
        .modals
        .editor()
        .unwrap()
        .details
        .value()
        .unwrap()
        .clients[0]
        .clone();
    console.ask(ClientsCommand::Act(ActOnClient {
        id: client.id,
        revision: client.revision,
        action: crate::domain::client::ClientAction::Reprovision,
        terms: Terms::default(),
    }));
    console.directory_held.set(false);
    console.turn();
    // The action came too late for the revision, so it is reported and no other token is made.
    assert!(console.state().modals.editor().unwrap().acting.failure().is_some());
    let client = console
        .state()
        .modals
        .editor()
        .unwrap()
        .details
        .value()
        .unwrap()
        .clients[0]
        .clone();
    console.ask(ClientsCommand::Act(ActOnClient {
        id: client.id,
        revision: client.revision,
        action: crate::domain::client::ClientAction::Reprovision,
        terms: Terms::default(),
    }));
    console.turn();
    assert!(console.token().is_some() && console.secret().hash() != used);
}

#[test]
fn an_answer_about_a_token_reaches_only_its_own_question() {
    let mut console = Console::signed_in();
    console.ask(DialogCommand::Open(Modal::Identification(Identification::Asking)));
    console.directory_held.set(true);
    console.identify("the first");
    console.close_dialog();
    console.ask(DialogCommand::Open(Modal::Identification(Identification::Asking)));
    console
        .app
        .take_identified(1, Err(Failure::UserGone), Version::default());
    assert_eq!(console.state().modals.identification(), Some(&Identification::Asking));
    console.identify("the second");
    console
        .app
        .take_identified(1, Err(Failure::UserGone), Version::default());
    assert_eq!(
        console.state().modals.identification(),
        Some(&Identification::Pending(2))
    );
    console.directory_held.set(false);
    console.turn();
    let Some(Identification::Answered(report)) = console.state().modals.identification() else {
        panic!("{:?}", console.state().modals.identification());
    };
    assert_eq!(report.verdict, Err(TokenRefusal::Malformed));
}

#[test]
fn an_answer_about_a_token_that_comes_after_a_lock_or_a_close_opens_nothing() {
    for leave in [
        |console: &mut Console| console.ask(SessionCommand::Lock),
        |console: &mut Console| console.close_dialog(),
        |console: &mut Console| console.ask(SessionCommand::SignOut),
    ] {
        let mut console = Console::signed_in();
        console.ask(DialogCommand::Open(Modal::Identification(Identification::Asking)));
        console.directory_held.set(true);
        console.identify("whatever");
        leave(&mut console);
        console.directory_held.set(false);
        console.turn();
        assert_eq!(console.state().modals.identification(), None);
    }
}

#[test]
fn figures_that_are_out_of_date_are_asked_for_once() {
    let mut console = Console::signed_in();
    console.edit_me();
    let command = Command::Clients(ClientsCommand::Generate(GenerateToken {
        user: console.me(),
        client_name: "build-host-7".to_owned(),
        terms: Terms {
            token: TokenLifetime::OneHour,
            ..Terms::default()
        },
    }));
    console.ask(command);
    let soon = |console: &Console| console.state().home.value().unwrap().clients.expiring_soon;
    assert_eq!(soon(&console), 1);
    console.directory_held.set(true);
    console.clock.advance_secs(3_600);
    console.app.last_activity = console.state().now.plus_secs(3_600);
    console.turn();
    let asked = console.state().home.pending_since();
    assert!(asked.is_some());
    console.clock.advance_secs(5);
    console.turn();
    assert_eq!(console.state().home.pending_since(), asked);
    console.directory_held.set(false);
    console.turn();
    assert_eq!(soon(&console), 0);
    assert_eq!(console.state().home.value().unwrap().clients.expired, 1);
}
