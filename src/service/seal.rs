//! Moving old entries of the audit trail out of the directory, to a file that keeps their chain.

use std::path::{Path, PathBuf};

use super::Service;
use super::gate::Gate as _;
use super::session::Session;
use super::user_checks::need_fresh_password;
use crate::domain::access::Operation;
use crate::domain::anchor::Anchor;
use crate::domain::audit::{AuditAction, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::hex::hex;
use crate::domain::sealed_part::{SealedPart, SealedProblem};
use crate::domain::time::Timestamp;
use crate::domain::trail::{BrokenPlace, TrailHead};
use crate::store::read_sealed_part;

/// How long entries stay in the directory at least, in days: the console looks up there who changed what.
pub const LEAST_DAYS_KEPT: i64 = 90;
const DAY_SECS: i64 = 24 * 60 * 60;

/// What came of sealing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealing {
    /// The entries are in the file, and no longer in the directory.
    Sealed {
        /// The file, absolute.
        file: PathBuf,
        /// The number of its first entry.
        first: i64,
        /// The number of its last entry.
        last: i64,
    },
    /// There is no entry of before that time.
    Nothing,
    /// The time is less than [`LEAST_DAYS_KEPT`] days ago.
    TooRecent,
    /// The trail is broken: a file with it would prove nothing.
    Broken(BrokenPlace),
}

/// What is wrong with files of sealed parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealedFault {
    /// A file is not what it says it is.
    File(PathBuf, SealedProblem),
    /// An entry in it is not the one that an anchor knows.
    Anchor(BrokenPlace),
}

impl Service {
    /// Moves the entries of before `before` to a new file at `path`.
    ///
    /// # Errors
    /// [`Failure`]; the trail is as it was then. Where the file was written already, it stays: it holds nothing but what
    /// is in the directory as well.
    pub fn seal_trail(&mut self, session: &Session, path: &Path, before: Timestamp) -> Result<Sealing, Failure> {
        self.reading(session, Operation::SealTrail, |_, caller| {
            need_fresh_password(session, caller.now)
        })?;
        if before > self.now().plus_secs(-LEAST_DAYS_KEPT * DAY_SECS) {
            return Ok(Sealing::TooRecent);
        }
        if let Err(broken) = self.verify_trail(&[])? {
            return Ok(Sealing::Broken(broken));
        }
        let Some(written) = self.directory.write_sealed_part(path, before)? else {
            return Ok(Sealing::Nothing);
        };
        let (part, file_hash) = (written.part(), hex(&written.digest()));
        let file = written.publish()?;
        let (first, last) = (part.before.id + 1, part.last.id);
        self.writing(session, Operation::SealTrail, |tx, caller| {
            if !tx.seal(&part)? {
                return Err(StorageFailure::Busy.into());
            }
            Ok(tx.write_audit(&AuditEntry {
                at: caller.now,
                actor: caller.actor(),
                action: AuditAction::TrailSealed,
                user: None,
                client: None,
                detail: Some(AuditDetail::Sealed {
                    first,
                    last,
                    last_hash: hex(&part.last.hash.0),
                    file: file.display().to_string(),
                    file_hash: file_hash.clone(),
                }),
            })?)
        })?;
        self.sweep_log();
        Ok(Sealing::Sealed { file, first, last })
    }

    /// Verifies files of sealed parts: that each is whole, that they follow each other up to where the trail in the directory
    /// begins, and that they have the entries that `anchors` know.
    ///
    /// # Errors
    /// [`Failure::Storage`] where a file can't be read.
    pub fn verify_sealed(&mut self, files: &[PathBuf], anchors: &[Anchor]) -> Result<Result<(), SealedFault>, Failure> {
        let (mark, sealed) = self
            .directory
            .read::<_, Failure>(|tx| Ok((tx.directory_mark()?, tx.sealed_head()?)))?;
        let mut parts = Vec::new();
        for file in files {
            let mut unlike = None;
            let part = read_sealed_part(file, &mut |head| {
                unlike = unlike.take().or_else(|| unlike_anchor(head, anchors));
            })?;
            match (part, unlike) {
                (Err(problem), _) => return Ok(Err(SealedFault::File(file.clone(), problem))),
                (Ok(part), None) if part.directory == mark => parts.push((file, part)),
                (Ok(_), None) => return Ok(Err(SealedFault::File(file.clone(), SealedProblem::NotOfThisTrail))),
                (Ok(_), Some(broken)) => return Ok(Err(SealedFault::Anchor(broken))),
            }
        }
        parts.sort_by_key(|(_, part)| part.last.id);
        Ok(match first_gap(&parts, sealed) {
            Some(file) => Err(SealedFault::File(file, SealedProblem::NotOfThisTrail)),
            None => Ok(()),
        })
    }
}

/// The first file that is not followed by what should follow it.
fn first_gap(parts: &[(&PathBuf, SealedPart)], sealed: TrailHead) -> Option<PathBuf> {
    let follows = parts.iter().skip(1).map(|(_, part)| part.before).chain([sealed]);
    let gap = parts.iter().zip(follows).find(|((_, part), next)| part.last != *next);
    gap.map(|((file, _), _)| (*file).clone())
}

fn unlike_anchor(head: TrailHead, anchors: &[Anchor]) -> Option<BrokenPlace> {
    let unlike = |anchor: &&Anchor| anchor.head.id == head.id && anchor.head.hash != head.hash;
    anchors
        .iter()
        .find(unlike)
        .map(|anchor| BrokenPlace::EntryUnlikeAnchor {
            id: head.id,
            anchored_at: anchor.at,
        })
}
