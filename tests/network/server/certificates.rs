//! Certificates that the operator gives, from their first day to their renewal.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use avo_admin::domain::registration::Fingerprint;
use avo_admin::server::{CertificateFiles, HEALTH_PATH, Limits, Options, Transport};
use avo_admin::service::Reads as _;
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use sha2::{Digest as _, Sha256};

use super::program::{Program, log};
use super::served::{Served, plain_options};
use super::wire::Wire;
use crate::directory::Place;
use crate::waiting::wait_until;

/// A certificate and its key, each in its file.
struct Given {
    certificate: PathBuf,
    key: PathBuf,
}

impl Given {
    fn in_folder(folder: &Path) -> Self {
        Self {
            certificate: folder.join("given-cert.pem"),
            key: folder.join("given-key.pem"),
        }
    }

    /// Puts new ones in place, which are valid in these years.
    fn renew(&self, from: i32, until: i32) -> Fingerprint {
        let mut parameters = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        parameters.not_before = date_time_ymd(from, 1, 1);
        parameters.not_after = date_time_ymd(until, 1, 1);
        let pair = KeyPair::generate().unwrap();
        let made = parameters.self_signed(&pair).unwrap();
        replace(&self.key, &pair.serialize_pem());
        replace(&self.certificate, &made.pem());
        Fingerprint(Sha256::digest(made.der()).into())
    }

    fn options(&self) -> [&str; 4] {
        let text = |path| Path::to_str(path).unwrap();
        ["--tls-cert", text(&self.certificate), "--tls-key", text(&self.key)]
    }
}

fn replace(path: &Path, text: &str) {
    let next = path.with_extension("next");
    fs::write(&next, text).unwrap();
    fs::set_permissions(&next, Permissions::from_mode(0o600)).unwrap();
    fs::rename(next, path).unwrap();
}

#[test]
fn a_renewed_certificate_is_used_without_a_restart_and_shown_in_consoles() {
    let place = Place::with_ana();
    let given = Given::in_folder(place.folder.path());
    let first = given.renew(2020, 2120);
    let limits = Limits {
        certificate_check: Duration::from_millis(5),
        ..Limits::default()
    };
    let options = Options {
        transport: Transport::Tls(CertificateFiles::given(given.certificate.clone(), given.key.clone())),
        ..plain_options(limits)
    };
    let mut served = Served::with_options(place, options);
    let address = served.running.address();
    let mut early = Wire::tls(address, first);
    assert_eq!(early.get(HEALTH_PATH).status, 200);

    let second = given.renew(2021, 2121);
    let mut shown = |fingerprint| {
        wait_until("consoles to show the renewed certificate", || {
            let info = served.service.registration_service(&served.session).unwrap().unwrap();
            info.fingerprint == Some(fingerprint)
        });
    };
    shown(second);
    assert_eq!(Wire::tls(address, second).get(HEALTH_PATH).status, 200);
    // Connections that were open keep the earlier one.
    assert_eq!(early.get(HEALTH_PATH).status, 200);

    // What can't be used changes nothing, and does not keep a good one out later.
    replace(&given.certificate, "nothing");
    fs::remove_file(&given.key).unwrap();
    assert_eq!(Wire::tls(address, second).get(HEALTH_PATH).status, 200);
    let third = given.renew(2022, 2122);
    shown(third);
    assert_eq!(Wire::tls(address, third).get(HEALTH_PATH).status, 200);
    served.running.stop().unwrap();
    let info = served.service.registration_service(&served.session).unwrap().unwrap();
    assert!(info.stopped_at.is_some() && info.fingerprint == Some(third));
}

#[test]
fn a_certificate_that_clients_may_refuse_is_reported_at_the_start() {
    for (from, until, mode, wanted) in [
        (2020, 2021, 0o644, Some("expired on 2021-01-01")),
        (2110, 2120, 0o644, Some("is valid only from 2110-01-01")),
        (2020, 2120, 0o666, Some("Other accounts can change the certificate")),
        (2020, 2120, 0o644, None),
    ] {
        let place = Place::with_ana_at_present();
        let given = Given::in_folder(place.folder.path());
        given.renew(from, until);
        fs::set_permissions(&given.certificate, Permissions::from_mode(mode)).unwrap();
        let program = Program::start(&place.path, &given.options());
        // It serves nevertheless: clients that compare the fingerprint do not mind.
        assert_eq!(program.wire().get(HEALTH_PATH).status, 200);
        let log = log(&place.path);
        let warning = log.lines().find(|line| line.starts_with("warning: "));
        match wanted {
            Some(wanted) => assert!(warning.unwrap().contains(wanted), "{warning:?}"),
            None => assert_eq!(warning, None),
        }
    }
}
