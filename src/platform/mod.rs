//! What the machine provides: the time, the clipboard, files only their owner can read, and where things are kept.
//!
//! Not its job: the directory's own file (`store`) and deciding when something is copied or cleared (`worker`).

pub mod clipboard;
pub mod clock;
pub mod fake_clipboard;
pub mod files;
pub(crate) mod lock;
pub mod log;
pub(crate) mod paths;
pub mod process;
pub mod service_lock;
