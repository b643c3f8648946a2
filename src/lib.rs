//! Avo Admin: a native desktop console that administers Avo Assure users and hands tokens to client machines.
//!
//! The crate is a stack of layers, and arrows point one way only; `tests/house/layering.rs` fails where one does not.
//! `docs/architecture.md` says what each layer is for and what it may import.

pub mod app;
pub mod cli;
pub mod client;
pub mod command;
pub mod crypto;
pub mod domain;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod native;
pub mod platform;
pub mod protocol;
pub mod server;
pub mod service;
pub mod state;
mod store;
pub mod ui;
pub mod words;
pub mod worker;
