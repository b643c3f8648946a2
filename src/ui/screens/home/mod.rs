//! Home: what is in the directory, and what needs attention. Each figure leads to the table behind it.

mod account;
mod backups;
mod clock;
mod figures;
mod first_steps;
mod place;

use egui::{RichText, ScrollArea, Ui, vec2};

use crate::command::{Commands, UsersCommand, ViewCommand};
use crate::domain::client::ClientStatus;
use crate::domain::query::{ClientFilter, HomeSummary, RoleFilter, StateFilter, UserQuery};
use crate::state::{AppState, Route};
use crate::ui::icons::Icon;
use crate::ui::parts::tones::client_tone;
use crate::ui::parts::{card_ui, failure_ui, loading_secs, muted_ui, page_head_ui, unreadable_ui, with_page_margins};
use crate::ui::strings::screens::{home as words, shell};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{StatusTone, progress_line};
use crate::words::Label as _;
use figures::{Figure, figure_ui};
use first_steps::first_steps_ui;

/// The least width of two cards beside each other, in points.
const TWO_COLUMNS: f32 = 620.0;
/// The most width of all cards while they are in two columns, in points.
const MOST_WIDTH: f32 = 1_120.0;
/// The widths of the columns where there is room for three, in points: for sentences, and for figures.
const SENTENCES: f32 = 600.0;
const FIGURES: f32 = 360.0;
const GAP: f32 = 20.0;
/// How much room the lines of a card bring left and right, in points.
const ROW_MARGIN: i8 = 12;

/// Draws the screen.
pub(crate) fn home_ui(ui: &mut Ui, state: &AppState, commands: &mut Commands) {
    let page = ui.max_rect();
    with_page_margins(ui, |ui| {
        let name = state
            .me
            .as_ref()
            .map(|me| me.first_name.to_string())
            .unwrap_or_default();
        page_head_ui(ui, shell::home(), &words::greeting(&name));
        ui.add_space(16.0);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
            if state.is_administrator() {
                directory_ui(ui, state, commands);
            } else {
                account::account_ui(ui, state, commands);
            }
            ui.add_space(24.0);
        });
    });
    progress_line(ui, page, loading_secs(state, state.home.pending_since()));
}

fn directory_ui(ui: &mut Ui, state: &AppState, commands: &mut Commands) {
    if let Some(failure) = state.home.failure() {
        if failure_ui(ui, state, failure, true) {
            commands.send(ViewCommand::Refresh);
        }
        ui.add_space(GAP);
    }
    let Some(summary) = state.home.value() else {
        if state.home.failure().is_none() {
            muted_ui(ui, words::loading());
        }
        return;
    };
    unreadable_ui(ui, &summary.unreadable, GAP);
    if let Some(moved) = summary.clock_moved {
        clock::clock_ui(ui, state, moved, commands);
    }
    place::place_ui(ui, &summary.place_faults);
    if let Some(overdue) = summary.overdue_backup.filter(|_| !state.directory.is_demo) {
        backups::backups_ui(ui, state, overdue, commands);
    }
    let room = ui.available_width();
    let mut chosen = None;
    if room >= SENTENCES + 2.0 * (GAP + FIGURES) {
        ui.horizontal_top(|ui| {
            column_ui(ui, SENTENCES, |ui| {
                first_steps_ui(ui, state, summary, commands);
                chosen = attention_ui(ui, summary);
            });
            chosen = figures_ui(ui, FIGURES, summary).or(chosen.take());
        });
    } else {
        ui.set_max_width(room.min(MOST_WIDTH));
        first_steps_ui(ui, state, summary, commands);
        chosen = attention_ui(ui, summary);
        ui.add_space(GAP);
        chosen = groups_ui(ui, summary).or(chosen);
    }
    if let Some(filter) = chosen {
        open_table(state, filter, commands);
    }
}

/// The groups of users and clients, beside each other where there is room.
fn groups_ui(ui: &mut Ui, summary: &HomeSummary) -> Option<UserQuery> {
    let room = ui.available_width();
    if room >= TWO_COLUMNS {
        let width = (room - GAP) / 2.0;
        return ui.horizontal_top(|ui| figures_ui(ui, width, summary)).inner;
    }
    let chosen = users_ui(ui, summary);
    ui.add_space(GAP);
    clients_ui(ui, summary).or(chosen)
}

/// The same in a row, each as wide as given.
fn figures_ui(ui: &mut Ui, width: f32, summary: &HomeSummary) -> Option<UserQuery> {
    let chosen = column_ui(ui, width, |ui| users_ui(ui, summary));
    column_ui(ui, width, |ui| clients_ui(ui, summary)).or(chosen)
}

fn column_ui<R>(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.vertical(|ui| {
        ui.set_width(width);
        contents(ui)
    })
    .inner
}

/// Shows the table with `filter` in the order it has.
fn open_table(state: &AppState, filter: UserQuery, commands: &mut Commands) {
    let sort = state.users_view.query.sort;
    commands.send(ViewCommand::Go(Route::UserManagement));
    commands.send(UsersCommand::Query(UserQuery { sort, ..filter }));
}

/// A line that leads to the table, with its filter.
fn lines_ui(ui: &mut Ui, lines: &[(Option<StatusTone>, String, Option<u64>, UserQuery)]) -> Option<UserQuery> {
    let mut chosen = None;
    for (tone, label, value, filter) in lines {
        let figure = Figure {
            tone: *tone,
            label,
            value: *value,
        };
        if figure_ui(ui, &figure).clicked() {
            chosen = Some(filter.clone());
        }
    }
    chosen
}

fn by_state(state: StateFilter) -> UserQuery {
    UserQuery {
        state: Some(state),
        ..UserQuery::default()
    }
}

fn by_status(status: impl Into<ClientFilter>) -> UserQuery {
    UserQuery {
        client_status: Some(status.into()),
        ..UserQuery::default()
    }
}

fn attention_ui(ui: &mut Ui, summary: &HomeSummary) -> Option<UserQuery> {
    let clients = &summary.clients;
    let (bad, waiting, off) = (StatusTone::Bad, StatusTone::Waiting, StatusTone::Off);
    let all = [
        (
            bad,
            clients.expired,
            words::expired(clients.expired),
            by_status(ClientStatus::Expired),
        ),
        (
            waiting,
            clients.expiring_soon,
            words::expires_soon(clients.expiring_soon),
            by_status(ClientFilter::ExpiresSoon),
        ),
        (
            waiting,
            clients.provisioned,
            words::provisioned(clients.provisioned),
            by_status(ClientStatus::Provisioned),
        ),
        (
            waiting,
            clients.waiting,
            words::waiting(clients.waiting),
            by_status(ClientStatus::Waiting),
        ),
        (
            bad,
            summary.locked_users,
            words::locked(summary.locked_users),
            by_state(StateFilter::Locked),
        ),
        (
            waiting,
            summary.users_with_same_email,
            words::same_email(summary.users_with_same_email),
            by_state(StateFilter::SameEmail),
        ),
        (
            off,
            summary.disabled_users,
            words::disabled(summary.disabled_users),
            by_state(StateFilter::Disabled),
        ),
    ];
    let present = all.into_iter().filter(|(_, count, _, _)| *count > 0);
    let lines: Vec<_> = present
        .map(|(tone, _, label, filter)| (Some(tone), label, None, filter))
        .collect();
    let mut chosen = None;
    if lines.is_empty() && !summary.unreadable.is_empty() {
        // The banner above says what does.
        return None;
    }
    card_ui(ui, words::attention(), ROW_MARGIN, |ui| {
        if lines.is_empty() {
            calm_ui(ui);
        }
        chosen = lines_ui(ui, &lines);
    });
    chosen
}

fn calm_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let (icon, _) = ui.allocate_exact_size(vec2(16.0, 36.0), egui::Sense::hover());
        Icon::Check.paint(ui, icon, t.ok);
        ui.label(
            RichText::new(words::calm())
                .font(theme::medium(theme::TEXT))
                .color(t.text),
        );
    });
    ui.horizontal(|ui| {
        ui.add_space(12.0 + 16.0 + ui.spacing().item_spacing.x);
        muted_ui(ui, words::calm_text());
    });
    ui.add_space(6.0);
}

fn users_ui(ui: &mut Ui, summary: &HomeSummary) -> Option<UserQuery> {
    let administrators = UserQuery {
        role: Some(RoleFilter::Administrator),
        ..UserQuery::default()
    };
    let lines = [
        (words::all_users(), summary.users, UserQuery::default()),
        (words::administrators(), summary.administrators, administrators),
        (
            words::disabled_users(),
            summary.disabled_users,
            by_state(StateFilter::Disabled),
        ),
        (
            words::locked_users(),
            summary.locked_users,
            by_state(StateFilter::Locked),
        ),
    ];
    let lines = lines.map(|(label, value, filter)| (None, label.to_owned(), Some(value), filter));
    let mut chosen = None;
    card_ui(ui, words::users(), ROW_MARGIN, |ui| chosen = lines_ui(ui, &lines));
    chosen
}

fn clients_ui(ui: &mut Ui, summary: &HomeSummary) -> Option<UserQuery> {
    let lines = ClientStatus::ALL.map(|status| {
        let tone = Some(client_tone(status));
        (
            tone,
            status.label().to_owned(),
            Some(summary.clients.of(status)),
            by_status(status),
        )
    });
    let mut chosen = None;
    card_ui(ui, words::clients(), ROW_MARGIN, |ui| chosen = lines_ui(ui, &lines));
    chosen
}
