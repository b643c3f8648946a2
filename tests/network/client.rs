//! The reference client as the person at the other machine meets it: against a server of the test's own, over real
//! sockets, with its files on a real disk, in its window and on its command line.
mod answers;
mod command_line;
mod fake_server;
mod files;
mod lost_answers;
mod machine;
mod registering;
mod trust;
mod window;
mod window_driver;
mod window_focus;
mod window_life;
