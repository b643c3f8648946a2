//! Stories through the whole program by accessible name and role: the real service on a real file, with an inline
//! worker, a fake clipboard and a clock that is set by hand. No display and no GPU needed.

mod arrival_messages;
mod arrivals;
mod automatic_backups;
mod backup;
mod damage;
mod dead_tokens;
mod desk;
mod editing;
mod expiry;
mod first_start;
mod found_users;
mod guards;
mod identify;
mod idle;
mod kept_drafts;
mod keyboard;
mod language;
mod leaving;
mod office;
mod one_time_password;
#[cfg(target_os = "linux")]
mod own_memory;
mod own_tokens;
mod passwords;
mod provisioning;
mod pseudo;
mod restore;
mod secrets;
mod sign_in;
mod two_consoles;
mod two_machines;
mod users;
