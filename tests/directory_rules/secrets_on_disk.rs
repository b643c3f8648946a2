//! Passwords, tokens and deleted data are in no byte of the files.

use crate::at_rest::snapshot;
use crate::directory::{NAME, Place, act, create, draft, provision, refusal, register};
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::time::Clock as _;
use avo_admin::service::Reads as _;

#[test]
fn neither_password_nor_token_is_in_any_byte_of_the_files() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    let (id, first) = provision(&mut service, &ana, user, NAME);
    let second = act(&mut service, &ana, user, id, ClientAction::Reprovision).unwrap();
    register(&mut service, &second, "host", [3; 32]);
    let revision = service.user_details(&ana, user).unwrap().user.revision;
    let by_ana = service.make_one_time_password(&ana, user, revision).unwrap().password;
    let at_creation = service
        .create_user_with_one_time_password(&ana, &draft("cleo"))
        .unwrap();
    let at_creation = at_creation.one_time.unwrap();
    let made = service.reset_password("bo.lindqvist", "root").unwrap();
    let canaries = [
        crate::directory::ANA_PASSWORD,
        crate::directory::OTHER_PASSWORD,
        made.expose(),
        by_ana.text().expose(),
        at_creation.text().expose(),
        &first.expose()[4..],
        &second.expose()[4..],
    ];
    let scan = || {
        for entry in std::fs::read_dir(place.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            for (index, canary) in canaries.iter().enumerate() {
                // A part is as bad as the whole.
                for part in canary.as_bytes().windows(12) {
                    let is_there = bytes.windows(12).any(|window| window == part);
                    assert!(!is_there, "canary {index} in {}", path.display());
                }
            }
        }
    };
    assert!(
        place.folder.path().join("directory.db-wal").exists(),
        "the log is looked at too"
    );
    scan();
    place.clock.pass_secs(100 * 86_400);
    let ana = crate::directory::sign_in(&mut service, crate::directory::ANA, crate::directory::ANA_PASSWORD);
    let before = place.clock.now().plus_secs(-91 * 86_400);
    let sealed = place.folder.path().join("trail.jsonl");
    service.seal_trail(&ana, &sealed, before).unwrap();
    assert!(
        std::fs::read_to_string(&sealed)
            .unwrap()
            .contains("one_time_password_made")
    );
    scan();
    drop(service);
    scan();
}

#[test]
fn a_password_typed_as_a_name_is_written_nowhere() {
    let place = Place::with_ana();
    let mut service = place.open();
    let typed = "my secret canary password";
    for _ in 0..6 {
        refusal(&mut service, typed, "wrong");
    }
    assert_eq!(place.last_audit().0, "sign_in_refused");
    drop(service);
    for entry in std::fs::read_dir(place.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"canary"));
    }
}

#[test]
fn deleted_data_is_in_no_file() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("vanishing.person")).user;
    for index in 0..50 {
        provision(&mut service, &ana, user.id, &format!("vanishing-client-{index}"));
    }
    let hash: String = place
        .raw()
        .query_row("SELECT password_hash FROM users WHERE id = ?1", [user.id.0], |row| {
            row.get(0)
        })
        .unwrap();
    service.delete_user(&ana, user.id, user.revision).unwrap();
    for (file, bytes) in snapshot(place.folder.path()) {
        let is_there = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        assert!(!is_there(&hash), "{}", file.display());
        assert!(!is_there("vanishing.person@example.com"), "{}", file.display());
    }
}
