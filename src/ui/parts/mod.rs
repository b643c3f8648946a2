//! Pieces of screens and dialogs that more than one of them shows, over what is known in the state.
//!
//! Not their job: opening dialogs, or knowing which screen they stand on.

pub(crate) mod choice;
pub(crate) mod client_cells;
pub(crate) mod clip;
pub(crate) mod fact;
pub(crate) mod forms;
pub(crate) mod refusal;
pub(crate) mod secret_box;
pub(crate) mod task_progress;
pub(crate) mod tones;

use egui::{Id, Label, Margin, Rect, Response, RichText, Ui, UiBuilder, accesskit, pos2, vec2};

use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::unreadable::UnreadableRow;
use crate::domain::user::User;
use crate::state::AppState;
use crate::ui::strings::{common, damage};
use crate::ui::theme::{self, PAGE_MARGIN, Tokens};
use crate::ui::widgets::{
    Button, StatusTone, Urgency, announce_ui, banner_ui, card_frame, cut_text_ui, cut_text_with_tooltip_ui, row_ui,
};
use crate::words::{Explain as _, failures, unreadable};

/// Draws the heading of a page or a form.
pub(crate) fn heading_ui(ui: &mut Ui, text: &str, size: f32) -> Response {
    let color = Tokens::of(ui).text;
    let response = ui.add(Label::new(RichText::new(text).font(theme::semibold(size)).color(color)));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(accesskit::Role::Heading);
        node.set_label(text);
    });
    response
}

/// Draws a card with a heading. Its rows bring `row_margin` points of their own left and right.
pub(crate) fn card_ui(ui: &mut Ui, title: &str, row_margin: i8, contents: impl FnOnce(&mut Ui)) {
    const MARGIN: i8 = 20;
    let margin = Margin {
        left: MARGIN - row_margin,
        right: MARGIN - row_margin,
        top: if row_margin == 0 { MARGIN } else { 14 },
        bottom: if row_margin == 0 { 10 } else { 14 },
    };
    card_frame(ui).inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(10.0, 0.0);
        ui.horizontal(|ui| {
            ui.add_space(f32::from(row_margin));
            heading_ui(ui, title, 14.0);
        });
        ui.add_space(if row_margin == 0 { 4.0 } else { 6.0 });
        contents(ui);
    });
}

/// Draws secondary text, which wraps.
pub(crate) fn muted_ui(ui: &mut Ui, text: &str) -> Response {
    let color = Tokens::of(ui).muted;
    ui.add(Label::new(RichText::new(text).color(color)).wrap())
}

/// Draws the quietest text, on one line.
pub(crate) fn faint_ui(ui: &mut Ui, text: &str) -> Response {
    cut_text_ui(ui, faint_text(ui, text))
}

/// The same with a tooltip that says more.
pub(crate) fn faint_with_tooltip_ui(ui: &mut Ui, text: &str, tooltip: &str) -> Response {
    cut_text_with_tooltip_ui(ui, faint_text(ui, text), tooltip)
}

/// Draws secondary text on as many lines as it needs.
pub(crate) fn faint_lines_ui(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(faint_text(ui, text)).wrap())
}

fn faint_text(ui: &Ui, text: &str) -> RichText {
    RichText::new(text)
        .font(theme::regular(theme::TEXT_SECONDARY))
        .color(Tokens::of(ui).faint)
}

/// Draws the head of a page: title and a line below.
pub(crate) fn page_head_ui(ui: &mut Ui, title: &str, subtitle: &str) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        row_ui(ui, 28.0, |ui| heading_ui(ui, title, theme::TEXT_PAGE_TITLE));
        row_ui(ui, 20.0, |ui| {
            cut_text_ui(ui, RichText::new(subtitle).color(Tokens::of(ui).muted));
        });
    });
}

/// Makes assistive technology read what is wrong, which is painted beside a field.
pub(crate) fn alert_ui(ui: &Ui, text: &str) {
    announce_ui(ui, "announce", text, Urgency::Assertive);
}

/// What is wrong. While the directory is looked through, it is not known yet whether it is damaged.
pub(crate) fn cause(state: &AppState, failure: &Failure) -> String {
    match failure {
        Failure::Storage(StorageFailure::Damaged(_)) if state.is_checking_directory() => {
            damage::partly_unreadable().to_owned()
        }
        _ => failure.cause(),
    }
}

/// What to do about a failure.
pub(crate) fn next_step(state: &AppState, failure: &Failure) -> String {
    if failure.is_damage() && state.is_checking_directory() {
        damage::being_checked().to_owned()
    } else {
        failure.next_step()
    }
}

/// Draws a failure: cause, next step, and `Try again` where it helps. Returns whether that was pressed.
pub(crate) fn failure_ui(ui: &mut Ui, state: &AppState, failure: &Failure, can_retry: bool) -> bool {
    let can_retry = can_retry && !failure.needs_restart();
    banner_ui(
        ui,
        StatusTone::Bad,
        &cause(state, failure),
        &next_step(state, failure),
        |ui| can_retry && Button::new(common::try_again()).small().show(ui).clicked(),
    )
}

/// Draws which rows of the directory can't be shown, with `gap` points below each banner; nothing where all can.
pub(crate) fn unreadable_ui(ui: &mut Ui, unreadable: &[UnreadableRow], gap: f32) {
    for told in unreadable::tell(unreadable) {
        let text = failures::both(&told.rows, unreadable::next_step());
        banner_ui(ui, StatusTone::Bad, &told.missing, &text, |_| ());
        ui.add_space(gap);
    }
}

/// Draws `contents` in a column `width` points wide in the middle of the room there is; it scrolls where it is higher.
pub(crate) fn centered_column_ui<R>(ui: &mut Ui, id: &str, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let id = Id::unique(("centered", id));
    let room = ui.max_rect();
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let margin = 24.0;
    let width = width.min(room.width() - 2.0 * margin);
    egui::ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            let top = ((room.height() - known.unwrap_or(0.0)) / 2.0).max(margin).floor();
            let left = ((room.width() - width) / 2.0).floor();
            let origin = ui.cursor().min;
            let rect = Rect::from_min_size(pos2(origin.x + left, origin.y + top), vec2(width, f32::INFINITY));
            let mut builder = UiBuilder::new().max_rect(rect);
            if known.is_none() {
                builder = builder.invisible();
                ui.ctx().request_repaint();
            }
            let inner = ui.scope_builder(builder, contents);
            let height = inner.response.rect.height();
            ui.add_space(margin);
            if known.is_none_or(|known| (known - height).abs() > 0.5) {
                // Only the first measure is taken over at once: a form must not jump while an error appears.
                let stays = known.is_some_and(|known| height > known && height - known < 60.0);
                if !stays {
                    ui.data_mut(|data| data.insert_temp(id, height));
                    ui.ctx().request_repaint();
                }
            }
            inner.inner
        })
        .inner
}

/// Seconds since a fetch was asked for, for the thin bar.
pub(crate) fn loading_secs(state: &AppState, since: Option<crate::domain::time::Timestamp>) -> Option<f32> {
    since.map(|since| state.now.ms_since(since).max(0) as f32 / 1000.0)
}

/// The first letters of a person's names.
pub(crate) fn initials(user: &User) -> String {
    let names = [user.first_name.as_str(), user.last_name.as_str()];
    names
        .iter()
        .filter_map(|name| name.chars().next())
        .collect::<String>()
        .to_uppercase()
}

/// Draws the body of a page with the usual margins.
pub(crate) fn with_page_margins<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.max_rect();
    let rect = Rect::from_min_max(
        room.min + vec2(PAGE_MARGIN, 22.0),
        pos2(room.right() - PAGE_MARGIN, room.bottom()),
    );
    ui.scope_builder(UiBuilder::new().max_rect(rect), contents).inner
}
