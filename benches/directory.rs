//! What a person waits for.
fn main() {}
