//! Requests to the server: sending them, and taking the results.

use egui::{Context, Event, Id, Ui};

use super::form::FormError;
use super::message::Message;
use super::{ButtonName, ClientWindow, FRAMES_TO_REVEAL};
use crate::client::address::ServerAddress;
use crate::client::credentials::{Overview, Registration};
use crate::client::error::ClientError;
use crate::client::tls::Distrust;
use crate::client::worker::{Job, JobResult};
use crate::domain::registration::Fingerprint;
use crate::domain::token::TokenHash;
use crate::platform::clipboard::ClipboardError;
use crate::ui::strings::{client as words, clipboard};

/// A request that has not been answered yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PendingRequest {
    pub(super) kind: RequestKind,
    /// The server it was sent to, whatever is typed meanwhile.
    pub(super) server: ServerAddress,
    /// What had the focus when it was asked.
    focused: Option<Id>,
    /// When it was asked, in egui's seconds.
    since_secs: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestKind {
    /// With that token.
    Registering(TokenHash),
    Connecting,
}

impl ClientWindow {
    pub(super) fn submit(&mut self, ui: &Ui) {
        // What was answered before is about something else than what the fields say now.
        self.message = None;
        match self.form.check(ui) {
            Ok(request) => {
                let (server, kind) = (request.server.clone(), RequestKind::Registering(request.token.hash()));
                self.send(ui, kind, server, Job::Register(request));
            }
            Err(error) => self.tell(Message::mistake(error.text())),
        }
    }

    pub(super) fn connect(&mut self, ui: &Ui) {
        let Some(server) = self.connects_to().cloned() else {
            return;
        };
        self.message = None;
        let stored = self.stored_pin(&server);
        match self.form.check_pin(ui, &server, stored) {
            Ok(pin) => self.send(ui, RequestKind::Connecting, server, Job::Connect(pin)),
            // No mistake of the field itself, which does not show it.
            Err(error @ FormError::FingerprintStored) => self.tell(Message::problem(error.text())),
            Err(error) => self.tell(Message::mistake(error.text())),
        }
    }

    /// Reports why nothing was pasted.
    pub(super) fn note_not_pasted(&mut self, error: &ClipboardError) {
        self.frames_to_reveal = FRAMES_TO_REVEAL;
        self.tell(Message::problem(clipboard::not_pasted(error.into()).to_owned()));
    }

    /// Says that all fields were filled in by one paste.
    pub(super) fn note_filled_in(&mut self) {
        self.frames_to_reveal = FRAMES_TO_REVEAL;
        self.tell(Message::good(
            words::filled_in().to_owned(),
            words::filled_in_next().to_owned(),
        ));
    }

    fn tell(&mut self, message: Message) {
        self.message_count += 1;
        self.message = Some(message);
    }

    fn send(&mut self, ui: &Ui, kind: RequestKind, server: ServerAddress, job: Job) {
        self.message_count += 1;
        match self.worker.send(job) {
            Ok(()) => {
                self.pending = Some(PendingRequest {
                    kind,
                    server,
                    focused: ui.memory(egui::Memory::focused),
                    since_secs: ui.input(|input| input.time),
                });
            }
            Err(lost) => self.tell(Message::error(&lost.into())),
        }
        ui.ctx().request_repaint();
    }

    /// The server that Connect would ask: where this computer is registered, or may be without knowing.
    pub(super) fn connects_to(&self) -> Option<&ServerAddress> {
        let registered_at = self.known.registration.as_ref().map(|kept| &kept.server);
        registered_at.or(self.known.unanswered.as_ref())
    }

    pub(super) fn secs_pending(&self, ui: &Ui) -> Option<f32> {
        let since = self.pending.as_ref()?.since_secs;
        #[expect(clippy::cast_possible_truncation, reason = "seconds of one request")]
        Some((ui.input(|input| input.time) - since).max(0.0) as f32)
    }

    /// Another program may have registered while this window was inactive.
    pub(super) fn refresh_on_focus(&self, ui: &Ui) {
        let is_back = ui.input(|input| input.events.contains(&Event::WindowFocused(true)));
        if is_back && self.pending.is_none() {
            // Where the thread has ended, the next request reports it.
            let _ = self.worker.send(Job::Refresh);
        }
    }

    pub(super) fn take_results(&mut self, ctx: &Context) {
        loop {
            match self.worker.try_recv() {
                Ok(Some(result)) => self.take(ctx, result),
                Ok(None) => return,
                Err(lost) => {
                    if self.pending.take().is_some() {
                        self.tell(Message::error(&lost.into()));
                    }
                    return;
                }
            }
        }
    }

    fn take(&mut self, ctx: &Context, result: JobResult) {
        if let Ok(overview) = result.overview {
            self.learn(overview);
        }
        let Some(answer) = result.answer else { return };
        let Some(pending) = self.pending.take() else {
            return;
        };
        let kind = pending.kind;
        let (mut is_done, mut is_compared) = (false, false);
        match answer {
            Err(error) => {
                let message = self.compare_certificate(&error);
                is_compared = message.is_some();
                self.tell(message.unwrap_or_else(|| Message::error(&error)));
                // What says nothing of the credential, such as a network that is down, does not make it good again.
                self.known.is_refused |= kind == RequestKind::Connecting && error.ends_registration();
            }
            Ok(registration) => {
                self.tell(granted(kind, &registration));
                // Where another token was pasted meanwhile, that one stays.
                is_done = matches!(kind, RequestKind::Registering(used) if self.form.wipe_token(&used));
                self.known.registration = Some(registration);
                self.known.is_refused = false;
            }
        }
        self.frames_to_reveal = FRAMES_TO_REVEAL;
        let focused = ctx.memory(egui::Memory::focused);
        if is_compared && (focused.is_none() || focused == pending.focused) {
            self.form.focus_fingerprint();
        } else {
            self.give_focus_back(ctx, &pending, is_done);
        }
    }

    /// Has the fingerprint of an unknown certificate compared with what is entered, and says how to get it. Not where one is
    /// stored for the server, which nothing entered here replaces.
    fn compare_certificate(&mut self, error: &ClientError) -> Option<Message> {
        let ClientError::Untrusted { server, presented, why } = error else {
            return None;
        };
        if *why == Distrust::OtherFingerprint || self.stored_pin(server).is_some() {
            return None;
        }
        self.form.compare_with(server.clone(), *presented);
        Some(Message::unknown_certificate(error))
    }

    /// The fingerprint that is stored for the server this computer is registered at.
    fn stored_pin(&self, server: &ServerAddress) -> Option<Fingerprint> {
        let kept = self.known.registration.as_ref();
        kept.filter(|kept| kept.server == *server)?.fingerprint
    }

    /// A button that cannot be pressed while it asks has lost the focus to nothing, and gets it back; after a
    /// registration the next step has it. Where the focus has moved meanwhile, it stays.
    fn give_focus_back(&mut self, ctx: &Context, pending: &PendingRequest, is_registered: bool) {
        let focused = ctx.memory(egui::Memory::focused);
        if is_registered && (focused.is_none() || focused == pending.focused) {
            self.focus.ask(ButtonName::Connect);
        } else if focused.is_none() {
            let has_asked_to_connect = pending.kind == RequestKind::Connecting;
            let goes_to_connect = has_asked_to_connect && self.connects_to().is_some();
            self.focus.ask(if goes_to_connect {
                ButtonName::Connect
            } else {
                ButtonName::Submit
            });
        }
    }

    /// Takes over what is kept now. A refusal that could not be written down is not forgotten.
    fn learn(&mut self, overview: Overview) {
        let was_refused = self.known.is_refused && self.known.registration == overview.registration;
        self.known = overview;
        self.known.is_refused |= was_refused;
    }
}

fn granted(kind: RequestKind, registration: &Registration) -> Message {
    let (client, user_name) = (registration.client.as_str(), registration.user_name.as_str());
    match kind {
        RequestKind::Registering(_) => Message::good(
            words::registered_as(client, user_name),
            words::connect_next().to_owned(),
        ),
        RequestKind::Connecting => Message::good(
            words::connected_as(client, user_name),
            words::accepted_by(&registration.server.to_string()),
        ),
    }
}
