//! The window "Avo Assure Client Registration": what is registered, a form for the next registration, and the answer.
//!
//! It is drawn again only when something happens; requests are sent on the thread of
//! [`ClientWorker`](super::ClientWorker). Not its job: what is asked and kept ([`super::Installation`]).

mod form;
mod message;
mod native;
mod requests;
mod status;

use std::sync::Arc;
use std::time::Duration;

use egui::{Context, Key, Response, ScrollArea, Ui, UiBuilder, vec2};
use jiff::tz::TimeZone;

use super::credentials::{Overview, Registration};
use super::error::ClientError;
use super::worker::{ClientWorker, Job};
use crate::domain::settings::Appearance;
use crate::domain::time::Clock;
use crate::ui::parts::choice::choice_ui;
use crate::ui::parts::{heading_ui, muted_ui};
use crate::ui::strings::client as words;
use crate::ui::strings::screens::settings;
use crate::ui::theme::{self, FIELD_GAP_Y, GAP, PAGE_MARGIN, Tokens};
use crate::ui::widgets::{Button, FocusRequest, progress_line};

use form::{Form, pasted_hand_off};
use message::Message;
pub(super) use native::run;
use requests::{PendingRequest, RequestKind};

/// The widest the column gets, in points: lines longer than this are hard to read.
const MOST_WIDTH: f32 = 620.0;

/// How far the label of a field reaches above it and a note below it, in points.
const LABEL_AND_NOTE: f32 = 28.0;

const FRAMES_TO_REVEAL: u8 = 3;

/// A distant moment is waited for in parts, because timers stand still while a computer sleeps.
const LONGEST_REST: Duration = Duration::from_hours(1);

/// The program behind the window.
pub struct ClientWindow {
    worker: ClientWorker,
    clock: Arc<dyn Clock>,
    time_zone: TimeZone,
    known: Overview,
    form: Form,
    appearance: Appearance,
    message: Option<Message>,
    /// The number of messages so far.
    message_count: u64,
    /// In how many frames more the answer is brought into view: it finds its height in the first ones.
    frames_to_reveal: u8,
    pending: Option<PendingRequest>,
    /// The button that gets the focus once it is drawn.
    focus: FocusRequest<ButtonName>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ButtonName {
    Submit,
    Connect,
}

impl ClientWindow {
    /// A window that shows `overview` at first; times are shown in `time_zone`.
    pub fn new(
        worker: ClientWorker,
        overview: Result<Overview, ClientError>,
        clock: Arc<dyn Clock>,
        time_zone: TimeZone,
    ) -> Self {
        let (overview, message) = match overview {
            Ok(overview) => (overview, None),
            Err(error) => (Overview::default(), Some(Message::error(&error))),
        };
        let known = overview
            .registration
            .as_ref()
            .map(|registration| (registration.server.clone(), registration.fingerprint))
            .or_else(|| overview.attempted.clone());
        Self {
            worker,
            clock,
            time_zone,
            known: overview,
            form: Form::new(known),
            appearance: Appearance::System,
            message,
            message_count: 0,
            frames_to_reveal: FRAMES_TO_REVEAL,
            pending: None,
            focus: FocusRequest::default(),
        }
    }

    /// The same with `appearance` chosen at first.
    #[must_use]
    pub fn with_appearance(mut self, appearance: Appearance) -> Self {
        self.appearance = appearance;
        self
    }

    /// Takes answers in. Also called while the window is hidden.
    pub fn logic(&mut self, ctx: &Context) {
        self.wake_at_expiry(ctx);
        self.take_results(ctx);
    }

    /// The status changes when the credential expires, although nothing else happens.
    fn wake_at_expiry(&self, ctx: &Context) {
        let expires_at = self.known.registration.as_ref();
        let expires_at = expires_at.and_then(|kept| kept.credential_expires_at);
        let left_ms = expires_at.map_or(0, |at| at.ms_since(self.clock.now()));
        if left_ms > 0 {
            let left = Duration::from_millis(u64::try_from(left_ms).unwrap_or_default());
            ctx.request_repaint_after(left.min(LONGEST_REST));
        }
    }

    /// Draws the window and asks for what was pressed.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.refresh_on_focus(ui);
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
        let secs = self.secs_pending(ui);
        progress_line(ui, window, secs);
    }

    fn column_ui(&mut self, ui: &mut Ui) {
        heading_ui(ui, words::title(), theme::TEXT_PAGE_TITLE);
        ui.add_space(4.0);
        muted_ui(ui, &self.subtitle());
        ui.add_space(14.0);
        status::status_ui(ui, &self.known, self.clock.now(), &self.time_zone);
        ui.add_space(FIELD_GAP_Y);
        if let Some(hand_off) = pasted_hand_off(ui) {
            self.form.fill(&hand_off);
            self.note_filled_in();
        }
        let is_entered = self.form.show(ui);
        if !self.form.has_errors() {
            // The mistake was corrected.
            self.message.take_if(|message| message.is_only_heard());
        }
        ui.add_space(FIELD_GAP_Y);
        self.buttons_ui(ui, is_entered);
        self.answer_ui(ui);
        ui.add_space(FIELD_GAP_Y);
        self.appearance_ui(ui);
    }

    fn appearance_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.set_min_height(theme::CONTROL_HEIGHT);
            ui.spacing_mut().item_spacing.x = GAP;
            muted_ui(ui, settings::appearance());
            let choices = [
                (Appearance::System, settings::system()),
                (Appearance::Light, settings::light()),
                (Appearance::Dark, settings::dark()),
            ];
            if let Some(chosen) = choice_ui(ui, settings::appearance(), &choices, self.appearance) {
                self.appearance = chosen;
                theme::set_appearance(ui.ctx(), chosen);
                // Where the thread has ended, the next request reports it.
                let _ = self.worker.send(Job::KeepAppearance(chosen));
            }
        });
    }

    /// What the page is for; once there is a client that works, which one this computer is.
    fn subtitle(&self) -> String {
        match self.working_client() {
            Some(kept) => words::this_client(kept.client.as_str(), kept.user_name.as_str()),
            None => words::subtitle().to_owned(),
        }
    }

    /// The registration, unless it was refused or has expired.
    fn working_client(&self) -> Option<&Registration> {
        let now = self.clock.now();
        let kept = self.known.registration.as_ref().filter(|_| !self.known.is_refused);
        kept.filter(|kept| kept.credential_expires_at.is_none_or(|at| at > now))
    }

    fn buttons_ui(&mut self, ui: &mut Ui, is_entered: bool) {
        let kind = self.pending.as_ref().map(|pending| pending.kind);
        let is_free = kind.is_none();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let is_registering = matches!(kind, Some(RequestKind::Registering(_)));
            // The accent is on the next step: to connect what is registered, unless a token waits.
            let connects_next = self.working_client().is_some() && !self.form.has_token();
            let [submit_button, connect_button]: [fn(_) -> _; 2] = if connects_next {
                [Button::new, Button::primary]
            } else {
                [Button::primary, Button::new]
            };
            let submit = submit_button(if is_registering {
                words::submitting()
            } else {
                words::submit()
            })
            .accessible_name(words::submit())
            .enabled(is_free)
            .show(ui);
            if (submit.clicked() || is_entered) && is_free {
                self.submit(ui);
            }
            let is_connecting = kind == Some(RequestKind::Connecting);
            let mut connect = connect_button(if is_connecting {
                words::connecting()
            } else {
                words::connect()
            })
            .accessible_name(words::connect())
            .enabled(is_free && self.connects_to().is_some());
            let with_whom = self.connects_to().map(|server| words::at_server(&server.to_string()));
            connect = connect.tooltip(with_whom.as_deref().unwrap_or(words::register_first()));
            let connect = connect.show(ui);
            if connect.clicked() && is_free {
                self.connect(ui);
            }
            for button in [&submit, &connect] {
                follow_focus(ui, button);
            }
            self.focus.give(&ButtonName::Submit, &submit);
            self.focus.give(&ButtonName::Connect, &connect);
        });
    }

    fn answer_ui(&mut self, ui: &mut Ui) {
        let secs = self.secs_pending(ui);
        if let Some(mistake) = self.message.as_ref().filter(|message| message.is_only_heard()) {
            mistake.show(ui, self.message_count);
        } else if let Some(message) = &self.message {
            ui.add_space(16.0);
            let top = ui.cursor().min;
            message.show(ui, self.message_count);
            if self.frames_to_reveal > 0 {
                self.frames_to_reveal -= 1;
                let bottom = ui.min_rect().max + vec2(0.0, PAGE_MARGIN);
                ui.scroll_to_rect(egui::Rect::from_min_max(top, bottom), None);
                ui.ctx().request_repaint();
            }
        } else if let Some(pending) = &self.pending
            && secs.is_some_and(|secs| secs >= theme::LOADING_BAR_AFTER_SECS)
        {
            ui.add_space(16.0);
            Message::waiting(words::asking(&pending.server.to_string())).show(ui, self.message_count);
        }
    }
}

/// Names the window for assistive technology as its title bar does for the eye.
fn name_window(ui: &Ui) {
    ui.ctx()
        .accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(words::title()));
}

/// Brings what has just got the focus into view, with its label and what is said below it.
fn follow_focus(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        ui.scroll_to_rect(response.rect.expand2(vec2(0.0, LABEL_AND_NOTE)), None);
    }
}

/// Whether Enter was pressed in the field of `response`, which egui takes as leaving it; the focus stays in it.
fn is_entered(ui: &Ui, response: &egui::Response) -> bool {
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if is_entered {
        response.request_focus();
    }
    is_entered
}
