//! The status line: the registration of this computer, its server, and when it expires.

use egui::Ui;
use jiff::tz::TimeZone;

use crate::client::credentials::Overview;
use crate::domain::time::Timestamp;
use crate::ui::format::Times;
use crate::ui::parts::faint_lines_ui;
use crate::ui::strings::client as words;
use crate::ui::widgets::{StatusTone, status_pill};

/// Draws it.
pub(super) fn status_ui(ui: &mut Ui, known: &Overview, now: Timestamp, zone: &TimeZone) {
    let Some(registration) = &known.registration else {
        let is_unanswered = known.unanswered.is_some();
        status_pill(
            ui,
            StatusTone::Off,
            if is_unanswered {
                words::not_answered()
            } else {
                words::not_registered()
            },
        );
        return;
    };
    let times = Times::new(now, zone.clone());
    let is_refused = known.is_refused;
    let expires_at = registration.credential_expires_at;
    let is_expired = expires_at.is_some_and(|at| at <= now);
    let (client, user_name) = (registration.client.as_str(), registration.user_name.as_str());
    let whole = if is_refused || is_expired {
        words::no_longer_accepted(client, user_name)
    } else {
        words::registered_since(client, user_name, &times.minute(registration.registered_at))
    };
    let tone = if is_refused || is_expired {
        StatusTone::Bad
    } else {
        StatusTone::Ok
    };
    let server = registration.server.to_string();
    let place = match expires_at.map(|at| times.minute(at)) {
        Some(at) if is_expired => words::at_server_expired(&server, &at),
        Some(at) if !is_refused => words::at_server_until(&server, &at),
        _ => words::at_server(&server),
    };
    status_pill(ui, tone, &whole).on_hover_text(&whole);
    ui.add_space(6.0);
    faint_lines_ui(ui, &place);
}
