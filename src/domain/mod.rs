//! Nouns and rules, pure: no window, SQL, files, threads, clock or randomness of its own.

pub mod secret;
