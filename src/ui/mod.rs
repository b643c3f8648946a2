//! Everything drawn. A screen reads the state and sends commands; it owns view state only.

pub mod dialogs;
pub mod format;
pub mod icons;
pub mod screens;
pub mod strings;
pub mod theme;
pub mod widgets;
