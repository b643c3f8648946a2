//! What holds of the source itself.

#![cfg(test)]

mod circles;
mod features;
mod files;
mod layering;
mod promises;
mod rows;

mod rust_source;
mod secrets;
mod size;
mod tooltips;
mod words;
