//! Why the service did not start, or stopped, for its operator.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::domain::failure::Failure;
use crate::platform::file_error::FileError;
use crate::words::Explain as _;

/// Why the service did not start, or stopped.
#[derive(Debug)]
pub enum ServeError {
    /// Another registration service is running on the directory.
    RunsAlready,
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// Plain HTTP on an address that other computers can reach.
    PlainInPublic(SocketAddr),
    /// The certificate or its key cannot be used.
    Certificate(PathBuf, CertificateProblem),
    /// A file cannot be read or written.
    File(FileError),
    /// The directory cannot be used.
    Directory(Failure),
    /// The operating system refused a resource, such as a thread.
    System(io::Error),
    /// The address could not be written to standard output.
    Announce(io::Error),
    /// The thread that writes to the directory panicked.
    WriterEnded,
}

/// What is wrong with a certificate or its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateProblem {
    /// There is no such file.
    Missing,
    /// Accounts other than the owner can read the key.
    OpenToOthers,
    /// The file holds no certificate or key in PEM.
    Unreadable,
    /// The key does not belong to the certificate, or is of an unsupported kind.
    Unfit(String),
    /// The certificate that the service made exists, but its key does not.
    KeyLost,
    /// The certificate could not be made.
    NotMade(String),
}

impl ServeError {
    /// What is wrong, in a sentence without a full stop.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::RunsAlready => "Another registration service is running on this directory".to_owned(),
            Self::Listen(address, error) => match error.kind() {
                io::ErrorKind::AddrInUse => format!("Another program is already listening on {address}"),
                io::ErrorKind::AddrNotAvailable => format!("This computer does not have the address {}", address.ip()),
                io::ErrorKind::PermissionDenied => {
                    format!("This account is not allowed to listen on port {}", address.port())
                }
                _ => format!("The service can't listen on {address}: {error}"),
            },
            Self::PlainInPublic(address) => {
                format!("Other computers can reach {address}, and plain HTTP would expose every token to the network")
            }
            Self::Certificate(path, problem) => {
                let path = path.display();
                match problem {
                    CertificateProblem::Missing => format!("The file {path} does not exist"),
                    CertificateProblem::OpenToOthers => format!("Other accounts can read the key {path}"),
                    CertificateProblem::Unreadable => format!("{path} does not contain a certificate or key in PEM"),
                    CertificateProblem::Unfit(why) => format!("{path} cannot be used with its key: {why}"),
                    CertificateProblem::KeyLost => format!("The key of the certificate {path} is missing"),
                    CertificateProblem::NotMade(why) => format!("The certificate {path} could not be made: {why}"),
                }
            }
            Self::File(error) => Failure::from(FileError {
                path: error.path.clone(),
                source: error.source.kind().into(),
            })
            .cause(),
            Self::Directory(failure) => failure.cause(),
            Self::System(error) => format!("The operating system did not let the service start: {error}"),
            Self::Announce(error) => format!("Standard output can't be written: {error}"),
            Self::WriterEnded => "The service stopped because of an internal error".to_owned(),
        }
    }

    /// What to do about it, in a sentence without a full stop.
    pub(crate) fn next_step(&self) -> String {
        let next_step = match self {
            Self::RunsAlready => "Stop the other service first. The console shows its address under Settings",
            Self::Listen(_, error) if error.kind() == io::ErrorKind::PermissionDenied => {
                "Choose a port from 1024 upwards, such as 8443"
            }
            Self::Listen(..) => "Choose another address or port with --listen",
            Self::PlainInPublic(_) => {
                "Leave --insecure-loopback out, or listen on a loopback address such as 127.0.0.1:8080"
            }
            Self::Certificate(_, problem) => match problem {
                CertificateProblem::Missing => "Check the path",
                CertificateProblem::OpenToOthers => {
                    "Restrict it with chmod 600, and replace it if others may have read it"
                }
                CertificateProblem::Unreadable | CertificateProblem::Unfit(_) => {
                    "Give a certificate and its key in PEM with --tls-cert and --tls-key"
                }
                CertificateProblem::KeyLost => {
                    "Put the key back, or move the certificate away. A new one is made then, with another fingerprint"
                }
                CertificateProblem::NotMade(_) => "Give one with --tls-cert and --tls-key",
            },
            Self::File(_) => "Check the permissions of the folder and the free space on the disk",
            Self::Directory(failure) => return failure.next_step(),
            Self::System(_) => "Free some memory or raise the limits of this account, and start the service again",
            Self::Announce(_) => "Check what standard output is connected to, and start the service again",
            Self::WriterEnded => "Start the service again. Everything it acknowledged is in the directory",
        };
        next_step.to_owned()
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}. {}", self.cause(), self.next_step())
    }
}

impl std::error::Error for ServeError {}

impl From<Failure> for ServeError {
    fn from(failure: Failure) -> Self {
        Self::Directory(failure)
    }
}

impl From<FileError> for ServeError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}
