//! Every word a person reads in the window, in one home. What belongs to a rule (why a password is refused, what a
//! failure means) is said by the domain, so that the command line says the same.

pub mod arrivals;
pub mod client;
pub mod client_errors;
pub mod common;
pub mod copying;
pub mod dialogs;
pub mod editor;
pub mod identify;
pub mod registration_service;
pub mod screens;
pub mod users;
