//! The screens, one module each. What is typed, scrolled or open belongs here; everything else is in the state.

pub mod auth;
pub(crate) mod forms;
pub mod home;
pub(crate) mod parts;
pub mod settings;
pub mod shell;
pub mod users;
