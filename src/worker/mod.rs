//! The named threads that do what must not be done on the window's thread.
//!
//! [`lane`] is the mechanism: one thread, a bounded queue of jobs in, deliveries out; `ticket` is what the asker of a
//! job keeps of it. [`directory`], [`clipboard`] and [`files`] are what the threads own. Not their job: what is asked of
//! them and what happens next; that is `app`'s.

pub mod clipboard;
pub mod directory;
pub mod files;
pub mod lane;
pub(crate) mod ticket;
