//! The sockets of the service, and what is served on which.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::address::Listen;
use super::connections::{self, ConnectionContext};
use super::error::ServeError;
use super::places::Places;

/// The sockets of one address or name.
pub(super) struct Sockets {
    listeners: Vec<TcpListener>,
    /// The first of their addresses, with the port they really have.
    pub(super) address: SocketAddr,
}

impl Sockets {
    /// Listens on all of the addresses that this computer has, on one port.
    pub(super) async fn bind(listen: &Listen) -> Result<Self, ServeError> {
        let (mut listeners, mut first, mut missing) = (Vec::new(), None::<SocketAddr>, None);
        for address in listen.addresses() {
            let mut wanted = *address;
            if let Some(first) = first {
                wanted.set_port(first.port());
            }
            match bind(wanted).await {
                Ok((listener, bound)) => {
                    listeners.push(listener);
                    first.get_or_insert(bound);
                }
                // Such as ::1 of a name, where IPv6 is off.
                Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => missing = Some((wanted, error)),
                Err(error) => return Err(ServeError::Listen(wanted, error)),
            }
        }
        match (first, missing) {
            (Some(address), _) => Ok(Self { listeners, address }),
            (None, Some((wanted, error))) => Err(ServeError::Listen(wanted, error)),
            (None, None) => Err(ServeError::System(io::ErrorKind::InvalidInput.into())),
        }
    }
}

async fn bind(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await?;
    let bound = listener.local_addr()?;
    Ok((listener, bound))
}

/// Sockets with what is served on them.
pub(super) struct Door {
    sockets: Sockets,
    places: Arc<Places>,
    context: Arc<ConnectionContext>,
}

impl Door {
    pub(super) const fn new(sockets: Sockets, places: Arc<Places>, context: Arc<ConnectionContext>) -> Self {
        Self {
            sockets,
            places,
            context,
        }
    }
}

/// Serves on all of them until they are stopped.
pub(super) async fn serve(doors: Vec<Door>, stopping: &watch::Receiver<bool>) {
    let mut served = JoinSet::new();
    for door in doors {
        for listener in door.sockets.listeners {
            let (places, context) = (Arc::clone(&door.places), Arc::clone(&door.context));
            served.spawn(connections::serve(listener, places, context, stopping.clone()));
        }
    }
    while served.join_next().await.is_some() {}
}
