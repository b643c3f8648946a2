//! What opens over the screens.

pub mod edit_user;
