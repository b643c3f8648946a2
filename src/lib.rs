//! Avo Admin: a native desktop console that administers Avo Assure users and hands tokens to client machines.
//!
//! The crate is a stack of layers, and arrows point one way only; `tests/house/layering.rs` fails where one does not.
//!
//! | layer | is for | may import |
//! |---|---|---|
//! | [`domain`] | nouns and rules, pure | nothing of ours |
//! | [`crypto`] | Argon2id hashing, token making | `domain` |
//! | [`store`] | the only SQL in the crate | `domain` |
//! | [`platform`] | clipboard, clock, paths, file permissions | `domain` |
//! | [`protocol`] | what clients and the registration service say to each other | `domain` |
//! | [`service`] | use cases: may this person do it, check, write, audit, in one transaction | `domain`, `crypto`, `store` |
//! | [`command`], [`state`] | what the window may ask for and read | `domain` |
//! | [`worker`] | the named threads that do what is asked | `domain`, `command`, `state`, `crypto`, `service`, `store`, `platform` |
//! | [`ui`] | everything drawn | `domain`, `command`, `state` |
//! | [`server`] | the registration service: HTTPS before `service` | `domain`, `protocol`, `platform`, `crypto`, `service` |
//! | [`native`] | how both programs open their native window | nothing of ours |
//! | [`client`] | the reference client, which knows no directory | `domain`, `protocol`, `native`, `platform`, `crypto`, `ui` |
//! | [`cli`] | one file a subcommand | `domain`, `service`, `server`, `store`, `platform`, `crypto` |
//! | [`app`] | wires state, workers and ui | everything, but no SQL and no hashing |

pub mod app;
pub mod cli;
pub mod client;
pub mod command;
pub mod crypto;
pub mod domain;
pub mod native;
pub mod platform;
pub mod protocol;
pub mod server;
pub mod service;
pub mod state;
pub mod store;
pub mod ui;
pub mod worker;
