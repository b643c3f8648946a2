//! Avo Admin.
fn main() {}
