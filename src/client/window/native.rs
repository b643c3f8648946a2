//! The native window around [`super::ClientWindow`].

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{ClientWindow, Parts};
use crate::client::courier::Courier;
use crate::client::installation::Installation;
use crate::domain::settings::Appearance;
use crate::platform::clock::SystemClock;
use crate::ui::strings::client as words;
use crate::ui::theme;

const APP_ID: &str = "avo-client";
const ICON_PNG: &[u8] = include_bytes!("../../../assets/app.png");
const FIRST_SIZE: [f32; 2] = [580.0, 600.0];
const SMALLEST_SIZE: [f32; 2] = [420.0, 360.0];

/// Opens the window and returns when it is closed.
pub(in crate::client) fn run(installation: Installation) -> ExitCode {
    let opened = eframe::run_native(
        APP_ID,
        native_options(),
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            theme::install(&ctx);
            theme::set_appearance(&ctx, Appearance::System);
            let overview = installation.overview();
            let courier = Courier::start(installation, Arc::new(move || ctx.request_repaint()))?;
            Ok(Box::new(Window(ClientWindow::new(Parts {
                courier,
                overview,
                clock: Arc::new(SystemClock),
                time_zone: TimeZone::system(),
            }))))
        }),
    );
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to tell it to if standard error is closed too.
            let _ = writeln!(
                std::io::stderr(),
                "error: No window could be opened: {error}.\nnext step: Check the display and its OpenGL driver."
            );
            ExitCode::FAILURE
        }
    }
}

fn native_options() -> eframe::NativeOptions {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title(words::TITLE)
        .with_app_id(APP_ID)
        .with_inner_size(FIRST_SIZE)
        .with_min_inner_size(SMALLEST_SIZE)
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

#[cfg(not(windows))]
const fn renderer() -> eframe::Renderer {
    eframe::Renderer::Glow
}

#[cfg(windows)]
const fn renderer() -> eframe::Renderer {
    eframe::Renderer::Wgpu
}

struct Window(ClientWindow);

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.0.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.ui(ui);
    }
}
