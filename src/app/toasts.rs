//! Messages: shown for a while, then kept in the list.

use crate::state::{Message, Phase, Toast, ToastId, ToastTone};

use super::core::App;

const SHOWN_MS: i64 = 6_000;
const ERROR_SHOWN_MS: i64 = 12_000;
/// Messages kept for the list.
const KEPT: usize = 200;

impl App {
    pub(super) fn toast_success(&mut self, message: impl Into<Message>) {
        self.toast(ToastTone::Success, message.into(), SHOWN_MS);
    }

    pub(super) fn toast_info(&mut self, message: impl Into<Message>) {
        self.toast(ToastTone::Info, message.into(), SHOWN_MS);
    }

    pub(super) fn toast_error(&mut self, message: impl Into<Message>) {
        self.toast(ToastTone::Error, message.into(), ERROR_SHOWN_MS);
    }

    fn toast(&mut self, tone: ToastTone, message: Message, shown_ms: i64) {
        self.next_toast += 1;
        let at = self.state.now;
        self.state.toasts.push(Toast {
            id: ToastId(self.next_toast),
            tone,
            message,
            at,
            shown_ms,
            expires_at: None,
            is_dismissed: false,
        });
        let surplus = self.state.toasts.len().saturating_sub(KEPT);
        self.state.toasts.drain(..surplus);
    }

    pub(super) fn dismiss_toast(&mut self, id: ToastId) {
        for toast in self.state.toasts.iter_mut().filter(|toast| toast.id == id) {
            toast.is_dismissed = true;
        }
    }

    pub(super) fn tick_toasts(&mut self) {
        let now = self.state.now;
        for toast in &mut self.state.toasts {
            toast.is_dismissed |= toast.expires_at.is_some_and(|at| at <= now);
        }
    }

    /// Starts the time of the messages that are about to be drawn, and returns whether there are any; none is drawn while
    /// the console is locked.
    pub(super) fn start_toasts(&mut self) -> bool {
        if self.state.phase == Phase::Locked {
            return false;
        }
        let now = self.state.now;
        let mut has_started = false;
        for toast in self.state.toasts.iter_mut().filter(|toast| toast.expires_at.is_none()) {
            toast.expires_at = Some(now.plus_ms(toast.shown_ms));
            has_started = true;
        }
        has_started
    }
}
