//! The signed-in user at the foot of the navigation pane, and the menu that opens there.

use egui::{Align2, Id, Pos2, Rect, Response, Sense, Ui, WidgetInfo, accesskit, accesskit::Role, pos2, vec2};

use crate::command::{Commands, DialogCommand, EditorCommand, SessionCommand};
use crate::domain::user::User;
use crate::state::{AppState, Identification, Modal};
use crate::ui::actions::{ShellAction, hint};
use crate::ui::icons::Icon;
use crate::ui::parts::initials;
use crate::ui::strings::{common, dialogs::change_password, editor, identify, screens::shell as words};
use crate::ui::theme::{self, MOTION_SECS, RADIUS, Tokens};
use crate::ui::widgets::{focus, menu_item, menu_line_ui, menu_ui, paint};
use crate::words::labels;

const HEIGHT: f32 = 52.0;
const DISC: f32 = 30.0;

/// The menu `Profile`, while it is open.
#[derive(Default)]
pub(crate) struct ProfileMenu {
    open_at: Option<Pos2>,
}

impl ProfileMenu {
    /// Draws the button at the foot of `pane`, and the menu while it is open.
    pub(super) fn show(
        &mut self,
        nav: &mut Ui,
        pane: Rect,
        is_compact: bool,
        state: &AppState,
        commands: &mut Commands,
    ) {
        let Some(me) = &state.me else { return };
        let rect = Rect::from_min_max(
            pos2(pane.left() + 8.0, pane.bottom() - 12.0 - HEIGHT),
            pos2(pane.right() - 9.0, pane.bottom() - 12.0),
        );
        let response = button_ui(nav, rect, me, is_compact);
        nav.ctx().accesskit_node_builder(response.id, |node| {
            node.set_has_popup(accesskit::HasPopup::Menu);
            node.set_expanded(self.open_at.is_some());
        });
        if !nav.is_enabled() {
            self.open_at = None;
        } else if response.clicked() && self.open_at.is_none() {
            self.open_at = Some(rect.left_top() - vec2(0.0, 6.0));
            return;
        }
        let mut pressed = None;
        menu_ui(nav.ctx(), "profile", words::profile(), &mut self.open_at, |ui| {
            pressed = entries_ui(ui, state.is_administrator());
        });
        match pressed {
            Some(Entry::ChangePassword) => commands.send(DialogCommand::Open(Modal::ChangePassword)),
            Some(Entry::TokenManagement) => commands.send(EditorCommand::OpenTokenManagement),
            Some(Entry::IdentifyToken) => {
                commands.send(DialogCommand::Open(Modal::Identification(Identification::Asking)));
            }
            Some(Entry::Lock) => commands.send(SessionCommand::Lock),
            Some(Entry::SignOut) => commands.send(SessionCommand::AskToSignOut),
            None => {}
        }
    }
}

/// What the menu offers.
#[derive(Clone, Copy)]
enum Entry {
    ChangePassword,
    TokenManagement,
    IdentifyToken,
    Lock,
    SignOut,
}

fn entries_ui(ui: &mut Ui, is_administrator: bool) -> Option<Entry> {
    let mut pressed = None;
    if menu_item(ui, Icon::Client, editor::token_management(), "", false).clicked() {
        pressed = Some(Entry::TokenManagement);
    }
    if is_administrator
        && menu_item(
            ui,
            Icon::Find,
            identify::title(),
            &hint(ui.ctx(), ShellAction::IdentifyToken),
            false,
        )
        .clicked()
    {
        pressed = Some(Entry::IdentifyToken);
    }
    menu_line_ui(ui);
    if menu_item(ui, Icon::Key, change_password::title(), "", false).clicked() {
        pressed = Some(Entry::ChangePassword);
    }
    menu_line_ui(ui);
    if menu_item(ui, Icon::Lock, words::lock(), &hint(ui.ctx(), ShellAction::Lock), false).clicked() {
        pressed = Some(Entry::Lock);
    }
    if menu_item(ui, Icon::SignOut, common::sign_out(), "", false).clicked() {
        pressed = Some(Entry::SignOut);
    }
    pressed
}

fn button_ui(ui: &mut Ui, rect: Rect, me: &User, is_compact: bool) -> Response {
    let is_enabled = ui.is_enabled();
    let response = ui.interact(rect, Id::unique("profile_button"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, words::profile()));
    let who = words::who(&me.full_name(), &labels::roles(me.roles));
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
        rect.left() + 12.0
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
    let roles = labels::roles(me.roles);
    paint::text_in(
        ui,
        line(0.0, 17.0),
        &roles,
        theme::regular(theme::TEXT_SECONDARY),
        t.muted,
    );
    response.on_hover_text(who)
}
