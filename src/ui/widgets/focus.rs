//! Where the keyboard focus is, whether to show it, and where it goes back to when a dialog closes.
//!
//! egui keeps one focused widget. This adds what a person expects beside it: the ring is shown once the keyboard is
//! used (a field being typed in always shows it), a click focuses what was clicked, and a dialog that is no longer
//! drawn gives the focus back to where it came from.

use egui::{
    Color32, Context, CornerRadius, Event, EventFilter, FocusDirection, Id, Plugin, RawInput, Rect, Response, Stroke,
    StrokeKind, Ui,
};

use crate::ui::theme::Tokens;

/// The width of the soft ring around what has the focus, in points.
pub const RING: f32 = 3.0;

/// The egui plugin behind this module; [`crate::ui::install`] registers it.
#[derive(Default)]
pub struct FocusVisibility;

#[derive(Clone, Default)]
struct FocusState {
    keyboard_used: bool,
    last_focused: Option<Id>,
    at_start_of_pass: Option<Id>,
    dialogs: Vec<OpenDialog>,
    home: Option<Id>,
}

#[derive(Clone)]
struct OpenDialog {
    id: Id,
    return_to: Option<Id>,
    last_pass: u64,
    frames: u32,
}

fn with_state<R>(ctx: &Context, change: impl FnOnce(&mut FocusState) -> R) -> R {
    ctx.data_mut(|data| change(data.get_temp_mut_or_default::<FocusState>(Id::unique("avo_focus"))))
}

impl Plugin for FocusVisibility {
    fn debug_name(&self) -> &'static str {
        "avo_focus"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let focused = ctx.memory(egui::Memory::focused);
        with_state(ctx, |state| {
            for event in &input.events {
                match event {
                    Event::Key { pressed: true, .. } | Event::AccessKitActionRequest(_) => state.keyboard_used = true,
                    Event::PointerButton { pressed: true, .. } => {
                        state.keyboard_used = false;
                        state.last_focused = None;
                    }
                    _ => {}
                }
            }
            if focused.is_some() {
                state.last_focused = focused;
            }
            state.at_start_of_pass = focused;
        });
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let pass = ctx.cumulative_pass_nr();
        let focused = ctx.memory(egui::Memory::focused);
        let gone = with_state(&ctx, |state| {
            let index = state.dialogs.iter().position(|dialog| dialog.last_pass < pass)?;
            let gone = state.dialogs.get(index).cloned();
            state.dialogs.retain(|dialog| dialog.last_pass >= pass);
            if let Some(above) = state.dialogs.get_mut(index) {
                // A menu that opened a dialog: what had the focus in the menu is gone with it.
                above.return_to = gone.and_then(|gone| gone.return_to);
                return None;
            }
            // What took the dialog's place, such as the locked screen, may have claimed the focus in this pass.
            gone.filter(|_| focused.is_none() || focused == state.at_start_of_pass)
        });
        if let Some(gone) = gone {
            let is_there = |id: &Id| ctx.read_response(*id).is_some_and(|response| response.enabled());
            let home = with_state(&ctx, |state| state.home);
            if let Some(target) = gone.return_to.filter(is_there).or(home) {
                ctx.memory_mut(|memory| memory.request_focus(target));
                ctx.request_repaint();
            }
        }
    }
}

/// Notes that the dialog or menu `id` is drawn in this pass. Returns how many passes it has been drawn before.
///
/// They are a stack in the order of their opening; which of them gets keys is decided by the caller that draws them.
pub(super) fn dialog_shown(ctx: &Context, id: Id) -> u32 {
    let pass = ctx.cumulative_pass_nr();
    let focused = ctx.memory(egui::Memory::focused);
    with_state(ctx, |state| {
        if let Some(dialog) = state.dialogs.iter_mut().find(|dialog| dialog.id == id) {
            dialog.last_pass = pass;
            dialog.frames += 1;
            return dialog.frames;
        }
        // What has the focus in something new is shown, also when the mouse opened it.
        state.keyboard_used = true;
        state.dialogs.push(OpenDialog {
            id,
            return_to: focused.or(state.last_focused),
            last_pass: pass,
            frames: 0,
        });
        0
    })
}

/// Gives the focus to the next thing drawn that can have it.
pub(super) fn move_to_next(ui: &Ui) {
    ui.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
        memory.move_focus(FocusDirection::Next);
    });
}

/// Names what gets the focus where what had it before a dialog is gone: the last named in a frame.
pub fn set_home(response: &Response) {
    with_state(&response.ctx, |state| state.home = Some(response.id));
}

/// What has the focus, or had it last.
pub fn current(ctx: &Context) -> Option<Id> {
    let focused = ctx.memory(egui::Memory::focused);
    focused.or_else(|| with_state(ctx, |state| state.last_focused))
}

/// Gives the focus to the widget `id` if it was drawn in this frame and can take it; returns whether it does.
pub fn give_if_there(ctx: &Context, id: Id) -> bool {
    let response = ctx.read_response(id).filter(Response::enabled);
    if let Some(response) = &response {
        response.request_focus();
    }
    response.is_some()
}

/// Whether the focus of buttons, tabs and rows is to be shown: the keyboard was used more recently than the mouse.
pub fn is_visible(ctx: &Context) -> bool {
    with_state(ctx, |state| state.keyboard_used)
}

/// Who is to get the focus: asked for once, and given once when that is drawn and can take it.
///
/// `T` distinguishes those that one owner may ask for; `()` where there is only one. Asking for another replaces the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusRequest<T = ()>(Option<T>);

impl<T> Default for FocusRequest<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: PartialEq> FocusRequest<T> {
    /// Asks for the focus for `who`.
    pub fn ask(&mut self, who: T) {
        self.0 = Some(who);
    }

    /// Asks for `other` in the place of `who`, if `who` was asked for.
    pub fn redirect(&mut self, who: &T, other: T) {
        if self.0.as_ref() == Some(who) {
            self.0 = Some(other);
        }
    }

    /// No widget gets the focus.
    pub fn forget(&mut self) {
        self.0 = None;
    }

    /// Gives the focus to `response`, and brings it into view, if it is of whom it was asked for and can take it.
    /// Returns whether it does.
    pub fn give(&mut self, who: &T, response: &Response) -> bool {
        let gives = self.0.as_ref() == Some(who) && response.enabled();
        if gives {
            self.0 = None;
            response.request_focus();
            response.scroll_to_me(None);
        }
        gives
    }

    /// The same for the widget `id`, which has been drawn.
    pub fn give_by_id(&mut self, who: &T, ui: &Ui, id: Id) {
        if let Some(response) = ui.ctx().read_response(id) {
            self.give(who, &response);
        }
    }
}

/// Gives the focus to the widget `id`, which is drawn already. The key that asks for it does not move it on.
pub fn give_to(ui: &Ui, id: Id) {
    ui.memory_mut(|memory| {
        memory.request_focus(id);
        memory.move_focus(FocusDirection::None);
    });
}

/// Leaves the keys of `filter` to the focused widget `id`: they do not move the focus.
///
/// egui learns of a filter only while the widget is drawn, so the keys of the first frame have moved the focus already.
pub fn keep_keys(ui: &Ui, id: Id, filter: EventFilter) {
    let newest = ui.input(|input| input.events.iter().rfind(|event| is_press(event)).cloned());
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(id, filter);
        if memory.has_focus(id) && newest.is_some_and(|event| filter.matches(&event)) {
            memory.move_focus(FocusDirection::None);
        }
    });
}

const fn is_press(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. })
}

/// Gives the focus to what was clicked, as everywhere outside egui, so that a dialog can give it back.
pub fn take_on_click(response: &Response) {
    if response.clicked() {
        response.request_focus();
    }
}

/// Paints the soft ring and the accent line around `rect`.
pub fn paint_ring(ui: &Ui, rect: Rect, radius: u8) {
    let t = Tokens::of(ui);
    paint_ring_colored(ui, rect, radius, t.accent, t.soft);
}

/// Paints the ring in other colours than the usual, for fields with an error.
pub fn paint_ring_colored(ui: &Ui, rect: Rect, radius: u8, line: Color32, ring: Color32) {
    let corner = CornerRadius::same(radius);
    ui.painter()
        .rect_stroke(rect, corner, Stroke::new(RING, ring), StrokeKind::Outside);
    ui.painter()
        .rect_stroke(rect, corner, Stroke::new(1.0, line), StrokeKind::Inside);
}

/// Paints the ring if `response` has the focus and it is to be shown.
pub fn paint_ring_if_focused(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() && is_visible(ui.ctx()) {
        paint_ring(ui, response.rect, radius);
    }
}
