//! A menu of actions: opens at a place, holds the keyboard while open, and gives the focus back.

use egui::{
    Align2, Context, EventFilter, Frame, Id, Key, LayerId, Margin, Order, Popup, PopupAnchor, PopupCloseBehavior, Rect,
    RectAlign, Response, Sense, Stroke, Ui, UiBuilder, WidgetInfo, accesskit, accesskit::Role, pos2, vec2,
};

use crate::ui::icons::Icon;
use crate::ui::theme::{self, ICON_SIZE, Tokens};
use crate::ui::widgets::{keyboard_hint, paint};

const WIDTH: f32 = 204.0;
const ENTRY_HEIGHT: f32 = 32.0;

/// An entry of a menu.
#[derive(Debug, Clone)]
pub(crate) struct MenuEntry {
    /// The words, and the accessible name.
    pub(crate) label: String,
    /// The drawing before them.
    pub(crate) icon: Icon,
    /// The keys that do the same, or nothing.
    pub(crate) keys: &'static str,
    /// Whether it destroys.
    pub(crate) is_danger: bool,
}

impl MenuEntry {
    /// An entry without keys.
    pub(crate) fn new(label: impl Into<String>, icon: Icon) -> Self {
        Self {
            label: label.into(),
            icon,
            keys: "",
            is_danger: false,
        }
    }

    /// Tells the keys that do the same.
    pub(crate) const fn keys(mut self, keys: &'static str) -> Self {
        self.keys = keys;
        self
    }

    /// Marks it as destroying.
    pub(crate) const fn danger(mut self) -> Self {
        self.is_danger = true;
        self
    }
}

/// What became of an open menu in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MenuOutcome {
    /// It stays open.
    Open,
    /// It was left without a choice.
    Closed,
    /// The entry of this index was chosen.
    Chosen(usize),
}

/// An open menu: where it is, and which entry the keyboard is on.
#[derive(Debug, Clone)]
pub(crate) struct Menu {
    id: Id,
    anchor: PopupAnchor,
    align: RectAlign,
    return_to: Id,
    active: usize,
    frames: u32,
}

impl Menu {
    /// A menu at `anchor`; the focus goes back to `return_to`.
    pub(crate) fn new(id: Id, anchor: impl Into<PopupAnchor>, align: RectAlign, return_to: Id) -> Self {
        Self {
            id,
            anchor: anchor.into(),
            align,
            return_to,
            active: 0,
            frames: 0,
        }
    }

    /// Draws the menu, named `name`.
    pub(crate) fn show(&mut self, ctx: &Context, name: &str, entries: &[MenuEntry]) -> MenuOutcome {
        let t = Tokens::of_ctx(ctx);
        let mut chosen = None;
        let mut is_open = true;
        let layer = LayerId::new(Order::Foreground, self.id);
        let frame = Frame::popup(&ctx.global_style())
            .fill(t.raised)
            .stroke(Stroke::new(1.0, t.line))
            .corner_radius(10)
            .inner_margin(Margin::same(4));
        Popup::new(self.id, ctx.clone(), self.anchor, layer)
            .align(self.align)
            .gap(6.0)
            .width(WIDTH)
            .frame(frame)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .open_bool(&mut is_open)
            .show(|ui| {
                let builder = UiBuilder::new()
                    .accessibility_role(Role::Menu)
                    .accessibility_label(name);
                ui.scope_builder(builder, |ui| chosen = self.entries_ui(ui, entries));
            });
        self.frames += 1;
        let is_left = ctx.input(|input| input.key_pressed(Key::Escape) || input.key_pressed(Key::Tab));
        let outcome = match chosen {
            Some(index) => MenuOutcome::Chosen(index),
            None if self.frames > 1 && (!is_open || is_left) => MenuOutcome::Closed,
            None => MenuOutcome::Open,
        };
        if outcome != MenuOutcome::Open {
            ctx.memory_mut(|memory| memory.request_focus(self.return_to));
        }
        outcome
    }

    fn entries_ui(&mut self, ui: &mut Ui, entries: &[MenuEntry]) -> Option<usize> {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(WIDTH);
        let mut chosen = None;
        let mut responses = Vec::with_capacity(entries.len());
        for entry in entries {
            responses.push(entry_ui(ui, entry));
        }
        for (index, response) in responses.iter().enumerate() {
            if response.clicked() {
                chosen = Some(index);
            }
            if response.has_focus() {
                self.active = index;
            }
        }
        self.move_focus(ui, &responses);
        chosen
    }

    fn move_focus(&mut self, ui: &Ui, responses: &[Response]) {
        let Some(last) = responses.len().checked_sub(1) else {
            return;
        };
        let to = ui.input(|input| {
            if input.key_pressed(Key::ArrowDown) {
                Some(if self.active == last { 0 } else { self.active + 1 })
            } else if input.key_pressed(Key::ArrowUp) {
                Some(self.active.checked_sub(1).unwrap_or(last))
            } else if input.key_pressed(Key::Home) {
                Some(0)
            } else {
                input.key_pressed(Key::End).then_some(last)
            }
        });
        // The first frames only measure, and the key that opened the menu is still pressed in them.
        let to = if self.frames < 3 { Some(0) } else { to };
        if let Some(response) = to.and_then(|to| responses.get(to)) {
            response.request_focus();
            ui.ctx().request_repaint();
        }
    }
}

fn entry_ui(ui: &mut Ui, entry: &MenuEntry) -> Response {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ENTRY_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, &entry.label));
    if !entry.keys.is_empty() {
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(entry.keys));
    }
    if response.has_focus() {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    if response.has_focus() || response.hovered() {
        let ground = if entry.is_danger { t.bad_bg } else { t.soft };
        ui.painter().rect_filled(rect, 6.0, ground);
    }
    let ink = if entry.is_danger { t.bad } else { t.text };
    let icon = Rect::from_min_size(pos2(rect.left() + 10.0, rect.top()), vec2(ICON_SIZE, rect.height()));
    entry
        .icon
        .paint(ui, icon, if entry.is_danger { t.bad } else { t.muted });
    let room = Rect::from_min_max(pos2(icon.right() + 10.0, rect.top()), rect.max - vec2(8.0, 0.0));
    paint::text_in(ui, room, &entry.label, theme::regular(theme::TEXT), ink);
    if !entry.keys.is_empty() {
        keyboard_hint::paint(
            ui,
            rect.right_center() - vec2(8.0, 0.0),
            Align2::RIGHT_CENTER,
            entry.keys,
        );
    }
    response
}

/// Says on the node of a button that it opens a menu, and whether it is open.
pub(crate) fn mark_menu_button(ui: &Ui, id: Id, is_open: bool) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_has_popup(accesskit::HasPopup::Menu);
        node.set_expanded(is_open);
    });
}
