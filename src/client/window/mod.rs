//! The window "Avo Assure Client Registration": what is registered, a form for the next registration, and the answer.
//!
//! It is drawn anew when something happens and not otherwise; the server is asked on the thread of
//! [`Courier`](super::Courier). Not its job: what is asked and kept ([`super::Installation`]).

mod answer;
mod form;
mod native;
mod status;

use std::sync::Arc;
use std::time::Duration;

use egui::{Context, Key, ScrollArea, Ui, UiBuilder, vec2};
use jiff::tz::TimeZone;

use super::courier::{Courier, Job, Report};
use super::installation::{Overview, Registration};
use super::problem::Problem;
use crate::domain::time::Clock;
use crate::ui::screens::parts::{heading_ui, muted_ui};
use crate::ui::strings::client as words;
use crate::ui::theme::{self, FIELD_GAP_Y, GAP, PAGE_MARGIN, Tokens};
use crate::ui::widgets::{Button, progress_line};

use answer::Shown;
use form::Form;
pub(super) use native::run;

/// The widest the column gets, in points: lines longer than this are hard to read.
const MOST_WIDTH: f32 = 620.0;

const FRAMES_TO_REVEAL: u8 = 3;

/// A far moment is waited for in parts, because the time a machine sleeps does not count.
const LONGEST_REST: Duration = Duration::from_hours(1);

/// What a window is made of.
pub struct Parts {
    /// How the server is asked.
    pub courier: Courier,
    /// What is known at the start.
    pub overview: Result<Overview, Problem>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where times are told for.
    pub time_zone: TimeZone,
}

/// The program behind the window.
pub struct ClientWindow {
    courier: Courier,
    clock: Arc<dyn Clock>,
    time_zone: TimeZone,
    registration: Option<Registration>,
    /// Whether the server did not accept the credential when it was asked last.
    is_refused: bool,
    form: Form,
    shown: Option<Shown>,
    /// How often the server has been asked.
    asked: u64,
    /// In how many frames more the answer is brought into view: it finds its height in the first ones.
    frames_to_reveal: u8,
    under_way: Option<UnderWay>,
    wants_connect_focus: bool,
}

/// A question to the server that has not been answered yet.
#[derive(Debug, Clone, Copy, PartialEq)]
struct UnderWay {
    what: What,
    /// When it was asked, in egui's seconds.
    since_secs: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Registering,
    Connecting,
}

impl ClientWindow {
    /// A window over what is known at the start.
    pub fn new(parts: Parts) -> Self {
        let (overview, shown) = match parts.overview {
            Ok(overview) => (overview, None),
            Err(problem) => (Overview::default(), Some(Shown::problem(&problem))),
        };
        let known = overview
            .registration
            .as_ref()
            .map(|registration| (registration.server.clone(), registration.fingerprint))
            .or(overview.asked);
        Self {
            courier: parts.courier,
            clock: parts.clock,
            time_zone: parts.time_zone,
            registration: overview.registration,
            is_refused: overview.is_refused,
            form: Form::new(known),
            shown,
            asked: 0,
            frames_to_reveal: FRAMES_TO_REVEAL,
            under_way: None,
            wants_connect_focus: false,
        }
    }

    /// Takes answers in. Also called while the window is hidden.
    pub fn logic(&mut self, ctx: &Context) {
        self.wake_at_expiry(ctx);
        if self.under_way.is_none() {
            return;
        }
        match self.courier.try_recv() {
            Ok(None) => {}
            Ok(Some(report)) => {
                self.under_way = None;
                self.frames_to_reveal = FRAMES_TO_REVEAL;
                self.take(report);
            }
            Err(lost) => {
                self.under_way = None;
                self.shown = Some(Shown::problem(&lost.into()));
            }
        }
    }

    /// What is shown of the credential changes at that moment, although nothing happens.
    fn wake_at_expiry(&self, ctx: &Context) {
        let expires_at = self.registration.as_ref().and_then(|kept| kept.credential_expires_at);
        let left_ms = expires_at.map_or(0, |at| at.ms_since(self.clock.now()));
        if left_ms > 0 {
            let left = Duration::from_millis(u64::try_from(left_ms).unwrap_or_default());
            ctx.request_repaint_after(left.min(LONGEST_REST));
        }
    }

    fn take(&mut self, report: Report) {
        let registration = match report {
            Report::Registered(Err(problem)) => {
                self.shown = Some(Shown::problem(&problem));
                return;
            }
            Report::Connected(Err(problem)) => {
                self.shown = Some(Shown::problem(&problem));
                // What says nothing of the credential, such as a network that is down, does not make it good again.
                self.is_refused |= problem.ends_registration();
                return;
            }
            Report::Registered(Ok(registration)) => {
                let (client, user_name) = (registration.client.as_str(), registration.user_name.as_str());
                let title = words::registered_as(client, user_name);
                self.shown = Some(Shown::good(title, words::CONNECT_NEXT.to_owned()));
                self.form.wipe_token();
                self.wants_connect_focus = true;
                registration
            }
            Report::Connected(Ok(registration)) => {
                let (client, user_name) = (registration.client.as_str(), registration.user_name.as_str());
                let title = words::connected_as(client, user_name);
                let by = words::accepted_by(&registration.server.to_string());
                self.shown = Some(Shown::good(title, by));
                registration
            }
        };
        self.registration = Some(registration);
        self.is_refused = false;
    }

    /// Draws the window and asks for what was pressed.
    pub fn ui(&mut self, ui: &mut Ui) {
        name_window(ui);
        let window = ui.ctx().content_rect();
        ui.painter().rect_filled(window, 0.0, Tokens::of(ui).bg);
        let mut root = ui.new_child(UiBuilder::new().id_salt("root").max_rect(window));
        ScrollArea::vertical().auto_shrink(false).show(&mut root, |ui| {
            let width = (ui.available_width() - 2.0 * PAGE_MARGIN).min(MOST_WIDTH);
            let left = ((ui.available_width() - width) / 2.0).floor();
            let at = ui.cursor().min + vec2(left, PAGE_MARGIN - 6.0);
            let column = egui::Rect::from_min_size(at, vec2(width, f32::INFINITY));
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.column_ui(ui);
            });
            ui.add_space(PAGE_MARGIN);
        });
        let secs = self.secs_under_way(ui);
        progress_line(ui, window, secs);
    }

    fn column_ui(&mut self, ui: &mut Ui) {
        heading_ui(ui, words::TITLE, theme::TEXT_PAGE_TITLE);
        ui.add_space(4.0);
        muted_ui(ui, words::SUBTITLE);
        ui.add_space(14.0);
        let (registration, now) = (self.registration.as_ref(), self.clock.now());
        status::status_ui(ui, registration, self.is_refused, now, &self.time_zone);
        ui.add_space(FIELD_GAP_Y);
        let is_entered = self.form.show(ui);
        ui.add_space(FIELD_GAP_Y);
        self.buttons_ui(ui, is_entered);
        self.answer_ui(ui);
    }

    fn buttons_ui(&mut self, ui: &mut Ui, is_entered: bool) {
        let what = self.under_way.map(|under_way| under_way.what);
        let is_free = what.is_none();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let is_registering = what == Some(What::Registering);
            let submit = Button::primary(if is_registering {
                words::SUBMITTING
            } else {
                words::SUBMIT
            })
            .accessible_name(words::SUBMIT)
            .enabled(is_free)
            .show(ui);
            if (submit.clicked() || is_entered) && is_free {
                self.submit(ui);
            }
            let is_connecting = what == Some(What::Connecting);
            let mut connect = Button::new(if is_connecting {
                words::CONNECTING
            } else {
                words::CONNECT
            })
            .accessible_name(words::CONNECT)
            .enabled(is_free && self.registration.is_some());
            let with_whom = self.with_whom();
            connect = connect.tooltip(with_whom.as_deref().unwrap_or(words::REGISTER_FIRST));
            let connect = connect.show(ui);
            if connect.clicked() && is_free {
                self.connect(ui);
            }
            if std::mem::take(&mut self.wants_connect_focus) {
                connect.request_focus();
            }
        });
    }

    fn with_whom(&self) -> Option<String> {
        let registration = self.registration.as_ref()?;
        Some(words::at_server(&registration.server.to_string()))
    }

    fn submit(&mut self, ui: &Ui) {
        // What was answered before is about something else than what the fields say now.
        self.shown = None;
        if let Some(asked) = self.form.check(ui) {
            self.ask(ui, What::Registering, Job::Register(asked));
        }
    }

    fn connect(&mut self, ui: &Ui) {
        let Some(registration) = &self.registration else { return };
        self.shown = None;
        if let Some(pin) = self.form.check_pin(ui, &registration.server) {
            self.ask(ui, What::Connecting, Job::Connect(pin));
        }
    }

    fn ask(&mut self, ui: &Ui, what: What, job: Job) {
        self.asked += 1;
        match self.courier.send(job) {
            Ok(()) => {
                self.under_way = Some(UnderWay {
                    what,
                    since_secs: ui.input(|input| input.time),
                });
            }
            Err(lost) => self.shown = Some(Shown::problem(&lost.into())),
        }
        ui.ctx().request_repaint();
    }

    fn secs_under_way(&self, ui: &Ui) -> Option<f32> {
        let since = self.under_way?.since_secs;
        #[expect(clippy::cast_possible_truncation, reason = "seconds of one request")]
        Some((ui.input(|input| input.time) - since).max(0.0) as f32)
    }

    fn answer_ui(&mut self, ui: &mut Ui) {
        let secs = self.secs_under_way(ui);
        if let Some(shown) = &self.shown {
            ui.add_space(16.0);
            let top = ui.cursor().min;
            shown.show(ui, self.asked);
            if self.frames_to_reveal > 0 {
                self.frames_to_reveal -= 1;
                let bottom = ui.min_rect().max + vec2(0.0, PAGE_MARGIN);
                ui.scroll_to_rect(egui::Rect::from_min_max(top, bottom), None);
                ui.ctx().request_repaint();
            }
        } else if secs.is_some_and(|secs| secs >= theme::LOADING_BAR_AFTER_SECS) {
            ui.add_space(16.0);
            let server = self.form.asked_server(self.registration.as_ref(), self.is_connecting());
            Shown::waiting(words::asking(&server)).show(ui, self.asked);
        }
    }

    fn is_connecting(&self) -> bool {
        self.under_way
            .is_some_and(|under_way| under_way.what == What::Connecting)
    }
}

/// Names the window for assistive technology as its title bar does for the eye.
fn name_window(ui: &Ui) {
    ui.ctx()
        .accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(words::TITLE));
}

/// Whether Enter was pressed in the field of `response`, which egui takes as leaving it; the person stays in it.
fn is_entered(ui: &Ui, response: &egui::Response) -> bool {
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if is_entered {
        response.request_focus();
    }
    is_entered
}
