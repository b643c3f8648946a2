//! The screens, one module each. What is typed, scrolled or open belongs here; everything else is in the state.

pub(super) mod auth;
pub(super) mod home;
pub(super) mod settings;
pub(super) mod users;
