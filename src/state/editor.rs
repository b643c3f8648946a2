//! The open dialog for a user and its clients.

use super::token::{BoxedToken, FreshToken, UsableToken};
use super::{Remote, Submission};
use crate::domain::client::{Client, ClientAction, ClientId};
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::domain::token_standing::{TokenStanding, UserReading};
use crate::domain::user::{User, UserId};

/// Whether the dialog makes a new user, changes one, or shows one's own clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditorMode {
    /// Create User.
    Create,
    /// Edit User.
    Edit(UserId),
    /// Token Management of this user, who is the one who is signed in.
    OwnTokens(UserId),
}

impl EditorMode {
    /// The user the dialog is about, once there is one.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::Create => None,
            Self::Edit(id) | Self::OwnTokens(id) => Some(id),
        }
    }
}

/// A tab of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EditorTab {
    /// User Details.
    #[default]
    Details,
    /// Avo Assure Client Provision.
    Provision,
}

/// What gets the focus when the dialog opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartsAt {
    /// The first field.
    Field,
    /// The first thing that can be done to a client.
    Actions,
    /// The row of this client.
    Client(ClientId),
}

/// The open dialog Edit User or Create User: what is known and what is under way. What is typed belongs to the view.
#[derive(Debug, Clone)]
pub struct Editor {
    /// Create, edit, or one's own clients. Create User becomes Edit User once the user is there.
    pub mode: EditorMode,
    /// The tab in front when it opens.
    pub opens_on: EditorTab,
    /// Where the focus is to be at first.
    pub starts_at: StartsAt,
    /// The user as the directory has it, with all clients.
    pub details: Remote<UserDetails>,
    /// `Update` or `Create`.
    pub saving: Submission,
    /// `Generate` or an action on a client.
    pub acting: Submission,
    /// The token that was made last in this dialog; gone when the dialog closes and on lock.
    pub token: BoxedToken,
    /// How often the directory was closed under the dialog. What is typed is compared with the user anew after each time.
    pub closings: u64,
}

/// A question before something is lost, and what is done once it is answered with yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorQuestion {
    /// Close although details are not saved; a token that was neither copied nor downloaded is asked about next.
    Discard {
        /// How many details.
        change_count: usize,
    },
    /// Leave although the token in the box was neither copied nor downloaded.
    LoseToken(Leaving),
    /// Make a client with the typed name, whose token takes the place of one that was neither copied nor downloaded.
    ReplaceToken,
    /// Act on a client as it was when the question was asked.
    Act(Box<Client>, ClientAction),
}

/// How the dialog is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Without saving.
    Close,
    /// After saving.
    Save,
}

impl Editor {
    /// The dialog as it opens, with nothing read yet.
    pub fn new(mode: EditorMode, opens_on: EditorTab) -> Self {
        Self {
            mode,
            opens_on,
            starts_at: StartsAt::Field,
            details: Remote::NotAsked,
            saving: Submission::default(),
            acting: Submission::default(),
            token: BoxedToken::None,
            closings: 0,
        }
    }

    /// Takes in a reading of the user. Another account that has the number since a restore is not this user.
    pub fn take_reading(&mut self, reading: Result<UserDetails, Failure>) {
        let known = self.details.value().map(|known| &known.user);
        let is_other = |read: &User| known.is_some_and(|known| !known.is_same_account(read));
        let reading = match reading {
            Ok(details) if is_other(&details.user) => Err(Failure::UserGone),
            reading => reading,
        };
        self.details.answer(reading);
    }

    /// Takes in that the directory was closed. Another copy of it may be opened next, so that the user is read again, and
    /// nothing can be done to the clients until then.
    pub fn note_closing(&mut self, now: Timestamp) {
        self.closings += 1;
        if self.mode.user().is_none() {
            return;
        }
        self.details.ask(now);
        if let Remote::Pending {
            previous: Some(known), ..
        } = &mut self.details
        {
            known.clients.clear();
        }
    }

    /// Whether the user is known to be gone.
    pub fn is_user_gone(&self) -> bool {
        self.details.failure() == Some(&Failure::UserGone)
    }

    /// Whether it shows clients to the person they work for, who may do less than an administrator.
    pub const fn is_own(&self) -> bool {
        matches!(self.mode, EditorMode::OwnTokens(_))
    }

    /// Whether the user is disabled, so that nothing of its clients is accepted, whatever is done to them.
    pub fn is_user_disabled(&self) -> bool {
        self.details.value().is_some_and(|details| details.user.is_disabled)
    }

    /// The user and the clients as they were read last.
    pub fn reading(&self) -> UserReading<'_> {
        if self.is_user_gone() {
            return UserReading::UserGone;
        }
        self.details.value().map_or(UserReading::NotYet, UserReading::from)
    }

    /// Since when an answer is awaited: to the reading, `Update` or `Create`, or an action on a client.
    pub fn pending_since(&self) -> Option<Timestamp> {
        let submitted = self.saving.pending_since().or_else(|| self.acting.pending_since());
        self.details.pending_since().or(submitted)
    }

    /// Whether the token in the box works.
    pub fn token_standing(&self, now: Timestamp) -> Option<TokenStanding> {
        match &self.token {
            BoxedToken::None => None,
            BoxedToken::Fresh(token) => Some(token.standing(self.reading(), now)),
            BoxedToken::Spent(token) => Some(token.standing.clone()),
        }
    }

    /// The token in the box, with its secret; none unless it can be handed over.
    pub fn usable_token(&self, now: Timestamp) -> Option<UsableToken<'_>> {
        self.token.fresh()?.usable(self.reading(), now)
    }

    /// The token that would be lost if the dialog closed now: neither copied nor downloaded, and not spent.
    pub fn untaken_token(&self, now: Timestamp) -> Option<&FreshToken> {
        let token = self.token.fresh().filter(|token| !token.is_taken())?;
        (!token.standing(self.reading(), now).is_spent()).then_some(token)
    }
}
