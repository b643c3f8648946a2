//! Which of a user's clients are shown, and in what order: the filter box and the sorted column.

use std::cmp::Ordering;

use egui::{RichText, Ui};

use crate::domain::client::{Client, ClientStatus};
use crate::domain::fold::fold;
use crate::domain::time::Timestamp;
use crate::ui::icons::Icon;
use crate::ui::strings::editor as words;
use crate::ui::theme::{GAP, Tokens};
use crate::ui::widgets::{Button, Sort, TextField, empty_state_ui, right_aligned_ui};

/// From so many clients on there is a filter box.
const FILTERED_FROM: usize = 9;
const FILTER_WIDTH: f32 = 260.0;

/// The column of the names, by which the clients are sorted at first.
pub(super) const BY_NAME: &str = "name";
pub(super) const BY_STATUS: &str = "status";
pub(super) const BY_EXPIRY: &str = "expires";
pub(super) const BY_HOST: &str = "host";
pub(super) const BY_ISSUE: &str = "issued";
pub(super) const BY_LAST_SEEN: &str = "seen";

/// What is typed in the filter box, and the chosen order.
#[derive(Debug)]
pub(super) struct ClientList {
    /// Words that a shown client's name or host contains.
    pub(super) filter: String,
    /// What the clients are sorted by.
    pub(super) sort: Sort,
}

impl Default for ClientList {
    fn default() -> Self {
        Self {
            filter: String::new(),
            sort: Sort {
                column: BY_NAME,
                descending: false,
            },
        }
    }
}

impl ClientList {
    /// Whether `clients` are so many that a filter box helps.
    pub(super) const fn is_filterable(clients: &[Client]) -> bool {
        clients.len() >= FILTERED_FROM
    }

    /// The clients that the filter lets through, in the chosen order.
    pub(super) fn shown<'a>(&self, clients: &'a [Client], now: Timestamp) -> Vec<&'a Client> {
        let is_filtered = Self::is_filterable(clients);
        let filter = fold(&self.filter);
        let words: Vec<&str> = filter.split_whitespace().collect();
        let mut shown: Vec<&Client> = clients
            .iter()
            .filter(|client| !is_filtered || words.iter().all(|word| has_word(client, word)))
            .collect();
        shown.sort_by(|a, b| {
            let order = compare(self.sort.column, a, b, now);
            let order = if self.sort.descending { order.reverse() } else { order };
            order.then_with(|| compare(BY_NAME, a, b, now))
        });
        shown
    }

    /// Draws the filter box, and how many clients there are. Returns those that the filter lets through.
    pub(super) fn filter_ui<'a>(&mut self, ui: &mut Ui, clients: &'a [Client], now: Timestamp) -> Vec<&'a Client> {
        let total = clients.len() as u64;
        let shown = ui.horizontal(|ui| {
            TextField::new(words::filter_clients(), &mut self.filter)
                .hint(&words::filter_hint(total))
                .leading_icon(Icon::Find)
                .without_visible_label()
                .char_limit(200)
                .width(FILTER_WIDTH)
                .show(ui);
            let shown = self.shown(clients, now);
            right_aligned_ui(ui, "clients count", |ui| {
                let count = RichText::new(count_of(&shown, total, now)).color(Tokens::of(ui).muted);
                let count = ui.label(count);
                ui.ctx()
                    .accesskit_node_builder(count.id, |node| node.set_live(egui::accesskit::Live::Polite));
            });
            shown
        });
        ui.add_space(GAP);
        shown.inner
    }

    /// Says that no client matches, with the way to see all again.
    pub(super) fn none_ui(&mut self, ui: &mut Ui) {
        ui.scope(|ui| {
            ui.set_max_height(190.0);
            let (title, how) = (words::no_client_matches(), words::no_client_matches_how());
            let is_cleared = empty_state_ui(ui, Icon::Find, title, how, |ui| {
                Button::new(words::clear_filter()).show(ui).clicked()
            });
            if is_cleared {
                self.filter.clear();
            }
        });
    }

    /// Sorts by `column`, or the other way round where it is sorted by that already.
    pub(super) fn sort_by(&mut self, column: &'static str) {
        let descending = self.sort.column == column && !self.sort.descending;
        self.sort = Sort { column, descending };
    }
}

/// How many of `total` clients are shown, and how many of those are registered.
fn count_of(shown: &[&Client], total: u64, now: Timestamp) -> String {
    let is_registered = |client: &&&Client| client.status(now) == ClientStatus::Registered;
    let registered = shown.iter().filter(is_registered).count() as u64;
    let shown = shown.len() as u64;
    if shown < total {
        words::clients_shown(shown, total, registered)
    } else {
        words::clients_count(total, registered)
    }
}

/// Whether the client's name or host contains `word`, which is folded.
fn has_word(client: &Client, word: &str) -> bool {
    let host = client.host.as_deref().unwrap_or_default();
    [client.name.as_str(), host]
        .into_iter()
        .any(|text| fold(text).contains(word))
}

fn compare(column: &str, a: &Client, b: &Client, now: Timestamp) -> Ordering {
    match column {
        BY_STATUS => a.status(now).cmp(&b.status(now)),
        BY_EXPIRY => by_moment(a.ends_at(), b.ends_at()),
        BY_HOST => a.host.cmp(&b.host),
        BY_ISSUE => a.token_issued_at.cmp(&b.token_issued_at),
        BY_LAST_SEEN => a.last_seen_at.cmp(&b.last_seen_at),
        _ => a.name.as_str().to_lowercase().cmp(&b.name.as_str().to_lowercase()),
    }
}

/// What never ends comes after everything that does.
fn by_moment(a: Option<Timestamp>, b: Option<Timestamp>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
