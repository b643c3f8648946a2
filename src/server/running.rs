//! Starting the service, and stopping it without losing anything it acknowledged.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task;
use tokio_rustls::TlsAcceptor;

use super::backups::Backups;
use super::connections::ConnectionContext;
use super::doors::{self, Door, Sockets};
use super::error::ServeError;
use super::figures::Figures;
use super::health::Health;
use super::integrity::{self, AtStart, Integrity};
use super::limits::Limits;
use super::lookup::Lookup;
use super::metrics::Metrics;
use super::options::{Options, Transport};
use super::places::Places;
use super::rate_limit::RefusalLimiter;
use super::renewal::Encryption;
use super::routes;
use super::signals::Signals;
use super::state::ServerState;
use super::validity::CertificateWarning;
use super::writer::Writer;
use crate::domain::failure::Failure;
use crate::domain::registration::{Fingerprint, ServiceInfo};
use crate::platform::process;
use crate::platform::service_lock::ServiceLock;
use crate::service::Service;

const WAKE_EVERY: Duration = Duration::from_mins(1);
/// Connections to the address of the metrics, which few programs ask.
const METRICS_CONNECTIONS: usize = 16;

/// A service that takes requests until it is [stopped](Running::stop).
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    local_url: String,
    warnings: Vec<CertificateWarning>,
    info: ServiceInfo,
    runtime: Runtime,
    connections: task::JoinHandle<()>,
    stop: watch::Sender<bool>,
    threads: Threads,
    account: String,
    presence: ServiceLock,
    health: Arc<Health>,
}

/// The threads that have the directory open.
#[derive(Debug)]
struct Threads {
    directory: JoinHandle<Service>,
    reading: JoinHandle<()>,
    backups: Option<Backups>,
}

impl Running {
    /// Starts the service on the directory of `service`, and records its address there.
    ///
    /// # Errors
    /// [`ServeError`]; nothing is listening then.
    pub fn start(mut service: Service, options: Options) -> Result<Self, ServeError> {
        options.check()?;
        let at_start = integrity::check_at_start(&service)?;
        let Options {
            listen,
            transport,
            limits,
            front,
            backups_every,
        } = options;
        let encryption = match transport {
            Transport::PlainOnLoopback => None,
            Transport::Tls(files) => Some(Encryption::load(files, &listen)?),
        };
        let clock = service.clock();
        let warnings = encryption
            .as_ref()
            .map_or_else(Vec::new, |encryption| encryption.warnings(clock.now()));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .thread_name("service")
            .enable_all()
            .build()
            .map_err(ServeError::System)?;
        let sockets = runtime.block_on(Sockets::bind(&listen))?;
        let for_metrics = front.metrics_listen.as_ref();
        let for_metrics = for_metrics.map(|listen| runtime.block_on(Sockets::bind(listen)));
        let for_metrics = for_metrics.transpose()?;
        let (address, metrics_address) = (sockets.address, for_metrics.as_ref().map(|sockets| sockets.address));
        let local_url = listen.url(encryption.is_some(), address);
        let url = front
            .public_url
            .map_or_else(|| local_url.clone(), |url| url.to_string());
        let own = encryption.as_ref().map(Encryption::fingerprint);
        let account = process::system_account();
        let presence = ServiceLock::hold(&service.location())?.ok_or(ServeError::RunsAlready)?;
        let info = service.note_service_started(&url, front.public_fingerprint.or(own), &account)?;
        let places = Places::new(&limits, &front.trusted_proxies);
        let (state, threads) = share(service, limits, front.trusted_proxies, at_start, backups_every)?;
        let tls = encryption.as_ref().map(Encryption::acceptor);
        let doors = doors(&state, (sockets, places, tls), for_metrics);
        if let Some(encryption) = encryption {
            let (writer, every) = (state.writer.clone(), state.limits.certificate_check);
            let is_published = front.public_fingerprint.is_none();
            runtime.spawn(encryption.renewal(writer, is_published, clock, every).run());
        }
        let health = Arc::clone(&state.health);
        let (stop, stopping) = watch::channel(false);
        tracing::info!(%url, "started");
        for warning in &warnings {
            tracing::warn!("{warning}");
        }
        Ok(Self {
            address,
            metrics_address,
            local_url,
            warnings,
            info,
            connections: runtime.spawn(until_stopped(doors, state, stopping)),
            runtime,
            stop,
            threads,
            account,
            presence,
            health,
        })
    }

    /// Where it listens, with the port it really has.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the metrics are, if that is elsewhere.
    pub const fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// What the operator should do about the certificate.
    pub fn warnings(&self) -> &[CertificateWarning] {
        &self.warnings
    }

    /// What a client on this computer can enter as its server.
    pub fn local_url(&self) -> &str {
        &self.local_url
    }

    /// What clients enter as their server.
    pub fn url(&self) -> &str {
        &self.info.url
    }

    /// SHA-256 of the certificate that clients meet; none without TLS, and where it is not known.
    pub const fn fingerprint(&self) -> Option<Fingerprint> {
        self.info.fingerprint
    }

    /// Accepts no more connections, finishes requests within their limit, and records in the directory that the service
    /// has stopped. Everything acknowledged is on the disk by then.
    ///
    /// # Errors
    /// [`ServeError::WriterEnded`] where the writer had panicked, [`ServeError::Directory`] where the stop could not be
    /// recorded.
    pub fn stop(self) -> Result<(), ServeError> {
        // The receiver is gone where the connections have ended already.
        let _ = self.stop.send(true);
        drop(self.threads.backups);
        let _ = self.runtime.block_on(self.connections);
        self.runtime.shutdown_background();
        let _ = self.threads.reading.join();
        let mut service = self.threads.directory.join().map_err(|_| ServeError::WriterEnded)?;
        // A damaged directory is not written to.
        if self.health.trouble().is_none() {
            service.note_service_stopped(&self.info, &self.account)?;
        }
        // Not earlier, or the service would look killed for a moment.
        drop(self.presence);
        tracing::info!("stopped");
        Ok(())
    }

    /// Waits for one of `signals`, or until the connections have ended by themselves.
    fn wait(&self, signals: &mut Signals) {
        self.runtime.block_on(async {
            tokio::select! {
                () = signals.any() => {}
                () = self.stop.closed() => {}
            }
        });
    }
}

impl ServerState {
    fn context(&self, router: Router, tls: Option<TlsAcceptor>, limits: Limits) -> Arc<ConnectionContext> {
        Arc::new(ConnectionContext {
            router,
            tls,
            metrics: Arc::clone(&self.metrics),
            limits,
        })
    }
}

/// What is served on which sockets: everything, unless the metrics have an address of their own.
fn doors(
    state: &Arc<ServerState>,
    (sockets, places, tls): (Sockets, Arc<Places>, Option<TlsAcceptor>),
    for_metrics: Option<Sockets>,
) -> Vec<Door> {
    let router = routes::router(state, for_metrics.is_none());
    let for_clients = Door::new(sockets, places, state.context(router, tls, state.limits.clone()));
    let for_metrics = for_metrics.map(|sockets| {
        let limits = Limits {
            connections: METRICS_CONNECTIONS,
            waiting_connections: 0,
            ..state.limits.clone()
        };
        let places = Places::new(&limits, &[]);
        let context = state.context(routes::metrics_router(state), None, limits);
        Door::new(sockets, places, context)
    });
    [for_clients].into_iter().chain(for_metrics).collect()
}

/// Starts the threads of the directory, and makes what handlers share.
fn share(
    service: Service,
    limits: Limits,
    trusted_proxies: Vec<IpAddr>,
    at_start: AtStart,
    backups_every: Option<Duration>,
) -> Result<(Arc<ServerState>, Threads), ServeError> {
    let metrics = Arc::new(Metrics::new());
    let (lookup, reading) = Lookup::start(service.reader()?, &limits).map_err(ServeError::System)?;
    let figures = Figures::new(service.reader()?);
    let health = Arc::new(Health::new(service.location(), &limits, Arc::clone(&metrics)));
    let integrity = Integrity::start(service.reader()?, at_start, limits.check_every, Arc::clone(&health))
        .map_err(ServeError::System)?;
    let for_backups = backups_every.map(|every| Ok::<_, Failure>((service.reader()?, every)));
    let for_backups = for_backups.transpose()?;
    let (writer, directory) =
        Writer::start(service, &limits, Arc::clone(&health), integrity).map_err(ServeError::System)?;
    let backups = for_backups.map(|(reader, every)| Backups::start(reader, every, Arc::clone(&health), writer.clone()));
    let backups = backups.transpose().map_err(ServeError::System)?;
    let state = Arc::new(ServerState {
        lookup,
        writer,
        refusals: RefusalLimiter::new(&limits),
        metrics,
        figures,
        trusted_proxies,
        limits,
        health,
    });
    let threads = Threads {
        directory,
        reading,
        backups,
    };
    Ok((state, threads))
}

/// Serves until it is stopped, or until the writer has ended, without which nothing can be answered.
async fn until_stopped(doors: Vec<Door>, state: Arc<ServerState>, stopping: watch::Receiver<bool>) {
    tokio::select! {
        () = doors::serve(doors, &stopping) => {}
        () = state.writer.ended() => {}
        () = wake_regularly(&state.writer) => {}
    }
}

/// Lets an idle writer do its upkeep, such as looking at the clock.
async fn wake_regularly(writer: &Writer) {
    loop {
        tokio::time::sleep(WAKE_EVERY).await;
        writer.wake();
    }
}

/// Starts the service, calls `announce` with it, and returns when SIGTERM or SIGINT has stopped it.
///
/// # Errors
/// [`ServeError`]; also where `announce` fails, because clients could not find the service.
pub(crate) fn run(
    service: Service,
    options: Options,
    announce: impl FnOnce(&Running) -> io::Result<()>,
) -> Result<(), ServeError> {
    let running = Running::start(service, options)?;
    let prepared = Signals::catch(&running.runtime)
        .map_err(ServeError::System)
        .and_then(|signals| announce(&running).map(|()| signals).map_err(ServeError::Announce));
    match prepared {
        Ok(mut signals) => {
            running.wait(&mut signals);
            running.stop()
        }
        Err(error) => {
            // The first error is the one to report.
            let _ = running.stop();
            Err(error)
        }
    }
}
