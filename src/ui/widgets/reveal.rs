//! Brings what the keyboard moves to into view.
//!
//! egui scrolls to nothing by itself. A control knows neither where it will be cut off nor, with Shift+Tab, that it gets
//! the focus: it has been drawn by then. So the request of a screen reader is made in its place, in the pass after.

use egui::{Context, Event, Id, Plugin, RawInput, Rect, Ui, accesskit};

use super::focus;

/// What is higher than this share of the window scrolls by itself, such as a table.
const MAX_SHARE: f32 = 0.5;
/// What is cut by less than this can be seen, in points.
const TOLERANCE: f32 = 1.0;
/// For so many passes after the focus moved, what has it is followed: what scrolls lies in something else that scrolls, and
/// a form grows by the error of the field that was left.
const PASSES: u8 = 6;

/// The egui plugin behind this module; [`crate::ui::install`] registers it, after those that judge what a person did.
#[derive(Default)]
pub(super) struct RevealFocus {
    focused: Option<Id>,
    passes_left: u8,
}

/// What is being brought into view, for what scrolls around something that scrolls.
#[derive(Clone, Copy)]
struct Revealed(Id);

fn revealed_id() -> Id {
    Id::unique("avo_revealed")
}

impl Plugin for RevealFocus {
    fn debug_name(&self) -> &'static str {
        "avo_reveal_focus"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let focused = ctx.memory(egui::Memory::focused);
        if std::mem::replace(&mut self.focused, focused) != focused {
            self.passes_left = if focus::is_visible(ctx) { PASSES } else { 0 };
        }
        if input.events.iter().any(is_scrolling) {
            self.passes_left = 0;
        }
        self.passes_left = self.passes_left.saturating_sub(1);
        let cut = focused.filter(|id| self.passes_left > 0 && is_cut(ctx, *id));
        ctx.data_mut(|data| match cut {
            Some(id) => _ = data.insert_temp(revealed_id(), Revealed(id)),
            None => data.remove::<Revealed>(revealed_id()),
        });
        if let Some(id) = cut {
            input
                .events
                .push(Event::AccessKitActionRequest(accesskit::ActionRequest {
                    action: accesskit::Action::ScrollIntoView,
                    target_tree: accesskit::TreeId::ROOT,
                    target_node: id.accesskit_id(),
                    data: None,
                }));
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let focused = ui.memory(egui::Memory::focused);
        let is_cut_still = self.passes_left > 1 && focused.is_some_and(|id| is_cut(ui.ctx(), id));
        if focused != self.focused || is_cut_still {
            ui.ctx().request_repaint();
        }
    }
}

/// Whether a person moves what is seen, or is about to.
const fn is_scrolling(event: &Event) -> bool {
    matches!(
        event,
        Event::MouseWheel { .. } | Event::PointerButton { .. } | Event::Touch { .. }
    )
}

/// Scrolls what lies around `inner`, which scrolls itself, to what is being brought into view in it: egui scrolls the
/// innermost only.
pub(super) fn reveal_around(ui: &Ui, inner: Rect) {
    let revealed: Option<Revealed> = ui.data(|data| data.get_temp(revealed_id()));
    let response = revealed.and_then(|Revealed(id)| ui.ctx().read_response(id));
    if let Some(response) = response
        && response.layer_id == ui.layer_id()
        && inner.contains_rect(response.rect)
    {
        ui.scroll_to_rect(response.rect, None);
    }
}

/// Whether less than the whole of `id` could be seen when it was drawn last.
fn is_cut(ctx: &Context, id: Id) -> bool {
    let most = ctx.content_rect().height() * MAX_SHARE;
    ctx.read_response(id).is_some_and(|response| {
        let whole = response.rect.shrink(TOLERANCE);
        whole.height() < most && !response.interact_rect.contains_rect(whole)
    })
}
