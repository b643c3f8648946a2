//! The table of a user's clients, with what can be done to each.

use egui::{Id, RichText, Ui};

use super::place::Place;
use crate::domain::client::{Client, ClientAction, ClientId, ClientStatus};
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::client_cells::{expiry_ui, moment_ui, status_ui};
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Button, Column, DataTable, FocusRequest, TableResponse, empty_state_ui, table_frame};
use crate::words::Label as _;

/// What the table needs while it is drawn.
pub(super) struct ClientsTable<'a> {
    /// The clients, by name.
    pub(super) clients: &'a [Client],
    /// The client whose token is in the box.
    pub(super) fresh: Option<ClientId>,
    /// The clients are one's own, so only the actions that every user may take are offered.
    pub(super) is_own: bool,
    /// What is under way; nothing else can be pressed meanwhile.
    pub(super) busy: Option<Busy>,
    /// What is to get the focus; taken once it has been drawn.
    pub(super) focus: &'a mut FocusRequest<Place>,
    /// The client whose row the keys are on while the table has the focus.
    pub(super) cursor: &'a mut Option<ClientId>,
    /// Where the focus was when the table was drawn last: a client, and the button in its row; none for the row itself.
    pub(super) focused: &'a mut Option<(ClientId, Option<ClientAction>)>,
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
                let how = if self.is_own {
                    words::no_own_clients_how()
                } else {
                    words::no_clients_how()
                };
                empty_state_ui(ui, Icon::Client, words::no_clients(), how, |_| ());
            });
            return None;
        }
        let times = Times::of(ui, state);
        let is_wide = self
            .clients
            .iter()
            .any(|client| client.status(state.now) == ClientStatus::Waiting);
        let columns = columns(is_wide, self.is_own);
        self.follow_focus();
        let clients = self.clients;
        let row_of = |id: Option<ClientId>| clients.iter().position(|client| Some(client.id) == id);
        let (fresh, cursor) = (row_of(self.fresh), row_of(*self.cursor));
        let mut pressed = None;
        let key = |row: usize| Id::unique(clients.get(row).map(|client| client.id));
        let table = table_frame(ui, 10).show(ui, |ui| {
            DataTable::new("clients", words::clients(), &columns, clients.len())
                .row_key(&key)
                .selected(fresh)
                .inner(cursor)
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
                )
        });
        self.take_keys(&table.inner);
        pressed
    }

    /// Follows the keys over the rows; Enter leads into the row.
    fn take_keys(&mut self, table: &TableResponse) {
        let client = |row: usize| self.clients.get(row).map(|client| client.id);
        if let Some(moved) = table.selected.and_then(client) {
            *self.cursor = Some(moved);
        }
        if let Some(entered) = table.activated.and_then(client) {
            self.focus.ask(Place::Client(entered));
        }
        if let Some(table) = &table.response {
            self.focus.give(&Place::Clients, table);
            if table.has_focus() {
                *self.focused = self.cursor.map(|client| (client, None));
            }
        }
    }

    /// Where the button that had the focus is gone, because another administrator changed its client, the
    /// keyboard stays with that client.
    fn follow_focus(&mut self) {
        let Some((id, action)) = self.focused.take() else {
            return;
        };
        match self.clients.iter().find(|client| client.id == id) {
            Some(client) if action.is_none_or(|action| client.state.actions().any(|offered| offered == action)) => {}
            Some(_) => self.go_to_row(id),
            None => {
                if let Some(first) = self.clients.first() {
                    self.go_to_row(first.id);
                }
            }
        }
    }

    fn go_to_row(&mut self, client: ClientId) {
        *self.cursor = Some(client);
        self.focus.ask(Place::Clients);
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
            1 => status_ui(ui, client.status(state.now)),
            2 => expiry_ui(ui, times, client, state.now),
            3 => match &client.host {
                Some(host) => {
                    ui.label(RichText::new(host).color(t.text)).on_hover_text(host);
                }
                None => {
                    ui.label(RichText::new(words::not_yet()).color(t.muted));
                }
            },
            4 => moment_ui(ui, times, client.token_issued_at, words::not_yet()),
            5 => moment_ui(ui, times, client.last_seen_at, words::never()),
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
        let is_own = self.is_own;
        for action in client.state.actions().filter(|action| is_offered(*action, is_own)) {
            let name = words::action_name(action, client.name.as_str());
            let button = match action {
                ClientAction::Deregister | ClientAction::Delete => Button::danger(action.label()),
                ClientAction::Reprovision | ClientAction::Reregister => Button::new(action.label()),
            };
            let button = button.small().accessible_name(&name).enabled(self.busy.is_none());
            let response = ui.push_id(action, |ui| button.show(ui)).inner;
            if response.clicked() {
                pressed = Some((client.id, action));
            }
            self.focus.give(&Place::Client(client.id), &response);
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            if response.has_focus() {
                *self.focused = Some((client.id, Some(action)));
            }
        }
        pressed
    }
}

/// Whether an action is offered; mirrors `domain::access`, which decides.
const fn is_offered(action: ClientAction, is_own: bool) -> bool {
    !is_own || matches!(action, ClientAction::Reregister | ClientAction::Deregister)
}

fn columns(is_wide: bool, is_own: bool) -> [Column; 7] {
    let [name, status, expires, host, issued, seen] = if is_wide {
        [101.0, 150.0, 88.0, 68.0, 97.0, 97.0]
    } else {
        [115.0, 128.0, 88.0, 76.0, 97.0, 98.0]
    };
    let actions = if is_own { 112.0 } else { 200.0 };
    [
        Column::new("name", words::column_client(), name),
        Column::new("status", words::column_status(), status).fixed(),
        Column::new("expires", words::column_expires(), expires).min_width(88.0),
        Column::new("host", words::column_host(), host),
        Column::new("issued", words::column_issued(), issued).min_width(96.0),
        Column::new("seen", words::column_seen(), seen).min_width(96.0),
        Column::new("actions", words::column_actions(), actions).fixed(),
    ]
}
