//! The native window around [`super::core::App`].

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use tempfile::TempDir;

use crate::crypto::HashPolicy;
use crate::domain::time::Clock;
use crate::native::{self, GeometryKeeper, HiddenTree, Opening, PasteInput, ShownWindow, SmallestSize, WindowStart};
use crate::platform::clipboard::SystemClipboard;
use crate::platform::clock::SystemClock;
use crate::platform::{disk_room, paths, private_file};
use crate::state::DirectoryInfo;
use crate::ui;
use crate::ui::strings::common;
use crate::words::Language;
use crate::worker::clipboard::ClipboardWorker;
use crate::worker::directory::DirectoryWorker;
use crate::worker::files::FilesWorker;
use crate::worker::lane::{Lane, Wake};

use super::core::{App, Parts};
use super::lanes::{DirectoryLanes, Lanes};
use super::request::Stamp;
use super::view_file::ViewFile;

/// Users in a demonstration: enough to scroll and search in.
const DEMO_USERS: u32 = 1_200;
const APP_ID: &str = "avo-admin";
const FIRST_SIZE: [f32; 2] = [1366.0, 820.0];
const SMALLEST_SIZE: [f32; 2] = [900.0, 600.0];

/// What the command line decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowOptions {
    /// The directory; where it lies for a demonstration is not decided there.
    pub database: PathBuf,
    /// Whether to open a throw-away directory with made-up users.
    pub is_demo: bool,
}

/// Opens the window and returns when it is closed.
pub fn run(options: WindowOptions) -> ExitCode {
    match try_run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // If standard error is closed too, there is nowhere to report it.
            let _ = writeln!(std::io::stderr(), "avo-admin: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn try_run(options: WindowOptions) -> Result<(), String> {
    let demo_folder = options
        .is_demo
        .then(|| tempfile::Builder::new().prefix("avo-admin-demo-").tempdir())
        .transpose()
        .map_err(|error| format!("no folder for the demonstration: {error}. Free some space and try again"))?;
    let database = demo_folder
        .as_ref()
        .map_or(options.database, |folder| folder.path().join("demo.db"));
    let directory = DirectoryInfo {
        location: database.into(),
        is_demo: options.is_demo,
    };
    let view_path = paths::view_state_file();
    let view_file = view_path.as_deref().map(read_view_file).unwrap_or_default();
    let start = WindowStart {
        app_id: APP_ID,
        title: &common::window_title(&directory.location.short_name()),
        first_size: FIRST_SIZE,
        smallest_size: SMALLEST_SIZE,
        kept: ViewFile::read(&view_file).window(),
    };
    let make = move |opening: Opening<Stamp>| {
        ui::install(&opening.ctx);
        let wake = waker(&opening.ctx);
        let window = Window {
            shown: opening.shown,
            app: App::new(parts(directory, view_path, view_file, wake)?),
            paste: opening.paste,
            tree: HiddenTree::default(),
            smallest: opening.smallest,
            geometry: opening.geometry,
            _demo_folder: demo_folder,
        };
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    native::run(&start, make)
        .map_err(|error| format!("no window could be opened: {error}. Check the display and its OpenGL driver"))
}

fn waker(ctx: &egui::Context) -> Wake {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

fn parts(
    directory: DirectoryInfo,
    view_path: Option<PathBuf>,
    view_file: String,
    wake: Wake,
) -> std::io::Result<Parts> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    // A demonstration is deleted when its window closes.
    let heads = paths::heads_folder().filter(|_| !directory.is_demo);
    let mut directory_worker =
        DirectoryWorker::new(directory.location.clone(), HashPolicy::production(), Arc::clone(&clock))
            .with_heads_in(heads);
    if !directory.is_demo {
        directory_worker = directory_worker.with_automatic_backups(Arc::new(disk_room::free_bytes));
    }
    let downloads_folder = paths::downloads_folder().unwrap_or_else(std::env::temp_dir);
    let clipboard_worker = ClipboardWorker::new(Box::new(SystemClipboard::default()));
    let files_worker = FilesWorker::new(downloads_folder, view_path);
    let lanes = Lanes {
        directory: DirectoryLanes::start(directory_worker, &wake)?,
        clipboard: Lane::start("clipboard", clipboard_worker, Arc::clone(&wake))?,
        files: Lane::start("files", files_worker, wake)?,
    };
    Ok(Parts {
        demo_users: directory.is_demo.then_some(DEMO_USERS),
        directory,
        clock,
        lanes,
        view_file,
        documents_folder: paths::documents_folder().unwrap_or_else(std::env::temp_dir),
        time_zone: jiff::tz::TimeZone::system(),
        system_language: Language::of_system(),
    })
}

/// A file that can't be read counts as missing: it holds only how the window looks.
fn read_view_file(path: &Path) -> String {
    match private_file::read(path) {
        Ok(bytes) => String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default(),
        Err(error) => {
            tracing::warn!(%error, "the view state was not read");
            String::new()
        }
    }
}

/// Dropped in this order: off the screen first, because the end of the app may wait for the clipboard.
struct Window {
    #[expect(dead_code, reason = "for its end")]
    shown: ShownWindow,
    app: App,
    paste: PasteInput<Stamp>,
    tree: HiddenTree,
    smallest: SmallestSize,
    geometry: GeometryKeeper,
    /// Removed with everything in it, after the app has closed the directory.
    _demo_folder: Option<TempDir>,
}

impl eframe::App for Window {
    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        self.paste.filter(ctx, input, self.app.stamp());
        if let Some(error) = self.paste.take_failure() {
            self.app.note_not_pasted(&error);
        }
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let title = common::window_title(&self.app.state().directory.location.short_name());
        self.tree.logic(ctx, &title);
        self.smallest.logic(ctx);
        self.app.logic(ctx);
        if let Some(geometry) = self.geometry.logic(ctx) {
            self.app.keep_window(geometry);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.tree.drawn(ui.ctx());
        self.app.ui(ui);
    }
}
