//! The certificate of the service and its key: given, or made once and kept beside the directory.
//!
//! Clients trust a certificate that the service made by its fingerprint, so it is valid for long and never replaced
//! automatically.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, SanType,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::ResolvesServerCert;
use rustls::sign::CertifiedKey;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::address::{Listen, host_name};
use super::error::{CertificateProblem, ServeError};
use super::validity::{Validity, validity};
use crate::domain::location::Location;
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
    /// The file of the certificate.
    pub(super) fn certificate(&self) -> &Path {
        &self.certificate
    }

    /// Existing files in PEM; the certificate may be followed by its intermediate certificates.
    pub fn given(certificate: PathBuf, key: PathBuf) -> Self {
        Self {
            certificate,
            key,
            is_given: true,
        }
    }

    /// The service's own files beside the directory, made when they are missing.
    pub fn beside(directory: &Location) -> Self {
        let Location::File(directory) = directory;
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
    pub(super) certified: Arc<CertifiedKey>,
    pub(super) fingerprint: Fingerprint,
    pub(super) validity: Option<Validity>,
    /// SHA-256 of both files.
    pub(super) contents: [u8; 32],
}

/// Reads certificate and key, and makes them first where they are the service's own and missing.
pub(super) fn load(files: &CertificateFiles, listen: &Listen) -> Result<ServerIdentity, ServeError> {
    refuse_directory_files(files)?;
    let key_pem = read_key(files)?;
    let key = parse_key(files, &key_pem)?;
    let pem = match private_file::read_named(&files.certificate)? {
        Some(pem) => pem,
        None if files.is_given => return Err(of_certificate(files, CertificateProblem::Missing)),
        None => make_certificate(files, &key, listen)?,
    };
    identity(files, &key_pem, &pem)
}

/// Reads certificate and key again, and makes nothing.
pub(super) fn reload(files: &CertificateFiles) -> Result<ServerIdentity, ServeError> {
    refuse_directory_files(files)?;
    let of_key = |problem| ServeError::Certificate(files.key.clone(), problem);
    let key_pem = match secret_file::read(&files.key)? {
        SecretFile::Read(pem) => pem,
        SecretFile::OpenToOthers => return Err(of_key(CertificateProblem::OpenToOthers)),
        SecretFile::Missing => return Err(of_key(CertificateProblem::Missing)),
    };
    let pem = private_file::read_named(&files.certificate)?;
    let pem = pem.ok_or_else(|| of_certificate(files, CertificateProblem::Missing))?;
    identity(files, &key_pem, &pem)
}

fn refuse_directory_files(files: &CertificateFiles) -> Result<(), ServeError> {
    for path in [&files.certificate, &files.key] {
        refuse_directory_file(path)?;
    }
    Ok(())
}

fn of_certificate(files: &CertificateFiles, problem: CertificateProblem) -> ServeError {
    ServeError::Certificate(files.certificate.clone(), problem)
}

fn parse_key(files: &CertificateFiles, pem: &[u8]) -> Result<PrivateKeyDer<'static>, ServeError> {
    PrivateKeyDer::from_pem_slice(pem)
        .map_err(|_| ServeError::Certificate(files.key.clone(), CertificateProblem::Unreadable))
}

fn identity(files: &CertificateFiles, key_pem: &[u8], pem: &[u8]) -> Result<ServerIdentity, ServeError> {
    let key = parse_key(files, key_pem)?;
    let chain = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| of_certificate(files, CertificateProblem::Unreadable))?;
    let first = chain
        .first()
        .ok_or_else(|| of_certificate(files, CertificateProblem::Unreadable))?;
    let (fingerprint, validity) = (Fingerprint(Sha256::digest(first).into()), validity(first));
    let certified = CertifiedKey::from_der(chain, key, &rustls::crypto::ring::default_provider())
        .map_err(|error| of_certificate(files, CertificateProblem::Unfit(error.to_string())))?;
    let contents = Sha256::new()
        .chain_update(Sha256::digest(key_pem))
        .chain_update(Sha256::digest(pem));
    Ok(ServerIdentity {
        certified: Arc::new(certified),
        fingerprint,
        validity,
        contents: contents.finalize().into(),
    })
}

/// The configuration of TLS with the certificates that `resolver` gives.
pub(super) fn config(resolver: Arc<dyn ResolvesServerCert>) -> Result<ServerConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(resolver);
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

fn make_certificate(files: &CertificateFiles, key: &PrivateKeyDer<'_>, listen: &Listen) -> Result<Vec<u8>, ServeError> {
    let made = KeyPair::try_from(key).and_then(|pair| parameters(listen)?.self_signed(&pair));
    let pem = made.map_err(|error| not_made(files, &error))?.pem();
    match private_file::create(&files.certificate, pem.as_bytes()) {
        Ok(()) => Ok(pem.into_bytes()),
        Err(error) if is_taken(&error) => Ok(private_file::read_named(&files.certificate)?.unwrap_or_default()),
        Err(error) => Err(error.into()),
    }
}

/// A certificate for every name of this computer, which can't sign others.
fn parameters(listen: &Listen) -> Result<CertificateParams, rcgen::Error> {
    let mut names = vec!["localhost".to_owned()];
    names.extend(host_name().filter(|name| name != "localhost"));
    let mut parameters = CertificateParams::new(names)?;
    let mut addresses = vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    for address in listen.addresses().iter().map(SocketAddr::ip) {
        if !address.is_unspecified() && !addresses.contains(&address) {
            addresses.push(address);
        }
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

    fn load(files: &CertificateFiles) -> Result<ServerIdentity, ServeError> {
        super::load(files, &"127.0.0.1:8443".parse().unwrap())
    }

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
        let files = CertificateFiles::beside(&folder.path().join("a.db").into());
        let first = load(&files).unwrap().fingerprint;
        let before = (
            std::fs::read(&files.key).unwrap(),
            std::fs::read(&files.certificate).unwrap(),
        );
        assert_eq!(load(&files).unwrap().fingerprint, first);
        let elsewhere = "192.0.2.1:8443".parse().unwrap();
        assert_eq!(super::load(&files, &elsewhere).unwrap().fingerprint, first);
        let after = (
            std::fs::read(&files.key).unwrap(),
            std::fs::read(&files.certificate).unwrap(),
        );
        assert_eq!(before, after);
    }

    #[test]
    fn a_key_without_its_certificate_gets_one_and_a_certificate_without_its_key_gets_none() {
        let folder = tempfile::tempdir().unwrap();
        let files = CertificateFiles::beside(&folder.path().join("a.db").into());
        load(&files).unwrap();
        let key = std::fs::read(&files.key).unwrap();
        std::fs::remove_file(&files.certificate).unwrap();
        load(&files).unwrap();
        assert_eq!(std::fs::read(&files.key).unwrap(), key);
        std::fs::remove_file(&files.key).unwrap();
        assert_eq!(problem(load(&files)), CertificateProblem::KeyLost);
        assert!(!files.key.exists());
    }

    #[test]
    fn given_certificate_files_are_never_made() {
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
        let files = CertificateFiles::given(certificate.clone(), key.clone());
        assert_eq!(problem(load(&files)), CertificateProblem::Missing);
        private_file::create(&key, b"nothing").unwrap();
        assert_eq!(problem(load(&files)), CertificateProblem::Unreadable);
        let (one, other) = (
            CertificateFiles::beside(&folder.path().join("1").into()),
            CertificateFiles::beside(&folder.path().join("2").into()),
        );
        load(&one).unwrap();
        load(&other).unwrap();
        let mixed = CertificateFiles::given(one.certificate.clone(), other.key);
        assert!(matches!(problem(load(&mixed)), CertificateProblem::Unfit(_)));
        let right = CertificateFiles::given(one.certificate.clone(), one.key.clone());
        assert_eq!(load(&right).unwrap().fingerprint, load(&one).unwrap().fingerprint);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let files = CertificateFiles::beside(&folder.path().join("a.db").into());
        load(&files).unwrap();
        assert_eq!(
            std::fs::metadata(&files.key).unwrap().permissions().mode() & 0o777,
            0o600
        );
        std::fs::set_permissions(&files.key, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(problem(load(&files)), CertificateProblem::OpenToOthers);
    }
}
