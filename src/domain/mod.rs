//! Nouns and rules, pure: no window, SQL, files, threads, clock or randomness of its own.
//!
//! A refusal is a code beside the rule that refuses ([`field::FieldProblem`], [`failure::Failure`]); `words` has its
//! sentence, so that the window and the command line say the same.

pub mod access;
pub mod anchor;
pub mod audit;
pub mod audit_detail;
pub mod audit_query;
pub mod backup;
pub mod backup_name;
pub mod backup_problem;
pub mod backup_rotation;
pub mod backup_schedule;
pub(crate) mod canonical;
pub(crate) mod characters;
pub mod check_words;
pub mod client;
pub mod clipboard_failure;
pub mod clock_move;
pub mod conflict;
pub mod credential;
pub mod email;
pub(crate) mod encoding;
pub mod expiry;
pub mod failure;
pub mod field;
pub(crate) mod fold;
pub mod hand_off;
pub(crate) mod hex;
pub mod host_change;
pub mod location;
pub(crate) mod machine_failure;
pub mod one_time_password;
pub mod password;
pub mod query;
pub mod registration;
pub mod role;
pub(crate) mod row_sum;
pub mod salvage;
pub mod sealed_part;
pub mod secret;
pub(crate) mod secret_format;
pub mod settings;
pub(crate) mod throttle;
pub mod time;
pub mod token;
pub mod token_advice;
pub mod token_standing;
pub mod trail;
pub mod unreadable;
pub mod user;
