//! Private files under every umask. A process has one umask, so each test runs in a process of its own.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use avo_admin::domain::client::ClientName;
use avo_admin::platform::{private_file, private_folder, token_file};
use rustix::fs::Mode;
use rustix::process::umask;

use crate::itself::in_a_process_of_its_own;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    in_a_process_of_its_own("file_modes::modes_do_not_depend_on_the_umask", || {
        let top = tempfile::tempdir().unwrap();
        for mask in [0o000, 0o022, 0o277] {
            umask(Mode::from_raw_mode(mask));
            let folder = top.path().join(format!("{mask:o}"));
            private_folder::create(&folder.join("inner")).unwrap();
            private_file::write_new(&folder.join("new"), b"x").unwrap();
            private_file::save(&folder.join("saved"), b"x").unwrap();
            let client = ClientName::parse("build-host-7").unwrap();
            let downloaded = token_file::write(&folder, &client, "avo_made-up").unwrap();
            assert_eq!(mode(&downloaded), 0o600, "umask {mask:o}");
            assert_eq!(mode(&folder), 0o700, "umask {mask:o}");
            assert_eq!(mode(&folder.join("inner")), 0o700, "umask {mask:o}");
            assert_eq!(mode(&folder.join("new")), 0o600, "umask {mask:o}");
            assert_eq!(mode(&folder.join("saved")), 0o600, "umask {mask:o}");
        }
    });
}
