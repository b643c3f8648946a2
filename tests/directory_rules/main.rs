//! What the directory promises to every way in: service, file, command line, several consoles at once.

#![cfg(test)]

#[path = "../directory/mod.rs"]
mod directory;
#[cfg(unix)]
mod itself;

mod audit_rows;
mod cli;
#[cfg(target_os = "linux")]
mod file_locks;
#[cfg(unix)]
mod file_modes;
mod hashing;
mod last_administrator;
mod secrets_in_debug;
mod service;
mod store;
mod store_faults;
mod token_life;
mod user_lists;
#[cfg(target_os = "linux")]
#[path = "../waiting/mod.rs"]
mod waiting;
mod who_may;
