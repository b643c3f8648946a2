//! Stories through the whole program by accessible name and role: the real service on a real file, with an inline
//! worker, a fake clipboard and a clock that is set by hand. No display and no GPU needed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    missing_docs,
    unreachable_pub,
    reason = "tests fail by panicking, and their names are their documentation"
)]

mod desk;

mod editing;
mod first_start;
mod guards;
mod keyboard;
mod leaving;
mod provisioning;
mod secrets;
mod sign_in;
mod two_consoles;
mod users;
