//! The lock by which programs know of each other on one directory: by the identity of its file, under whatever path.
//!
//! Each program with a directory open shares the lock and says with it which log it uses. A program that has the lock
//! alone keeps every other one out. Not its job: the locks of the engine, which order transactions.

#[cfg(target_os = "linux")]
#[path = "file_lock/linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "file_lock/elsewhere.rs"]
mod system;

pub(super) use system::FileLock;

#[cfg(test)]
mod tests;
