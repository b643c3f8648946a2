//! Every word a person sees, one file a part of the window.

pub mod editor;
