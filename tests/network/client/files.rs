use std::fs;

use avo_admin::client::{CertificatePin, ClientError};

use super::fake_server::{FakeServer, Gate, Says};
use super::machine::{Machine, token};

#[cfg(unix)]
#[test]
fn the_credential_file_and_its_folder_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([Says::Nothing]);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    for is_granted in [false, true] {
        assert_eq!(machine.register(&server, &token()).is_ok(), is_granted);
        assert_eq!(mode(&machine.file()), 0o600);
        assert_eq!(mode(machine.file().parent().unwrap()), 0o700);
    }
    let beside: Vec<_> = fs::read_dir(machine.file().parent().unwrap()).unwrap().collect();
    assert_eq!(beside.len(), 2, "the credential and the lock");
    for entry in beside {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[cfg(unix)]
#[test]
fn a_credential_that_others_could_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt as _;
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    fs::set_permissions(machine.file(), fs::Permissions::from_mode(0o644)).unwrap();
    let before = fs::read(machine.file()).unwrap();
    let connecting = machine.installation().connect(&CertificatePin::AsKept).unwrap_err();
    let registering = machine.register(&server, &token()).unwrap_err();
    for error in [connecting, registering] {
        assert!(matches!(error, ClientError::FileOpenToOthers(_)), "{error:?}");
        assert!(error.next_step().contains("new token"), "{error}");
    }
    assert_eq!(server.heard().len(), 1);
    assert_eq!(fs::read(machine.file()).unwrap(), before);
}

#[test]
fn a_damaged_or_foreign_credential_file_is_left_unchanged() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let good = fs::read_to_string(machine.file()).unwrap();
    let damaged = [
        String::new(),
        "{}".to_owned(),
        "[1, 2".to_owned(),
        good.replace("\"version\": 1", "\"version\": 2"),
        good.replace("avc_", "avo_"),
        good.replace("http://", "ftp://"),
        good.replace("2026-11-23T09", "yesterday"),
    ];
    for text in damaged {
        assert_ne!(text, good);
        fs::write(machine.file(), &text).unwrap();
        for error in [
            machine.installation().connect(&CertificatePin::AsKept).unwrap_err(),
            machine.register(&server, &token()).unwrap_err(),
        ] {
            assert!(matches!(error, ClientError::FileDamaged(_)), "{error:?}");
        }
        assert_eq!(fs::read_to_string(machine.file()).unwrap(), text);
    }
    assert_eq!(server.heard().len(), 1);
}

#[test]
fn the_server_is_not_asked_when_the_credential_cannot_be_written() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    // Where the folder should be, there is a file.
    fs::write(machine.file().parent().unwrap(), b"").unwrap();
    let error = machine.register(&server, &token()).unwrap_err();
    assert!(error.cause().contains("avo-client"), "{error}");
    assert!(error.next_step().contains("--credential FILE"), "{error}");
    assert!(server.heard().is_empty());
}

#[test]
fn a_registration_that_cannot_be_recorded_asks_to_keep_the_credential_file() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let (gate, opener) = Gate::new();
    server.says([Says::Later(gate, Box::new(Says::Admitted))]);
    let lock = machine.file().with_extension("json.lock");
    std::thread::scope(|scope| {
        let registering = scope.spawn(|| machine.register(&server, &token).unwrap_err());
        server.wait_until_heard(1);
        fs::remove_file(&lock).unwrap();
        fs::create_dir(&lock).unwrap();
        drop(opener);
        let error = registering.join().unwrap();
        assert!(
            error.cause().starts_with("The server registered build-7, but"),
            "{error}"
        );
        let path = machine.file().display().to_string();
        assert_eq!(
            error.next_step(),
            format!(
                "Free some space or allow writing, leave {path} where it is, and register again with the same token"
            )
        );
    });
    fs::remove_dir(&lock).unwrap();
    machine.register(&server, &token).unwrap();
    let heard = server.heard();
    assert_eq!(heard[1].credential_sha256(), heard[0].credential_sha256());
}

#[test]
fn many_servers_that_never_answered_do_not_fill_the_file() {
    let machine = Machine::new();
    let mut last = None;
    for _ in 0..10 {
        let server = FakeServer::plain();
        server.says([Says::Nothing]);
        machine.register(&server, &token()).unwrap_err();
        last = Some(server);
    }
    assert_eq!(machine.kept()["pending"].as_array().unwrap().len(), 8);
    let overview = machine.installation().overview().unwrap();
    assert_eq!(overview.attempted, Some((last.unwrap().address(), None)));
    assert_eq!(overview.registration, None);
}
