//! Which directory a command works on, and which files it refuses.

use std::fs;

use super::{Account, PASSWORD, init_words, mode, run};

#[test]
fn an_existing_file_is_never_overwritten() {
    let account = Account::with_directory();
    let before = fs::read(account.file()).unwrap();
    account
        .init(&account.file(), PASSWORD)
        .is_refused_with(3, "A file already exists");
    account
        .on_file(&["demo", "--users", "3"], b"")
        .is_refused_with(3, "A file already exists");
    assert_eq!(fs::read(account.file()).unwrap(), before);
}

#[test]
fn a_file_that_is_no_directory_is_refused_and_left_as_it_is() {
    let account = Account::new();
    account
        .on_file(&["users", "list"], b"")
        .is_refused_with(1, "There is no directory at");
    assert!(!account.file().exists());
    for content in [
        &b""[..],
        b"a shopping list, long enough not to be taken for an empty header of anything at all",
    ] {
        fs::write(account.file(), content).unwrap();
        for words in [
            &["users", "list"][..],
            &["token", "verify"],
            &["reset-password", "ada.admin"],
        ] {
            let run = account.on_file(words, b"");
            assert_eq!(run.code, 3, "{words:?}: {}", run.err);
            assert!(run.err.contains("next step: ") && run.out.is_empty(), "{}", run.err);
        }
        assert_eq!(fs::read(account.file()).unwrap(), content);
    }
}

#[test]
fn the_directory_is_found_by_argument_variable_and_default() {
    let account = Account::new();
    let mut init = account.command(&init_words(&[]));
    init.env("XDG_DATA_HOME", account.home.path().join("data"));
    assert_eq!(run(init, PASSWORD.as_bytes()).code, 0);
    let folder = account.home.path().join("data/avo-admin");
    if cfg!(target_os = "linux") {
        assert!(folder.join("directory.db").is_file());
        #[cfg(unix)]
        assert_eq!(mode(&folder), 0o700);
        let mut list = account.command(&["users", "list"]);
        list.env("AVO_ADMIN_DATABASE", folder.join("directory.db"));
        let list = run(list, b"");
        assert!(list.out.contains("ada.admin"), "{}", list.err);
        let mut list = account.command(&["users", "list", "--database", "elsewhere.db"]);
        list.env("AVO_ADMIN_DATABASE", folder.join("directory.db"));
        run(list, b"").is_refused_with(1, "elsewhere.db");
    }
}

#[cfg(unix)]
#[test]
fn serve_refuses_a_certificate_or_key_that_is_the_directory_itself() {
    let account = Account::with_directory();
    let other = account.home.path().join("other.pem");
    fs::write(&other, "a certificate").unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let own = format!("{}{suffix}", account.file().display());
        for (certificate, key) in [(own.as_str(), other.to_str().unwrap()), (other.to_str().unwrap(), &own)] {
            let listen = ["serve", "--listen", "127.0.0.1:0"];
            let words = [&listen[..], &["--tls-cert", certificate, "--tls-key", key]].concat();
            let run = account.on_file(&words, b"");
            let wanted =
                format!("error: {own} is one of the directory's own files.\nnext step: Choose another file.\n");
            assert_eq!((run.code, run.err), (3, wanted));
        }
    }
}
