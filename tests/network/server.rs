//! The registration service as clients meet it: real connections to a real service, in this process or in its own.

#[cfg(unix)]
mod backups;
mod certificates;
mod clients;
mod document;
mod encryption;
#[cfg(unix)]
mod endings;
mod front;
#[cfg(target_os = "linux")]
mod full_disk;
mod health;
mod hostile;
#[cfg(unix)]
mod program;
mod refusals;
pub(crate) mod served;
mod waiting;
mod wire;
