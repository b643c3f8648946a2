//! Where a dialog stands in the window.

use egui::{Context, Id, Vec2};

/// How close a dialog comes to the edges of the window, in points.
pub(super) const WINDOW_MARGIN: f32 = 24.0;
/// How close a dialog comes to the upper and lower edge of a window that is less high than `SHORT_WINDOW`, in points.
const SHORT_WINDOW_MARGIN: f32 = 12.0;
const SHORT_WINDOW: f32 = 700.0;

/// How close a dialog comes to the upper and lower edge of `window`, in points.
pub(super) fn margin_above(window: Vec2) -> f32 {
    if window.y < SHORT_WINDOW {
        SHORT_WINDOW_MARGIN
    } else {
        WINDOW_MARGIN
    }
}

/// Where a dialog stands: in the middle when it opens, and from then on its top stays, unless there were no room below.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) window: Vec2,
    top: Option<f32>,
    /// How high it was when it was drawn last, in points.
    pub(super) height: Option<f32>,
}

impl Place {
    pub(super) fn load(ctx: &Context, id: Id, opening: bool) -> Self {
        let window = ctx.content_rect().size();
        let known: Option<Self> = ctx.data(|data| data.get_temp(id.with("place")));
        match known {
            Some(place) if place.window == window && !opening => place,
            Some(place) if !opening => Self {
                window,
                top: None,
                height: place.height,
            },
            _ => Self {
                window,
                top: None,
                height: None,
            },
        }
    }

    pub(super) fn top(&mut self) -> f32 {
        let margin = margin_above(self.window);
        let Some(height) = self.height else {
            return margin;
        };
        let centered = ((self.window.y - height) / 2.0).max(margin).floor();
        let lowest = (self.window.y - margin - height).max(margin).floor();
        let top = self.top.unwrap_or(centered).min(lowest);
        self.top = Some(top);
        top
    }

    pub(super) fn store(self, ctx: &Context, id: Id) {
        ctx.data_mut(|data| data.insert_temp(id.with("place"), self));
    }
}
