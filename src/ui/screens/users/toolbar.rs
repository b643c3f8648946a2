//! Search, filters and `Create`, and below them the filters that are set. In a narrow window the filters have a line of their
//! own.

use egui::{Context, Event, Id, Key, Modifiers, Ui};

use super::filters::Filters;
use crate::command::{Commands, EditorCommand, UsersCommand};
use crate::domain::query::UserQuery;
use crate::state::AppState;
use crate::ui::actions::{ShellAction, hint};
use crate::ui::icons::Icon;
use crate::ui::strings::common;
use crate::ui::strings::users as words;
use crate::ui::theme::GAP;
use crate::ui::widgets::text_field::select;
use crate::ui::widgets::{Button, FocusRequest, TextField, right_aligned_ui};

const SEARCH_WIDTH: f32 = 340.0;
const SEARCH_MIN_WIDTH: f32 = 150.0;

/// What is typed in the search box. The state's search text is taken over when it was changed elsewhere.
#[derive(Default)]
pub(crate) struct Toolbar {
    search: String,
    seen: String,
    sent: String,
    focus: FocusRequest,
    /// What was typed since the focus was asked for, until the box has it.
    typed: Option<String>,
    /// The person goes on into the table, by so many rows beyond the first.
    goes_to_table: Option<usize>,
    filters_width: f32,
    filters: Filters,
}

fn search_id() -> Id {
    Id::unique("users_search")
}

impl Toolbar {
    /// Gives the focus to the search box, which gets what is typed from now on too.
    pub(super) fn focus_search(&mut self, ctx: &Context) {
        self.focus.ask(());
        self.keep_typed(ctx);
    }

    /// Keeps the text of this frame until the box has the focus: a quick hand types on behind the key that asks for it.
    fn keep_typed(&mut self, ctx: &Context) {
        let typed = self.typed.get_or_insert_default();
        ctx.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Text(text) => {
                    typed.push_str(text);
                    false
                }
                _ => true,
            });
        });
    }

    /// By how many rows the person went on from the search box into what was found, since the last call; none who did not.
    pub(super) const fn take_goes_to_table(&mut self) -> Option<usize> {
        self.goes_to_table.take()
    }

    /// Empties the search box.
    pub(super) fn clear(&mut self) {
        self.search.clear();
        self.sent.clear();
    }

    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        self.follow(&state.users_view.query.search);
        let mut query = UserQuery {
            search: self.search.clone(),
            ..state.users_view.query.clone()
        };
        let before = query.clone();
        let create = Button::primary(common::create()).icon(Icon::Plus);
        let gap = ui.spacing().item_spacing.x;
        let room = ui.available_width() - create.width(ui) - gap;
        let room_beside_filters = room - self.filters_width - gap;
        let is_one_line = room_beside_filters >= SEARCH_MIN_WIDTH;
        ui.horizontal(|ui| {
            let room = if is_one_line { room_beside_filters } else { room };
            self.search_ui(ui, room.clamp(SEARCH_MIN_WIDTH, SEARCH_WIDTH));
            if is_one_line {
                self.filters_ui(ui, &mut query);
            }
            right_aligned_ui(ui, "create", |ui| {
                if create.show(ui).clicked() {
                    commands.send(EditorCommand::OpenCreate);
                }
            });
        });
        if !is_one_line {
            ui.add_space(GAP);
            ui.horizontal(|ui| self.filters_ui(ui, &mut query));
        }
        self.filters.chips_ui(ui, &mut query);
        query.search.clone_from(&self.search);
        if query != before {
            self.sent.clone_from(&query.search);
            commands.send(UsersCommand::Query(query));
        }
    }

    /// Draws the filters, and remembers how wide they are.
    fn filters_ui(&mut self, ui: &mut Ui, query: &mut UserQuery) {
        let left = ui.cursor().left();
        self.filters.selects_ui(ui, query);
        let width = ui.cursor().left() - left - ui.spacing().item_spacing.x;
        if (width - self.filters_width).abs() > 0.5 {
            self.filters_width = width;
            ui.ctx().request_repaint();
        }
    }

    /// Takes over a search text that did not come from this box, as after a sign-out or from Home.
    fn follow(&mut self, search: &str) {
        if self.seen == search {
            return;
        }
        search.clone_into(&mut self.seen);
        if self.sent != search {
            search.clone_into(&mut self.search);
            search.clone_into(&mut self.sent);
        }
    }

    fn search_ui(&mut self, ui: &mut Ui, width: f32) {
        let id = search_id();
        // Taken before the box sees it, because Enter would take the focus away and Down moves the cursor to the end.
        if ui.memory(|memory| memory.has_focus(id)) {
            let count = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
            // A slow frame takes in several; the first one enters the table.
            let (downs, enters) = (count(Key::ArrowDown), count(Key::Enter));
            if downs + enters > 0 {
                self.goes_to_table = Some(downs.saturating_sub(1));
            }
        }
        if !ui.is_enabled() {
            // A dialog has opened over the box, and gets what is typed.
            self.typed = None;
        } else if self.typed.is_some() {
            self.keep_typed(ui.ctx());
        }
        let keys = hint(ui.ctx(), ShellAction::Search);
        let response = TextField::new(words::search(), &mut self.search)
            .id(id)
            .without_visible_label()
            .hint(words::search_hint())
            .leading_icon(Icon::Find)
            .kbd_hint(&keys)
            .width(width)
            .char_limit(200)
            .show(ui);
        // Escape takes the focus away before the box is drawn.
        let is_escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        let clears = is_escaped && !self.search.is_empty();
        if clears {
            self.search.clear();
        }
        if clears {
            self.focus.ask(());
        }
        if self.focus.give(&(), &response) {
            // What is typed takes the place of the search before.
            let typed = self.typed.take().filter(|typed| !typed.is_empty());
            let is_typed = typed.is_some();
            self.search = typed.unwrap_or_else(|| std::mem::take(&mut self.search));
            let end = self.search.chars().count();
            select(ui.ctx(), id, if is_typed { end..end } else { 0..end });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_follows_the_state_only_where_it_did_not_cause_the_change() {
        let mut toolbar = Toolbar {
            search: "bo".to_owned(),
            sent: "bo".to_owned(),
            ..Toolbar::default()
        };
        toolbar.search.push('l');
        toolbar.follow("bo");
        assert_eq!(
            toolbar.search, "bol",
            "an answer that is late does not take letters away"
        );
        toolbar.follow("");
        assert_eq!(toolbar.search, "", "Home cleared the search");
    }
}
