//! What a person relies on in the widgets: names, keyboard, focus, and that a secret stays one.

mod cut_text;
mod dialogs;
mod fields;
mod secrets;
mod tables;

use avo_admin::ui;
use egui::Ui;
use egui_kittest::Harness;

/// A window of 900 by 700 with the theme installed, over `state`.
fn window<'a, S: 'a>(state: S, app: impl FnMut(&mut Ui, &mut S) + 'a) -> Harness<'a, S> {
    Harness::builder()
        .with_size(egui::vec2(900.0, 700.0))
        .with_context_setup(ui::install)
        .build_ui_state(app, state)
}
