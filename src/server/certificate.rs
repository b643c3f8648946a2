//! The certificate of the service and its key: given, or made once and kept beside the directory.
//!
//! Clients trust a certificate that the service made by its fingerprint, so it is valid for long and never replaced
//! automatically.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, SanType,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::address::host_name;
use super::error::{CertificateProblem, ServeError};
use crate::domain::registration::Fingerprint;
use crate::platform::file_error::FileError;
use crate::platform::private_file;
use crate::platform::secret_file::{self, SecretFile};
use crate::service::refuse_directory_file;

/// The validity of a certificate that the service makes. It is long, because clients compare its fingerprint.
const YEARS: (i32, i32) = (2025, 2125);

/// Where certificate and key are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFiles {
    certificate: PathBuf,
    key: PathBuf,
    is_given: bool,
}

impl CertificateFiles {
    /// Existing files in PEM; the certificate may be followed by its intermediate certificates.
    pub(crate) fn given(certificate: PathBuf, key: PathBuf) -> Self {
        Self {
            certificate,
            key,
            is_given: true,
        }
    }

    /// The service's own files beside the directory, made when they are missing.
    pub fn beside(directory: &Path) -> Self {
        let beside = |suffix: &str| {
            let mut name = directory.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        };
        Self {
            certificate: beside(".service-cert.pem"),
            key: beside(".service-key.pem"),
            is_given: false,
        }
    }
}

/// How the service identifies itself.
pub(super) struct ServerIdentity {
    pub(super) config: Arc<ServerConfig>,
    pub(super) fingerprint: Fingerprint,
}

/// Reads certificate and key, and makes them first where they are the service's own and missing.
pub(super) fn load(files: &CertificateFiles, listen: IpAddr) -> Result<ServerIdentity, ServeError> {
    for path in [&files.certificate, &files.key] {
        refuse_directory_file(path)?;
    }
    let of_certificate = |problem| ServeError::Certificate(files.certificate.clone(), problem);
    let key = PrivateKeyDer::from_pem_slice(&read_key(files)?)
        .map_err(|_| ServeError::Certificate(files.key.clone(), CertificateProblem::Unreadable))?;
    let pem = match private_file::read_named(&files.certificate)? {
        Some(pem) => pem,
        None if files.is_given => return Err(of_certificate(CertificateProblem::Missing)),
        None => make_certificate(files, &key, listen)?,
    };
    let chain = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| of_certificate(CertificateProblem::Unreadable))?;
    let first = chain
        .first()
        .ok_or_else(|| of_certificate(CertificateProblem::Unreadable))?;
    let fingerprint = Fingerprint(Sha256::digest(first).into());
    let config = config(chain, key).map_err(|error| of_certificate(CertificateProblem::Unfit(error.to_string())))?;
    Ok(ServerIdentity {
        config: Arc::new(config),
        fingerprint,
    })
}

fn config(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<ServerConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The key in PEM.
fn read_key(files: &CertificateFiles) -> Result<Zeroizing<Vec<u8>>, ServeError> {
    let of_key = |problem| ServeError::Certificate(files.key.clone(), problem);
    match secret_file::read(&files.key)? {
        SecretFile::Read(pem) => Ok(pem),
        SecretFile::OpenToOthers => Err(of_key(CertificateProblem::OpenToOthers)),
        SecretFile::Missing if files.is_given => Err(of_key(CertificateProblem::Missing)),
        SecretFile::Missing if files.certificate.symlink_metadata().is_ok() => Err(ServeError::Certificate(
            files.certificate.clone(),
            CertificateProblem::KeyLost,
        )),
        SecretFile::Missing => make_key(files),
    }
}

fn make_key(files: &CertificateFiles) -> Result<Zeroizing<Vec<u8>>, ServeError> {
    let pair = KeyPair::generate().map_err(|error| not_made(files, &error))?;
    let pem = Zeroizing::new(pair.serialize_pem());
    match private_file::create(&files.key, pem.as_bytes()) {
        Ok(()) => Ok(Zeroizing::new(pem.as_bytes().to_vec())),
        // Another service was faster; its key counts.
        Err(error) if is_taken(&error) => read_key(files),
        Err(error) => Err(error.into()),
    }
}

fn make_certificate(files: &CertificateFiles, key: &PrivateKeyDer<'_>, listen: IpAddr) -> Result<Vec<u8>, ServeError> {
    let made = KeyPair::try_from(key).and_then(|pair| parameters(listen)?.self_signed(&pair));
    let pem = made.map_err(|error| not_made(files, &error))?.pem();
    match private_file::create(&files.certificate, pem.as_bytes()) {
        Ok(()) => Ok(pem.into_bytes()),
        Err(error) if is_taken(&error) => Ok(private_file::read_named(&files.certificate)?.unwrap_or_default()),
        Err(error) => Err(error.into()),
    }
}

/// A certificate for every name of this computer, which can't sign others.
fn parameters(listen: IpAddr) -> Result<CertificateParams, rcgen::Error> {
    let mut names = vec!["localhost".to_owned()];
    names.extend(host_name().filter(|name| name != "localhost"));
    let mut parameters = CertificateParams::new(names)?;
    let mut addresses = vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    if !listen.is_unspecified() && !addresses.contains(&listen) {
        addresses.push(listen);
    }
    parameters
        .subject_alt_names
        .extend(addresses.into_iter().map(SanType::IpAddress));
    parameters.distinguished_name = DistinguishedName::new();
    parameters
        .distinguished_name
        .push(DnType::CommonName, "Avo Admin registration service");
    parameters.not_before = rcgen::date_time_ymd(YEARS.0, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(YEARS.1, 1, 1);
    parameters.is_ca = IsCa::ExplicitNoCa;
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(parameters)
}

fn is_taken(error: &FileError) -> bool {
    error.source.kind() == io::ErrorKind::AlreadyExists
}

fn not_made(files: &CertificateFiles, error: &rcgen::Error) -> ServeError {
    ServeError::Certificate(
        files.certificate.clone(),
        CertificateProblem::NotMade(error.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn problem(result: Result<ServerIdentity, ServeError>) -> CertificateProblem {
        match result {
            Err(ServeError::Certificate(_, problem)) => problem,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("loaded"),
        }
    }

    #[test]
    fn a_certificate_is_made_once_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let files = CertificateFiles::beside(&folder.path().join("a.db"));
        let first = load(&files, HERE).unwrap().fingerprint;
        let before = (
            std::fs::read(&files.key).unwrap(),
            std::fs::read(&files.certificate).unwrap(),
        );
        assert_eq!(load(&files, HERE).unwrap().fingerprint, first);
        assert_eq!(load(&files, "192.0.2.1".parse().unwrap()).unwrap().fingerprint, first);
        let after = (
            std::fs::read(&files.key).unwrap(),
            std::fs::read(&files.certificate).unwrap(),
        );
        assert_eq!(before, after);
    }

    #[test]
    fn a_key_without_its_certificate_gets_one_and_a_certificate_without_its_key_gets_none() {
        let folder = tempfile::tempdir().unwrap();
        let files = CertificateFiles::beside(&folder.path().join("a.db"));
        load(&files, HERE).unwrap();
        let key = std::fs::read(&files.key).unwrap();
        std::fs::remove_file(&files.certificate).unwrap();
        load(&files, HERE).unwrap();
        assert_eq!(std::fs::read(&files.key).unwrap(), key);
        std::fs::remove_file(&files.key).unwrap();
        assert_eq!(problem(load(&files, HERE)), CertificateProblem::KeyLost);
        assert!(!files.key.exists());
    }

    #[test]
    fn given_certificate_files_are_never_made() {
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
        let files = CertificateFiles::given(certificate.clone(), key.clone());
        assert_eq!(problem(load(&files, HERE)), CertificateProblem::Missing);
        private_file::create(&key, b"nothing").unwrap();
        assert_eq!(problem(load(&files, HERE)), CertificateProblem::Unreadable);
        let (one, other) = (
            CertificateFiles::beside(&folder.path().join("1")),
            CertificateFiles::beside(&folder.path().join("2")),
        );
        load(&one, HERE).unwrap();
        load(&other, HERE).unwrap();
        let mixed = CertificateFiles::given(one.certificate.clone(), other.key);
        assert!(matches!(problem(load(&mixed, HERE)), CertificateProblem::Unfit(_)));
        let right = CertificateFiles::given(one.certificate.clone(), one.key.clone());
        assert_eq!(
            load(&right, HERE).unwrap().fingerprint,
            load(&one, HERE).unwrap().fingerprint
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let files = CertificateFiles::beside(&folder.path().join("a.db"));
        load(&files, HERE).unwrap();
        assert_eq!(
            std::fs::metadata(&files.key).unwrap().permissions().mode() & 0o777,
            0o600
        );
        std::fs::set_permissions(&files.key, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(problem(load(&files, HERE)), CertificateProblem::OpenToOthers);
    }
}
