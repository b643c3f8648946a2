//! Size and place of a window, kept for its next start.
//!
//! Not its job: writing them down (each program has a file of its own), and whether a kept place can still be used
//! ([`super::restoring`]).

use std::time::Duration;

use egui::{Context, InputState, Pos2, Vec2, pos2, vec2};
use serde::{Deserialize, Serialize};

/// A window that is being moved or resized is kept once it has stood still for so long, in seconds.
const SETTLING_SECS: f64 = 1.0;

/// Size and place of a window while it is not maximised, and whether it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WindowGeometry {
    /// Width and height of its contents, in points without zoom.
    size: [i32; 2],
    /// Left and top of its title bar, in pixels; none where the system doesn't tell, as on Wayland.
    place: Option<[i32; 2]>,
    is_maximized: bool,
}

impl WindowGeometry {
    #[cfg(test)]
    pub(super) const fn new(size: [i32; 2], place: Option<[i32; 2]>, is_maximized: bool) -> Self {
        Self {
            size,
            place,
            is_maximized,
        }
    }

    pub(super) fn size(&self) -> Vec2 {
        let [width, height] = self.size.map(|side| side as f32);
        vec2(width, height)
    }

    pub(super) fn place(&self) -> Option<Pos2> {
        self.place.map(|[left, top]| pos2(left as f32, top as f32))
    }

    pub(super) const fn is_maximized(&self) -> bool {
        self.is_maximized
    }
}

/// Tells when a window has another size or place that is to be kept.
#[derive(Debug)]
pub(crate) struct GeometryKeeper {
    kept: Option<WindowGeometry>,
    /// One that differs from it, and since when it has been so.
    seen: Option<(WindowGeometry, f64)>,
}

impl GeometryKeeper {
    pub(super) const fn new(kept: Option<WindowGeometry>) -> Self {
        Self { kept, seen: None }
    }

    /// To be called in the logic of each frame. Returns what is to be kept, once for each change: after the window has
    /// stood still, or when it is closed.
    pub(crate) fn logic(&mut self, ctx: &Context) -> Option<WindowGeometry> {
        let zoom = ctx.zoom_factor();
        let (geometry, now_secs, is_closing) = ctx.input(|input| {
            let geometry = geometry_of(input, zoom, self.kept);
            (geometry, input.time, input.viewport().close_requested())
        });
        let geometry = geometry?;
        if self.kept == Some(geometry) {
            self.seen = None;
            return None;
        }
        let since_secs = match self.seen {
            Some((seen, since_secs)) if seen == geometry => since_secs,
            _ => now_secs,
        };
        self.seen = Some((geometry, since_secs));
        let left_secs = since_secs + SETTLING_SECS - now_secs;
        if left_secs > 0.0 && !is_closing {
            ctx.request_repaint_after(Duration::from_secs_f64(left_secs));
            return None;
        }
        self.kept = Some(geometry);
        self.kept
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it saturates, far beyond any screen")]
fn whole(value: f32) -> i32 {
    value.round() as i32
}

/// How the window is now. A maximised one keeps the size and place that it goes back to. Nothing while it is minimised or
/// fills the screen, and before its size is known.
fn geometry_of(input: &InputState, zoom: f32, kept: Option<WindowGeometry>) -> Option<WindowGeometry> {
    let viewport = input.viewport();
    let pixels_per_point = viewport.native_pixels_per_point?;
    if viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
        return None;
    }
    let is_maximized = viewport.maximized == Some(true);
    if let (true, Some(kept)) = (is_maximized, kept) {
        return Some(WindowGeometry { is_maximized, ..kept });
    }
    let size = input.viewport_rect().size() * zoom;
    let place = viewport.outer_rect.map(|outer| outer.min * zoom * pixels_per_point);
    Some(WindowGeometry {
        size: [whole(size.x), whole(size.y)],
        place: place.map(|place| [whole(place.x), whole(place.y)]),
        is_maximized,
    })
}

#[cfg(test)]
mod tests {
    use egui::{RawInput, Rect, ViewportEvent, ViewportId};

    use super::*;

    /// A window on a screen with two pixels a point.
    struct Desk {
        ctx: Context,
        keeper: GeometryKeeper,
        input: RawInput,
    }

    impl Desk {
        fn new(kept: Option<WindowGeometry>) -> Self {
            let mut desk = Self {
                ctx: Context::default(),
                keeper: GeometryKeeper::new(kept),
                input: RawInput::default(),
            };
            desk.resize(vec2(1_000.0, 700.0));
            desk.viewport().native_pixels_per_point = Some(2.0);
            desk.viewport().outer_rect = Some(Rect::from_min_size(pos2(30.0, 20.0), vec2(1_000.0, 730.0)));
            desk
        }

        fn viewport(&mut self) -> &mut egui::ViewportInfo {
            self.input.viewports.entry(ViewportId::ROOT).or_default()
        }

        fn resize(&mut self, size: Vec2) {
            self.input.screen_rect = Some(Rect::from_min_size(Pos2::ZERO, size));
        }

        /// What is to be kept in a frame at this time.
        fn at(&mut self, secs: f64) -> Option<WindowGeometry> {
            self.input.time = Some(secs);
            let mut kept = None;
            let output = self
                .ctx
                .run_ui(self.input.clone(), |ui| kept = kept.or(self.keeper.logic(ui.ctx())));
            output.drop_without_applying_deltas();
            kept
        }
    }

    const AT_FIRST: WindowGeometry = WindowGeometry::new([1_000, 700], Some([60, 40]), false);

    #[test]
    fn a_change_is_kept_once_after_the_window_has_stood_still() {
        let mut desk = Desk::new(Some(AT_FIRST));
        assert_eq!(desk.at(0.0), None, "as it was");
        for step in 1..5_u8 {
            desk.resize(vec2(1_000.0 + f32::from(step), 700.0));
            assert_eq!(desk.at(f64::from(step) * 0.9), None, "still being dragged");
        }
        let wider = WindowGeometry::new([1_004, 700], Some([60, 40]), false);
        assert_eq!(desk.at(4.7), Some(wider));
        assert_eq!(desk.at(9.0), None, "once is enough");
    }

    #[test]
    fn a_window_that_closes_is_kept_at_once() {
        let mut desk = Desk::new(None);
        desk.viewport().events.push(ViewportEvent::Close);
        assert_eq!(desk.at(0.0), Some(AT_FIRST));
    }

    #[test]
    fn a_maximised_window_keeps_what_it_goes_back_to() {
        let mut desk = Desk::new(Some(AT_FIRST));
        desk.viewport().maximized = Some(true);
        desk.resize(vec2(1_920.0, 1_050.0));
        assert_eq!(desk.at(0.0), None);
        let maximised = WindowGeometry::new([1_000, 700], Some([60, 40]), true);
        assert_eq!(desk.at(2.0), Some(maximised));
    }

    #[test]
    fn a_minimised_window_and_one_without_a_place_are_no_trap() {
        let mut desk = Desk::new(Some(AT_FIRST));
        desk.viewport().minimized = Some(true);
        desk.resize(vec2(0.0, 0.0));
        assert_eq!((desk.at(0.0), desk.at(5.0)), (None, None));

        let mut desk = Desk::new(None);
        desk.viewport().outer_rect = None;
        desk.at(0.0);
        assert_eq!(desk.at(2.0), Some(WindowGeometry::new([1_000, 700], None, false)));
    }
}
