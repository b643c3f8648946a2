//! One of a few values: arrow keys go from one to the next and choose it, at the ends to the other end.

use egui::{EventFilter, Key, Layout, Response, Ui, UiBuilder, accesskit::Role};

use super::focus;

/// Draws the group `name` of `count` values, each by `value_ui`, which gives it the role of a radio button. Returns the
/// value that was chosen, if another than `chosen` was.
pub fn radio_group_ui(
    ui: &mut Ui,
    name: &str,
    layout: Layout,
    count: usize,
    chosen: Option<usize>,
    mut value_ui: impl FnMut(&mut Ui, usize) -> Response,
) -> Option<usize> {
    let builder = UiBuilder::new()
        .id_salt("radio_group")
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(name)
        .layout(layout);
    ui.scope_builder(builder, |ui| {
        let values: Vec<Response> = (0..count).map(|index| value_ui(ui, index)).collect();
        let to = match values.iter().position(Response::clicked) {
            Some(clicked) => clicked,
            None => arrow_target(ui, &values)?,
        };
        values.get(to).inspect(|value| value.request_focus());
        (Some(to) != chosen).then_some(to)
    })
    .inner
}

/// Which value an arrow key goes to, if one of them has the focus.
fn arrow_target(ui: &Ui, values: &[Response]) -> Option<usize> {
    let focused = values.iter().position(Response::has_focus)?;
    let filter = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    let id = values.get(focused)?.id;
    focus::keep_keys(ui, id, filter);
    let last = values.len() - 1;
    ui.input(|input| {
        if input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowRight) {
            Some(if focused == last { 0 } else { focused + 1 })
        } else if input.key_pressed(Key::ArrowUp) || input.key_pressed(Key::ArrowLeft) {
            Some(focused.checked_sub(1).unwrap_or(last))
        } else {
            None
        }
    })
}
