//! Where a directory may lie: an ordinary file on a local disk, for one account alone.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::schema::{APPLICATION_ID, MIGRATIONS, newest};
use crate::domain::failure::StorageFailure;

const HEADER_BYTES: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;

/// `path` made absolute, with its folder's links followed; the engine is told to follow none.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::of_file(path, error))?;
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(StoreError::Found(StorageFailure::NotAFile(path.display().to_string())));
    };
    let missing = |error| match StoreError::of_file(folder, error) {
        StoreError::Below {
            failure: StorageFailure::Missing(_),
            ..
        } => StoreError::Found(StorageFailure::Missing(path.display().to_string())),
        other => other,
    };
    Ok(fs::canonicalize(folder).map_err(missing)?.join(name))
}

/// Tells one file from another that later bears the same name.
#[cfg(unix)]
pub(super) type Identity = (u64, u64);

/// Tells one file from another that later bears the same name. Here a file that is open keeps its name.
#[cfg(not(unix))]
pub(super) type Identity = ();

/// Which file is at `path` now.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Result<Identity, StoreError> {
    use std::os::unix::fs::MetadataExt as _;

    let metadata = fs::symlink_metadata(path).map_err(|error| StoreError::of_file(path, error))?;
    Ok((metadata.dev(), metadata.ino()))
}

/// Which file is at `path` now.
#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Result<Identity, StoreError> {
    fs::symlink_metadata(path)
        .map(|_| ())
        .map_err(|error| StoreError::of_file(path, error))
}

/// Refuses whatever the engine must not even look at, because looking could change it: an empty file would become a
/// fresh database, and a foreign one would get a log beside it.
pub(super) fn inspect(path: &Path) -> Result<(), StoreError> {
    let shown = || path.display().to_string();
    let found = |failure| Err(StoreError::Found(failure));
    let metadata = fs::symlink_metadata(path).map_err(|error| StoreError::of_file(path, error))?;
    if !metadata.file_type().is_file() {
        return found(StorageFailure::NotAFile(shown()));
    }
    refuse_network_share(path)?;
    if metadata.len() == 0 {
        return found(StorageFailure::Empty(shown()));
    }
    let mut header = Vec::with_capacity(HEADER_BYTES);
    let file = fs::OpenOptions::new().read(true).write(true).open(path);
    file.and_then(|file| file.take(HEADER_BYTES as u64).read_to_end(&mut header))
        .map_err(|error| StoreError::of_file(path, error))?;
    if !header.starts_with(MAGIC) || big_endian(&header, APPLICATION_ID_AT) != Some(APPLICATION_ID) {
        return found(StorageFailure::Foreign(shown()));
    }
    let (version, known) = (big_endian(&header, VERSION_AT).unwrap_or(0), newest(MIGRATIONS));
    if i64::from(version) > known {
        return found(StorageFailure::Newer {
            found: i64::from(version),
            known,
        });
    }
    Ok(())
}

fn big_endian(header: &[u8], at: usize) -> Option<i32> {
    let bytes = header.get(at..at + 4)?;
    Some(i32::from_be_bytes(bytes.try_into().ok()?))
}

/// Makes the folder of `path` for this account alone, where there is none.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::of_file(path, error))?;
    let Some(folder) = absolute.parent() else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| StoreError::of_file(folder, error))
}

/// Takes every right but the owner's from the file and what the engine keeps beside it.
pub(super) fn restrict(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    for suffix in ["", "-wal", "-shm"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let file = PathBuf::from(name);
        let mode = match fs::symlink_metadata(&file) {
            Ok(metadata) => metadata.permissions().mode() & 0o777,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(StoreError::of_file(&file, error)),
        };
        if mode & 0o077 != 0 {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600))
                .map_err(|error| StoreError::of_file(&file, error))?;
        }
    }
    let _ = path;
    Ok(())
}

/// Makes sure that a new name in the folder of `path` outlives a power loss.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| StoreError::of_file(folder, error))?;
    }
    let _ = path;
    Ok(())
}

/// Two machines cannot lock a file on a share against each other, and one would damage what the other writes.
pub(super) fn refuse_network_share(path: &Path) -> Result<(), StoreError> {
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
/// Those of them that lie on another machine.
#[cfg(target_os = "linux")]
const REMOTE_FUSE: [&str; 7] = [
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.glusterfs",
    "fuse.davfs2",
    "fuse.s3fs",
    "fuse.curlftpfs",
    "fuse.gvfsd-fuse",
];

/// Whether the kernel's number of a file system (`linux/magic.h`) is that of one on another machine: NFS, SMB, CIFS,
/// SMB2, NCP, AFS (two kinds), Coda, Ceph.
#[cfg(target_os = "linux")]
fn is_network_kind(kind: i128) -> bool {
    // Some architectures give the number as a signed 32-bit one.
    matches!(
        kind & 0xFFFF_FFFF,
        0x6969 | 0x517B | 0xFF53_4D42 | 0xFE53_4D42 | 0x564C | 0x5346_414F | 0x6B41_4653 | 0x7375_7245 | 0x00C3_6400
    )
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
    fn shares_are_told_by_the_kernels_numbers() {
        for share in [0x6969, 0xFF53_4D42, -11_317_950, 0xFE53_4D42, 0x517B] {
            assert!(is_network_kind(share), "{share:x}");
        }
        for local in [0xEF53, 0x9123_683E, 0x5846_5342, 0x0102_1994, 0x794C_7630, FUSE] {
            assert!(!is_network_kind(local), "{local:x}");
        }
    }

    #[test]
    fn file_systems_of_user_space_are_told_by_their_mount() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                      40 22 0:35 / /home/ana/far\\040away rw,nosuid - fuse.sshfs host: rw\n\
                      41 22 0:36 / /home/ana/stick rw - fuse.ntfs-3g /dev/sdb1 rw\n";
        let kind = |path: &str| kind_of_mount(mounts, Path::new(path));
        assert_eq!(kind("/home/ana/far away/directory.db"), Some("fuse.sshfs"));
        assert_eq!(kind("/home/ana/stick/directory.db"), Some("fuse.ntfs-3g"));
        assert_eq!(kind("/home/ana/directory.db"), Some("ext4"));
    }
}
