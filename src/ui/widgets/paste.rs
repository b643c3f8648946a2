//! What is pasted into a field for one line.
//!
//! A password copied from a terminal or an address from a spreadsheet brings the end of its line along. egui would turn
//! that into a space, which is invisible in a password field and makes the password wrong.

use egui::{Context, Event, Plugin, RawInput};

/// The egui plugin that makes one line of whatever is pasted; [`crate::ui::install`] registers it.
#[derive(Default)]
pub struct PasteInOneLine;

impl Plugin for PasteInOneLine {
    fn debug_name(&self) -> &'static str {
        "avo_paste"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        for event in &mut input.events {
            if let Event::Paste(text) | Event::MiddleClickPaste { text, .. } = event
                && text.contains(char::is_control)
            {
                *text = in_one_line(text);
            }
        }
    }
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
    fn lines_and_cells_become_words_and_spaces_stay() {
        assert_eq!(in_one_line("Ada\r\nLovelace\tKing "), "Ada Lovelace King ");
        assert_eq!(in_one_line("Ada\u{1b}\u{7}"), "Ada");
    }
}
