//! The event loop around eframe, which sees the events of the window first.

use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use eframe::UserEvent;
use winit::application::ApplicationHandler;
use winit::event::{DeviceEvent, DeviceId, ElementState, MouseButton, StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop};
use winit::window::{Window, WindowId};

use super::WindowStart;
use super::geometry::GeometryKeeper;
use super::paste::{MiddlePresses, PasteInput};
use super::paste_source;
use super::restoring::{Monitor, Monitors};
use super::smallest_size::SmallestSize;
use crate::platform::desktop_theme::{self, DesktopTheme};
use crate::platform::paste::PasteReader;
use crate::platform::signals;

/// What a program gets to make its window from.
pub(crate) struct Opening<G> {
    /// The context that it is drawn in.
    pub(crate) ctx: egui::Context,
    /// What is typed and pasted into it.
    pub(crate) paste: PasteInput<G>,
    /// The window itself.
    pub(crate) shown: ShownWindow,
    /// How small it may get.
    pub(crate) smallest: SmallestSize,
    /// Tells where it is to come back.
    pub(crate) geometry: GeometryKeeper,
}

/// A window on the screen, which is taken off it when this is dropped, however long the program still works at its end.
#[derive(Debug)]
pub(crate) struct ShownWindow(Option<Arc<Window>>);

impl Drop for ShownWindow {
    fn drop(&mut self) {
        if let Some(window) = &self.0 {
            window.set_visible(false);
        }
    }
}

/// Why no window was opened, or why it was closed.
type Cause = Box<dyn Error + Send + Sync>;

/// Opens a window and returns once it is closed. `make` is called once there is a display.
///
/// # Errors
/// What the system says.
pub(crate) fn run<G: PartialEq>(
    start: &WindowStart<'_>,
    make: impl FnOnce(Opening<G>) -> Result<Box<dyn eframe::App>, Cause>,
) -> Result<(), String> {
    let event_loop = EventLoop::<UserEvent>::with_user_event()
        .build()
        .map_err(|error| error.to_string())?;
    event_loop.set_control_flow(ControlFlow::Wait);
    let last_error = LastError::install();
    let middle_presses = MiddlePresses::default();
    let is_made = std::cell::Cell::new(false);
    let is_end_asked = Arc::new(AtomicBool::new(false));
    let monitors = Monitors::default();
    let inner = {
        let (middle_presses, is_end_asked) = (middle_presses.clone(), Arc::clone(&is_end_asked));
        let is_made = &is_made;
        let read = paste_source::of(&event_loop);
        let smallest = SmallestSize::new(start.smallest_size);
        let geometry = GeometryKeeper::new(start.kept);
        let creator = move |creation: &eframe::CreationContext<'_>| {
            let ctx = creation.egui_ctx.clone();
            follow_desktop_theme(&ctx);
            let waker = ctx.clone();
            let reader = PasteReader::start(read, Arc::new(move || waker.request_repaint()))?;
            let app = make(Opening {
                ctx: ctx.clone(),
                paste: PasteInput::new(reader, middle_presses),
                shown: ShownWindow(creation.winit_window().cloned()),
                smallest,
                geometry,
            })?;
            signals::on_end(move || {
                is_end_asked.store(true, Ordering::Relaxed);
                ctx.request_repaint();
            })?;
            is_made.set(true);
            Ok(app)
        };
        eframe::create_native(
            start.app_id,
            start.options(Monitors::clone(&monitors)),
            Box::new(creator),
            &event_loop,
        )
    };
    let mut around = Around {
        inner,
        middle_presses,
        is_end_asked,
        monitors,
    };
    event_loop.run_app(&mut around).map_err(|error| error.to_string())?;
    if is_made.get() { Ok(()) } else { Err(last_error.take()) }
}

/// eframe, with what it may not have taken out of what happens.
struct Around<'a> {
    inner: eframe::EframeWinitApplication<'a>,
    middle_presses: MiddlePresses,
    /// Whether the system wants the program to end, which asks no question.
    is_end_asked: Arc<AtomicBool>,
    /// For the window that eframe makes.
    monitors: Monitors,
}

impl Around<'_> {
    /// egui-winit reads the PRIMARY selection when the middle button is pressed, so it gets another button, which does
    /// nothing but draw the next frame.
    fn without_middle_press(&self, event: WindowEvent) -> WindowEvent {
        match event {
            WindowEvent::MouseInput {
                device_id,
                state,
                button: MouseButton::Middle,
            } => {
                if state == ElementState::Pressed {
                    self.middle_presses.add();
                }
                WindowEvent::MouseInput {
                    device_id,
                    state,
                    button: MouseButton::Other(u16::MAX),
                }
            }
            event => event,
        }
    }
}

impl ApplicationHandler<UserEvent> for Around<'_> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        let monitors = event_loop.available_monitors();
        self.monitors
            .replace(monitors.map(|monitor| Monitor::of(&monitor)).collect());
        self.inner.resumed(event_loop);
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        let event = self.without_middle_press(event);
        self.inner.window_event(event_loop, window, event);
    }

    fn new_events(&mut self, event_loop: &ActiveEventLoop, cause: StartCause) {
        self.inner.new_events(event_loop, cause);
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: UserEvent) {
        self.inner.user_event(event_loop, event);
    }

    fn device_event(&mut self, event_loop: &ActiveEventLoop, device: DeviceId, event: DeviceEvent) {
        self.inner.device_event(event_loop, device, event);
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        self.inner.about_to_wait(event_loop);
        if self.is_end_asked.load(Ordering::Relaxed) {
            event_loop.exit();
        }
    }

    fn suspended(&mut self, event_loop: &ActiveEventLoop) {
        self.inner.suspended(event_loop);
    }

    fn exiting(&mut self, event_loop: &ActiveEventLoop) {
        self.inner.exiting(event_loop);
    }

    fn memory_warning(&mut self, event_loop: &ActiveEventLoop) {
        self.inner.memory_warning(event_loop);
    }
}

/// eframe tells why it opened no window only in its log, where one has an own event loop.
struct LastError(Mutex<String>);

static LAST_ERROR: LastError = LastError(Mutex::new(String::new()));

impl LastError {
    fn install() -> &'static Self {
        // Whoever was first keeps the log, and the cause is lost.
        if log::set_logger(&LAST_ERROR).is_ok() {
            log::set_max_level(log::LevelFilter::Error);
        }
        &LAST_ERROR
    }

    fn take(&self) -> String {
        let cause = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let cause = cause.trim_start_matches("Exiting because of error: ");
        if cause.is_empty() { "unknown cause" } else { cause }.to_owned()
    }
}

impl log::Log for LastError {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() == log::Level::Error && metadata.target() == "eframe::native::run"
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = record.args().to_string();
        }
    }

    fn flush(&self) {}
}

/// Lets windows that follow the system follow the desktop's setting where the window system has none.
fn follow_desktop_theme(ctx: &egui::Context) {
    let ctx = ctx.clone();
    desktop_theme::follow(move |theme| {
        let fallback = match theme {
            DesktopTheme::Dark => egui::Theme::Dark,
            DesktopTheme::Light => egui::Theme::Light,
        };
        ctx.options_mut(|options| options.fallback_theme = fallback);
        ctx.request_repaint();
    });
}
