//! The token that was made last in the open dialog.
//!
//! Its secret can be reached only through [`FreshToken::usable`], which asks for the token's standing first: a spent
//! token can be neither shown nor copied nor written.

use std::path::PathBuf;

use crate::domain::client::{Client, ClientName};
use crate::domain::time::Timestamp;
use crate::domain::token::TokenSecret;
use crate::domain::token_standing::{TokenMark, TokenStanding, UserReading};
use crate::domain::user::User;

/// What the box `Token` is about.
#[derive(Debug, Clone, Default)]
pub enum BoxedToken {
    /// No token has been made.
    #[default]
    None,
    /// A token that was not spent when its user was last read.
    Fresh(FreshToken),
    /// What became of a token; the token itself is gone.
    Spent(SpentToken),
}

impl BoxedToken {
    /// The token that is held.
    pub const fn fresh(&self) -> Option<&FreshToken> {
        match self {
            Self::Fresh(token) => Some(token),
            Self::None | Self::Spent(_) => None,
        }
    }

    /// The token that is held, to note what was done with it.
    pub const fn fresh_mut(&mut self) -> Option<&mut FreshToken> {
        match self {
            Self::Fresh(token) => Some(token),
            Self::None | Self::Spent(_) => None,
        }
    }

    /// Takes in the standing of the token that is held. One that never works again is let go.
    pub fn settle(&mut self, standing: TokenStanding) {
        if let Self::Fresh(token) = self
            && standing.is_spent()
        {
            *self = Self::Spent(SpentToken {
                mark: token.mark.clone(),
                client_name: token.client_name.clone(),
                standing,
                downloaded_to: token.downloaded_to.take(),
            });
        }
    }

    /// Which token it is about.
    pub const fn mark(&self) -> Option<&TokenMark> {
        match self {
            Self::None => None,
            Self::Fresh(token) => Some(&token.mark),
            Self::Spent(token) => Some(&token.mark),
        }
    }

    /// Where the file of the token is noted.
    pub const fn file_mut(&mut self) -> Option<&mut Option<PathBuf>> {
        match self {
            Self::None => None,
            Self::Fresh(token) => Some(&mut token.downloaded_to),
            Self::Spent(token) => Some(&mut token.downloaded_to),
        }
    }
}

/// A token that was just made.
#[derive(Debug, Clone)]
pub struct FreshToken {
    secret: TokenSecret,
    /// What identifies it.
    pub mark: TokenMark,
    /// Its client's name.
    pub client_name: ClientName,
    /// First and last name of its user.
    pub user_full_name: String,
    /// Whether it reached the clipboard.
    pub is_copied: bool,
    /// The file it was written to.
    pub downloaded_to: Option<PathBuf>,
}

impl FreshToken {
    /// The token that was made for `client` of `user`.
    pub fn new(secret: TokenSecret, client: &Client, user: &User) -> Self {
        Self {
            mark: TokenMark {
                user: user.id,
                client: client.id,
                hint: secret.hint(),
                expires_at: client.token_expires_at,
            },
            secret,
            client_name: client.name.clone(),
            user_full_name: user.full_name(),
            is_copied: false,
            downloaded_to: None,
        }
    }

    /// Whether it was copied or saved, so that closing the dialog does not lose it.
    pub const fn is_taken(&self) -> bool {
        self.is_copied || self.downloaded_to.is_some()
    }

    /// Whether it works.
    pub fn standing(&self, reading: UserReading<'_>, now: Timestamp) -> TokenStanding {
        TokenStanding::of(&self.mark, reading, now)
    }

    /// The token with its secret; none unless it can be handed over.
    pub fn usable(&self, reading: UserReading<'_>, now: Timestamp) -> Option<UsableToken<'_>> {
        let standing = self.standing(reading, now);
        standing.is_usable().then_some(UsableToken { token: self, standing })
    }
}

/// A token that can be handed over, with its secret: the only way to it.
#[derive(Debug, Clone)]
pub struct UsableToken<'a> {
    /// What is known of it.
    pub token: &'a FreshToken,
    /// Its standing: live or suspended.
    pub standing: TokenStanding,
}

impl UsableToken<'_> {
    /// The token in the clear, for the clipboard, the file and the display.
    pub const fn secret(&self) -> &TokenSecret {
        &self.token.secret
    }
}

/// What became of a token that never works again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpentToken {
    /// Which token it was.
    pub mark: TokenMark,
    /// Its client's name.
    pub client_name: ClientName,
    /// What became of it.
    pub standing: TokenStanding,
    /// The file it was written to, which can be deleted.
    pub downloaded_to: Option<PathBuf>,
}
