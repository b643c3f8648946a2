//! The screens, one module each. What is typed, scrolled or open belongs here; everything else is in the state.

pub mod auth;
pub mod home;
pub mod settings;
pub mod users;
