//! What the directory promises to every way in: service, file, command line, several consoles at once.

#![cfg(test)]

#[path = "../directory/mod.rs"]
mod directory;
#[cfg(unix)]
mod itself;

mod at_rest;
mod audit_rows;
mod automatic_backups;
mod backup;
mod bad_rows;
mod cli;
mod client_changes;
mod clock;
mod damage;
#[cfg(target_os = "linux")]
mod file_locks;
#[cfg(unix)]
mod file_modes;
mod file_opening;
mod first_start;
mod generations;
mod hashing;
mod host_changes;
mod last_administrator;
mod name_order;
#[cfg(unix)]
mod one_file;
mod one_time_password;
mod own_password;
mod readings;
mod registering;
mod restore;
mod restore_histories;
mod salvage;
mod sealing;
mod secrets_in_debug;
mod secrets_on_disk;
mod sign_in;
mod store_faults;
mod token_life;
mod trail;
mod upgrades;
mod user_lists;
mod users;
#[cfg(target_os = "linux")]
#[path = "../waiting/mod.rs"]
mod waiting;
mod who_may;
