//! What a person meets in the console's window, by accessible name and role: widgets, screens and dialogs over states made
//! by hand, and stories through the whole program.

#![cfg(test)]

/// That of the programs, for the story that reads the memory of its process.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

#[path = "../spoken/mod.rs"]
mod spoken;
#[path = "../tampering/mod.rs"]
mod tampering;

mod dialog_world;
mod every_dialog;
mod raw_input;
mod screens_fixture;

mod edit_dialog;
mod screens;
mod stories;
mod widgets;
