//! What is still to do in a new directory, until its first client was handed over.

use egui::{Label, RichText, Sense, Ui, vec2};

use super::{GAP, ROW_MARGIN};
use crate::command::{ClipboardCommand, Command, Commands, CopyText, EditorCommand};
use crate::domain::query::HomeSummary;
use crate::domain::user::UserId;
use crate::state::{AppState, CopiedText};
use crate::ui::icons::Icon;
use crate::ui::parts::{card_ui, muted_ui};
use crate::ui::strings::{copying, screens::home as words};
use crate::ui::theme::{self, ICON_SIZE, Tokens};
use crate::ui::widgets::Button;

/// One of the steps.
struct Step {
    title: &'static str,
    text: String,
    is_done: bool,
    button: String,
    command: Command,
}

/// Draws the card with the space below it, while a step is left. Nothing before all of them are known.
pub(super) fn first_steps_ui(ui: &mut Ui, state: &AppState, summary: &HomeSummary, commands: &mut Commands) {
    let Some(service) = state.registration_service.value() else {
        return;
    };
    let steps = steps(state, summary, service.is_some());
    let Some(next) = steps.iter().position(|step| !step.is_done) else {
        return;
    };
    card_ui(ui, words::first_steps(), ROW_MARGIN, |ui| {
        for (index, step) in steps.into_iter().enumerate() {
            if step_ui(ui, &step, index == next) {
                commands.send(step.command);
            }
        }
    });
    ui.add_space(GAP);
}

fn steps(state: &AppState, summary: &HomeSummary, has_service: bool) -> [Step; 3] {
    let serve = words::serve(&quoted(&state.directory.location.to_string()));
    let hand_over = newest_other_user(state).map(EditorCommand::OpenClientsOf);
    [
        Step {
            title: words::create_user(),
            text: words::create_user_text().to_owned(),
            is_done: summary.users > 1,
            button: words::create_user_now().to_owned(),
            command: EditorCommand::OpenCreate.into(),
        },
        Step {
            title: words::start_service(),
            text: serve.clone(),
            // A client that has registered shows that one ran, as in a copy of a directory.
            is_done: has_service || summary.clients.registered > 0,
            button: copying::copy(copying::label(CopiedText::Command)),
            command: ClipboardCommand::CopyText(CopyText {
                what: CopiedText::Command,
                text: serve,
            })
            .into(),
        },
        Step {
            title: words::hand_over(),
            text: words::hand_over_text().to_owned(),
            is_done: summary.clients.total() > 0,
            button: words::generate_token().to_owned(),
            command: hand_over.unwrap_or(EditorCommand::OpenTokenManagement).into(),
        },
    ]
}

/// The user who was made last, of those who are listed.
fn newest_other_user(state: &AppState) -> Option<UserId> {
    let me = state.me.as_ref()?.id;
    let users = state.users.value()?.rows.iter().map(|row| &row.user);
    let newest = users
        .filter(|user| user.id != me)
        .max_by_key(|user| (user.created_at, user.id))?;
    Some(newest.id)
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || "/\\:._-".contains(char);
    match (path.chars().all(is_plain), cfg!(windows)) {
        (true, _) => path.to_owned(),
        (false, true) => ["\"", path, "\""].concat(),
        (false, false) => ["'", &path.replace('\'', r"'\''"), "'"].concat(),
    }
}

/// Draws a step, and returns whether its button was pressed. The accent is on the `is_next` one.
fn step_ui(ui: &mut Ui, step: &Step, is_next: bool) -> bool {
    let t = Tokens::of(ui);
    let make = if is_next { Button::primary } else { Button::new };
    let button = make(&step.button).small();
    let texts_width = ui.available_width() - ICON_SIZE - button.width(ui) - 2.0 * f32::from(ROW_MARGIN) - 3.0 * 10.0;
    ui.add_space(8.0);
    let pressed = ui.horizontal_top(|ui| {
        ui.add_space(f32::from(ROW_MARGIN));
        mark_ui(ui, step.is_done);
        ui.vertical(|ui| {
            ui.set_width(texts_width);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(step.title).font(theme::medium(theme::TEXT)).color(t.text));
            if step.is_done {
                muted_ui(ui, words::step_done());
            } else if matches!(step.command, Command::Clipboard(_)) {
                let text = RichText::new(&step.text).font(theme::mono(theme::TEXT_SECONDARY));
                ui.add(Label::new(text.color(t.muted)).wrap());
            } else {
                muted_ui(ui, &step.text);
            }
        });
        button.show(ui).clicked()
    });
    ui.add_space(8.0);
    pressed.inner
}

/// A tick, or a ring where there is something to do.
fn mark_ui(ui: &mut Ui, is_done: bool) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ICON_SIZE, ICON_SIZE), Sense::hover());
    if is_done {
        Icon::Check.paint(ui, rect, t.ok);
    } else {
        ui.painter()
            .circle_stroke(rect.center(), 5.0, egui::Stroke::new(1.5, t.input_line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_path_reaches_the_shell_as_one_word() {
        for (path, word) in [
            ("/home/ana/directory.db", "/home/ana/directory.db"),
            ("/home/ana b/d.db", "'/home/ana b/d.db'"),
            ("/a'b/$HOME.db", r"'/a'\''b/$HOME.db'"),
        ] {
            assert_eq!(quoted(path), word);
        }
    }
}
