//! Where in the dialog the focus may be wanted.

use crate::domain::client::ClientId;
use crate::domain::field::Field;

/// Something in the dialog that can be asked to get the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first field of the details that can be changed.
    FirstField,
    /// A field of the details.
    Field(Field),
    /// The button that makes a one-time password.
    OneTimePassword,
    /// The button that saves.
    Submit,
    /// The name of the next client.
    ClientName,
    /// The button that copies the token.
    Copy,
    /// The first thing that can be done to a client.
    FirstAction,
    /// The table of clients, with the keys on a row of it.
    Clients,
    /// The first button of a client.
    Client(ClientId),
}
