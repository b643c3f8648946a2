//! The cells of the user table.

use egui::{Rect, RichText, Sense, Ui, UiBuilder, WidgetInfo, accesskit, accesskit::Role, pos2, vec2};

use super::badges::{label_ui, over_note_ui, with_badge_ui};
use super::columns::Shown;
use crate::domain::query::{SortColumn, UserRow};
use crate::domain::time::Timestamp;
use crate::domain::user::UserId;
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::tones::client_tone;
use crate::ui::strings::common;
use crate::ui::strings::users as words;
use crate::ui::theme::{self, CONTROL_HEIGHT_SMALL, MOTION_SECS, RADIUS, Tokens};
use crate::ui::widgets::{StatusTone, TableCell, cut_text_with_tooltip_ui, paint, status_pill};
use crate::words::Label as _;

const EDIT_WIDTH: f32 = 68.0;
const EDIT_MARGIN: f32 = 14.0;

/// Draws cells, and remembers whose `Edit` was pressed.
pub(super) struct Cells {
    table: Rect,
    times: Times,
    now: Timestamp,
    also: Option<UserId>,
    opened: Option<usize>,
}

impl Cells {
    /// Cells of a table that covers `table`; `also` is the user whom search and filters leave out.
    pub(super) const fn new(table: Rect, times: Times, now: Timestamp, also: Option<UserId>) -> Self {
        Self {
            table,
            times,
            now,
            also,
            opened: None,
        }
    }

    /// The row whose `Edit` was pressed.
    pub(super) const fn opened(&self) -> Option<usize> {
        self.opened
    }

    /// Draws one cell.
    pub(super) fn show(&mut self, ui: &mut Ui, row: &UserRow, shown: Shown, cell: TableCell) {
        let user = &row.user;
        let column = match shown {
            Shown::Edit => return self.edit_ui(ui, row, cell),
            Shown::Of(column) => column,
        };
        match column {
            SortColumn::UserName => self.user_name_ui(ui, row),
            SortColumn::FirstName => text_ui(ui, user.first_name.as_str()),
            SortColumn::LastName => text_ui(ui, user.last_name.as_str()),
            SortColumn::Email => muted_ui(ui, user.email.as_str()),
            SortColumn::PrimaryRole => role_ui(ui, row),
            SortColumn::Configuration => muted_ui(ui, user.configuration.label()),
            SortColumn::Clients => clients_ui(ui, row),
            SortColumn::LastSignIn => self.time_ui(ui, user.last_sign_in_at),
            SortColumn::LastChanged => self.time_ui(ui, Some(row.last_changed_at)),
        }
    }

    fn user_name_ui(&self, ui: &mut Ui, row: &UserRow) {
        let badge = if row.user.is_disabled {
            Some((common::disabled(), StatusTone::Off))
        } else if row.user.is_locked(self.now) {
            Some((common::locked(), StatusTone::Bad))
        } else {
            None
        };
        let t = Tokens::of(ui);
        let ink = if row.user.is_disabled { t.muted } else { t.text };
        let name = row.user.user_name.as_str();
        match (badge, words::note(row, self.also)) {
            (badge, Some(note)) => {
                let name = RichText::new(name).font(theme::semibold(theme::TEXT)).color(ink);
                over_note_ui(ui, name, badge, &note);
            }
            (Some((word, tone)), None) => {
                let name = RichText::new(name).color(ink);
                with_badge_ui(ui, name, theme::semibold(theme::TEXT), word, Some(tone));
            }
            (None, None) => label_ui(ui, RichText::new(name).font(theme::semibold(theme::TEXT)).color(ink)),
        }
    }

    fn time_ui(&self, ui: &mut Ui, at: Option<Timestamp>) {
        let t = Tokens::of(ui);
        match at {
            Some(at) => {
                let text = RichText::new(self.times.relative(at)).color(t.muted);
                cut_text_with_tooltip_ui(ui, text, &self.times.exact(at));
            }
            None => label_ui(ui, RichText::new(common::never()).color(t.faint)),
        }
    }

    /// The button `Edit`: always in the accessibility tree, painted only when wanted, never a Tab stop. It stands at the
    /// right edge of what can be seen, also while the table is scrolled sideways.
    fn edit_ui(&mut self, ui: &mut Ui, row: &UserRow, cell: TableCell) {
        let middle = ui.max_rect().center().y;
        let right = (self.table.right() - EDIT_MARGIN).min(ui.max_rect().right() + 6.0);
        let rect = Rect::from_min_max(
            pos2(right - edit_width(ui), middle - CONTROL_HEIGHT_SMALL / 2.0),
            pos2(right, middle + CONTROL_HEIGHT_SMALL / 2.0),
        );
        let mut child = ui.new_child(UiBuilder::new().id_salt("edit").max_rect(rect));
        let seen = Rect::from_x_y_ranges(self.table.x_range(), ui.clip_rect().y_range());
        child.set_clip_rect(seen);
        let is_enabled = child.is_enabled();
        let sense = if is_enabled { Sense::CLICK } else { Sense::HOVER };
        let response = child.interact(rect, child.unique_id().with("button"), sense);
        let name = common::edit_user(row.user.user_name.as_str());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, &name));
        child
            .ctx()
            .accesskit_node_builder(response.id, |node| node.add_action(accesskit::Action::Click));
        if cell.hovered || cell.selected || cell.focused {
            paint_edit(&child, rect, &response);
        }
        if response.clicked() {
            self.opened = Some(cell.row);
        }
    }
}

/// The room that the column of `Edit` takes, in points: the button, and its margin to the edge of the table.
pub(super) fn edit_room(ui: &Ui) -> f32 {
    edit_width(ui) + EDIT_MARGIN + 6.0
}

/// The width of the button `Edit`: icon, word and margins, in points.
fn edit_width(ui: &Ui) -> f32 {
    let word = paint::galley(ui, common::edit(), theme::medium(12.5), Tokens::of(ui).text);
    (word.size().x + 44.0).ceil().max(EDIT_WIDTH)
}

fn paint_edit(ui: &Ui, rect: Rect, response: &egui::Response) {
    let t = Tokens::of(ui);
    let hover = ui
        .ctx()
        .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS);
    let fill = if response.is_pointer_button_down_on() {
        t.soft
    } else {
        paint::blend(t.surface, t.hover, hover)
    };
    paint::boxed(ui, rect, RADIUS, fill, t.input_line);
    let icon = Rect::from_min_max(rect.min + vec2(10.0, 0.0), pos2(rect.left() + 26.0, rect.bottom()));
    Icon::Pen.paint(ui, icon, t.text);
    let room = Rect::from_min_max(pos2(icon.right() + 7.0, rect.top()), rect.max);
    paint::text_in(ui, room, common::edit(), theme::medium(12.5), t.text);
}

fn text_ui(ui: &mut Ui, text: &str) {
    label_ui(ui, RichText::new(text));
}

fn muted_ui(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui).muted;
    label_ui(ui, RichText::new(text).color(color));
}

fn role_ui(ui: &mut Ui, row: &UserRow) {
    let role = row.user.roles.primary().label();
    if row.user.roles.is_administrator() {
        with_badge_ui(
            ui,
            RichText::new(role),
            theme::regular(theme::TEXT),
            common::admin(),
            None,
        );
    } else {
        text_ui(ui, role);
    }
}

fn clients_ui(ui: &mut Ui, row: &UserRow) {
    if let Some(worst) = row.clients.worst() {
        let text = words::clients(&row.clients);
        let tone = match client_tone(worst) {
            StatusTone::Ok | StatusTone::Off if row.clients.expiring_soon > 0 => StatusTone::Waiting,
            tone => tone,
        };
        status_pill(ui, tone, &text).on_hover_text(words::clients_in_full(&row.clients));
    } else {
        let color = Tokens::of(ui).faint;
        label_ui(ui, RichText::new(words::no_clients()).color(color));
    }
}
