//! The reference client as the person at the other machine meets it: against a server of the test's own, over real
//! sockets, with its files on a real disk, in its window and on its command line.
#![cfg(test)]

#[path = "client/answers.rs"]
mod answers;
#[path = "client/command_line.rs"]
mod command_line;
#[path = "client/fake_server.rs"]
mod fake_server;
#[path = "client/files.rs"]
mod files;
#[path = "client/lost_answers.rs"]
mod lost_answers;
#[path = "client/machine.rs"]
mod machine;
#[path = "client/registering.rs"]
mod registering;
#[path = "client/trust.rs"]
mod trust;
#[path = "client/window.rs"]
mod window;
#[path = "client/window_desk.rs"]
mod window_desk;
#[path = "client/window_focus.rs"]
mod window_focus;
#[path = "client/window_life.rs"]
mod window_life;
