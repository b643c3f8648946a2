//! The native window around [`super::ClientWindow`].

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::ClientWindow;
use crate::client::installation::Installation;
use crate::client::worker::ClientWorker;
use crate::native::{self, HiddenTree, Opening, PasteInput, ShownWindow, SmallestSize, WindowStart};
use crate::platform::clock::SystemClock;
use crate::ui::strings::client as words;
use crate::ui::{self, theme};
use crate::words::{Language, speak};

fn window_start() -> WindowStart<'static> {
    WindowStart {
        app_id: "avo-client",
        title: words::title(),
        first_size: [580.0, 600.0],
        smallest_size: [420.0, 360.0],
        kept: None,
    }
}

/// Opens the window and returns when it is closed.
pub(in crate::client) fn run(installation: Installation) -> ExitCode {
    speak(Language::of_system());
    let mut thread = None;
    let started = &mut thread;
    let start = window_start();
    let opened = native::run(&start, |opening: Opening<()>| {
        let ctx = opening.ctx;
        ui::install(&ctx);
        let appearance = installation.appearance();
        theme::set_appearance(&ctx, appearance);
        let overview = installation.overview();
        let (worker, thread) = ClientWorker::start(installation, Arc::new(move || ctx.request_repaint()))?;
        *started = Some(thread);
        let window = Window {
            shown: opening.shown,
            client: ClientWindow::new(worker, overview, Arc::new(SystemClock), TimeZone::system())
                .with_appearance(appearance),
            paste: opening.paste,
            tree: HiddenTree::default(),
            smallest: opening.smallest,
        };
        Ok(Box::new(window) as Box<dyn eframe::App>)
    });
    // The window is gone. A registration that is under way uses its token up, so its answer is waited for.
    if thread.is_some_and(|thread| thread.join().is_err()) {
        return ExitCode::FAILURE;
    }
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is closed too, there is nowhere to report it.
            let _ = writeln!(
                std::io::stderr(),
                "error: No window could be opened: {error}.\nnext step: Check the display and its OpenGL driver."
            );
            ExitCode::FAILURE
        }
    }
}

struct Window {
    #[expect(dead_code, reason = "for its end")]
    shown: ShownWindow,
    client: ClientWindow,
    paste: PasteInput<()>,
    tree: HiddenTree,
    smallest: SmallestSize,
}

impl eframe::App for Window {
    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        self.paste.filter(ctx, input, ());
        if let Some(error) = self.paste.take_failure() {
            self.client.note_not_pasted(&error);
        }
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.tree.logic(ctx, words::title());
        self.smallest.logic(ctx);
        self.client.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.tree.drawn(ui.ctx());
        self.client.ui(ui);
    }
}
