//! The tab Avo Assure Client Provision, which is Token Management as well: make a client, hand its token over, act on the
//! others.
//!
//! Not its job: asking before something is lost; it reports what was pressed and [`super`] decides.

use egui::{Id, Layout, Response, Ui, vec2};

use super::client_list::ClientList;
use super::clients_table::{Busy, ClientsTable};
use super::conflict::cause_of;
use super::place::Place;
use super::service_lines::service_lines_ui;
use super::settled_rows::SettledRows;
use super::terms;
use super::token_box::TokenBox;
use crate::command::Commands;
use crate::domain::client::{Client, ClientAction, ClientId, ClientName};
use crate::domain::expiry::{Terms, TokenLifetime};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldProblem};
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::state::{AppState, Editor, Outcome, SubmissionId};
use crate::ui::format::Times;
use crate::ui::parts::forms::ShownMistakes;
use crate::ui::parts::{next_step, unreadable_ui};
use crate::ui::strings::editor as words;
use crate::ui::theme::GAP;
use crate::ui::widgets::{Button, FocusRequest, StatusTone, TextField, banner_ui};
use crate::words::{Label as _, problems};

/// The height of a field's visible label with the gap below it, in points.
const LABEL_HEIGHT: f32 = 26.0;

/// Something a person asked for on this tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClientRequest {
    /// Make a client with the typed name, which has been checked.
    Generate,
    /// Act on a client.
    Act(Box<Client>, ClientAction),
}

/// What was sent off and has not been answered.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Acting {
    Generate,
    Client(ClientId, ClientAction),
}

/// What is typed on the tab, and what is under way.
#[derive(Debug, Default)]
pub(super) struct ProvisionTab {
    client_name: String,
    shown: ShownMistakes<Field>,
    /// A client was made of the name, and the field is empty for the next one.
    is_name_taken: bool,
    terms: Terms,
    refused: Option<FieldProblem>,
    token_box: TokenBox,
    acting: Option<Acting>,
    acting_taken: SubmissionId,
    focus: FocusRequest<Place>,
    table_focused: Option<(ClientId, Option<ClientAction>)>,
    cursor: Option<ClientId>,
    steady: SettledRows,
    list: ClientList,
    brought_into_view: Option<ClientId>,
    starts_at: Option<ClientId>,
}

impl ProvisionTab {
    /// The client name as typed.
    pub(super) fn client_name(&self) -> &str {
        self.client_name.trim()
    }

    /// How long the next token waits and its client works.
    pub(super) const fn terms(&self) -> Terms {
        self.terms
    }

    /// The field for the name is to get the focus.
    pub(super) fn focus_name(&mut self) {
        self.focus.ask(Place::ClientName);
    }

    /// The first thing that can be done to a client is to get the focus, once the clients are known.
    pub(super) fn focus_first_action(&mut self) {
        self.focus.ask(Place::FirstAction);
    }

    /// The row of `client` is to be seen and to get the focus, once the clients are known.
    pub(super) fn start_at(&mut self, client: ClientId) {
        self.starts_at = Some(client);
        self.go_to_row(client);
    }

    /// Gives what stands in the place of the tab the focus that the name was to get.
    pub(super) fn give_name_focus(&mut self, response: &Response) {
        self.focus.give(&Place::ClientName, response);
    }

    /// Forgets which part was to get the focus, because another tab is shown.
    pub(super) fn forget_focus(&mut self) {
        self.focus.forget();
        self.table_focused = None;
        self.token_box.forget_focus();
    }

    /// Masks the token.
    pub(super) fn mask(&mut self) {
        self.token_box.mask();
    }

    /// Notes that a client is being made.
    pub(super) fn generating(&mut self) {
        self.sent(Acting::Generate);
    }

    /// Notes that something is being done to `client`.
    pub(super) fn acting(&mut self, client: &Client, action: ClientAction) {
        self.sent(Acting::Client(client.id, action));
        // Not on a button: the one that was pressed makes room for others.
        self.go_to_row(client.id);
    }

    fn go_to_row(&mut self, client: ClientId) {
        self.cursor = Some(client);
        self.focus.ask(Place::Clients);
    }

    fn sent(&mut self, acting: Acting) {
        self.refused = None;
        self.acting = Some(acting);
    }

    /// Takes in what has happened since the frame before; returns whether a failure is to be shown.
    pub(super) fn take_in(&mut self, editor: &Editor, now: Timestamp) -> bool {
        let mut has_failed = false;
        if editor.usable_token(now).is_none() {
            // What was pressed last is gone or shut, and the keyboard must not be left without a place.
            if self.token_box.takes_focus() {
                self.focus.ask(Place::ClientName);
            }
        }
        match editor.acting.new_outcome(&mut self.acting_taken) {
            Some(Outcome::Refused(failure)) => {
                self.take_failure(failure);
                has_failed = true;
            }
            Some(Outcome::Done) => self.take_done(editor, now),
            None => {}
        }
        has_failed
    }

    /// Makes ready for the next client, and gives the focus to what the person needs now.
    fn take_done(&mut self, editor: &Editor, now: Timestamp) {
        let acted = self.acting.take();
        if acted == Some(Acting::Generate) {
            self.client_name.clear();
            self.shown = ShownMistakes::default();
            self.is_name_taken = true;
            // Whatever the filter says, the new client is to be seen.
            self.list.filter.clear();
        }
        self.brought_into_view = editor.token.fresh().map(|token| token.mark.client);
        let makes_token = match acted {
            Some(Acting::Client(_, action)) => makes_token(action),
            Some(Acting::Generate) | None => true,
        };
        if makes_token && self.terms.token == TokenLifetime::Never {
            // It is chosen anew for each token.
            self.terms.token = TokenLifetime::default();
        }
        let is_there = |id| {
            let details = editor.details.value();
            details.is_some_and(|details| details.clients.iter().any(|client| client.id == id))
        };
        match acted {
            _ if makes_token && editor.usable_token(now).is_some() => self.focus.ask(Place::Copy),
            Some(Acting::Client(id, _)) if is_there(id) => self.go_to_row(id),
            _ => {
                self.table_focused = None;
                self.focus.ask(Place::ClientName);
            }
        }
    }

    fn take_failure(&mut self, failure: &Failure) {
        let acting = self.acting.take();
        if let Some(problem) = name_problem(failure) {
            self.refused = Some(problem);
            self.focus.ask(Place::ClientName);
        } else if let Some(Acting::Client(id, ..)) = acting {
            self.go_to_row(id);
        }
    }

    /// Draws the tab and returns what was asked for. `is_next` says that making a client is the next step.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        editor: &Editor,
        id: Id,
        is_next: bool,
        commands: &mut Commands,
    ) -> Option<ClientRequest> {
        ui.spacing_mut().item_spacing.y = 0.0;
        let top = ui.cursor().top();
        if let Some(failure) = editor.acting.failure()
            && name_problem(failure).is_none()
        {
            let cause = cause_of(state, failure, &Times::of(ui, state));
            banner_ui(ui, StatusTone::Bad, &cause, &next_step(state, failure), |_| ());
            ui.add_space(16.0);
        }
        if editor.is_user_disabled() {
            banner_ui(
                ui,
                StatusTone::Waiting,
                words::user_disabled(),
                words::user_disabled_how(),
                |_| (),
            );
            ui.add_space(16.0);
        }
        let is_busy = editor.acting.is_pending();
        let is_own = editor.is_own();
        let wants_token = self.generate_ui(ui, id, is_busy, is_next);
        terms::notes_ui(ui, self.terms, is_own);
        ui.add_space(14.0);
        self.token_box.show(ui, state, editor, &mut self.focus, commands);
        ui.add_space(8.0);
        ui.vertical(|ui| service_lines_ui(ui, state));
        ui.add_space(14.0);
        let pressed = self.clients_ui(ui, state, editor, top);
        if wants_token && !is_busy {
            return self.try_generate();
        }
        pressed
    }

    /// Draws name and `Generate`; returns whether a token is wanted.
    fn generate_ui(&mut self, ui: &mut Ui, id: Id, is_busy: bool, is_next: bool) -> bool {
        let error = self.name_error().map(|problem| problems::problem(&problem));
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let button = if is_next {
                Button::primary(words::generate())
            } else {
                Button::new(words::generate())
            };
            let button = button.enabled(!is_busy);
            let width = ui.available_width() - terms::WIDTH - button.width(ui) - 2.0 * GAP;
            let response = ui
                .add_enabled_ui(!is_busy, |ui| {
                    TextField::new(Field::ClientName.label(), &mut self.client_name)
                        .id(id.with(Field::ClientName.label()))
                        .hint(words::client_name_hint())
                        .char_limit(200)
                        .width(width)
                        .error(error.as_deref())
                        .show(ui)
                })
                .inner;
            if response.changed() {
                self.refused = None;
                self.is_name_taken = false;
            }
            let mut is_entered = false;
            if response.lost_focus() {
                if !self.is_name_taken {
                    self.shown.leave(Field::ClientName);
                }
                // One Enter more, after the name was taken, is no mistake.
                is_entered = ui.input(|input| input.key_pressed(egui::Key::Enter)) && !self.is_name_taken;
            }
            self.focus.give(&Place::ClientName, &response);
            terms::terms_ui(ui, &mut self.terms, !is_busy);
            let below_label = ui.allocate_ui_with_layout(
                vec2(ui.available_width(), 0.0),
                Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.add_space(LABEL_HEIGHT);
                    let pressed = button.show(ui);
                    // The second half of a double click finds the name taken and is no mistake.
                    pressed.clicked() && !(pressed.double_clicked() && self.client_name.is_empty())
                },
            );
            is_entered || below_label.inner
        })
        .inner
    }

    fn name_error(&self) -> Option<FieldProblem> {
        if let Some(problem) = &self.refused {
            return Some(problem.clone());
        }
        let is_empty = self.client_name.trim().is_empty();
        let is_shown = self.shown.is_shown_unless_empty(&Field::ClientName, is_empty);
        ClientName::parse(&self.client_name).err().filter(|_| is_shown)
    }

    fn try_generate(&mut self) -> Option<ClientRequest> {
        self.shown.submit();
        if self.name_error().is_some() {
            self.focus.ask(Place::ClientName);
            return None;
        }
        Some(ClientRequest::Generate)
    }

    /// Draws the user's clients; `top` is where the tab begins.
    fn clients_ui(&mut self, ui: &mut Ui, state: &AppState, editor: &Editor, top: f32) -> Option<ClientRequest> {
        let details = editor.details.value()?;
        unreadable_ui(ui, &details.unreadable, 14.0);
        let shown = if ClientList::is_filterable(&details.clients) {
            self.list.filter_ui(ui, &details.clients, state.now)
        } else {
            self.list.shown(&details.clients, state.now)
        };
        if shown.is_empty() && !details.clients.is_empty() {
            self.list.none_ui(ui);
            return None;
        }
        self.steady.take_in(&shown, ui.cursor().top() - top, state.now);
        let first = shown.first().map(|client| client.id);
        self.cursor = self
            .cursor
            .filter(|id| shown.iter().any(|client| client.id == *id))
            .or(first);
        let first = first.map_or(Place::ClientName, Place::Client);
        self.focus.redirect(&Place::FirstAction, first);
        self.table_ui(ui, state, editor, details, &shown)
    }

    fn table_ui(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        editor: &Editor,
        details: &UserDetails,
        shown: &[&Client],
    ) -> Option<ClientRequest> {
        let busy = editor.acting.is_pending().then_some(match self.acting {
            Some(Acting::Client(id, action)) => Busy::Row(id, action),
            _ => Busy::Elsewhere,
        });
        if shown.is_empty() && self.table_focused.take().is_some() {
            self.focus.ask(Place::ClientName);
        }
        let mut table = ClientsTable {
            clients: shown,
            two_machines: &details.two_machines,
            list: &mut self.list,
            brought_into_view: self.brought_into_view.take(),
            starts_at: &mut self.starts_at,
            fresh: editor.token.fresh().map(|token| token.mark.client),
            is_own: editor.is_own(),
            busy,
            focus: &mut self.focus,
            cursor: &mut self.cursor,
            focused: &mut self.table_focused,
        };
        let pressed = table.show(ui, state);
        let (id, action) = pressed.filter(|_| !self.steady.is_missed(ui, state.now))?;
        let client = shown.iter().find(|client| client.id == id)?;
        Some(ClientRequest::Act(Box::new((*client).clone()), action))
    }
}

/// Whether `action` makes a token.
pub(super) const fn makes_token(action: ClientAction) -> bool {
    matches!(action, ClientAction::Reprovision | ClientAction::Reregister)
}

/// What the directory has against the client's name.
fn name_problem(failure: &Failure) -> Option<FieldProblem> {
    let Failure::Invalid(errors) = failure else {
        return None;
    };
    errors.get(Field::ClientName).map(|error| error.problem.clone())
}
