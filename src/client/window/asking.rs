//! Asking, and what is made of the answer.

use egui::{Context, Event, Id, Ui};

use super::answer::Shown;
use super::{ButtonName, ClientWindow, FRAMES_TO_REVEAL};
use crate::client::address::ServerAddress;
use crate::client::courier::{Job, Report};
use crate::client::installation::{Overview, Registration};
use crate::domain::token::TokenHash;
use crate::ui::strings::client as words;

/// A question to the server that has not been answered yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct UnderWay {
    pub(super) what: What,
    /// Who is asked, whatever is typed meanwhile.
    pub(super) server: ServerAddress,
    /// What had the focus when it was asked.
    focused: Option<Id>,
    /// When it was asked, in egui's seconds.
    since_secs: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// With that token.
    Registering(TokenHash),
    Connecting,
}

impl ClientWindow {
    pub(super) fn submit(&mut self, ui: &Ui) {
        // What was answered before is about something else than what the fields say now.
        self.shown = None;
        match self.form.check(ui) {
            Ok(asked) => {
                let (server, what) = (asked.server.clone(), What::Registering(asked.token.hash()));
                self.ask(ui, what, server, Job::Register(asked));
            }
            Err(error) => self.tell(Shown::mistake(error)),
        }
    }

    pub(super) fn connect(&mut self, ui: &Ui) {
        let Some(server) = self.connects_to().cloned() else {
            return;
        };
        self.shown = None;
        match self.form.check_pin(ui, &server) {
            Ok(pin) => self.ask(ui, What::Connecting, server, Job::Connect(pin)),
            Err(error) => self.tell(Shown::mistake(error)),
        }
    }

    fn tell(&mut self, shown: Shown) {
        self.told += 1;
        self.shown = Some(shown);
    }

    fn ask(&mut self, ui: &Ui, what: What, server: ServerAddress, job: Job) {
        self.told += 1;
        match self.courier.send(job) {
            Ok(()) => {
                self.under_way = Some(UnderWay {
                    what,
                    server,
                    focused: ui.memory(egui::Memory::focused),
                    since_secs: ui.input(|input| input.time),
                });
            }
            Err(lost) => self.tell(Shown::problem(&lost.into())),
        }
        ui.ctx().request_repaint();
    }

    /// Which server there is something to show to: where this machine is registered, or may be without knowing.
    pub(super) fn connects_to(&self) -> Option<&ServerAddress> {
        let registered_at = self.known.registration.as_ref().map(|kept| &kept.server);
        registered_at.or(self.known.unanswered.as_ref())
    }

    pub(super) fn secs_under_way(&self, ui: &Ui) -> Option<f32> {
        let since = self.under_way.as_ref()?.since_secs;
        #[expect(clippy::cast_possible_truncation, reason = "seconds of one request")]
        Some((ui.input(|input| input.time) - since).max(0.0) as f32)
    }

    /// Another program may have registered while this window was not looked at.
    pub(super) fn look_again(&self, ui: &Ui) {
        let is_back = ui.input(|input| input.events.contains(&Event::WindowFocused(true)));
        if is_back && self.under_way.is_none() {
            // Where nobody takes it, the next question says so.
            let _ = self.courier.send(Job::Look);
        }
    }

    pub(super) fn take_answers(&mut self, ctx: &Context) {
        loop {
            match self.courier.try_recv() {
                Ok(Some(report)) => self.take(ctx, report),
                Ok(None) => return,
                Err(lost) => {
                    if self.under_way.take().is_some() {
                        self.tell(Shown::problem(&lost.into()));
                    }
                    return;
                }
            }
        }
    }

    fn take(&mut self, ctx: &Context, report: Report) {
        if let Ok(overview) = report.overview {
            self.learn(overview);
        }
        let Some(answer) = report.answer else { return };
        let Some(under_way) = self.under_way.take() else {
            return;
        };
        let what = under_way.what;
        let mut is_done = false;
        match answer {
            Err(problem) => {
                self.tell(Shown::problem(&problem));
                // What says nothing of the credential, such as a network that is down, does not make it good again.
                self.known.is_refused |= what == What::Connecting && problem.ends_registration();
            }
            Ok(registration) => {
                self.tell(granted(what, &registration));
                // A token that was pasted meanwhile is what the person is at now.
                is_done = matches!(what, What::Registering(used) if self.form.wipe_token(&used));
                self.known.registration = Some(registration);
                self.known.is_refused = false;
            }
        }
        self.frames_to_reveal = FRAMES_TO_REVEAL;
        self.give_focus_back(ctx, &under_way, is_done);
    }

    /// A button that cannot be pressed while it asks has lost the focus to nothing, and gets it back; after a
    /// registration the next step has it. Where the person has gone elsewhere meanwhile, it stays there.
    fn give_focus_back(&mut self, ctx: &Context, under_way: &UnderWay, is_registered: bool) {
        let focused = ctx.memory(egui::Memory::focused);
        if is_registered && (focused.is_none() || focused == under_way.focused) {
            self.wants_focus = Some(ButtonName::Connect);
        } else if focused.is_none() {
            let has_asked_to_connect = under_way.what == What::Connecting;
            self.wants_focus = Some(if has_asked_to_connect && self.connects_to().is_some() {
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

fn granted(what: What, registration: &Registration) -> Shown {
    let (client, user_name) = (registration.client.as_str(), registration.user_name.as_str());
    match what {
        What::Registering(_) => Shown::good(
            words::registered_as(client, user_name),
            words::connect_next().to_owned(),
        ),
        What::Connecting => Shown::good(
            words::connected_as(client, user_name),
            words::accepted_by(&registration.server.to_string()),
        ),
    }
}
