//! What is said beside a password that was refused.

use egui::Ui;

use super::{alert_ui, cause, next_step};
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::ui::strings::{common, screens::sign_in as words};
use crate::words::failures::{both, wait};

/// The words below a password that was refused, with the seconds that are left to wait.
pub(crate) fn refusal_text(state: &AppState, failure: Option<&Failure>, wait_secs: Option<i64>) -> Option<String> {
    let why = failure.map(|failure| cause(state, failure));
    let next = match (wait_secs, failure) {
        (Some(secs), _) => Some(common::try_again_in(&wait(secs))),
        (None, Some(Failure::SignInRefused { wait_secs: Some(_) })) => Some(words::try_now().to_owned()),
        (None, Some(failure)) => Some(next_step(state, failure)),
        (None, None) => None,
    };
    match (why, next) {
        (Some(why), Some(next)) => Some(both(&why, &next)),
        (why, next) => why.or(next),
    }
}

/// Announces a refusal once for each cause, not for each second of its countdown.
pub(crate) fn announce_refusal_ui(ui: &mut Ui, failure: Option<&Failure>, shown: Option<&str>) {
    if failure.is_some()
        && let Some(text) = shown
    {
        alert_ui(ui, text);
    }
}
