//! What to ask the system for at the start of a window that had a size and a place before.

use std::cell::RefCell;
use std::rc::Rc;

use egui::{Pos2, Rect, Vec2, ViewportBuilder, vec2};
use winit::monitor::MonitorHandle;

use super::geometry::WindowGeometry;

/// The height of a title bar to take hold of, in points.
const TITLE_HEIGHT: f32 = 30.0;
/// How much of the title bar lies on a monitor at least, in points.
const LEAST_TITLE: Vec2 = vec2(120.0, 20.0);

/// The monitors, which are known as soon as there is a display.
pub(super) type Monitors = Rc<RefCell<Vec<Monitor>>>;

/// A monitor: its part of the desktop, in pixels, and its pixels a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Monitor {
    area: Rect,
    scale: f32,
}

impl Monitor {
    #[expect(clippy::cast_possible_truncation, reason = "a scale has few digits")]
    pub(super) fn of(handle: &MonitorHandle) -> Self {
        let (place, size) = (handle.position(), handle.size());
        Self {
            area: Rect::from_min_size(
                Pos2::new(place.x as f32, place.y as f32),
                vec2(size.width as f32, size.height as f32),
            ),
            scale: handle.scale_factor() as f32,
        }
    }

    /// In points.
    fn size(&self) -> Vec2 {
        self.area.size() / self.scale
    }

    /// Whether enough of the title bar of a window this wide, in points, lies here.
    fn shows_title_at(&self, place: Pos2, width: f32) -> bool {
        let title = Rect::from_min_size(place, vec2(width, TITLE_HEIGHT) * self.scale);
        let shown = title.intersect(self.area).size();
        let least = LEAST_TITLE * self.scale;
        shown.x >= least.x && shown.y >= least.y
    }
}

/// What to ask for. In points, and without a place where the system had better choose it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Restored {
    size: Vec2,
    place: Option<Pos2>,
    is_maximized: bool,
}

impl Restored {
    /// Decides between what was `kept` and the `first_size` of a window that was never open. No window gets smaller than
    /// `smallest`, or larger than its monitor.
    pub(super) fn new(kept: Option<WindowGeometry>, monitors: &[Monitor], first_size: Vec2, smallest: Vec2) -> Self {
        let wanted = kept.map_or(first_size, |kept| kept.size().max(smallest));
        let placed = kept.and_then(|kept| kept.place()).and_then(|place| {
            let monitor = monitors
                .iter()
                .find(|monitor| monitor.shows_title_at(place, wanted.x))?;
            Some((place, monitor))
        });
        let largest = match placed {
            Some((_, monitor)) => Some(monitor.size()),
            None => monitors.iter().map(Monitor::size).reduce(Vec2::max),
        };
        Self {
            size: largest.map_or(wanted, |largest| wanted.min(largest)),
            place: placed.map(|(place, monitor)| place / monitor.scale),
            is_maximized: kept.is_some_and(|kept| kept.is_maximized()),
        }
    }

    pub(super) fn apply(self, viewport: ViewportBuilder) -> ViewportBuilder {
        let viewport = viewport.with_inner_size(self.size).with_maximized(self.is_maximized);
        match self.place {
            Some(place) => viewport.with_position(place),
            None => viewport,
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    fn monitor(left: f32, top: f32, size: Vec2, scale: f32) -> Monitor {
        Monitor {
            area: Rect::from_min_size(pos2(left, top), size),
            scale,
        }
    }

    #[test]
    fn a_window_comes_back_where_its_title_bar_can_be_reached() {
        let wide = monitor(0.0, 0.0, vec2(1_920.0, 1_080.0), 1.0);
        let sharp = monitor(1_920.0, 0.0, vec2(3_840.0, 2_160.0), 2.0);
        let left = monitor(-1_280.0, 0.0, vec2(1_280.0, 1_024.0), 1.0);
        let small = monitor(0.0, 0.0, vec2(1_024.0, 768.0), 1.0);
        let kept = |size, place| Some(WindowGeometry::new(size, place, false));
        let sized = kept([1_200, 800], None);
        let at = |left, top| kept([1_200, 800], Some([left, top]));
        let (size, first) = (vec2(1_200.0, 800.0), vec2(1_366.0, 820.0));
        for (kept, monitors, size, place) in [
            (None, [wide].as_slice(), first, None),
            (None, &[small], vec2(1_024.0, 768.0), None),
            (at(300, 100), &[wide], size, Some(pos2(300.0, 100.0))),
            // Partly beyond an edge, with enough of the title bar left, and with too little.
            (at(1_790, 100), &[wide], size, Some(pos2(1_790.0, 100.0))),
            (at(1_850, 100), &[wide], size, None),
            (at(-1_070, 100), &[wide], size, Some(pos2(-1_070.0, 100.0))),
            (at(-1_150, 100), &[wide], size, None),
            (at(300, 1_050), &[wide], size, Some(pos2(300.0, 1_050.0))),
            (at(300, 1_070), &[wide], size, None),
            (at(300, -25), &[wide], size, None),
            // On a second monitor, and once that is gone.
            (at(-1_200, 50), &[wide, left], size, Some(pos2(-1_200.0, 50.0))),
            (at(-1_250, 50), &[wide], size, None),
            (at(2_120, 200), &[wide, sharp], size, Some(pos2(1_060.0, 100.0))),
            (at(2_120, 200), &[wide], size, None),
            // No place, as on Wayland, and no monitors.
            (sized, &[wide], size, None),
            (at(300, 100), &[], size, None),
            // Larger than the monitor; too small; silly.
            (at(10, 10), &[small], vec2(1_024.0, 768.0), Some(pos2(10.0, 10.0))),
            (kept([3, 3], None), &[wide], vec2(900.0, 600.0), None),
            (kept([i32::MIN, i32::MAX], None), &[wide], vec2(900.0, 1_080.0), None),
            (at(i32::MIN, i32::MAX), &[wide], size, None),
        ] {
            let restored = Restored::new(kept, monitors, first, vec2(900.0, 600.0));
            assert_eq!(
                (restored.size, restored.place),
                (size, place),
                "{kept:?} on {monitors:?}"
            );
        }
    }

    #[test]
    fn a_maximised_window_comes_back_as_one() {
        for is_maximized in [true, false] {
            let kept = WindowGeometry::new([1_200, 800], None, is_maximized);
            let restored = Restored::new(Some(kept), &[], Vec2::ZERO, Vec2::ZERO);
            let asked = restored.apply(ViewportBuilder::default());
            assert_eq!(asked.maximized, Some(is_maximized));
            assert_eq!(asked.inner_size, Some(vec2(1_200.0, 800.0)));
        }
    }
}
