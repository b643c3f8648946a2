//! A window with nothing but the dialog, over a hand-made state: what the person sends is kept, and answered by hand.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use avo_admin::command::{ClientsCommand, Command, Commands, DialogCommand, EditorCommand};
use avo_admin::domain::client::{Client, ClientId, ClientName, ClientState};
use avo_admin::domain::failure::Failure;
use avo_admin::domain::query::UserDetails;
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::settings::Settings;
use avo_admin::domain::time::Timestamp;
use avo_admin::domain::token::{TOKEN_BODY_CHARS, TokenSecret};
use avo_admin::domain::token_standing::TokenStanding;
use avo_admin::domain::user::{Configuration, EmailAddress, PersonName, Revision, User, UserId, UserName};
use avo_admin::state::{
    AppState, BoxedToken, Carried, ClipboardState, DirectoryInfo, Editor, EditorMode, EditorTab, FreshToken, Modal,
    Phase, Remote, SecretKind, SecretName, Submission, SubmissionId,
};
use avo_admin::ui;
use avo_admin::ui::dialogs::Dialogs;
use egui::Theme;
use egui_kittest::Harness;

/// Monday, 23 November 2026, 17:00 UTC.
pub(crate) const NOW: Timestamp = Timestamp::from_unix_ms(1_795_453_200_000);
pub(crate) const REGISTERED: ClientState = ClientState::Registered { is_waiting: false };
pub(crate) const WAITING: ClientState = ClientState::Registered { is_waiting: true };

/// The dialog, what it is shown, and what it asked for.
pub(crate) struct World {
    pub(crate) state: AppState,
    pub(crate) dialogs: Dialogs,
    pub(crate) sent: Vec<Command>,
}

impl World {
    pub(crate) fn new(editor: Editor) -> Self {
        let directory = DirectoryInfo {
            location: PathBuf::from("directory.db").into(),
            is_demo: false,
        };
        let mut state = AppState::new(NOW, directory, Settings::default());
        state.phase = Phase::SignedIn;
        state.modals.open(Modal::Editor(Box::new(editor)));
        Self {
            state,
            dialogs: Dialogs::default(),
            sent: Vec::new(),
        }
    }

    /// The dialog of Bo Lindqvist, an administrator with three clients.
    pub(crate) fn editing() -> Self {
        Self::new(editor(EditorMode::Edit(UserId(7)), Remote::Ready(bo())))
    }

    pub(crate) fn creating() -> Self {
        Self::new(editor(EditorMode::Create, Remote::NotAsked))
    }

    pub(crate) fn with_token(mut self, is_copied: bool) -> Self {
        self.editor().token = BoxedToken::Fresh(fresh_token(is_copied));
        if is_copied {
            self.state.clipboard = holding(24);
        }
        self
    }

    pub(crate) fn editor(&mut self) -> &mut Editor {
        self.state.modals.editor_mut().expect("the dialog is open")
    }

    /// Lets go of a token that no longer works, as the program does before it draws.
    fn settle_token(&mut self) {
        let now = self.state.now;
        if let Some(editor) = self.state.modals.editor_mut()
            && let Some(standing) = editor.token_standing(now)
        {
            editor.token.settle(standing);
        }
    }

    /// The token in the box, to change what is known of it.
    pub(crate) fn token(&mut self) -> &mut FreshToken {
        self.editor().token.fresh_mut().expect("there is a token")
    }

    /// Answers as the program does at once: what was sent off is under way, a question is open, a closed dialog gone.
    /// Opening a question and closing it is not kept.
    fn take(&mut self, mut commands: Commands) {
        for command in commands.take() {
            match &command {
                Command::Dialog(DialogCommand::Open(modal)) => {
                    self.state.modals.open(modal.clone());
                    continue;
                }
                Command::Dialog(DialogCommand::Close(id)) => {
                    let is_question = !matches!(self.state.modals.close(*id), Some(Modal::Editor(_)));
                    if is_question {
                        continue;
                    }
                }
                Command::Editor(EditorCommand::Update(_) | EditorCommand::Create(_)) => {
                    self.editor().saving = pending();
                }
                Command::Clients(ClientsCommand::Generate(_) | ClientsCommand::Act(_)) => {
                    self.editor().acting = pending();
                }
                _ => {}
            }
            self.sent.push(command);
        }
    }
}

pub(crate) fn editor(mode: EditorMode, details: Remote<UserDetails>) -> Editor {
    Editor {
        details,
        ..Editor::new(mode, EditorTab::Details)
    }
}

pub(crate) fn show(world: World, size: [f32; 2], theme: Theme) -> Harness<'static, World> {
    Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_max_steps(60)
        .with_step_dt(0.02)
        .with_context_setup(ui::install)
        .build_ui_state(
            |ui, world: &mut World| {
                let mut commands = Commands::default();
                world.settle_token();
                world.dialogs.show(ui, &world.state, &mut commands);
                world.take(commands);
            },
            world,
        )
}

pub(crate) fn bo() -> UserDetails {
    let user = User {
        id: UserId(7),
        user_name: UserName::parse("bo.lindqvist").unwrap(),
        configuration: Configuration::Default,
        email: EmailAddress::parse("bo.lindqvist@example.com").unwrap(),
        first_name: PersonName::parse("Bo").unwrap(),
        last_name: PersonName::parse("Lindqvist").unwrap(),
        roles: Roles::new(PrimaryRole::QualityManager, true).unwrap(),
        is_disabled: false,
        must_change_password: false,
        created_at: NOW,
        changed_at: NOW,
        last_sign_in_at: None,
        locked_until: None,
        password_expires_at: None,
        revision: Revision(3),
    };
    let clients = vec![
        client(1, "build-host-7", ClientState::Provisioned),
        client(2, "laptop-bo", REGISTERED),
        client(3, "old-desktop", ClientState::Deregistered),
    ];
    UserDetails {
        user,
        clients,
        unreadable: Vec::new(),
        two_machines: BTreeMap::new(),
    }
}

pub(crate) fn client(id: i64, name: &str, state: ClientState) -> Client {
    let is_registered = state == REGISTERED;
    let was_registered = is_registered || state == ClientState::Deregistered;
    let days_ago = |days: i64| NOW.plus_secs(-days * 86_400);
    Client {
        id: ClientId(id),
        user_id: UserId(7),
        name: ClientName::parse(name).unwrap(),
        state,
        holds_credential: is_registered,
        host: was_registered.then(|| format!("lt-023{id}")),
        version: was_registered.then(|| "1.4.0".to_owned()),
        token_issued_at: Some(if state == ClientState::Provisioned {
            NOW
        } else {
            days_ago(20 * id)
        }),
        token_hint: (state != ClientState::Deregistered).then(|| secret().hint()),
        token_expires_at: None,
        credential_expires_at: None,
        expiry_seen_at: None,
        registered_at: was_registered.then(|| days_ago(19)),
        last_seen_at: match state {
            REGISTERED => Some(NOW.plus_secs(-130)),
            ClientState::Deregistered => Some(days_ago(100)),
            _ => None,
        },
        revision: Revision(1),
    }
}

/// The token of `build-host-7`.
pub(crate) fn secret() -> TokenSecret {
    let alphabet = b"k3VbQ9sWmZ1xTn7LrY5dHc2GfJ8pA4eKuR6wSjXoBqMvE0tNyDi";
    let body: [u8; TOKEN_BODY_CHARS] = std::array::from_fn(|index| alphabet[index]);
    TokenSecret::assemble(&body).unwrap()
}

pub(crate) fn fresh_token(is_copied: bool) -> FreshToken {
    let UserDetails { user, clients, .. } = bo();
    let mut token = FreshToken::new(secret(), &clients[0], &user);
    token.is_copied = is_copied;
    token
}

pub(crate) fn token_for(client_name: &str) -> SecretName {
    SecretName {
        kind: SecretKind::Token,
        of: client_name.to_owned(),
    }
}

pub(crate) fn holding(left_secs: i64) -> ClipboardState {
    ClipboardState::Holding {
        carried: Carried::Token {
            mark: fresh_token(true).mark,
            standing: TokenStanding::Live,
            client_name: "build-host-7".to_owned(),
        },
        since: NOW.plus_secs(left_secs - 30),
        clears_at: NOW.plus_secs(left_secs),
    }
}

static LAST_SUBMISSION: AtomicU64 = AtomicU64::new(0);

fn next_submission() -> SubmissionId {
    SubmissionId(LAST_SUBMISSION.fetch_add(1, Ordering::Relaxed) + 1)
}

/// A submission that is under way.
pub(crate) fn pending() -> Submission {
    Submission::sent(next_submission(), NOW)
}

/// A submission that was refused.
pub(crate) fn refused(failure: Failure) -> Submission {
    Submission::refused(next_submission(), failure)
}
