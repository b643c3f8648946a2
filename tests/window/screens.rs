//! Stories through the screens with states made by hand: what a person finds by role and name, and what is asked for.

mod auth;
mod dialogs;
mod first_steps;
mod home_and_settings;
mod reach;
mod shell;
mod stacked;
mod user_actions;
mod users;

use crate::screens_fixture::{Window, builder, open};
use avo_admin::command::Command;
use avo_admin::domain::client::ClientId;
use avo_admin::domain::token_standing::TokenMark;
use avo_admin::domain::unreadable::{RowKind, UnreadableRow};
use avo_admin::domain::user::UserId;
use avo_admin::state::AppState;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Story = Harness<'static, Window>;

/// Opens a window of the usual size over `state` and lets it settle.
fn story(state: AppState) -> Story {
    story_of_size(state, 1366.0, 860.0)
}

/// The same in a window of another size, in points.
fn story_of_size(state: AppState, width: f32, height: f32) -> Story {
    let mut story = open(builder(width, height).allow_missing_glyphs(), state);
    story.run_steps(6);
    story.state_mut().sent.clear();
    story
}

fn sent(story: &mut Story) -> Vec<Command> {
    story.run_steps(4);
    std::mem::take(&mut story.state_mut().sent)
}

/// What was asked for, without its contents: subject and kind, as in `View::Go`.
fn sent_kinds(story: &mut Story) -> Vec<String> {
    let name = |command: &Command| {
        let text = format!("{command:?}");
        let mut words = text.split([' ', '(', ')', '{']);
        let [subject, kind] = [(); 2].map(|()| words.next().unwrap_or_default());
        format!("{subject}::{kind}")
    };
    sent(story).iter().map(name).collect()
}

fn press(story: &mut Story, name: &str) {
    story.get_by_role_and_label(Role::Button, name).click();
    story.run_steps(4);
}

fn type_into(story: &mut Story, field: &str, text: &str) {
    story.get_by_label(field).focus();
    story.run_steps(2);
    story.get_by_label(field).type_text(text);
    story.run_steps(2);
}

fn has(story: &Story, label: &str) -> bool {
    story.query_all_by_label(label).next().is_some()
}

/// A user whose row is damaged.
fn damaged_row() -> UnreadableRow {
    UnreadableRow {
        kind: RowKind::User,
        id: 17,
        name: Some("bo.lindqvist".to_owned()),
    }
}

/// Whether some text with `part` in it can be read, as a name, a value or a description.
fn says(story: &Story, part: &str) -> bool {
    story.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        let texts = [node.label(), node.value(), node.data().description().map(str::to_owned)];
        texts.into_iter().flatten().any(|text| text.contains(part))
    })
}

fn is_focused(story: &Story, label: &str) -> bool {
    story
        .query_all_by_label(label)
        .any(|node| node.accesskit_node().is_focused())
}

/// What tells the token on the clipboard from others.
fn held_token() -> TokenMark {
    TokenMark {
        user: UserId(7),
        client: ClientId(1),
        hint: "7fKq".to_owned(),
        expires_at: None,
    }
}
