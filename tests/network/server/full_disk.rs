//! A disk that is really full: a small file system of its own, which only the service sees.

use std::process::{Command, Stdio};

use avo_admin::protocol::ProblemKind;
use avo_admin::server::HEALTH_PATH;

use super::program::Program;
use super::served::{credential, register};
use crate::directory::{Place, provision};

/// Tokens enough to fill what is left of the small disk.
const TOKENS: usize = 60;

/// How this computer lets a test mount something, if it does: as root, or as root of a namespace of its own.
fn unsharing() -> Option<&'static str> {
    ["unshare -m", "unshare -rm"].into_iter().find(|unshare| {
        Command::new("sh")
            .args(["-c", &format!("{unshare} mount -t tmpfs -o size=1m none /mnt")])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

#[test]
fn a_full_disk_is_in_health_before_and_while_registrations_are_refused() {
    let Some(unshare) = unsharing() else {
        eprintln!("SKIPPED: this account may not mount anything, so no disk was filled");
        return;
    };
    let place = Place::with_ana_at_present();
    let (mut service, session) = place.open_as_ana();
    let user = session.user_id();
    let tokens: Vec<_> = (0..TOKENS)
        .map(|number| provision(&mut service, &session, user, &format!("c{number}")).1)
        .collect();
    drop(service);
    let kilobytes = std::fs::metadata(&place.path).unwrap().len() / 1024 + 600;
    let folder = place.folder.path().display().to_string();
    // The small disk lies over the folder with a copy of the directory; `$0` is the program.
    let shell = format!(
        "exec {unshare} sh -c 'mount -t tmpfs -o size={kilobytes}k,mode=0700 none /mnt && cp {folder}/directory.db /mnt \
         && mount --move /mnt {folder} && cd {folder} && exec \"$0\" \"$@\"' \"$0\" \"$@\""
    );
    let program = Program::start_in(&shell, &place.path, &["--insecure-loopback"]);
    let health = program.wire().get(HEALTH_PATH);
    assert_eq!(health.kind(), ProblemKind::Unavailable, "too little room for a batch");
    assert!(health.problem().1.detail.contains("full"), "{health:?}");
    let credentials: Vec<_> = tokens.iter().map(|_| credential()).collect();
    let send = || -> Vec<u16> {
        let both = tokens.iter().zip(&credentials);
        both.map(|(token, own)| {
            let answer = register(&mut program.wire(), token, own);
            if answer.status != 200 {
                assert!(answer.problem().1.detail.contains("full"), "{answer:?}");
            }
            answer.status
        })
        .collect()
    };
    let refused = send().into_iter().filter(|status| *status == 503).count();
    assert!(refused > 0, "the disk was not filled");
    assert_eq!(program.wire().get(HEALTH_PATH).status, 503);
    // More room, as after cleaning up.
    let grown = Command::new("nsenter")
        .args(["-t", &program.id().to_string(), "-m"])
        .args(unshare.ends_with("-rm").then_some("-U"))
        .args(["mount", "-o", "remount,size=64m"])
        .arg(&folder)
        .status()
        .unwrap();
    assert!(grown.success());
    assert_eq!(send(), [200; TOKENS], "none was lost, and none is refused any longer");
    assert_eq!(program.wire().get(HEALTH_PATH).status, 200);
}
