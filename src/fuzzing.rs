//! What any bytes from outside are held to: the door of the fuzz targets (`fuzz/`), in no release. The tests below try the
//! same on a stable compiler, from the corpora of the targets.
//!
//! Each function panics where the program does not keep its word.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::crypto::{BackupIdentity, BackupUnlock, HashPolicy};
use crate::domain::backup::is_encrypted;
use crate::domain::client::ClientName;
use crate::domain::email::EmailAddress;
use crate::domain::hand_off::{HandOff, HandOffLabels};
use crate::domain::registration::{ClientVersion, HostName};
use crate::domain::role::PrimaryRole;
use crate::domain::secret::SecretText;
use crate::domain::token::TokenSecret;
use crate::domain::user::{PersonName, UserDraft, UserName};
use crate::platform::clock::SystemClock;
use crate::service::{Restoration, RestoreError, Service, UnknownSecrets};

/// Something that takes any bytes.
type Target = fn(&[u8]);

/// Every target by the name of its folder.
pub const TARGETS: [(&str, Target); 8] = [
    ("tokens", tokens),
    ("hand_offs", hand_offs),
    ("names", names),
    ("credential_files", crate::client::check_credential_file),
    ("service_bodies", service_bodies),
    ("request_heads", crate::server::check_framing),
    ("settings", settings),
    ("backups", backups),
];

/// Runs the target of that name.
///
/// # Panics
/// Where there is no such target, and where the program does not keep its word.
pub fn run(target: &str, bytes: &[u8]) {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    assert!(found.is_some(), "{target} is no target");
    if let Some((_, target)) = found {
        target(bytes);
    }
}

/// A token that is found stands there, without marks and line ends, and is read again as the same.
fn tokens(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(token) = TokenSecret::find_in(&text) {
        let is_kept = |character: &char| character.is_ascii_alphanumeric() || *character == '_';
        let kept: String = text.chars().filter(is_kept).collect();
        assert!(kept.contains(token.expose()), "it stands there");
        assert!(
            TokenSecret::parse(token.expose()).as_ref() == Ok(&token),
            "it is read again"
        );
    }
}

/// A hand-off that is found is found again in its own text.
fn hand_offs(bytes: &[u8]) {
    let labels = HandOffLabels {
        server: "Server",
        fingerprint: "Fingerprint",
        token: "Token",
    };
    if let Some(found) = HandOff::find_in(&String::from_utf8_lossy(bytes)) {
        let again = HandOff::find_in(found.text(&labels).expose());
        assert!(again.as_ref() == Some(&found), "it is found again: {}", found.server);
    }
}

/// What was accepted is accepted again, unchanged, and by what reads a directory.
fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(address) = EmailAddress::parse(&text) {
        assert_eq!(EmailAddress::parse(address.as_str()).as_ref(), Ok(&address));
        assert_eq!(EmailAddress::stored(address.as_str()), Ok(address));
    }
    if let Ok(name) = PersonName::parse(&text) {
        assert_eq!(PersonName::parse(name.as_str()).as_ref(), Ok(&name));
        assert_eq!(PersonName::stored(name.as_str()), Ok(name));
    }
    if let Ok(name) = UserName::parse(&text) {
        assert_eq!(UserName::parse(name.as_str()), Ok(name));
    }
    if let Ok(name) = ClientName::parse(&text) {
        assert_eq!(ClientName::parse(name.as_str()), Ok(name));
    }
    if let Some(host) = HostName::parse(&text) {
        assert_eq!(HostName::parse(host.as_str()), Some(host));
    }
    if let Some(version) = ClientVersion::parse(&text) {
        assert_eq!(ClientVersion::parse(version.as_str()), Some(version));
    }
}

/// Bodies of both directions are read or refused, and a refusal quotes nothing.
fn service_bodies(bytes: &[u8]) {
    crate::server::check_bodies(bytes);
    crate::client::check_response(bytes);
}

/// Any text of the file of settings gives settings within their limits, which are read again as the same.
fn settings(bytes: &[u8]) {
    crate::app::check_view_file(&String::from_utf8_lossy(bytes));
}

/// A backup is restored as a sound directory or refused, and is never changed. Bytes that do not begin like an encrypted
/// backup are changes to a sound one: where, in two bytes, and the new byte.
fn backups(bytes: &[u8]) {
    let Some(template) = template() else {
        return;
    };
    let file = if is_encrypted(bytes) {
        bytes.to_vec()
    } else {
        let mut file = template.backup.clone();
        for change in bytes.chunks_exact(3) {
            let [high, low, new] = *change else { continue };
            let at = usize::from(u16::from_be_bytes([high, low])) * file.len() / (1 << 16);
            if let Some(byte) = file.get_mut(at) {
                *byte = new;
            }
        }
        file
    };
    assert!(
        try_backup(&template.identity, &file).is_some(),
        "a temporary folder is needed"
    );
}

struct Template {
    backup: Vec<u8>,
    identity: String,
}

/// Made once, because hashing and SQL take a while.
fn template() -> Option<&'static Template> {
    static TEMPLATE: OnceLock<Option<Template>> = OnceLock::new();
    TEMPLATE.get_or_init(make_template).as_ref()
}

fn make_template() -> Option<Template> {
    let folder = tempfile::tempdir().ok()?;
    let path = folder.path().join("directory.db");
    let administrator = UserDraft {
        user_name: "ana.garcia".to_owned(),
        email: "ana.garcia@example.com".to_owned(),
        first_name: "Ana".to_owned(),
        last_name: "García".to_owned(),
        primary_role: PrimaryRole::QualityManager,
        is_admin: true,
    };
    let password = SecretText::from("nine violet tractors hum");
    let policy = HashPolicy::cheap_for_tests_only();
    drop(Service::create(&path, policy, Arc::new(SystemClock), &administrator, &password).ok()?);
    Some(Template {
        backup: std::fs::read(&path).ok()?,
        // Of nobody: the example of the age tools' own tests.
        identity: "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX".to_owned(),
    })
}

/// None where the test itself could not be made.
fn try_backup(identity: &str, file: &[u8]) -> Option<()> {
    let folder = tempfile::tempdir().ok()?;
    let (path, backup) = (folder.path().join("directory.db"), folder.path().join("backup"));
    std::fs::write(&backup, file).ok()?;
    let unlock = BackupIdentity::find_in(identity).map(BackupUnlock::Identity)?;
    let policy = HashPolicy::cheap_for_tests_only();
    let prepared = Restoration::prepare(&path, &backup, Some(&unlock), policy, Arc::new(SystemClock));
    if let Ok(mut restoration) = prepared {
        // Damage within a row is found when it is read.
        let _: Result<_, RestoreError> = restoration.preview(UnknownSecrets::Void).map_err(Into::into);
    }
    assert_eq!(std::fs::read(&backup).ok()?, file, "the backup is never changed");
    assert_eq!(names_in(folder.path())?, ["backup"], "nothing is left");
    Some(())
}

fn names_in(folder: &Path) -> Option<Vec<String>> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries
        .map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The files of a target's corpus.
    fn corpus(target: &str) -> Vec<Vec<u8>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
            .collect()
    }

    #[test]
    fn every_file_of_every_corpus_is_held() {
        for (name, target) in TARGETS {
            let corpus = corpus(name);
            assert!(!corpus.is_empty(), "{name}");
            for bytes in corpus {
                target(&bytes);
            }
        }
    }

    #[test]
    fn every_target_has_its_program() {
        let manifest = include_str!("../fuzz/Cargo.toml");
        for (name, _) in TARGETS {
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn files_of_the_corpora_that_anything_was_done_to_are_held(
            of in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(),
            cut in 0_usize..40,
            noise in prop::collection::vec(any::<u8>(), 0..12),
        ) {
            // The last one works on files and has a test of its own.
            for (name, target) in &TARGETS[..TARGETS.len() - 1] {
                let corpus = corpus(name);
                let mut bytes = of.get(&corpus).clone();
                let start = at.index(bytes.len() + 1);
                let end = bytes.len().min(start + cut);
                bytes.splice(start..end, noise.iter().copied());
                target(&bytes);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 16, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_damaged_backup_is_refused_or_restored(changes in prop::collection::vec(any::<u8>(), 0..12)) {
            backups(&changes);
        }
    }
}
