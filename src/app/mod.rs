//! The program itself: wires state, workers and ui together.
//!
//! [`core`] takes in what people ask and what workers report; each of its neighbours holds the handlers of one subject;
//! [`window`] is the native window around it. Not its job: SQL, hashing, drawing.

pub mod core;
pub mod window;

mod clients;
mod clipboard;
mod editor;
mod identify;
mod registration;
mod reports;
mod schedule;
mod session;
mod toasts;
mod users;
mod view;
mod view_file;

#[cfg(test)]
mod tests;

pub use window::{WindowOptions, run};
