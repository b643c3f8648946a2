//! The words of the window by subject: for each message of the catalogue a function, and for what depends on a rule a
//! function that chooses the message. The sentences stand in `assets/words`, one file a subject and language.

pub mod arrivals;
pub mod automatic_backups;
pub mod back_up;
pub mod client;
pub mod client_errors;
pub mod clipboard;
pub mod common;
pub mod copying;
pub mod damage;
pub mod dialogs;
pub mod editor;
pub mod identify;
pub mod messages;
pub mod one_time_password;
pub mod registration_service;
pub mod restore;
pub mod screens;
pub mod tasks;
pub mod times;
pub mod users;

#[cfg(test)]
mod tests;
