//! How both programs open their native window: icon, sizes, the platform's renderer, the event loop, and pasting.
//!
//! Not its job: what the window draws (`ui`) and does (`app`, `client`).

mod event_loop;
mod geometry;
mod hidden_tree;
mod paste;
mod paste_source;
mod restoring;
mod smallest_size;

pub(crate) use event_loop::{Opening, ShownWindow, run};
pub(crate) use geometry::{GeometryKeeper, WindowGeometry};
pub(crate) use hidden_tree::HiddenTree;
pub(crate) use paste::PasteInput;
pub(crate) use smallest_size::SmallestSize;

use restoring::{Monitors, Restored};

const ICON_PNG: &[u8] = include_bytes!("../assets/app.png");

/// The initial properties of a window.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WindowStart<'a> {
    /// The application ID for the desktop.
    pub(crate) app_id: &'a str,
    /// The initial title.
    pub(crate) title: &'a str,
    /// Initial width and height, in points. Reduced to the size of the screen.
    pub(crate) first_size: [f32; 2],
    /// Minimum width and height, in points. Less on a small screen, once that is known.
    pub(crate) smallest_size: [f32; 2],
    /// Size and place of the window before, if any.
    pub(crate) kept: Option<WindowGeometry>,
}

impl WindowStart<'_> {
    /// The options for eframe. Its persistence is off, because it writes a file that others can read.
    /// Once there is a display, `monitors` has those there are.
    fn options(&self, monitors: Monitors) -> eframe::NativeOptions {
        let mut viewport = eframe::egui::ViewportBuilder::default()
            .with_title(self.title)
            .with_app_id(self.app_id)
            .with_inner_size(self.first_size)
            .with_clamp_size_to_monitor_size(true);
        match eframe::icon_data::from_png_bytes(ICON_PNG) {
            Ok(icon) => viewport = viewport.with_icon(icon),
            Err(error) => tracing::warn!(%error, "the window has no icon"),
        }
        let (kept, first, smallest) = (self.kept, self.first_size.into(), self.smallest_size.into());
        eframe::NativeOptions {
            viewport,
            window_builder: Some(Box::new(move |viewport| {
                Restored::new(kept, &monitors.borrow(), first, smallest).apply(viewport)
            })),
            renderer: renderer(),
            persist_window: false,
            // They read the clipboard on the window's thread; `paste` has its own.
            clipboard_shortcuts: false,
            ..eframe::NativeOptions::default()
        }
    }
}

#[cfg(not(windows))]
const fn renderer() -> eframe::Renderer {
    eframe::Renderer::Glow
}

#[cfg(windows)]
const fn renderer() -> eframe::Renderer {
    eframe::Renderer::Wgpu
}
