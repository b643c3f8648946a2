//! Drives the client's window in tests by accessible name and role.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread::JoinHandle;
use std::time::Duration;

use avo_admin::client::{ClientWindow, ClientWorker};
use avo_admin::ui;
use egui::accesskit::{Live, Role, Toggled};
use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use jiff::tz::TimeZone;

use super::fake_server::FakeServer;
use super::machine::Machine;
use crate::waiting::wait_until;

/// A window of the client.
pub(crate) struct WindowDriver {
    pub(crate) harness: Harness<'static, ClientWindow>,
    woken: Receiver<()>,
    thread: JoinHandle<()>,
}

impl WindowDriver {
    pub(crate) fn open(machine: &Machine) -> Self {
        Self::open_sized(machine, egui::vec2(580.0, 560.0))
    }

    /// The smallest a person can make it.
    pub(crate) fn open_small(machine: &Machine) -> Self {
        Self::open_sized(machine, egui::vec2(420.0, 360.0))
    }

    fn open_sized(machine: &Machine, size: egui::Vec2) -> Self {
        let (wake, woken) = mpsc::channel();
        let installation = machine.installation();
        let (overview, appearance) = (installation.overview(), installation.appearance());
        // The window may be closed before the last answer.
        let wake = Arc::new(move || {
            let _ = wake.send(());
        });
        let (worker, thread) = ClientWorker::start(installation, wake).unwrap();
        let window = ClientWindow::new(worker, overview, Arc::new(machine.clock.clone()), TimeZone::UTC)
            .with_appearance(appearance);
        let mut harness = Harness::builder()
            .with_size(size)
            .with_max_steps(64)
            .with_context_setup(ui::install)
            .build_ui_state(
                |ui, window: &mut ClientWindow| {
                    window.logic(&ui.ctx().clone());
                    window.ui(ui);
                },
                window,
            );
        harness.run();
        Self { harness, woken, thread }
    }

    /// Closes the window and ends the program as the real one does.
    pub(crate) fn close(self) {
        drop(self.harness);
        wait_until("the end of the worker", || self.thread.is_finished());
        self.thread.join().unwrap();
    }

    /// Comes back to the window from another one.
    pub(crate) fn come_back(&mut self) {
        self.harness.event(Event::WindowFocused(true));
        self.harness.step();
        self.wait_for_answer();
    }

    #[track_caller]
    pub(crate) fn get<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        self.harness.get_by_role_and_label(role, name)
    }

    pub(crate) fn has_text(&self, text: &str) -> bool {
        self.harness.query_all_by_label(text).next().is_some()
    }

    pub(crate) fn fill(&mut self, role: Role, name: &str, text: &str) {
        self.get(role, name).focus();
        self.harness.run();
        self.keys(Modifiers::COMMAND, Key::A);
        self.keys(Modifiers::NONE, Key::Backspace);
        self.harness.event(Event::Paste(text.to_owned()));
        self.harness.run();
    }

    pub(crate) fn fill_in(&mut self, server: &FakeServer, token: &str) {
        self.fill(Role::TextInput, "Server", &server.url());
        self.fill(Role::PasswordInput, "Token", token);
        if server.address().is_tls() {
            let fingerprint = server.fingerprint().to_string();
            self.fill(Role::TextInput, "Certificate fingerprint", &fingerprint);
        }
    }

    pub(crate) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// The same in one frame, where the window is not at rest because it asks.
    pub(crate) fn keys_meanwhile(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
    }

    /// What leaves the field for the clipboard when all of it is selected and copied or cut.
    pub(crate) fn copied_from(&mut self, role: Role, name: &str, taken: &Event) -> Vec<String> {
        self.get(role, name).focus();
        self.harness.run();
        self.keys(Modifiers::COMMAND, Key::A);
        self.harness.event(taken.clone());
        self.harness.step();
        let commands = self.harness.output().platform_output.commands.iter();
        let texts = commands.filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }

    /// Presses a button that asks the server, without waiting for the answer.
    pub(crate) fn press(&mut self, name: &str) {
        self.get(Role::Button, name).click_accesskit();
        self.harness.step();
        self.harness.step();
    }

    /// Waits until the thread says that it has an answer, and lets the window take it.
    #[track_caller]
    pub(crate) fn wait_for_answer(&mut self) {
        self.woken.recv_timeout(Duration::from_secs(30)).unwrap();
        self.harness.run();
    }

    pub(crate) fn press_and_wait(&mut self, name: &str) {
        self.press(name);
        self.wait_for_answer();
    }

    /// When the window wants to be drawn again by itself.
    pub(crate) fn wakes_in(&self) -> Option<Duration> {
        let viewports = self.harness.output().viewport_output.values();
        viewports.map(|viewport| viewport.repaint_delay).min()
    }

    pub(crate) fn is_enabled(&self, name: &str) -> bool {
        !self.get(Role::Button, name).accesskit_node().is_disabled()
    }

    /// Whether the value of a group is the chosen one.
    pub(crate) fn is_chosen(&self, name: &str) -> bool {
        self.get(Role::RadioButton, name).accesskit_node().toggled() == Some(Toggled::True)
    }

    /// Whether the button is filled with the colour of what is done next.
    pub(crate) fn has_accent(&self, name: &str) -> bool {
        let button = self.get(Role::Button, name).rect();
        let accent = ui::theme::Tokens::of_ctx(&self.harness.ctx).accent;
        self.harness.output().shapes.iter().any(|clipped| match &clipped.shape {
            egui::Shape::Rect(shape) => shape.fill == accent && shape.rect.center().distance(button.center()) < 1.0,
            _ => false,
        })
    }

    pub(crate) fn value(&self, role: Role, name: &str) -> String {
        self.get(role, name).accesskit_node().value().unwrap_or_default()
    }

    pub(crate) fn error_of(&self, role: Role, name: &str) -> String {
        let node = self.get(role, name);
        let description = node.accesskit_node().data().description().map(str::to_owned);
        description.unwrap_or_default()
    }

    fn nodes(&self) -> Vec<Node<'_>> {
        let (mut found, mut waiting) = (Vec::new(), vec![self.harness.root()]);
        while let Some(node) = waiting.pop() {
            waiting.extend(node.children());
            found.push(node);
        }
        found
    }

    /// The one message to assistive technology.
    #[track_caller]
    fn message(&self) -> Node<'_> {
        let mut messages = self.nodes();
        messages.retain(|node| matches!(node.accesskit_node().role(), Role::Alert | Role::Status));
        assert_eq!(messages.len(), 1, "messages: {messages:?}");
        messages.remove(0)
    }

    /// What is read aloud as the answer, and whether it interrupts.
    #[track_caller]
    pub(crate) fn answer(&self) -> (String, bool) {
        let node = self.message();
        let node = node.accesskit_node();
        assert_ne!(node.live(), Live::Off);
        (node.label().unwrap_or_default(), node.live() == Live::Assertive)
    }

    /// Which object the answer is; a new one is read aloud although it says the same.
    #[track_caller]
    pub(crate) fn answer_id(&self) -> String {
        format!("{:?}", self.message().accesskit_node().id())
    }

    /// Whether the whole of it is in the window.
    pub(crate) fn is_in_view(&self, role: Role, name: &str) -> bool {
        let window = self.harness.ctx.content_rect();
        window.contains_rect(self.get(role, name).rect())
    }

    pub(crate) fn has_focus(&self, role: Role, name: &str) -> bool {
        self.get(role, name).accesskit_node().is_focused()
    }
}
