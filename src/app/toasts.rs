//! Messages: shown for a while, then kept in the list.

use crate::state::{Toast, ToastId, ToastTone};

use super::core::App;

const SHOWN_MS: i64 = 6_000;
const ERROR_SHOWN_MS: i64 = 12_000;
/// Messages kept for the list.
const KEPT: usize = 200;

impl App {
    pub(super) fn toast_success(&mut self, text: impl Into<String>) {
        self.toast(ToastTone::Success, text.into(), SHOWN_MS);
    }

    pub(super) fn toast_info(&mut self, text: impl Into<String>) {
        self.toast(ToastTone::Info, text.into(), SHOWN_MS);
    }

    pub(super) fn toast_error(&mut self, text: impl Into<String>) {
        self.toast(ToastTone::Error, text.into(), ERROR_SHOWN_MS);
    }

    fn toast(&mut self, tone: ToastTone, text: String, shown_ms: i64) {
        self.next_toast += 1;
        let at = self.state.now;
        self.state.toasts.push(Toast {
            id: ToastId(self.next_toast),
            tone,
            text,
            at,
            expires_at: at.plus_ms(shown_ms),
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
            toast.is_dismissed |= toast.expires_at <= now;
        }
    }
}
