//! The reference client against a fake server over real sockets, with its files on a real disk, in its window and on its
//! command line.
mod answers;
mod command_line;
mod fake_server;
mod files;
mod lost_answers;
pub(crate) mod machine;
mod registering;
mod trust;
mod window;
mod window_driver;
mod window_focus;
mod window_life;
mod window_paste;
mod window_trust;
mod window_words;
