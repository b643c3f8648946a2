//! The catalogue of words: every sentence that a person reads in a window, in each language, as Fluent messages.
//!
//! The sentences stand in `assets/words/<language>/<subject>.ftl`. A module declares the messages of its subject with
//! `words!`, which makes a function for each, so that a message that is misspelt or lacks an argument does not
//! compile. The command line, logs and service answers speak English.

pub mod backup_problems;
mod cache;
mod catalogue;
#[cfg(test)]
pub(crate) mod completeness;
pub mod failures;
pub mod labels;
mod language;
pub mod lists;
mod numbers;
pub mod problems;
mod pseudo;
#[cfg(test)]
mod tests;
pub mod tokens;
pub mod unreadable;
pub mod withdrawals;

pub(crate) use cache::forget_sentences;
pub(crate) use catalogue::{Subject, Texts, words};
pub use failures::Explain;
pub use labels::Label;
pub use language::{Language, language, speak};
pub use numbers::number;
