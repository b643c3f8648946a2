//! What holds of the source itself.

#![cfg(test)]

mod layering;

mod rust_source;
mod secrets;
