//! The dialog Identify a token.

use crate::domain::secret::SecretText;

/// What is asked about a token that was found somewhere.
#[derive(Debug, Clone)]
pub enum IdentifyCommand {
    /// Find out whose a token is.
    Ask {
        /// The token, as pasted.
        token: SecretText,
    },
}
