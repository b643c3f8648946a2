//! The table of a user's clients, with what can be done to each.

use egui::{RichText, Ui};

use crate::domain::client::{Client, ClientAction, ClientId, ClientStatus};
use crate::domain::time::Timestamp;
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Button, Column, DataTable, StatusTone, empty_state_ui, status_pill, table_frame};

/// What the table needs while it is drawn.
pub(super) struct ClientsTable<'a> {
    /// The clients, by name.
    pub(super) clients: &'a [Client],
    /// The client whose token is in the box.
    pub(super) fresh: Option<ClientId>,
    /// What is under way; nothing else can be pressed meanwhile.
    pub(super) busy: Option<Busy>,
    /// The client whose first button is to get the focus; taken once it has been drawn.
    pub(super) focus: &'a mut Option<ClientId>,
}

/// What is under way while nothing can be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Busy {
    /// Something that belongs to no row.
    Elsewhere,
    /// An action on a client.
    Row(ClientId, ClientAction),
}

impl ClientsTable<'_> {
    /// Draws the table and returns which action on which client was pressed.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState) -> Option<(ClientId, ClientAction)> {
        if self.clients.is_empty() {
            ui.scope(|ui| {
                ui.set_max_height(190.0);
                empty_state_ui(ui, Icon::Key, words::NO_CLIENTS, words::NO_CLIENTS_HOW, |_| ());
            });
            return None;
        }
        let times = Times::of(ui, state);
        let is_wide = self
            .clients
            .iter()
            .any(|client| client.status(state.now) == ClientStatus::Waiting);
        let columns = columns(is_wide);
        let fresh = self
            .fresh
            .and_then(|id| self.clients.iter().position(|client| client.id == id));
        let mut pressed = None;
        table_frame(ui, 10).show(ui, |ui| {
            let id = if is_wide { "clients_wide" } else { "clients" };
            let clients = self.clients;
            DataTable::new(id, words::CLIENTS, &columns, clients.len())
                .selected(fresh)
                .inner()
                .show(
                    ui,
                    |row| {
                        clients
                            .get(row)
                            .map_or_else(String::new, |client| client.name.to_string())
                    },
                    |ui, cell| {
                        if let Some(client) = clients.get(cell.row) {
                            pressed = self.cell_ui(ui, client, cell.column, state, &times).or(pressed);
                        }
                    },
                );
        });
        pressed
    }

    fn cell_ui(
        &mut self,
        ui: &mut Ui,
        client: &Client,
        column: usize,
        state: &AppState,
        times: &Times,
    ) -> Option<(ClientId, ClientAction)> {
        let t = Tokens::of(ui);
        match column {
            0 => {
                let name = RichText::new(client.name.as_str()).font(theme::semibold(theme::TEXT));
                ui.label(name.color(t.text)).on_hover_text(client.name.as_str());
            }
            1 => {
                let status = client.status(state.now);
                status_pill(ui, tone(status), status.label()).on_hover_text(status.label());
            }
            2 => match &client.host {
                Some(host) => {
                    ui.label(RichText::new(host).color(t.text)).on_hover_text(host);
                }
                None => {
                    ui.label(RichText::new(words::NOT_YET).color(t.muted));
                }
            },
            3 => moment_ui(ui, times, client.token_issued_at, words::NOT_YET),
            4 => moment_ui(ui, times, client.last_seen_at, words::NEVER),
            _ => return self.actions_ui(ui, client),
        }
        None
    }

    fn actions_ui(&mut self, ui: &mut Ui, client: &Client) -> Option<(ClientId, ClientAction)> {
        if let Some(Busy::Row(id, action)) = self.busy
            && id == client.id
        {
            ui.label(RichText::new(words::acting(action)).color(Tokens::of(ui).muted));
            return None;
        }
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut pressed = None;
        for action in client.state.actions() {
            let name = words::action_name(action, client.name.as_str());
            let button = match action {
                ClientAction::Deregister | ClientAction::Delete => Button::danger(action.label()),
                ClientAction::Reprovision | ClientAction::Reregister => Button::new(action.label()),
            };
            let response = button
                .small()
                .accessible_name(&name)
                .enabled(self.busy.is_none())
                .show(ui);
            if response.clicked() {
                pressed = Some((client.id, action));
            }
            if *self.focus == Some(client.id) && response.enabled() {
                *self.focus = None;
                response.request_focus();
            }
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
        }
        pressed
    }
}

fn columns(is_wide: bool) -> [Column; 6] {
    let [name, status, host, issued, seen] = if is_wide {
        [110.0, 226.0, 70.0, 102.0, 92.0]
    } else {
        [132.0, 148.0, 100.0, 110.0, 110.0]
    };
    [
        Column::new("name", words::COLUMN_CLIENT, name),
        Column::new("status", words::COLUMN_STATUS, status).fixed(),
        Column::new("host", words::COLUMN_HOST, host),
        Column::new("issued", words::COLUMN_ISSUED, issued),
        Column::new("seen", words::COLUMN_SEEN, seen),
        Column::new("actions", words::COLUMN_ACTIONS, 202.0).fixed(),
    ]
}

const fn tone(status: ClientStatus) -> StatusTone {
    match status {
        ClientStatus::Registered => StatusTone::Ok,
        ClientStatus::Provisioned | ClientStatus::Waiting => StatusTone::Waiting,
        ClientStatus::Deregistered => StatusTone::Off,
        ClientStatus::Expired => StatusTone::Bad,
    }
}

/// Draws a moment as told now, exact where the pointer rests on it.
fn moment_ui(ui: &mut Ui, times: &Times, at: Option<Timestamp>, none: &str) {
    let muted = Tokens::of(ui).muted;
    match at {
        Some(at) => {
            ui.label(RichText::new(times.relative(at)).color(muted))
                .on_hover_text(times.exact(at));
        }
        None => {
            ui.label(RichText::new(none).color(muted));
        }
    }
}
