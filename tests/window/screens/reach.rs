//! In a small window, or with large text, every control can be reached: what the Tab key goes to is brought fully into
//! view, and so is what only the mouse uses. Nothing lies on something else.

use std::collections::HashMap;

use avo_admin::domain::backup::{RestorePreview, Withdrawals};
use avo_admin::domain::client::ClientStatus;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::query::RoleFilter;
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::salvage::{Salvaged, SalvagedTable};
use avo_admin::domain::unreadable::RowKind;
use avo_admin::state::{
    BackingUp, BoxedToken, Editor, EditorMode, EditorQuestion, EditorTab, Identification, Leaving, Message, Modal,
    Phase, Remote, Restoring, Route, Salvaging, Submission, Toast, ToastId, ToastTone, UserQuestion,
};
use egui::{Id, Key, Modifiers, Rect, WidgetRect};

use super::*;
use crate::dialog_world::{REGISTERED, bo, client, editor, fresh_token};
use crate::every_dialog::{damaged, edit_user, every_dialog, one_time_password};
use crate::screens_fixture::{at_work, now, rows, state, user};

/// The windows, in points: 1366x768 at 150 % without the desktop's panel, which is less than 1920x1080 at 200 % leaves, and
/// with a zoom of 133 %.
const SIZES: [[f32; 2]; 2] = [[910.0, 460.0], [683.0, 384.0]];

/// One thing that can be looked at, by its name.
type Case = (&'static str, fn() -> AppState);

const SCREENS: [Case; 12] = [
    ("sign in", || state(Phase::SignIn)),
    ("sign in, refused", || AppState {
        signing_in: refused(Failure::SignInRefused { wait_secs: None }),
        ..state(Phase::SignIn)
    }),
    ("first start", || state(Phase::FirstStart)),
    ("the password must be changed", || AppState {
        me: Some(plain()),
        ..state(Phase::PasswordMustChange)
    }),
    ("locked", || AppState {
        phase: Phase::Locked,
        ..at_work(Route::Home)
    }),
    ("not opened", || state(Phase::OpenFailed(Failure::QueueFull))),
    ("Home", || at_work(Route::Home)),
    ("Home of a user", || AppState {
        me: Some(plain()),
        ..at_work(Route::Home)
    }),
    ("Settings", || at_work(Route::Settings)),
    ("User Management", || at_work(Route::UserManagement)),
    ("User Management, filtered", || {
        let mut work = at_work(Route::UserManagement);
        work.users_view.query.client_status = Some(ClientStatus::Deregistered.into());
        work.users_view.query.role = Some(RoleFilter::Primary(PrimaryRole::QualityEngineer));
        work
    }),
    ("User Management of a user", || AppState {
        me: Some(plain()),
        ..at_work(Route::UserManagement)
    }),
];

/// A dialog by a name.
type DialogCase = (&'static str, fn() -> Modal);

/// So many of the dialogs come first that are about users and their clients.
const ABOUT_USERS: usize = 8;

const DIALOGS: [DialogCase; 26] = [
    ("Create User", || {
        open_editor(editor(EditorMode::Create, Remote::NotAsked))
    }),
    ("Edit User, details", || open_editor(of_bo(EditorTab::Details))),
    ("Edit User, clients", || open_editor(of_bo(EditorTab::Provision))),
    ("Edit User, token", || {
        open_editor(with_token(of_bo(EditorTab::Provision)))
    }),
    ("Edit User, many clients and a token", || {
        let mut details = bo();
        details.clients = (1..=12)
            .map(|id| client(id, &format!("build-runner-{id}"), REGISTERED))
            .collect();
        let mut editor = editor(EditorMode::Edit(UserId(7)), Remote::Ready(details));
        editor.opens_on = EditorTab::Provision;
        open_editor(with_token(editor))
    }),
    ("Token Management", || {
        let mut editor = editor(EditorMode::OwnTokens(UserId(7)), Remote::Ready(bo()));
        editor.opens_on = EditorTab::Provision;
        open_editor(with_token(editor))
    }),
    ("a token would be lost", || {
        Modal::EditorQuestion(EditorQuestion::LoseToken(Leaving::Close))
    }),
    ("password", || Modal::PasswordPrompt(Submission::default())),
    ("Identify", || Modal::Identification(Identification::Asking)),
    ("Identify, failed", || {
        Modal::Identification(Identification::Failed(Failure::QueueFull))
    }),
    ("Change Password", || Modal::ChangePassword),
    ("delete a user", || {
        Modal::AboutUser(UserQuestion::Delete(Box::new(rows().remove(1))))
    }),
    ("disable a user", || {
        Modal::AboutUser(UserQuestion::Disable(Box::new(rows().remove(1))))
    }),
    ("own account", || Modal::AboutUser(UserQuestion::OwnAccount)),
    ("One-time password", one_time_password),
    ("a password would be lost", || Modal::LosePassword),
    ("Back Up", || Modal::BackUp(Box::default())),
    ("Back Up, refused", || {
        Modal::BackUp(Box::new(BackingUp {
            making: refused(Failure::QueueFull),
            ..BackingUp::default()
        }))
    }),
    ("Restore", || Modal::Restore(Box::default())),
    ("Restore, verified", || {
        Modal::Restore(Box::new(Restoring {
            preview: Some(RestorePreview {
                newest_entry_at: None,
                is_compared: false,
                withdrawals: Withdrawals::default(),
            }),
            ..Restoring::default()
        }))
    }),
    ("Export", || Modal::Salvage(Box::default())),
    ("Export, done", || {
        Modal::Salvage(Box::new(Salvaging {
            done: Some(salvaged()),
            ..Salvaging::default()
        }))
    }),
    ("Keyboard", || Modal::Keyboard),
    ("Messages", || Modal::Messages),
    ("sign out", || Modal::SignOut),
    ("quit", || Modal::Quit),
];

fn salvaged() -> Salvaged {
    let table = |kind| SalvagedTable {
        kind,
        read: 1200,
        unreadable: 3,
        missing_at_most: 40,
        has_open_end: false,
    };
    Salvaged {
        file: "/home/ana/Documents/directory-salvaged.jsonl".into(),
        tables: [RowKind::User, RowKind::Client, RowKind::AuditEntry].map(table).into(),
    }
}

fn refused(failure: Failure) -> Submission {
    crate::dialog_world::refused(failure)
}

fn plain() -> avo_admin::domain::user::User {
    user(
        9,
        "plain.person",
        "Plain",
        "Person",
        Roles::plain(PrimaryRole::QualityLead),
    )
}

fn of_bo(tab: EditorTab) -> Editor {
    let mut editor = editor(EditorMode::Edit(UserId(7)), Remote::Ready(bo()));
    editor.opens_on = tab;
    editor
}

fn with_token(mut editor: Editor) -> Editor {
    editor.token = BoxedToken::Fresh(fresh_token(true));
    editor
}

fn open_editor(editor: Editor) -> Modal {
    Modal::Editor(Box::new(editor))
}

fn with_dialog(modal: Modal) -> AppState {
    let mut work = at_work(Route::UserManagement);
    match modal {
        Modal::EditorQuestion(_) | Modal::PasswordPrompt(_) => {
            work.modals.open(open_editor(with_token(of_bo(EditorTab::Provision))));
        }
        // Asked only where something would be lost.
        Modal::SignOut | Modal::Quit => {
            work.modals.open(edit_user());
        }
        Modal::LosePassword => {
            work.modals.open(one_time_password());
        }
        _ => {}
    }
    if !modal.is_shown_in(&work.phase) {
        work.phase = damaged();
    }
    work.modals.open(modal);
    work
}

#[test]
fn no_dialog_is_left_out() {
    let kinds = DIALOGS.map(|(_, modal)| std::mem::discriminant(&modal()));
    for modal in every_dialog() {
        assert!(kinds.contains(&std::mem::discriminant(&modal)), "{modal:?}");
    }
}

/// What can be pressed or typed into, as it was drawn last, by its name.
fn controls(story: &Story) -> HashMap<Id, (String, WidgetRect)> {
    let drawn: Vec<WidgetRect> = story.ctx.viewport(|viewport| {
        let layers = viewport.prev_pass.widgets.layers();
        layers.flat_map(|(_, widgets)| widgets.iter().copied()).collect()
    });
    let nodes: HashMap<_, _> = story
        .root()
        .children_recursive()
        .map(|node| {
            let node = node.accesskit_node();
            (
                node.locate().0,
                (node.role(), node.label().unwrap_or_default(), node.is_disabled()),
            )
        })
        .collect();
    drawn
        .into_iter()
        .filter(|widget| widget.enabled && widget.sense.senses_click())
        .filter_map(|widget| {
            let (role, name, is_disabled) = nodes.get(&widget.id.accesskit_id())?;
            // A row is as wide as its table, which scrolls sideways.
            let is_control = !is_disabled
                && !name.is_empty()
                && !matches!(
                    role,
                    Role::Row | Role::Cell | Role::Dialog | Role::Window | Role::ColumnHeader
                );
            is_control.then(|| (widget.id, (format!("{role:?} {name:?}"), widget)))
        })
        .collect()
}

/// What keeps `id` from being seen whole.
fn hidden(story: &Story, id: Id) -> Option<String> {
    let all = controls(story);
    let (name, widget) = all.get(&id)?;
    let window = story.ctx.content_rect();
    let whole = widget.rect.shrink(1.0);
    if !widget.interact_rect.contains_rect(whole) || !window.contains_rect(whole) {
        return Some(format!("{name} at {} is cut to {}", widget.rect, widget.interact_rect));
    }
    let above = story.ctx.layer_id_at(widget.rect.center());
    if above.is_some_and(|layer| layer != widget.layer_id) {
        return Some(format!("{name} is covered by {above:?}"));
    }
    all.iter().find_map(|(other, (other_name, over))| {
        let shared: Rect = over.interact_rect.intersect(widget.interact_rect);
        let is_overlap = *other != id
            && over.layer_id == widget.layer_id
            && shared.width() > 2.0
            && shared.height() > 2.0
            && !over.rect.contains_rect(whole)
            && !widget.rect.contains_rect(over.rect.shrink(1.0));
        is_overlap.then(|| format!("{name} at {} lies on {other_name} at {}", widget.rect, over.rect))
    })
}

/// What can't be reached in a window of this size, after walking all of it.
fn unreachable(state: AppState, [width, height]: [f32; 2]) -> Vec<String> {
    let mut story = story_of_size(state, width, height);
    story
        .ctx
        .all_styles_mut(|style| style.scroll_animation = egui::style::ScrollAnimation::none());
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    // Once round, and where it begins once more.
    for _ in 0..150 {
        let focused = story.ctx.memory(egui::Memory::focused);
        if let Some(id) = focused {
            if seen.contains(&id) {
                break;
            }
            seen.push(id);
            wrong.extend(hidden(&story, id).map(|what| format!("Tab: {what}")));
        }
        story.key_press_modifiers(Modifiers::NONE, Key::Tab);
        story.run_steps(4);
    }
    for id in controls(&story).into_keys() {
        if seen.contains(&id) {
            continue;
        }
        let nodes = story.root().children_recursive();
        let node = nodes
            .filter(|node| node.accesskit_node().locate().0 == id.accesskit_id())
            .last();
        let Some(node) = node else { continue };
        node.scroll_to_me();
        story.run_steps(4);
        wrong.extend(hidden(&story, id).map(|what| format!("mouse: {what}")));
    }
    assert!(!seen.is_empty(), "the Tab key goes nowhere");
    wrong
}

fn check(name: &str, state: fn() -> AppState, wrong: &mut Vec<String>) {
    for size in SIZES {
        let found = unreachable(state(), size);
        wrong.extend(found.into_iter().map(|what| format!("{name} at {size:?}: {what}")));
    }
}

#[test]
fn every_control_of_every_screen_can_be_brought_into_view() {
    let mut wrong = Vec::new();
    for (name, state) in SCREENS {
        check(name, state, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A test for each half, because a walk through a dialog takes seconds on a busy computer.
fn check_dialogs(dialogs: &[DialogCase]) {
    let mut wrong = Vec::new();
    for (name, modal) in dialogs {
        for size in SIZES {
            let found = unreachable(with_dialog(modal()), size);
            wrong.extend(found.into_iter().map(|what| format!("{name} at {size:?}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_control_of_the_dialogs_about_users_can_be_brought_into_view() {
    check_dialogs(&DIALOGS[..ABOUT_USERS]);
}

#[test]
fn every_control_of_the_other_dialogs_can_be_brought_into_view() {
    check_dialogs(&DIALOGS[ABOUT_USERS..]);
}

#[test]
fn messages_lie_on_no_control_of_a_dialog() {
    check_messages([1366.0, 860.0]);
}

#[test]
fn messages_lie_on_no_control_of_a_dialog_in_small_windows() {
    for size in SIZES {
        check_messages(size);
    }
}

fn check_messages([width, height]: [f32; 2]) {
    let mut wrong = Vec::new();
    for (name, modal) in DIALOGS {
        let mut work = with_dialog(modal());
        work.toasts = messages();
        let mut story = story_of_size(work, width, height);
        // Their heights are known, and then their place.
        story.run_steps(4);
        let dismiss: Vec<_> = story.query_all_by_role_and_label(Role::Button, "Dismiss").collect();
        let shown = dismiss.iter().map(|button| {
            let row = button.rect();
            Rect::from_min_max(row.min - egui::vec2(310.0, 8.0), row.max + egui::Vec2::splat(8.0))
        });
        let shown: Vec<Rect> = shown.collect();
        if shown.is_empty() {
            wrong.push(format!("{name} at {width}x{height}: no message is shown"));
        }
        for (control, widget) in controls(&story).into_values() {
            let is_message = control.contains("Dismiss");
            let is_seen = widget.interact_rect.is_positive();
            if !is_message && is_seen && shown.iter().any(|message| message.intersects(widget.interact_rect)) {
                wrong.push(format!(
                    "{name} at {width}x{height}: {control} at {} lies under a message",
                    widget.rect
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A message of one line and one of two.
fn messages() -> Vec<Toast> {
    let failures = [Failure::UserGone, Failure::QueueFull];
    let toasts = failures.into_iter().zip(1..).map(|(failure, id)| Toast {
        id: ToastId(id),
        tone: ToastTone::Error,
        message: Message::Failed(failure),
        at: now(),
        shown_ms: 6_000,
        expires_at: None,
        is_dismissed: false,
    });
    toasts.collect()
}
