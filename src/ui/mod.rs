//! Everything drawn. A screen reads the state and sends commands; it owns view state only.

mod actions;
pub mod dialogs;
pub(crate) mod format;
pub mod icons;
pub(crate) mod parts;
mod screens;
mod shell;
pub mod strings;
pub mod theme;
mod view;
pub mod widgets;

pub use view::View;

/// Readies a context: fonts, the styles of both themes, icons, and how focus and pasting work. Call it once, before the
/// first frame.
pub fn install(ctx: &egui::Context) {
    theme::install(ctx);
    icons::install(ctx);
    widgets::install(ctx);
}
