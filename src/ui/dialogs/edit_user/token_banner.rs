//! The line above a fresh token: whose it is.

use std::borrow::Cow;
use std::sync::Arc;

use egui::{Galley, Sense, Ui, accesskit};

use crate::state::FreshToken;
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::paint;

/// A name is cut to no fewer characters.
const LEAST_NAME_CHARS: usize = 8;
/// Room for the countdown and its button beside the banner, in points.
const TAIL_WIDTH: f32 = 330.0;

/// Names client and user, and leaves `beside` points for what follows. A node of its own for each token, so that a screen
/// reader says it when it comes.
pub(super) fn banner_ui(ui: &mut Ui, token: &FreshToken, beside: f32) {
    let t = Tokens::of(ui);
    let text = words::token_for(token.client_name.as_str(), &token.user_full_name);
    let room = (ui.available_width() - TAIL_WIDTH - beside).max(160.0);
    let galley = banner_galley(ui, token, room);
    ui.push_id(("banner", token.mark.client, &token.mark.hint), |ui| {
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(accesskit::Role::Label, true, &text));
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
        ui.painter().galley(rect.min, galley, t.text);
        response.on_hover_text(&text);
    });
}

/// The sentence of the banner within `room` points. The client and the user both have to be seen, however long their names
/// are, so the longer of the two is cut first.
fn banner_galley(ui: &Ui, token: &FreshToken, room: f32) -> Arc<Galley> {
    let names = [token.client_name.as_str(), &token.user_full_name];
    let laid_out = |most_chars: usize, room: f32| {
        let [client, user] = names.map(|name| shortened(name, most_chars));
        let text = words::token_for(&client, &user);
        paint::galley_elided(ui, &text, theme::semibold(theme::TEXT), Tokens::of(ui).text, room)
    };
    let longest = names.map(|name| name.chars().count()).into_iter().max();
    let (mut fits, mut too_long) = (LEAST_NAME_CHARS, longest.unwrap_or_default() + 1);
    while fits + 1 < too_long {
        let middle = usize::midpoint(fits, too_long);
        if laid_out(middle, f32::INFINITY).size().x <= room {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    laid_out(fits, room)
}

/// At most `most_chars` characters of a name, with an ellipsis for the rest.
fn shortened(name: &str, most_chars: usize) -> Cow<'_, str> {
    if name.chars().count() <= most_chars {
        return Cow::Borrowed(name);
    }
    let kept: String = name.chars().take(most_chars.saturating_sub(1)).collect();
    Cow::Owned(kept + "…")
}
