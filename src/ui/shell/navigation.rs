//! The navigation pane.

use egui::{Rect, Response, Sense, Ui, UiBuilder, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{Shell, paint_pane};
use crate::command::{Commands, ViewCommand};
use crate::state::{AppState, Route};
use crate::ui::icons::Icon;
use crate::ui::strings::{common, screens::shell as words};
use crate::ui::theme::{self, MOTION_SECS, RADIUS, Tokens};
use crate::ui::widgets::{brand_ui, focus, nav_item, paint};

impl Shell {
    pub(super) fn navigation_ui(
        &mut self,
        ui: &mut Ui,
        pane: Rect,
        is_compact: bool,
        state: &AppState,
        commands: &mut Commands,
    ) {
        paint_pane(ui, pane);
        let builder = UiBuilder::new()
            .id_salt("navigation")
            .max_rect(pane.shrink2(vec2(12.0, 16.0)))
            .accessibility_role(Role::Navigation)
            .accessibility_label(words::navigation());
        let mut nav = ui.new_child(builder);
        nav.shrink_clip_rect(pane);
        nav.spacing_mut().item_spacing.y = 2.0;
        brand_row_ui(&mut nav, is_compact);
        self.entry_ui(
            &mut nav,
            (Icon::Home, words::home(), Route::Home),
            is_compact,
            state,
            commands,
        );
        if state.is_administrator() {
            if group_ui(&mut nav, words::admin(), !self.is_admin_folded, is_compact).clicked() {
                self.is_admin_folded = !self.is_admin_folded;
            }
            if !self.is_admin_folded {
                let entry = (Icon::Users, words::user_management(), Route::UserManagement);
                self.entry_ui(&mut nav, entry, is_compact, state, commands);
            }
            nav.add_space(10.0);
        }
        self.entry_ui(
            &mut nav,
            (Icon::Gear, words::settings(), Route::Settings),
            is_compact,
            state,
            commands,
        );
        self.nav_focus.forget();
        self.profile.show(&mut nav, pane, is_compact, state, commands);
    }

    fn entry_ui(
        &mut self,
        nav: &mut Ui,
        (icon, label, route): (Icon, &str, Route),
        is_compact: bool,
        state: &AppState,
        commands: &mut Commands,
    ) {
        let is_here = state.route == route;
        let response = nav_item(nav, icon, label, is_here, is_compact);
        if response.clicked() {
            commands.send(ViewCommand::Go(route));
        }
        if is_here {
            focus::set_home(&response);
        }
        self.nav_focus.give(&route, &response);
    }
}

fn brand_row_ui(nav: &mut Ui, is_compact: bool) {
    nav.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.set_min_height(28.0);
        if is_compact {
            ui.add_space(((ui.available_width() - 24.0) / 2.0).max(0.0));
            mark_ui(ui);
        } else {
            ui.add_space(8.0);
            brand_ui(ui, common::app_name(), 24.0, 15.0);
        }
    });
    nav.add_space(18.0);
}

/// The mark alone, for the folded pane.
fn mark_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, common::app_name()));
    ui.painter().rect_filled(rect, 7.0, t.accent);
    let letter: String = common::app_name().chars().take(1).collect();
    let font = theme::semibold(theme::TEXT);
    paint::text(
        ui,
        rect.center(),
        egui::Align2::CENTER_CENTER,
        &letter,
        font,
        t.on_accent,
    );
}

/// Draws the head of a group that opens and folds.
fn group_ui(ui: &mut Ui, label: &str, is_open: bool, is_compact: bool) -> Response {
    ui.add_space(if is_compact { 4.0 } else { 12.0 });
    let is_enabled = ui.is_enabled();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, label));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
    focus::take_on_click(&response);
    let t = Tokens::of(ui);
    let hover = ui
        .ctx()
        .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS);
    let ink = paint::blend(t.faint, t.text, hover);
    focus::paint_ring_if_focused(ui, &response, RADIUS);
    let icon = if is_open { Icon::Down } else { Icon::Right };
    if is_compact {
        icon.paint_sized(ui, rect, 12.0, ink);
        return response.on_hover_text(label);
    }
    let room = Rect::from_min_max(pos2(rect.left() + 10.0, rect.top()), rect.max - vec2(28.0, 0.0));
    paint::text_in(ui, room, label, theme::semibold(theme::TEXT_GROUP), ink);
    let at = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), Vec2::splat(12.0));
    icon.paint_sized(ui, at, 12.0, ink);
    response
}
