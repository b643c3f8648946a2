//! Queries of the window's tables and figures, and their answers.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::backup_schedule::OverdueBackup;
use super::client::{Client, ClientId, ClientName, ClientStatus};
use super::clock_move::ClockMove;
use super::host_change::TwoMachines;
use super::role::PrimaryRole;
use super::time::Timestamp;
use super::token::{TokenHash, TokenRefusal};
use super::unreadable::UnreadableRow;
use super::user::{User, UserId};

/// Which users, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserQuery {
    /// Words that must all be found in user name, names, address, a client's name or its host; without regard to case
    /// and accents. Never kept in a file.
    #[serde(skip)]
    pub search: String,
    /// Only users of this role.
    pub role: Option<RoleFilter>,
    /// Only users with such a client.
    pub client_status: Option<ClientFilter>,
    /// Only users in this state.
    pub state: Option<StateFilter>,
    /// A user who is listed whatever search and filters say. Never kept in a file.
    #[serde(skip)]
    pub also: Option<UserId>,
    /// The order.
    pub sort: Sort,
}

impl UserQuery {
    /// Whether anything is left out.
    pub fn is_filtered(&self) -> bool {
        !self.search.trim().is_empty() || self.has_filters()
    }

    /// Whether anything is left out apart from the search.
    pub const fn has_filters(&self) -> bool {
        self.role.is_some() || self.client_status.is_some() || self.state.is_some()
    }

    /// Whether it leaves the same users out as `other`, in whatever order.
    pub fn leaves_out_the_same(&self, other: &Self) -> bool {
        let filters = |query: &Self| (query.role, query.client_status, query.state);
        self.search == other.search && filters(self) == filters(other)
    }

    /// The same search and order without filters.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self {
            search: self.search.clone(),
            sort: self.sort,
            ..Self::default()
        }
    }
}

/// A choice of the filter `Role`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RoleFilter {
    /// A primary role.
    Primary(PrimaryRole),
    /// Administrators.
    Administrator,
}

/// A choice of the filter `Client status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ClientFilter {
    /// Registered and in use.
    Registered,
    /// Inactive.
    Deregistered,
    /// Ready to register.
    Provisioned,
    /// Active again, not registered yet.
    Waiting,
    /// Run out.
    Expired,
    /// About to run out, whatever the status.
    ExpiresSoon,
}

impl From<ClientStatus> for ClientFilter {
    fn from(status: ClientStatus) -> Self {
        match status {
            ClientStatus::Registered => Self::Registered,
            ClientStatus::Deregistered => Self::Deregistered,
            ClientStatus::Provisioned => Self::Provisioned,
            ClientStatus::Waiting => Self::Waiting,
            ClientStatus::Expired => Self::Expired,
        }
    }
}

/// A choice of the filter `State`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StateFilter {
    /// Neither disabled nor locked.
    Active,
    /// Disabled.
    Disabled,
    /// Waiting after wrong passwords.
    Locked,
    /// With an Email Id that another user has too; an upgrade alone makes such users.
    SameEmail,
}

/// A column that users can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum SortColumn {
    /// User Name.
    #[default]
    UserName,
    /// First Name.
    FirstName,
    /// Last Name.
    LastName,
    /// Email Id.
    Email,
    /// Primary Role, highest first, administrators before others.
    PrimaryRole,
    /// Configuration.
    Configuration,
    /// Clients, worst status first, then the number of clients.
    Clients,
    /// Last sign-in, never signed in last.
    LastSignIn,
    /// Last changed, the user or a client.
    LastChanged,
}

/// A column and a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Sort {
    /// The column.
    pub column: SortColumn,
    /// Whether the order is turned around.
    pub is_descending: bool,
}

/// A line of the user table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// The user.
    pub user: User,
    /// The user's clients in figures.
    pub clients: ClientCounts,
    /// When the user or one of the clients last changed.
    pub last_changed_at: Timestamp,
    /// The client that the search found the user by, where not every word of it is in the user's own fields.
    pub found_by: Option<FoundClient>,
}

/// A client whose name or host has words of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundClient {
    /// Which.
    pub id: ClientId,
    /// Its name.
    pub name: ClientName,
    /// Its host, where that has a word that the name has not.
    pub host: Option<String>,
}

/// How many clients there are, by status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClientCounts {
    /// Registered and in use.
    pub registered: u64,
    /// Inactive.
    pub deregistered: u64,
    /// Ready to register.
    pub provisioned: u64,
    /// Active again, its client has not registered yet.
    pub waiting: u64,
    /// An unused token or a credential that ran out.
    pub expired: u64,
    /// Those of the registered, provisioned and waiting ones that run out within a day; counted there as well.
    pub expiring_soon: u64,
}

/// What the metrics of the registration service say of its directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryFigures {
    /// All users.
    pub users: u64,
    /// Users who are disabled.
    pub disabled_users: u64,
    /// All clients by status.
    pub clients: ClientCounts,
    /// When the next token or credential expires.
    pub next_expiry_at: Option<Timestamp>,
    /// When the last automatic backup was begun that succeeded.
    pub last_backup_at: Option<Timestamp>,
}

impl ClientCounts {
    /// The number of clients in `status`.
    pub const fn of(&self, status: ClientStatus) -> u64 {
        match status {
            ClientStatus::Registered => self.registered,
            ClientStatus::Deregistered => self.deregistered,
            ClientStatus::Provisioned => self.provisioned,
            ClientStatus::Waiting => self.waiting,
            ClientStatus::Expired => self.expired,
        }
    }

    /// The number of clients that `filter` looks for.
    pub const fn matching(&self, filter: ClientFilter) -> u64 {
        match filter {
            ClientFilter::Registered => self.registered,
            ClientFilter::Deregistered => self.deregistered,
            ClientFilter::Provisioned => self.provisioned,
            ClientFilter::Waiting => self.waiting,
            ClientFilter::Expired => self.expired,
            ClientFilter::ExpiresSoon => self.expiring_soon,
        }
    }

    /// All clients.
    pub const fn total(&self) -> u64 {
        self.registered + self.deregistered + self.provisioned + self.waiting + self.expired
    }

    /// The status that most needs attention among those present.
    pub fn worst(&self) -> Option<ClientStatus> {
        ClientStatus::ALL.into_iter().rev().find(|status| self.of(*status) > 0)
    }

    /// Counts one more client, apart from whether it expires soon.
    pub const fn add(&mut self, status: ClientStatus) {
        match status {
            ClientStatus::Registered => self.registered += 1,
            ClientStatus::Deregistered => self.deregistered += 1,
            ClientStatus::Provisioned => self.provisioned += 1,
            ClientStatus::Waiting => self.waiting += 1,
            ClientStatus::Expired => self.expired += 1,
        }
    }
}

impl AddAssign for ClientCounts {
    fn add_assign(&mut self, other: Self) {
        self.registered += other.registered;
        self.deregistered += other.deregistered;
        self.provisioned += other.provisioned;
        self.waiting += other.waiting;
        self.expired += other.expired;
        self.expiring_soon += other.expiring_soon;
    }
}

/// The answer to a [`UserQuery`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserList {
    /// The users found, in order.
    pub rows: Vec<UserRow>,
    /// The place of the user who is listed only because the query names it ([`UserQuery::also`]).
    pub also: Option<usize>,
    /// The clients of the users found.
    pub clients: ClientCounts,
    /// How many more users the search would find without the filters.
    pub hidden_by_filters: u64,
    /// All users of the directory.
    pub total_users: u64,
    /// All clients of the directory.
    pub total_clients: u64,
    /// The users that match and can't be read, and clients that users were found by.
    pub unreadable: Vec<UnreadableRow>,
}

impl UserList {
    /// How many users match.
    pub const fn found(&self) -> u64 {
        self.rows.len() as u64 - self.also.is_some() as u64
    }

    /// The user who is listed although search and filters leave it out.
    pub fn also(&self) -> Option<&UserRow> {
        self.also.and_then(|place| self.rows.get(place))
    }
}

/// One user with all clients, as the dialog shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDetails {
    /// The user.
    pub user: User,
    /// The user's clients, by name.
    pub clients: Vec<Client>,
    /// The user's clients that can't be read.
    pub unreadable: Vec<UnreadableRow>,
    /// Which of the clients were last known to be used from two machines; [`TwoMachines::is_recent`] says whether that counts.
    pub two_machines: BTreeMap<ClientId, TwoMachines>,
}

/// What the directory says about a token that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenReport {
    /// Whether a client could register with it now, and why not.
    pub verdict: Result<(), TokenRefusal>,
    /// What is known of it; nothing of one that is malformed or unknown.
    pub known: Option<KnownTokenReport>,
}

impl TokenReport {
    /// The verdict at a later moment: a token that worked when it was asked about may have run out since.
    pub fn verdict_at(&self, now: Timestamp) -> Result<(), TokenRefusal> {
        let ends_at = self.known.as_ref().and_then(|known| known.expires_at);
        match self.verdict {
            Ok(()) if ends_at.is_some_and(|at| at <= now) => Err(TokenRefusal::Expired),
            verdict => verdict,
        }
    }
}

/// Whose a known token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTokenReport {
    /// What the directory keeps of it, to ask about it again.
    pub hash: TokenHash,
    /// Its last four characters.
    pub hint: String,
    /// When it was made.
    pub issued_at: Timestamp,
    /// When it runs out, or ran out, unused.
    pub expires_at: Option<Timestamp>,
    /// When it was used up or made void.
    pub ended_at: Option<Timestamp>,
    /// The user whose client it is.
    pub user: User,
    /// Its client as it is now, unless that was deleted.
    pub client: Option<Client>,
}

/// The figures of Home.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HomeSummary {
    /// All users.
    pub users: u64,
    /// Users who are administrators.
    pub administrators: u64,
    /// Users who are disabled.
    pub disabled_users: u64,
    /// Users who wait after wrong passwords.
    pub locked_users: u64,
    /// Users whose Email Id is the same as another user's; earlier versions told fewer spellings to be the same.
    pub users_with_same_email: u64,
    /// All clients by status.
    pub clients: ClientCounts,
    /// When these figures change next by themselves: something runs out, or begins to run out soon.
    pub next_expiry_at: Option<Timestamp>,
    /// The latest move of the clock that no administrator has confirmed.
    pub clock_moved: Option<ClockMove>,
    /// Since when there has been no automatic backup, where that is too long ago.
    pub overdue_backup: Option<OverdueBackup>,
    /// What is wrong with the place of the directory.
    pub place_faults: Vec<PlaceFault>,
    /// The users and clients that can't be read.
    pub unreadable: Vec<UnreadableRow>,
}

/// What is wrong with the place of a directory that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceFault {
    /// Other accounts can put files into the folder, or take the directory's away.
    FolderOpenToOthers,
    /// The file has a second name. It would not be opened again.
    SecondName,
}

#[cfg(test)]
mod tests;
