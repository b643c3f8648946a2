//! What is pasted into a field for one line.
//!
//! A password copied from a terminal or an address from a spreadsheet brings the end of its line along. egui would turn
//! that into a space, which is invisible in a password field and makes the password wrong. A field for a secret gets
//! everything else as it is, so that a password with a second line is refused instead of changed.

use egui::{Context, Event, Id, Plugin, Pos2, RawInput};

/// The egui plugin that makes one line of whatever is pasted; [`crate::ui::install`] registers it.
#[derive(Default)]
pub struct PasteInOneLine;

impl Plugin for PasteInOneLine {
    fn debug_name(&self) -> &'static str {
        "avo_paste"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        for event in &mut input.events {
            match event {
                Event::Paste(text) => clean(text, is_secret_focused(ctx)),
                Event::MiddleClickPaste { pos, text } => clean(text, is_secret_at(ctx, *pos)),
                _ => {}
            }
        }
    }
}

fn clean(text: &mut String, is_for_secret: bool) {
    if is_for_secret {
        *text = as_secret(text);
    } else if text.contains(char::is_control) {
        *text = in_one_line(text);
    }
}

/// Notes that the field `id` is for a secret.
pub(super) fn mark_secret(ctx: &Context, id: Id) {
    ctx.data_mut(|data| {
        let known: &mut Vec<Id> = data.get_temp_mut_or_default(marked_id());
        if !known.contains(&id) {
            known.push(id);
        }
    });
}

fn marked_id() -> Id {
    Id::unique("avo_secret_fields")
}

fn secret_fields(ctx: &Context) -> Vec<Id> {
    ctx.data(|data| data.get_temp(marked_id())).unwrap_or_default()
}

fn is_secret_focused(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_some_and(|focused| secret_fields(ctx).contains(&focused))
}

fn is_secret_at(ctx: &Context, at: Pos2) -> bool {
    let is_hit = |id: Id| {
        ctx.read_response(id)
            .is_some_and(|field| field.interact_rect.contains(at))
    };
    secret_fields(ctx).into_iter().any(is_hit)
}

/// `text` without one byte order mark at the start and one line end at the end. Further line ends become the line
/// separator of Unicode, because egui would turn them into spaces.
fn as_secret(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    text.replace("\r\n", "\u{2028}").replace(['\r', '\n'], "\u{2028}")
}

/// `text` without line ends around it, with a space for every line end or tab within, and without invisible characters.
fn in_one_line(text: &str) -> String {
    let inner = text.trim_matches(['\r', '\n', '\t', '\0']);
    let joined = inner.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
    joined.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_line_does_not_become_part_of_a_password() {
        assert_eq!(in_one_line("correct horse\r\n"), "correct horse");
        assert_eq!(in_one_line("\tAda\n"), "Ada");
    }

    #[test]
    fn only_one_line_end_and_one_mark_are_dropped_from_a_secret() {
        assert_eq!(as_secret("\u{feff}correct horse\r\n"), "correct horse");
        assert_eq!(as_secret("correct\r\nhorse\t\n\n"), "correct\u{2028}horse\t\u{2028}");
    }

    #[test]
    fn lines_and_cells_become_words_and_spaces_stay() {
        assert_eq!(in_one_line("Ada\r\nLovelace\tKing "), "Ada Lovelace King ");
        assert_eq!(in_one_line("Ada\u{1b}\u{7}"), "Ada");
    }
}
