//! The named threads that do what must not be done on the window's thread.
//!
//! [`lane`] is the mechanism: one thread, a bounded queue in, reports out. [`directory`], [`clipboard`] and [`files`]
//! are its three uses. Not their job: deciding what happens next; that is `app`'s.

pub mod clipboard;
pub mod directory;
pub mod files;
pub mod lane;
