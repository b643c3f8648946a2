//! Starting the service, what it says of itself, and stopping it with nothing lost that was acknowledged.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task;
use tokio_rustls::TlsAcceptor;

use super::address;
use super::certificate::{self, CertificateFiles};
use super::connections::{self, ConnectionContext};
use super::error::ServeError;
use super::limits::Limits;
use super::metrics::Metrics;
use super::rate_limit::RefusalLimiter;
use super::routes;
use super::signals::Signals;
use super::state::ServerState;
use super::writer::Writer;
use crate::domain::registration::{Fingerprint, ServiceInfo};
use crate::platform::presence::Presence;
use crate::platform::process;
use crate::service::Service;

/// How the bytes travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// TLS with this certificate.
    Tls(CertificateFiles),
    /// Plain HTTP, which is for this machine alone.
    PlainOnLoopback,
}

/// What the service is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0 for any that is free.
    pub listen: SocketAddr,
    /// How the bytes travel.
    pub transport: Transport,
    /// How much anybody may ask of it.
    pub limits: Limits,
}

impl Options {
    /// Refuses what would show tokens to the network, before anything is opened or made.
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
    account: String,
    presence: Presence,
}

impl Running {
    /// Starts the service on the directory of `service` and keeps there where it is found.
    ///
    /// # Errors
    /// [`ServeError`]; nothing listens then.
    pub fn start(mut service: Service, options: Options) -> Result<Self, ServeError> {
        options.check()?;
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
        let presence = Presence::hold(service.path())?.ok_or(ServeError::RunsAlready)?;
        let info = service.note_service_started(&url, fingerprint, &account)?;
        let metrics = Arc::new(Metrics::new());
        let (writer, directory) = Writer::start(service, &limits, Arc::clone(&metrics)).map_err(ServeError::System)?;
        let state = Arc::new(ServerState {
            writer,
            refusals: RefusalLimiter::new(&limits),
            metrics: Arc::clone(&metrics),
            limits: limits.clone(),
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
            account,
            presence,
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

    /// Takes no more connections, finishes what is under way within its limit, and keeps in the directory that the
    /// service has stopped. Whatever was acknowledged is on the disk by then.
    ///
    /// # Errors
    /// [`ServeError::WriterEnded`] where the service had stopped by a defect, [`ServeError::Directory`] where the end
    /// could not be kept.
    pub fn stop(self) -> Result<(), ServeError> {
        // Nobody listens any more where the door has closed by itself.
        let _ = self.stop.send(true);
        let _ = self.runtime.block_on(self.connections);
        self.runtime.shutdown_background();
        let mut service = self.directory.join().map_err(|_| ServeError::WriterEnded)?;
        service.note_service_stopped(&self.info, &self.account)?;
        // Not earlier, or it would look killed for a moment.
        drop(self.presence);
        tracing::info!("stopped");
        Ok(())
    }

    /// Waits for one of `signals`, or for the end by a defect.
    fn wait(&self, signals: &mut Signals) {
        self.runtime.block_on(async {
            tokio::select! {
                () = signals.any() => {}
                () = self.stop.closed() => {}
            }
        });
    }
}

/// Serves until told to stop, or until the directory's thread has ended, without which there is nothing to serve.
async fn until_stopped(
    listener: TcpListener,
    context: Arc<ConnectionContext>,
    state: Arc<ServerState>,
    stopping: watch::Receiver<bool>,
) {
    tokio::select! {
        () = connections::serve(listener, context, stopping) => {}
        () = state.writer.ended() => {}
    }
}

/// Starts the service, has `announce` tell where it is found, and returns when SIGTERM or SIGINT has stopped it.
///
/// # Errors
/// [`ServeError`]; also where `announce` fails, because a service nobody can find is of no use.
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
            // What came first is what the person needs to know.
            let _ = running.stop();
            Err(error)
        }
    }
}
