//! The status line: as what this machine is registered, where, and until when.

use egui::Ui;
use jiff::tz::TimeZone;

use crate::client::installation::Registration;
use crate::domain::time::Timestamp;
use crate::ui::screens::parts::faint_ui;
use crate::ui::strings::client as words;
use crate::ui::widgets::{StatusTone, status_pill};

/// Draws it.
pub(super) fn status_ui(ui: &mut Ui, registration: Option<&Registration>, now: Timestamp, zone: &TimeZone) {
    let Some(registration) = registration else {
        status_pill(ui, StatusTone::Off, words::NOT_REGISTERED);
        return;
    };
    let (client, user_name) = (registration.client.as_str(), registration.user_name.as_str());
    let since = minute(registration.registered_at, zone);
    let whole = words::registered_since(client, user_name, &since);
    let server = registration.server.to_string();
    let (tone, place) = match registration.credential_expires_at {
        None => (StatusTone::Ok, words::at_server(&server)),
        Some(at) if at > now => (StatusTone::Ok, words::at_server_until(&server, &minute(at, zone))),
        Some(at) => (StatusTone::Bad, words::at_server_expired(&server, &minute(at, zone))),
    };
    status_pill(ui, tone, &whole).on_hover_text(&whole);
    ui.add_space(6.0);
    faint_ui(ui, &place).on_hover_text(&place);
}

/// A moment to the minute, such as "24 November 2026, 02:10".
fn minute(at: Timestamp, zone: &TimeZone) -> String {
    jiff::Timestamp::from_millisecond(at.unix_ms()).map_or_else(
        |_| at.unix_ms().to_string(),
        |at| {
            at.to_zoned_datetime(zone.clone())
                .strftime("%-d %B %Y, %H:%M")
                .to_string()
        },
    )
}
