//! Both ends of the hand-off over real connections: the registration service, and the reference client.

#![cfg(test)]

#[path = "../directory/mod.rs"]
mod directory;
#[path = "../spoken/mod.rs"]
mod spoken;
#[path = "../waiting/mod.rs"]
mod waiting;

mod client;
mod hosts;
mod server;
