//! The signed-in user at the foot of the navigation pane, and the menu that opens there.

use egui::{Align2, Id, Rect, RectAlign, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::initials;
use crate::command::{Command, Commands};
use crate::domain::user::User;
use crate::state::AppState;
use crate::ui::dialogs::Dialogs;
use crate::ui::icons::Icon;
use crate::ui::screens::menu::{Menu, MenuEntry, MenuOutcome, mark_menu_button};
use crate::ui::strings::common;
use crate::ui::strings::screens::{change_password, shell as words};
use crate::ui::theme::{self, MOTION_SECS, RADIUS, Tokens};
use crate::ui::widgets::{focus, paint};

const HEIGHT: f32 = 52.0;
const DISC: f32 = 30.0;

/// The menu `Profile`, while it is open.
#[derive(Default)]
pub(crate) struct ProfileMenu {
    menu: Option<Menu>,
}

impl ProfileMenu {
    /// Draws the button at the foot of `pane`, and the menu while it is open.
    pub(super) fn show(
        &mut self,
        nav: &mut Ui,
        pane: Rect,
        is_compact: bool,
        state: &AppState,
        dialogs: &mut Dialogs,
        commands: &mut Commands,
    ) {
        let Some(me) = &state.me else { return };
        let rect = Rect::from_min_max(
            pos2(pane.left() + 8.0, pane.bottom() - 10.0 - HEIGHT),
            pos2(pane.right() - 9.0, pane.bottom() - 10.0),
        );
        let response = button_ui(nav, rect, me, is_compact);
        mark_menu_button(nav, response.id, self.menu.is_some());
        if !nav.is_enabled() {
            self.menu = None;
        } else if response.clicked() && self.menu.is_none() {
            let id = Id::unique("profile_menu");
            self.menu = Some(Menu::new(id, rect, RectAlign::TOP_START, response.id));
            return;
        }
        self.menu_ui(nav, state, dialogs, commands);
    }

    fn menu_ui(&mut self, ui: &Ui, state: &AppState, dialogs: &mut Dialogs, commands: &mut Commands) {
        let Some(menu) = &mut self.menu else { return };
        let entries = [
            MenuEntry::new(change_password::TITLE, Icon::Key),
            MenuEntry::new(words::LOCK, Icon::Lock).keys(words::LOCK_KEYS),
            MenuEntry::new(common::SIGN_OUT, Icon::SignOut),
        ];
        let outcome = menu.show(ui.ctx(), words::PROFILE, &entries);
        if outcome != MenuOutcome::Open {
            self.menu = None;
        }
        match outcome {
            MenuOutcome::Chosen(0) => commands.send(Command::OpenChangePassword),
            MenuOutcome::Chosen(1) => commands.send(Command::Lock),
            MenuOutcome::Chosen(_) => dialogs.sign_out(state, commands),
            MenuOutcome::Open | MenuOutcome::Closed => {}
        }
    }
}

fn button_ui(ui: &mut Ui, rect: Rect, me: &User, is_compact: bool) -> Response {
    let is_enabled = ui.is_enabled();
    let response = ui.interact(rect, Id::unique("profile_button"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, words::PROFILE));
    let who = format!("{}, {}", me.full_name(), me.roles);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(who.as_str()));
    focus::take_on_click(&response);
    let t = Tokens::of(ui);
    let hover = ui
        .ctx()
        .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS);
    ui.painter()
        .rect_filled(rect, f32::from(RADIUS), t.line.gamma_multiply(0.7 * hover));
    focus::paint_ring_if_focused(ui, &response, RADIUS);
    let left = if is_compact {
        rect.center().x - DISC / 2.0
    } else {
        rect.left() + 8.0
    };
    let disc = Rect::from_center_size(pos2(left + DISC / 2.0, rect.center().y), vec2(DISC, DISC));
    ui.painter().circle_filled(disc.center(), DISC / 2.0, t.soft);
    let font = theme::semibold(theme::TEXT_SECONDARY);
    paint::text(ui, disc.center(), Align2::CENTER_CENTER, &initials(me), font, t.accent);
    if is_compact {
        return response.on_hover_text(who);
    }
    let (left, right, middle) = (disc.right() + 10.0, rect.right() - 6.0, rect.center().y);
    let line = |from: f32, to: f32| Rect::from_min_max(pos2(left, middle + from), pos2(right, middle + to));
    paint::text_in(
        ui,
        line(-19.0, 0.0),
        &me.full_name(),
        theme::medium(theme::TEXT),
        t.text,
    );
    let roles = me.roles.to_string();
    paint::text_in(
        ui,
        line(0.0, 17.0),
        &roles,
        theme::regular(theme::TEXT_SECONDARY),
        t.muted,
    );
    response.on_hover_text(who)
}
