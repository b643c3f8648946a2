//! The filters of the table: a drop-down for each, and a chip for each that is set.

use egui::{Rect, Response, Ui, vec2};

use crate::domain::client::ClientStatus;
use crate::domain::query::{ClientFilter, RoleFilter, StateFilter, UserQuery};
use crate::domain::role::PrimaryRole;
use crate::ui::strings::common;
use crate::ui::strings::users as words;
use crate::ui::theme::GAP;
use crate::ui::widgets::{CHIP_HEIGHT, FocusRequest, Select, removable_chip_ui};
use crate::words::Label as _;
use crate::words::lists::list;

type Choices<T> = Vec<(Option<T>, &'static str)>;

/// A filter of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    Role,
    ClientStatus,
    State,
}

impl Filter {
    const ALL: [Self; 3] = [Self::Role, Self::ClientStatus, Self::State];

    fn name(self) -> &'static str {
        match self {
            Self::Role => words::role(),
            Self::ClientStatus => words::client_status(),
            Self::State => words::state(),
        }
    }

    /// What it is set to in `query`, in words.
    fn value(self, query: &UserQuery) -> Option<&'static str> {
        match self {
            Self::Role => label_of(&roles(), query.role),
            Self::ClientStatus => label_of(&statuses(), query.client_status),
            Self::State => label_of(&states(query.state), query.state),
        }
    }

    const fn clear(self, query: &mut UserQuery) {
        match self {
            Self::Role => query.role = None,
            Self::ClientStatus => query.client_status = None,
            Self::State => query.state = None,
        }
    }

    fn select_ui(self, ui: &mut Ui, query: &mut UserQuery) -> Response {
        match self {
            Self::Role => choice_ui(ui, self, &mut query.role, &roles()),
            Self::ClientStatus => choice_ui(ui, self, &mut query.client_status, &statuses()),
            Self::State => {
                let states = states(query.state);
                choice_ui(ui, self, &mut query.state, &states)
            }
        }
    }
}

fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    filter: Filter,
    value: &mut Option<T>,
    choices: &Choices<T>,
) -> Response {
    let is_set = value.is_some();
    let select = Select::new(filter.name(), value, choices);
    select.as_button().marked(is_set).show(ui)
}

fn label_of<T: Copy + PartialEq>(choices: &Choices<T>, value: Option<T>) -> Option<&'static str> {
    value?;
    let chosen = choices.iter().find(|(choice, _)| *choice == value);
    chosen.map(|(_, label)| *label)
}

fn roles() -> Choices<RoleFilter> {
    let all = [(None, words::all_roles())].into_iter();
    all.chain(PrimaryRole::ALL.map(|role| (Some(RoleFilter::Primary(role)), role.label())))
        .chain([(Some(RoleFilter::Administrator), words::administrators())])
        .collect()
}

fn statuses() -> Choices<ClientFilter> {
    let any = [(None, words::any_client_status())].into_iter();
    any.chain(ClientStatus::ALL.map(|status| (Some(ClientFilter::from(status)), status.label())))
        .chain([(Some(ClientFilter::ExpiresSoon), words::expires_soon())])
        .collect()
}

/// The choices of `State`. Most directories never have users with the same Email Id, so that choice is offered only while
/// Home has led to it.
fn states(chosen: Option<StateFilter>) -> Choices<StateFilter> {
    let mut states = vec![
        (None, words::any_state()),
        (Some(StateFilter::Active), words::active()),
        (Some(StateFilter::Disabled), common::disabled()),
        (Some(StateFilter::Locked), common::locked()),
    ];
    if chosen == Some(StateFilter::SameEmail) {
        states.push((chosen, words::same_email()));
    }
    states
}

/// What the filters that are set are set to, in one line.
pub(super) fn values(query: &UserQuery) -> String {
    list(Filter::ALL.into_iter().filter_map(|filter| filter.value(query)))
}

/// What the filters keep between frames.
#[derive(Debug, Default)]
pub(super) struct Filters {
    /// Whose drop-down is to get the focus.
    focus: FocusRequest<Filter>,
    /// Where the chips are.
    row: Option<Rect>,
}

impl Filters {
    /// Draws the drop-downs.
    pub(super) fn selects_ui(&mut self, ui: &mut Ui, query: &mut UserQuery) {
        for filter in Filter::ALL {
            let response = filter.select_ui(ui, query);
            self.focus.give(&filter, &response);
        }
    }

    /// Draws a row with a chip for each filter that is set, and clears the filters whose chips were removed.
    ///
    /// An empty row stays while the pointer is over it, so that the second click of a double click does not meet what
    /// would move there.
    pub(super) fn chips_ui(&mut self, ui: &mut Ui, query: &mut UserQuery) {
        let is_under_pointer = self.row.take().is_some_and(|row| ui.rect_contains_pointer(row));
        let set = Filter::ALL.map(|filter| (filter, filter.value(query)));
        if !is_under_pointer && set.iter().all(|(_, value)| value.is_none()) {
            return;
        }
        ui.add_space(GAP);
        let row = ui.allocate_ui(vec2(ui.available_width(), CHIP_HEIGHT), |ui| {
            ui.set_min_size(vec2(ui.available_width(), CHIP_HEIGHT));
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                for (filter, value) in set {
                    if value.is_some_and(|value| chip_ui(ui, filter, value)) {
                        filter.clear(query);
                        self.focus.ask(filter);
                    }
                }
            });
        });
        self.row = Some(row.response.rect);
    }
}

/// Draws a chip; returns whether it is to be removed. The chips beside it move up, so a second click is not for them.
fn chip_ui(ui: &mut Ui, filter: Filter, value: &str) -> bool {
    let remove = words::remove_filter(filter.name(), value);
    let response = removable_chip_ui(ui, &words::set_filter(filter.name(), value), &remove);
    response.clicked() && !response.double_clicked()
}
