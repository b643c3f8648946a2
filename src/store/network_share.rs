//! Directories on network shares are refused: two computers can't lock a file there against each other, and one would
//! damage what the other writes.

#[cfg(target_os = "linux")]
use std::fs;
use std::io;
use std::path::Path;

use super::error::StoreError;
use crate::domain::failure::StorageFailure;

/// Refuses a path on a network share.
pub(super) fn refuse(path: &Path) -> Result<(), StoreError> {
    let is_share = is_network_share(path).map_err(|error| StoreError::of_file(path, error))?;
    if is_share {
        let shown = path.display().to_string();
        return Err(StoreError::Found(StorageFailure::NetworkShare(shown)));
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn is_network_share(path: &Path) -> io::Result<bool> {
    // Wider than any of the types that the architectures have for it.
    let kind = i128::from(rustix::fs::statfs(path)?.f_type);
    if is_network_kind(kind) {
        return Ok(true);
    }
    if kind != FUSE {
        return Ok(false);
    }
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    Ok(kind_of_mount(&mounts, path).is_some_and(|kind| REMOTE_FUSE.contains(&kind)))
}

#[cfg(target_os = "macos")]
fn is_network_share(path: &Path) -> io::Result<bool> {
    const MNT_LOCAL: u32 = 0x0000_1000;
    Ok(rustix::fs::statfs(path)?.f_flags & MNT_LOCAL == 0)
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have to ask")]
fn is_network_share(path: &Path) -> io::Result<bool> {
    use std::path::{Component, Prefix};
    Ok(path.components().any(|component| {
        matches!(component, Component::Prefix(prefix) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
    }))
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
#[expect(clippy::unnecessary_wraps, reason = "other systems have to ask")]
fn is_network_share(_path: &Path) -> io::Result<bool> {
    Ok(false)
}

/// File systems of user space, which say only by their mount what they are.
#[cfg(target_os = "linux")]
const FUSE: i128 = 0x6573_5546;
/// Those of them that are on another computer.
#[cfg(target_os = "linux")]
const REMOTE_FUSE: [&str; 20] = [
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.glusterfs",
    "fuse.davfs2",
    "fuse.s3fs",
    "fuse.curlftpfs",
    "fuse.gvfsd-fuse",
    "fuse.afpfs",
    "fuse.beegfs",
    "fuse.blobfuse",
    "fuse.blobfuse2",
    "fuse.ceph-fuse",
    "fuse.gcsfuse",
    "fuse.goofys",
    "fuse.juicefs",
    "fuse.lizardfs",
    "fuse.moosefs",
    "fuse.prl_fsd",
    "fuse.s3ql",
    "fuse.vmhgfs-fuse",
];

/// File systems on another computer, or shared with one, by the kernel's number: `linux/magic.h`, and for those outside
/// the kernel the table of `stat` in GNU coreutils.
#[cfg(target_os = "linux")]
const NETWORK_KINDS: [(i128, &str); 20] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x564C, "NCP"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS of the kernel"),
    (0x7375_7245, "Coda"),
    (0x00C3_6400, "Ceph"),
    // Also the folders that virtual machines and containers share with their host.
    (0x0102_1997, "9p"),
    (0x0BD0_0BD0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x1983_0326, "BeeGFS"),
    (0x786F_4256, "vboxsf"),
    (0xBACB_ACBC, "vmhgfs"),
    (0x7C7C_6673, "Parallels"),
    (0xAAD7_AAEA, "PanFS"),
    (0x0116_1970, "GFS"),
    (0x7461_636F, "OCFS2"),
    (0x6163_6673, "ACFS"),
];

/// Whether the kernel's number of a file system is one of [`NETWORK_KINDS`].
#[cfg(target_os = "linux")]
fn is_network_kind(kind: i128) -> bool {
    // Some architectures give the number as a signed 32-bit one.
    NETWORK_KINDS.iter().any(|(known, _)| kind & 0xFFFF_FFFF == *known)
}

/// The kind of file system that `path` lies on, from the text of `/proc/self/mountinfo` (proc(5)).
#[cfg(target_os = "linux")]
fn kind_of_mount<'a>(mountinfo: &'a str, path: &Path) -> Option<&'a str> {
    mountinfo
        .lines()
        .filter_map(|line| {
            let (before, after) = line.split_once(" - ")?;
            let at = before.split(' ').nth(4)?.replace("\\040", " ");
            path.starts_with(&at).then(|| (at.len(), after.split(' ').next()))
        })
        .max_by_key(|(length, _)| *length)?
        .1
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn shares_are_recognised_by_the_kernels_numbers() {
        let signed = [-11_317_950, -1_161_057_092];
        for share in signed
            .into_iter()
            .chain([0x6969, 0x0102_1997, 0x0BD0_0BD0, 0x4750_4653, 0x1983_0326, 0x786F_4256])
        {
            assert!(is_network_kind(share), "{share:x}");
        }
        for local in [0xEF53, 0x9123_683E, 0x5846_5342, 0x0102_1994, 0x794C_7630, FUSE] {
            assert!(!is_network_kind(local), "{local:x}");
        }
    }

    #[test]
    fn file_systems_of_user_space_are_recognised_by_their_mount() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                      40 22 0:35 / /home/ana/far\\040away rw,nosuid - fuse.sshfs host: rw\n\
                      41 22 0:36 / /home/ana/stick rw - fuse.ntfs-3g /dev/sdb1 rw\n\
                      42 22 0:37 / /home/ana/host rw - fuse.vmhgfs-fuse vmhgfs-fuse rw\n";
        let kind = |path: &str| kind_of_mount(mounts, Path::new(path));
        assert_eq!(kind("/home/ana/far away/directory.db"), Some("fuse.sshfs"));
        assert_eq!(kind("/home/ana/stick/directory.db"), Some("fuse.ntfs-3g"));
        assert_eq!(kind("/home/ana/directory.db"), Some("ext4"));
        let is_remote = |path: &str| kind(path).is_some_and(|kind| REMOTE_FUSE.contains(&kind));
        assert!(is_remote("/home/ana/host/directory.db") && !is_remote("/home/ana/stick/directory.db"));
    }
}
