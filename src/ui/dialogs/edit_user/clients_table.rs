//! The table of a user's clients, with what can be done to each.

use std::collections::BTreeMap;

use egui::{Id, Rect, RichText, Ui};

use super::client_list::{self, ClientList};
use super::place::Place;
use crate::domain::client::{Client, ClientAction, ClientId, ClientStatus};
use crate::domain::host_change::TwoMachines;
use crate::domain::time::Timestamp;
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::client_cells::{expiry_ui, host_ui, moment_ui, status_ui, two_machines_width};
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, HEADER_HEIGHT, ROW_HEIGHT, Tokens};
use crate::ui::widgets::{
    Button, Column, DataTable, FocusRequest, TableResponse, cut_text_ui, empty_state_ui, table, table_frame,
};
use crate::words::Label as _;

/// How high the table is at least, in points: its header and four rows.
const LEAST_HEIGHT: f32 = HEADER_HEIGHT + 4.0 * ROW_HEIGHT;
/// What the frame around the table adds to its height, in points.
const FRAME_HEIGHT: f32 = 2.0;
const NAME_MIN_WIDTH: f32 = 106.0;
const HOST_MIN_WIDTH: f32 = 70.0;

/// What the table needs while it is drawn.
pub(super) struct ClientsTable<'a> {
    /// The clients that are shown, in order.
    pub(super) clients: &'a [&'a Client],
    /// Those that were used from two machines.
    pub(super) two_machines: &'a BTreeMap<ClientId, TwoMachines>,
    /// What the clients are sorted by.
    pub(super) list: &'a mut ClientList,
    /// A client whose row is to be scrolled to.
    pub(super) brought_into_view: Option<ClientId>,
    /// The client that the dialog opens on; taken once all of its row can be seen.
    pub(super) starts_at: &'a mut Option<ClientId>,
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
        let columns = self.columns(ui, state);
        let focused_before = *self.focused;
        self.follow_focus();
        let clients = self.clients;
        let row_of = |id: Option<ClientId>| clients.iter().position(|client| Some(client.id) == id);
        let (fresh, cursor) = (row_of(self.fresh), row_of(*self.cursor));
        let brought_into_view = row_of(self.starts_at.or(self.brought_into_view));
        let mut pressed = None;
        let sort = self.list.sort;
        let height_limit = (ui.available_height() - FRAME_HEIGHT).max(LEAST_HEIGHT);
        let key = |row: usize| Id::unique(clients.get(row).map(|client| client.id));
        let table = table_frame(ui, 10).show(ui, |ui| {
            DataTable::new("clients", words::clients(), &columns, clients.len())
                .row_key(&key)
                .selected(fresh)
                .inner(cursor)
                .sort(Some(sort))
                .height_limit(height_limit)
                .bring_into_view(brought_into_view)
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
        if self.focused.is_some() && *self.focused != focused_before {
            ui.scroll_to_rect(table.response.rect, None);
        }
        self.scroll_to_start(ui, table.inner.brought);
        if let Some(column) = table.inner.sort_clicked {
            self.list.sort_by(column);
        }
        pressed
    }

    /// Scrolls the dialog to the row it opens on, until all of it can be seen: egui scrolls no further than the body was
    /// high in the pass before, and the body grows while the dialog opens.
    fn scroll_to_start(&mut self, ui: &Ui, row: Option<Rect>) {
        if self.starts_at.is_none() {
            return;
        }
        let seen = ui.clip_rect().y_range();
        // What is cut by a point can be seen.
        let is_cut = |row: &Rect| row.top() < seen.min - 1.0 || row.bottom() > seen.max + 1.0;
        match row.filter(|row| row.height() < seen.span() && is_cut(row)) {
            Some(row) => {
                ui.scroll_to_rect(row, None);
                ui.ctx().request_repaint();
            }
            None => *self.starts_at = None,
        }
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
                cut_text_ui(ui, name.color(t.text));
            }
            1 => status_ui(ui, client.status(state.now)),
            2 => expiry_ui(ui, times, client, state.now),
            3 => host_ui(ui, times, client, self.recently_on_two(client.id, state.now)),
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

    fn recently_on_two(&self, client: ClientId, now: Timestamp) -> Option<&TwoMachines> {
        self.two_machines.get(&client).filter(|found| found.is_recent(now))
    }

    /// The columns, as wide as what stands in them. Where room is missing the host gives way first, then the name; where
    /// there is some left they share it.
    fn columns(&self, ui: &Ui, state: &AppState) -> [Column; 7] {
        let (clients, sort) = (self.clients, self.list.sort);
        let is_waiting = |client: &&Client| client.status(state.now) == ClientStatus::Waiting;
        let status = if clients.iter().any(is_waiting) { 150.0 } else { 128.0 };
        let names = clients.iter().map(|client| client.name.as_str());
        let name = table::width_of(ui, names, &theme::semibold(theme::TEXT)).max(NAME_MIN_WIDTH);
        let hosts = clients.iter().filter_map(|client| client.host.as_deref());
        let is_on_two = |client: &&Client| self.recently_on_two(client.id, state.now).is_some();
        let sign = if clients.iter().any(is_on_two) {
            two_machines_width(ui)
        } else {
            HOST_MIN_WIDTH
        };
        let host = table::width_of(ui, hosts, &theme::regular(theme::TEXT)).max(sign);
        let actions = if self.is_own { 112.0 } else { 200.0 };
        let fixed = |id: &'static str, title: &'static str, width: f32| {
            let title_width = table::width_of_title(ui, title, sort.column == id);
            Column::new(id, title, width.max(title_width)).fixed().sortable()
        };
        [
            Column::new(client_list::BY_NAME, words::column_client(), name)
                .min_width(NAME_MIN_WIDTH)
                .gives_way(1)
                .sortable(),
            fixed(client_list::BY_STATUS, words::column_status(), status),
            fixed(client_list::BY_EXPIRY, words::column_expires(), 88.0),
            Column::new(client_list::BY_HOST, words::column_host(), host)
                .min_width(HOST_MIN_WIDTH)
                .sortable(),
            fixed(client_list::BY_ISSUE, words::column_issued(), 97.0),
            fixed(client_list::BY_LAST_SEEN, words::column_seen(), 97.0),
            Column::new("actions", words::column_actions(), actions).fixed().stays(),
        ]
    }
}

/// Whether an action is offered; mirrors `domain::access`, which decides.
const fn is_offered(action: ClientAction, is_own: bool) -> bool {
    !is_own || matches!(action, ClientAction::Reregister | ClientAction::Deregister)
}
