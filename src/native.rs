//! How both programs open their native window: the icon, the sizes, the renderer of the platform.
//!
//! Not its job: what is drawn in it (`ui`), and what happens in it (`app`, `client`).

const ICON_PNG: &[u8] = include_bytes!("../assets/app.png");

/// What one program's window starts with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WindowStart<'a> {
    /// What the desktop knows the program by.
    pub(crate) app_id: &'a str,
    /// The first title.
    pub(crate) title: &'a str,
    /// Width and height at first, in points; less where the screen is smaller.
    pub(crate) first_size: [f32; 2],
    /// The least width and height, in points.
    pub(crate) smallest_size: [f32; 2],
}

impl WindowStart<'_> {
    /// The same in the words of eframe. Nothing is kept by eframe, which would write a file that others can read.
    pub(crate) fn options(&self) -> eframe::NativeOptions {
        let mut viewport = eframe::egui::ViewportBuilder::default()
            .with_title(self.title)
            .with_app_id(self.app_id)
            .with_inner_size(self.first_size)
            .with_min_inner_size(self.smallest_size)
            .with_clamp_size_to_monitor_size(true);
        match eframe::icon_data::from_png_bytes(ICON_PNG) {
            Ok(icon) => viewport = viewport.with_icon(icon),
            Err(error) => tracing::warn!(%error, "the window has no icon"),
        }
        eframe::NativeOptions {
            viewport,
            renderer: renderer(),
            persist_window: false,
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
