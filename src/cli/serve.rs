//! `serve`: runs the registration service until it is stopped.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Context;
use super::command_error::{CommandError, Exit};
use super::streams::Streams;
use crate::domain::registration::Fingerprint;
use crate::platform::anchors::{AnchorFolder, AnchoredBy};
use crate::server::{
    self, CertificateFiles, CertificateProblem, Front, Limits, Listen, METRICS_PATH, Options, PublicUrl, Running,
    ServeError, Transport,
};

/// How often the service looks whether an automatic backup is due.
const LOOK_FOR_BACKUP_EVERY: Duration = Duration::from_mins(1);

/// The arguments of `serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --tls-cert, the service creates a self-signed certificate once, beside the directory, and \
                  prints its fingerprint for clients to compare. SIGTERM and SIGINT stop the service after it has \
                  completed the requests in progress."
)]
pub struct ServeArgs {
    /// The address or name and the port to listen on, such as 0.0.0.0:8443 or localhost:8443
    #[arg(long, value_name = "ADDRESS")]
    listen: Listen,

    /// The certificate chain in PEM, starting with the certificate of the service
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The private key in PEM, which only its owner may be able to read
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,

    /// Use plain HTTP, on a loopback address only
    #[arg(long, conflicts_with_all = ["tls_cert", "tls_key"])]
    insecure_loopback: bool,

    /// The number of refused tokens allowed for one address per minute, and at once
    #[arg(long, value_name = "N", default_value_t = Limits::default().refusals_per_minute)]
    refusals_per_minute: NonZeroU32,

    /// A reverse proxy that names the client's address in X-Forwarded-For; can be given several times
    #[arg(long, value_name = "IP")]
    trusted_proxy: Vec<IpAddr>,

    /// The URL that clients use, if they don't connect to the listening address directly
    #[arg(long, value_name = "URL")]
    public_address: Option<PublicUrl>,

    /// The SHA-256 fingerprint of the certificate at the public address
    #[arg(long, value_name = "SHA256", requires = "public_address", value_parser = fingerprint)]
    public_fingerprint: Option<Fingerprint>,

    /// Serve /metrics on this address only, over plain HTTP
    #[arg(long, value_name = "ADDRESS")]
    metrics_listen: Option<Listen>,
}

pub(super) fn run(args: &ServeArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let options = Options {
        listen: args.listen.clone(),
        transport: transport(args, context),
        limits: Limits {
            refusals_per_minute: args.refusals_per_minute,
            ..Limits::default()
        },
        front: Front {
            trusted_proxies: args.trusted_proxy.iter().map(IpAddr::to_canonical).collect(),
            public_url: args.public_address.clone(),
            public_fingerprint: args.public_fingerprint,
            metrics_listen: args.metrics_listen.clone(),
        },
        backups_every: Some(LOOK_FOR_BACKUP_EVERY),
    };
    options.check()?;
    let mut service = context.open()?;
    if let Some(folder) = context.heads.clone() {
        service.keep_anchors(Box::new(AnchorFolder::new(folder, AnchoredBy::Service)));
    }
    server::run(service, options, |running| announce(running, streams))?;
    Ok(())
}

fn transport(args: &ServeArgs, context: &Context) -> Transport {
    match (&args.tls_cert, &args.tls_key) {
        _ if args.insecure_loopback => Transport::PlainOnLoopback,
        (Some(certificate), Some(key)) => Transport::Tls(CertificateFiles::given(certificate.clone(), key.clone())),
        _ => Transport::Tls(CertificateFiles::beside(&context.database)),
    }
}

fn fingerprint(text: &str) -> Result<Fingerprint, &'static str> {
    Fingerprint::parse(text).ok_or("it is not a SHA-256 fingerprint of 64 hexadecimal digits")
}

fn announce(running: &Running, streams: &mut Streams<'_>) -> std::io::Result<()> {
    writeln!(streams.out, "listening on {}", running.local_url())?;
    if running.url() != running.local_url() {
        writeln!(streams.out, "clients connect to {}", running.url())?;
    }
    if let Some(address) = running.metrics_address() {
        writeln!(streams.out, "metrics on http://{address}{METRICS_PATH}")?;
    }
    if let Some(fingerprint) = running.fingerprint() {
        writeln!(streams.out, "certificate fingerprint (SHA-256) {fingerprint}")?;
    }
    for warning in running.warnings() {
        writeln!(streams.err, "warning: {warning}.")?;
    }
    streams.out.flush()
}

impl From<ServeError> for CommandError {
    fn from(error: ServeError) -> Self {
        let exit = match error {
            ServeError::Directory(failure) => return failure.into(),
            ServeError::Announce(error) => return error.into(),
            ServeError::PlainInPublic(_) => Exit::WrongUsage,
            ServeError::RunsAlready
            | ServeError::Certificate(_, CertificateProblem::OpenToOthers | CertificateProblem::KeyLost) => {
                Exit::Refused
            }
            ServeError::Certificate(..)
            | ServeError::Listen(..)
            | ServeError::File(_)
            | ServeError::System(_)
            | ServeError::WriterEnded => Exit::Failed,
        };
        Self::new(exit, error.cause(), error.next_step())
    }
}
