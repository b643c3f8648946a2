//! What the computer provides: the time, the clipboard, files only their owner can read, and where things are kept.
//!
//! Not its job: the directory's own file (`store`) and deciding when something is copied or cleared (`worker`).

pub mod anchors;
pub mod clipboard;
pub mod clock;
pub(crate) mod desktop_theme;
pub(crate) mod disk_room;
pub mod fake_clipboard;
pub(crate) mod file_error;
pub(crate) mod lock;
pub mod log;
pub(crate) mod password_file;
pub mod paste;
pub mod paths;
pub mod private_file;
pub mod private_folder;
pub mod process;
pub(crate) mod secret_file;
pub mod service_lock;
pub mod signals;
pub mod token_file;
