//! The parts every screen is made of. Each has the right accessible name and role, a visible focus and both themes.
//!
//! Not their job: what the words are (the screens bring them, from [`super::strings`]) and what a click does.

pub mod announce;
pub mod avatar;
pub mod banner;
pub mod button;
mod caret;
pub mod checkbox;
pub mod chip;
pub mod confirm;
pub mod cut_text;
pub mod dialog;
pub mod empty_state;
pub mod focus;
pub mod frame;
mod key_guard;
pub mod keyboard_hint;
pub mod menu;
pub mod nav_item;
pub mod paint;
pub mod paste;
pub mod pill;
pub mod progress;
pub mod radio_group;
mod reveal;
pub mod secret_field;
pub mod select;
pub mod table;
pub mod tabs;
pub mod text_field;
pub mod toasts;

pub use announce::{Urgency, announce_at_ui, announce_ui};
pub use avatar::{avatar, brand_ui};
pub use banner::{banner_ui, silent_banner_ui};
pub use button::{Button, icon_button};
pub use checkbox::checkbox;
pub use chip::{CHIP_HEIGHT, removable_chip_ui};
pub use confirm::{Choice, ConfirmDialog};
pub use cut_text::{cut_text_ui, cut_text_with_tooltip_ui};
pub use dialog::{Dialog, DialogPart, DialogResponse};
pub use empty_state::empty_state_ui;
pub use focus::FocusRequest;
pub use frame::{card_frame, line_ui, right_aligned_ui, row_ui, table_frame, token_frame};
pub use keyboard_hint::keyboard_hint;
pub use menu::{menu_item, menu_line_ui, menu_ui};
pub use nav_item::nav_item;
pub use pill::{StatusTone, status_pill, tag};
pub use progress::{countdown_bar, progress_bar, progress_line, strength_meter};
pub use radio_group::radio_group_ui;
pub use secret_field::SecretField;
pub use select::Select;
pub use table::{Column, DataTable, Sort, TableCell, TableMenu, TableResponse};
pub use tabs::tabs_ui;
pub use text_field::TextField;
pub use toasts::{ToastView, toasts_ui};

/// Readies a context: how the focus is shown, given back and brought into view, what pasting does, and what a held key
/// does not.
pub(super) fn install(ctx: &egui::Context) {
    ctx.add_plugin(focus::FocusVisibility);
    ctx.add_plugin(paste::PasteInOneLine);
    ctx.add_plugin(key_guard::KeyGuard::default());
    ctx.add_plugin(reveal::RevealFocus::default());
    ctx.add_plugin(caret::RestingCaret::default());
}

/// Makes all of `ui` unreachable, for the keyboard and assistive technology too, while a dialog lies over it. It keeps
/// its looks: the scrim says enough, and a window that turns grey under it would only flicker.
pub fn disable_behind_dialog(ui: &mut egui::Ui) {
    ui.visuals_mut().disabled_alpha = 1.0;
    ui.disable();
}

/// Whether a widget in `ui` is to look as if it could be used.
fn looks_enabled(ui: &egui::Ui) -> bool {
    ui.is_enabled() || ui.visuals().disabled_alpha() >= 1.0
}
