//! Where the messages stand: on no control of a dialog or a menu.

use egui::{Align2, Context, Id, LayerId, Order, Rect, Vec2, vec2};

/// How close the messages come to the sides of the window, in points.
const MARGIN: f32 = 20.0;
/// How far from the lower edge they begin, which is above the status line, in points.
const ABOVE_FOOT: f32 = 56.0;
/// How close they come to the upper and the lower edge where there is no room elsewhere, in points.
const EDGE: f32 = 8.0;
/// The distance between the heights that are tried, in points.
const STEP: f32 = 8.0;
/// How close they come to a control, in points.
const CLEARANCE: f32 = 3.0;
/// How high a control is at most, in points.
const MAX_CONTROL_HEIGHT: f32 = 64.0;

/// A place in the window: a corner or the middle of an edge, and how far from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) align: Align2,
    pub(super) offset: Vec2,
}

impl Spot {
    const fn new(align: Align2, x: f32, y: f32) -> Self {
        Self {
            align,
            offset: vec2(x, y),
        }
    }

    fn rect(self, size: Vec2, window: Rect) -> Rect {
        self.align.align_size_within_rect(size, window).translate(self.offset)
    }
}

/// What the messages must not lie on.
struct Taken {
    window: Rect,
    dialog: Option<Rect>,
    controls: Vec<Rect>,
}

impl Taken {
    fn of(ctx: &Context, own: LayerId) -> Self {
        let dialog = ctx.memory(|memory| {
            let layer = memory.top_modal_layer()?;
            memory.area_rect(layer.id)
        });
        let controls = ctx.viewport(|viewport| {
            let widgets = &viewport.prev_pass.widgets;
            let above = widgets
                .layers()
                .filter(|(layer, _)| layer.order > Order::Background && **layer != own);
            let controls = above.flat_map(|(_, widgets)| widgets).filter(|widget| {
                // What is higher holds other things: a click in it is no press.
                let is_control = widget.rect.height() < MAX_CONTROL_HEIGHT;
                widget.enabled && widget.visible && is_control && widget.sense.senses_click()
            });
            controls.map(|widget| widget.interact_rect).collect()
        });
        Self {
            window: ctx.content_rect(),
            dialog,
            controls,
        }
    }

    fn has_control(&self, rect: Rect) -> bool {
        let near = rect.expand(CLEARANCE);
        self.controls
            .iter()
            .any(|control| control.is_positive() && control.intersects(near))
    }

    fn is_free(&self, rect: Rect) -> bool {
        self.window.contains_rect(rect) && !self.has_control(rect)
    }

    fn is_beside_dialog(&self, rect: Rect) -> bool {
        self.is_free(rect) && !self.dialog.is_some_and(|dialog| dialog.intersects(rect))
    }
}

/// Chooses where messages of `size` stand that lie in the layer `own`; none where every place is taken. They keep their place
/// while it is free, because what is being read must not jump when a dialog opens or closes.
pub(super) fn choose(ctx: &Context, own: LayerId, size: Vec2) -> Option<Spot> {
    let id = Id::unique("avo_toasts_spot");
    let taken = Taken::of(ctx, own);
    let kept: Option<Spot> = ctx.data(|data| data.get_temp(id));
    let usual = Spot::new(Align2::RIGHT_BOTTOM, -MARGIN, -ABOVE_FOOT);
    let spot = if taken.controls.is_empty() {
        Some(kept.unwrap_or(usual))
    } else {
        let is_free = |spot: &Spot| taken.is_free(spot.rect(size, taken.window));
        let is_beside = |spot: &Spot| taken.is_beside_dialog(spot.rect(size, taken.window));
        let kept = kept.filter(is_free);
        kept.or_else(|| corners().into_iter().find(is_beside))
            .or_else(|| corners().into_iter().find(is_free))
            .or_else(|| heights(taken.window.height() - size.y).find(is_free))
    };
    match spot {
        Some(spot) => ctx.data_mut(|data| _ = data.insert_temp(id, spot)),
        None => forget(ctx),
    }
    spot
}

/// Forgets the place, once no message is shown.
pub(super) fn forget(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<Spot>(Id::unique("avo_toasts_spot")));
}

fn corners() -> [Spot; 5] {
    [
        Spot::new(Align2::LEFT_BOTTOM, MARGIN, -ABOVE_FOOT),
        Spot::new(Align2::RIGHT_BOTTOM, -MARGIN, -ABOVE_FOOT),
        Spot::new(Align2::LEFT_BOTTOM, MARGIN, -EDGE),
        Spot::new(Align2::RIGHT_TOP, -MARGIN, MARGIN),
        Spot::new(Align2::LEFT_TOP, MARGIN, MARGIN),
    ]
}

/// Every height at the left, in the middle and at the right, from below.
fn heights(room: f32) -> impl Iterator<Item = Spot> {
    let steps = std::iter::successors(Some(EDGE), |y| Some(y + STEP)).take_while(move |y| y + EDGE <= room);
    steps.flat_map(|y| {
        [
            Spot::new(Align2::LEFT_BOTTOM, MARGIN, -y),
            Spot::new(Align2::CENTER_BOTTOM, 0.0, -y),
            Spot::new(Align2::RIGHT_BOTTOM, -MARGIN, -y),
        ]
    })
}
