//! The least size of a window, which no screen is too small for.

use egui::{Context, Vec2, ViewportCommand, vec2};

/// The part of a screen that a window at its least size takes up at most. The rest is for its title and for panels.
const SCREEN_SHARE: f32 = 0.75;

/// Keeps the least size of a window within its screen.
#[derive(Debug)]
pub(crate) struct SmallestSize {
    /// The least size on a large screen, in points without zoom.
    wanted: Vec2,
    /// As the window was last told, in points without zoom.
    told: Option<Vec2>,
}

impl SmallestSize {
    /// For a window that wants to be this large at least, in points without zoom.
    pub(crate) fn new([width, height]: [f32; 2]) -> Self {
        Self {
            wanted: vec2(width, height),
            told: None,
        }
    }

    /// To be called in the logic of each frame. The screen's size is known only once the window is there, and another
    /// with the screen it is moved to.
    pub(crate) fn logic(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        let screen = ctx.input(|input| input.viewport().monitor_size).map(|size| size * zoom);
        let smallest = screen.map_or(self.wanted, |screen| self.wanted.min(screen * SCREEN_SHARE));
        if self.told != Some(smallest) {
            self.told = Some(smallest);
            ctx.send_viewport_cmd(ViewportCommand::MinInnerSize(smallest / zoom));
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{RawInput, ViewportId};

    use super::*;

    /// The least size that is set in a frame, for a window on this screen, in its points at this zoom.
    fn told(smallest: &mut SmallestSize, screen: Option<Vec2>, zoom: f32) -> Option<Vec2> {
        let ctx = Context::default();
        ctx.set_zoom_factor(zoom);
        // egui takes a zoom over in the frame after.
        ctx.run_ui(RawInput::default(), |_| ()).drop_without_applying_deltas();
        let mut input = RawInput::default();
        input.viewports.entry(ViewportId::ROOT).or_default().monitor_size = screen;
        let output = ctx.run_ui(input, |ui| smallest.logic(ui.ctx()));
        let commands = output.viewport_output[&ViewportId::ROOT].commands.clone();
        output.drop_without_applying_deltas();
        commands.into_iter().find_map(|command| match command {
            ViewportCommand::MinInnerSize(size) => Some(size),
            _ => None,
        })
    }

    #[test]
    fn the_least_size_of_a_window_fits_its_screen() {
        for (screen, zoom, size) in [
            (None, 1.0, vec2(900.0, 600.0)),
            // 1920x1080 at 100 and 200 %, 1366x768 at 150 %.
            (Some(vec2(1920.0, 1080.0)), 1.0, vec2(900.0, 600.0)),
            (Some(vec2(960.0, 540.0)), 1.0, vec2(720.0, 405.0)),
            (Some(vec2(910.0, 512.0)), 1.0, vec2(682.5, 384.0)),
            // A zoom of our own makes the points larger, not the window.
            (Some(vec2(960.0, 540.0)), 2.0, vec2(450.0, 300.0)),
        ] {
            let mut smallest = SmallestSize::new([900.0, 600.0]);
            assert_eq!(told(&mut smallest, screen, zoom), Some(size), "{screen:?} at {zoom}");
            assert_eq!(told(&mut smallest, screen, zoom), None, "once is enough");
        }
    }
}
