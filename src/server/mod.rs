//! The registration service: HTTPS in front of [`crate::service`], for clients on other computers.
//!
//! Connections are accepted within [`Limits`]. A thread that only reads looks each secret up, the refusals of an address
//! are limited, and one thread that owns the directory answers all waiting requests in one durable transaction.
//! Not its job: who may register (`service`), and the messages on the network ([`crate::protocol`]).

mod address;
mod backups;
mod certificate;
mod clients;
mod connections;
mod doors;
mod error;
mod figures;
mod forwarded;
mod framing;
mod health;
mod integrity;
mod limits;
mod lookup;
mod metrics;
mod options;
mod places;
mod problem;
mod rate_limit;
mod renewal;
mod request;
mod routes;
mod running;
mod signals;
mod state;
mod validity;
mod writer;

pub use address::{Listen, PublicUrl};
pub use certificate::CertificateFiles;
pub(crate) use error::CertificateProblem;
pub use error::ServeError;
#[cfg(any(test, fuzzing))]
pub(crate) use framing::check_framing;
pub use limits::Limits;
pub use options::{Front, Options, Transport};
#[cfg(any(test, fuzzing))]
pub(crate) use request::check_bodies;
pub use routes::{HEALTH_PATH, METRICS_PATH, OPENAPI_PATH};
pub use running::Running;
pub(crate) use running::run;
pub use validity::CertificateWarning;
