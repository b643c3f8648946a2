//! Starting the service, and stopping it without losing anything it acknowledged.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task;
use tokio_rustls::TlsAcceptor;

use super::address;
use super::certificate::{self, CertificateFiles};
use super::connections::{self, ConnectionContext};
use super::error::ServeError;
use super::health::Health;
use super::integrity::{self, Integrity};
use super::limits::Limits;
use super::lookup::Lookup;
use super::metrics::Metrics;
use super::rate_limit::RefusalLimiter;
use super::routes;
use super::signals::Signals;
use super::state::ServerState;
use super::writer::Writer;
use crate::domain::registration::{Fingerprint, ServiceInfo};
use crate::platform::process;
use crate::platform::service_lock::ServiceLock;
use crate::service::Service;

const WAKE_EVERY: Duration = Duration::from_mins(1);

/// How clients connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// HTTPS with this certificate.
    Tls(CertificateFiles),
    /// Plain HTTP, for this computer only.
    PlainOnLoopback,
}

/// What the service is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0 for any that is free.
    pub listen: SocketAddr,
    /// How clients connect.
    pub transport: Transport,
    /// What a client can use of it.
    pub limits: Limits,
}

impl Options {
    /// Refuses what would expose tokens to the network, before anything is opened or made.
    ///
    /// # Errors
    /// [`ServeError::PlainInPublic`].
    pub(crate) fn check(&self) -> Result<(), ServeError> {
        match self.transport {
            Transport::PlainOnLoopback if !self.listen.ip().to_canonical().is_loopback() => {
                Err(ServeError::PlainInPublic(self.listen))
            }
            _ => Ok(()),
        }
    }
}

/// A service that takes requests until it is [stopped](Running::stop).
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    info: ServiceInfo,
    runtime: Runtime,
    connections: task::JoinHandle<()>,
    stop: watch::Sender<bool>,
    directory: JoinHandle<Service>,
    reading: JoinHandle<()>,
    account: String,
    presence: ServiceLock,
    health: Arc<Health>,
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
        } = options;
        let identity = match transport {
            Transport::PlainOnLoopback => None,
            Transport::Tls(files) => Some(certificate::load(&files, listen.ip())?),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .thread_name("service")
            .enable_all()
            .build()
            .map_err(ServeError::System)?;
        let (listener, address) = runtime
            .block_on(async {
                let listener = TcpListener::bind(listen).await?;
                let address = listener.local_addr()?;
                Ok((listener, address))
            })
            .map_err(|error| ServeError::Listen(listen, error))?;
        let url = address::url(identity.is_some(), address);
        let fingerprint = identity.as_ref().map(|identity| identity.fingerprint);
        let account = process::system_account();
        let presence = ServiceLock::hold(service.path())?.ok_or(ServeError::RunsAlready)?;
        let info = service.note_service_started(&url, fingerprint, &account)?;
        let metrics = Arc::new(Metrics::new());
        let (lookup, reading) = Lookup::start(service.reader()?, &limits).map_err(ServeError::System)?;
        let health = Arc::new(Health::new(service.path(), &limits, Arc::clone(&metrics)));
        let integrity = Integrity::start(service.reader()?, at_start, limits.check_every, Arc::clone(&health))
            .map_err(ServeError::System)?;
        let (writer, directory) =
            Writer::start(service, &limits, Arc::clone(&health), integrity).map_err(ServeError::System)?;
        let state = Arc::new(ServerState {
            lookup,
            writer,
            refusals: RefusalLimiter::new(&limits),
            metrics: Arc::clone(&metrics),
            limits: limits.clone(),
            health: Arc::clone(&health),
        });
        let context = Arc::new(ConnectionContext {
            router: routes::router(&state),
            tls: identity.map(|identity| TlsAcceptor::from(identity.config)),
            metrics,
            limits,
        });
        let (stop, stopping) = watch::channel(false);
        tracing::info!(%url, "started");
        Ok(Self {
            address,
            info,
            connections: runtime.spawn(until_stopped(listener, context, state, stopping)),
            runtime,
            stop,
            directory,
            reading,
            account,
            presence,
            health,
        })
    }

    /// Where it listens, with the port it really has.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What clients enter as their server.
    pub fn url(&self) -> &str {
        &self.info.url
    }

    /// SHA-256 of its certificate; none without TLS.
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
        let _ = self.runtime.block_on(self.connections);
        self.runtime.shutdown_background();
        let _ = self.reading.join();
        let mut service = self.directory.join().map_err(|_| ServeError::WriterEnded)?;
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

/// Serves until it is stopped, or until the writer has ended, without which nothing can be answered.
async fn until_stopped(
    listener: TcpListener,
    context: Arc<ConnectionContext>,
    state: Arc<ServerState>,
    stopping: watch::Receiver<bool>,
) {
    tokio::select! {
        () = connections::serve(listener, context, stopping) => {}
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
