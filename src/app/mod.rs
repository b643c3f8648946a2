//! The program itself: wires state, workers and ui together.
//!
//! [`core`] takes in what people ask and what workers report; each of its neighbours holds the handlers of one subject;
//! `window` is the native window around it. Not its job: SQL, hashing, drawing.

pub mod core;
pub mod lanes;
mod window;

mod automatic_backups;
mod backup;
mod check;
mod checks;
mod clearing;
mod clients;
mod clipboard;
mod clock;
mod damage;
mod dialogs;
mod download;
mod editor;
mod errands;
mod flight;
mod hashed_request;
mod identify;
mod last_copy;
mod leaving;
mod one_time_password;
mod opening;
mod password;
mod registration;
mod reports;
mod request;
mod restore;
mod session;
mod tasks;
mod tickets;
mod toasts;
mod token;
mod users;
mod versions;
mod view;
mod view_file;
mod wake_times;

#[cfg(test)]
mod tests;

#[cfg(any(test, fuzzing))]
pub(crate) use view_file::check_view_file;
pub use window::{WindowOptions, run};
