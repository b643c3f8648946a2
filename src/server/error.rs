//! Why the service did not start or did not go on, for whoever runs it.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::domain::failure::Failure;
use crate::platform::files::FileError;

/// Why the service did not start or did not go on.
#[derive(Debug)]
pub enum ServeError {
    /// Another service runs on the directory.
    RunsAlready,
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// Plain HTTP was asked for where others could listen in.
    PlainInPublic(SocketAddr),
    /// The certificate or its key cannot be used.
    Certificate(PathBuf, CertificateProblem),
    /// A file cannot be read or written.
    File(FileError),
    /// The directory cannot be used.
    Directory(Failure),
    /// The system did not give what was needed, such as a thread.
    System(io::Error),
    /// What was to be told about the start could not be told.
    Announce(io::Error),
    /// The thread that writes to the directory has ended by a defect.
    WriterEnded,
}

/// What is wrong with a certificate or its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateProblem {
    /// There is no such file.
    Missing,
    /// Others than the owner may read the key.
    OpenToOthers,
    /// The file holds no certificate or key in PEM.
    Unreadable,
    /// The key is not that of the certificate, or of a kind that is not known.
    Unfit(String),
    /// The certificate the service once made is there, its key is not.
    KeyLost,
    /// It could not be made.
    NotMade(String),
}

impl ServeError {
    /// What is wrong, in a sentence without a full stop.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::RunsAlready => "Another registration service runs on this directory".to_owned(),
            Self::Listen(address, error) => match error.kind() {
                io::ErrorKind::AddrInUse => format!("Another program listens on {address} already"),
                io::ErrorKind::AddrNotAvailable => format!("This machine does not have the address {}", address.ip()),
                io::ErrorKind::PermissionDenied => format!("This account may not listen on port {}", address.port()),
                _ => format!("{address} cannot be listened on: {error}"),
            },
            Self::PlainInPublic(address) => {
                format!("{address} can be reached from other machines, and plain HTTP would show them every token")
            }
            Self::Certificate(path, problem) => {
                let path = path.display();
                match problem {
                    CertificateProblem::Missing => format!("There is no file {path}"),
                    CertificateProblem::OpenToOthers => format!("Others than its owner may read the key {path}"),
                    CertificateProblem::Unreadable => format!("{path} holds no certificate or key in PEM"),
                    CertificateProblem::Unfit(why) => format!("{path} cannot be used with its key: {why}"),
                    CertificateProblem::KeyLost => format!("The key of the certificate {path} is gone"),
                    CertificateProblem::NotMade(why) => format!("The certificate {path} could not be made: {why}"),
                }
            }
            Self::File(error) => Failure::from(FileError {
                path: error.path.clone(),
                source: error.source.kind().into(),
            })
            .cause(),
            Self::Directory(failure) => failure.cause(),
            Self::System(error) => format!("The system did not let the service start: {error}"),
            Self::Announce(error) => format!("Standard output does not work: {error}"),
            Self::WriterEnded => "The service has a defect and stopped".to_owned(),
        }
    }

    /// What to do about it, in a sentence without a full stop.
    pub(crate) fn next_step(&self) -> String {
        let next_step = match self {
            Self::RunsAlready => "Stop that one first: the console shows the address of one",
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
                    "Make it the owner's alone with chmod 600, and replace it if others may have read it"
                }
                CertificateProblem::Unreadable | CertificateProblem::Unfit(_) => {
                    "Give a certificate and its key in PEM with --tls-cert and --tls-key"
                }
                CertificateProblem::KeyLost => {
                    "Put the key back, or move the certificate away to have a new one made, whose fingerprint is another"
                }
                CertificateProblem::NotMade(_) => "Give one with --tls-cert and --tls-key",
            },
            Self::File(_) => "Check the rights of the folder and the space on the disk",
            Self::Directory(failure) => return failure.next_step(),
            Self::System(_) => "Free memory, or raise the limits of this account, and start it again",
            Self::Announce(_) => "Check where standard output goes, and start it again",
            Self::WriterEnded => "Start it again; everything it acknowledged is in the directory",
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
