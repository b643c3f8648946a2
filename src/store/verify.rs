//! Verifying the chain of the audit trail and the digests of the rows, one row at a time in constant memory.
//!
//! A finding is an answer and no error: it names the first broken place.

use rusqlite::{OptionalExtension as _, Row};

use super::Tx;
use super::chain::{HASHED_COLUMN_COUNT, HASHED_COLUMNS, entry_hash_of};
use super::digest::{DigestedTable, TABLES};
use super::error::StoreError;
use super::rows::text_as_far_as_readable;
use crate::domain::anchor::Anchor;
use crate::domain::audit::AuditAction;
use crate::domain::row_sum::RowSum;
use crate::domain::time::Timestamp;
use crate::domain::trail::{BrokenPlace, EntryHash, RowName, TrailHead, TrailReport};

impl Tx<'_> {
    /// Verifies the chain from its first entry to its last, then that the entries of `anchors` are in it.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn verify_trail(&self, anchors: &[Anchor]) -> Result<Result<TrailReport, BrokenPlace>, StoreError> {
        let recorded = self.trail_head()?;
        let (chained_from, hashed_at) = self.chain_start()?;
        let sealed = self.sealed_head()?;
        if sealed.id > 0 && !self.has_seal_of(sealed)? {
            return Ok(Err(BrokenPlace::SealUnrecorded { last: sealed.id }));
        }
        let mut walk = Walk {
            tx: self,
            chained_from,
            last: sealed,
            last_at: Timestamp::from_unix_ms(0),
            before: EntryHash::NONE,
            entries: 0,
        };
        if let Some(broken) = walk.whole()? {
            return Ok(Err(broken));
        }
        let last = walk.last;
        if last.id < recorded.id {
            let (last, head) = (last.id, recorded.id);
            return Ok(Err(BrokenPlace::TailCut { last, head }));
        }
        if last != recorded {
            return Ok(Err(BrokenPlace::HeadChanged { last: last.id }));
        }
        let replaced_at = self.replaced_at()?;
        let (sealed_anchors, anchors): (Vec<&Anchor>, Vec<&Anchor>) =
            anchors.iter().partition(|anchor| anchor.head.id < sealed.id);
        for anchor in &anchors {
            let broken = self.compare_with(anchor, sealed, last)?;
            if let Some(broken) = broken.filter(|_| replaced_at.is_none_or(|at| anchor.at > at)) {
                return Ok(Err(broken));
            }
        }
        Ok(Ok(TrailReport {
            entries: walk.entries,
            head: last,
            chained_from,
            hashed_at,
            anchors: count(&anchors),
            sealed_to: sealed.id,
            sealed_anchors: count(&sealed_anchors),
        }))
    }

    /// Verifies that the rows have the digests on record, and that no entry is missing for what was changed since `anchors`.
    pub fn verify_rows(&self, anchors: &[Anchor]) -> Result<Result<(), BrokenPlace>, StoreError> {
        for table in &TABLES {
            if let Some(broken) = self.verify_table(table)? {
                return Ok(Err(broken));
            }
        }
        let (head, state) = (self.trail_head()?, self.state_digest()?);
        let unlike = anchors
            .iter()
            .find(|anchor| anchor.head == head && anchor.state != state);
        Ok(unlike.map_or(Ok(()), |anchor| {
            Err(BrokenPlace::RowsUnlikeAnchor { anchored_at: anchor.at })
        }))
    }

    fn chain_start(&self) -> Result<(i64, Option<Timestamp>), StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT chained_from, hashed_at FROM trail")?;
        let start = statement.query_row([], |row| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?)));
        let (from, hashed_at) = start
            .optional()?
            .ok_or_else(|| StoreError::damaged("the start of the audit trail is missing"))?;
        Ok((from, hashed_at.map(Timestamp::from_unix_ms)))
    }

    /// When an earlier state last took the place of the directory with an administrator's consent. Anchors of the trail
    /// that was replaced need not be in this one.
    fn replaced_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT max(at) FROM audit WHERE action IN (?1, ?2)")?;
        let actions = [AuditAction::DirectoryRestored, AuditAction::OlderCopyAccepted].map(AuditAction::code);
        let at = statement.query_row(actions, |row| row.get::<_, Option<i64>>(0))?;
        Ok(at.map(Timestamp::from_unix_ms))
    }

    fn compare_with(
        &self,
        anchor: &Anchor,
        sealed: TrailHead,
        last: TrailHead,
    ) -> Result<Option<BrokenPlace>, StoreError> {
        if anchor.head.id > last.id {
            return Ok(Some(BrokenPlace::ShorterThanAnchor {
                last: last.id,
                anchored: anchor.head.id,
                anchored_at: anchor.at,
            }));
        }
        let mut statement = self
            .transaction
            .prepare_cached("SELECT entry_hash FROM audit WHERE id = ?1")?;
        let found = statement.query_row([anchor.head.id], |row| row.get(0)).optional()?;
        let found = match found {
            Some(hash) => EntryHash(hash),
            None if anchor.head.id == sealed.id => sealed.hash,
            None => EntryHash::NONE,
        };
        Ok((found != anchor.head.hash).then_some(BrokenPlace::EntryUnlikeAnchor {
            id: anchor.head.id,
            anchored_at: anchor.at,
        }))
    }

    fn verify_table(&self, table: &DigestedTable) -> Result<Option<BrokenPlace>, StoreError> {
        let (name, key) = (table.name, table.key);
        let mut statement = self.transaction.prepare(&format!(
            "SELECT {}, row_digest, {key} FROM {name}",
            table.digest_of("")
        ))?;
        let mut rows = statement.query([])?;
        let (mut found, mut sum) = (0, RowSum::ZERO);
        while let Some(row) = rows.next()? {
            let digest: [u8; 32] = row.get(0)?;
            if row.get::<_, Option<[u8; 32]>>(1)? != Some(digest) {
                return Ok(Some(BrokenPlace::RowChanged(self.name_row(table, row)?)));
            }
            found += 1;
            sum.add(&digest);
        }
        let recorded = self
            .transaction
            .prepare("SELECT row_count, row_sum FROM row_sums WHERE table_name = ?1")?
            .query_row([name], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
            .optional()?;
        let (recorded, recorded_sum) = recorded.unwrap_or_default();
        let is_whole = found == recorded && RowSum::from_bytes(&recorded_sum) == Some(sum);
        Ok((!is_whole).then_some(BrokenPlace::RowsChanged {
            table: name,
            found,
            recorded,
        }))
    }

    /// Names the row whose key is the third column of `row`.
    fn name_row(&self, table: &DigestedTable, row: &Row<'_>) -> Result<RowName, StoreError> {
        let (own, of) = match table.name {
            "users" => ("u.user_name", "users u"),
            "clients" => ("t.name", "clients t LEFT JOIN users u ON u.id = t.user_id"),
            "tokens" => ("t.hint", "tokens t LEFT JOIN users u ON u.id = t.user_id"),
            _ => ("NULL", "former_credentials t LEFT JOIN users u ON u.id = t.user_id"),
        };
        let row_alias = if table.name == "users" { "u" } else { "t" };
        let sql = format!(
            "SELECT ifnull({own}, ''), ifnull(u.user_name, '') FROM {of} WHERE {row_alias}.{} = ?1",
            table.key
        );
        let key: rusqlite::types::Value = row.get(2)?;
        let (own, of): (String, String) = self.transaction.query_row(&sql, [key], |row| {
            Ok((text_as_far_as_readable(row, 0)?, text_as_far_as_readable(row, 1)?))
        })?;
        Ok(match table.name {
            "users" => RowName::User { name: own },
            "clients" => RowName::Client { name: own, of },
            "tokens" => RowName::Token { hint: own, of },
            _ => RowName::FormerCredential { of },
        })
    }
}

fn count(anchors: &[&Anchor]) -> u64 {
    u64::try_from(anchors.len()).unwrap_or(u64::MAX)
}

/// How far the chain has been verified.
struct Walk<'t, 'c> {
    tx: &'t Tx<'c>,
    chained_from: i64,
    /// The last intact entry.
    last: TrailHead,
    /// The time that it gives.
    last_at: Timestamp,
    /// The hash of the entry before that.
    before: EntryHash,
    entries: u64,
}

impl Walk<'_, '_> {
    fn whole(&mut self) -> Result<Option<BrokenPlace>, StoreError> {
        let mut statement = self.tx.transaction.prepare(&format!(
            "SELECT {HASHED_COLUMNS}, previous_hash, entry_hash FROM audit ORDER BY id"
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(broken) = self.step(row)? {
                return Ok(Some(broken));
            }
        }
        Ok(None)
    }

    fn step(&mut self, row: &Row<'_>) -> Result<Option<BrokenPlace>, StoreError> {
        let id: i64 = row.get(0)?;
        let at = Timestamp::from_unix_ms(row.get(1)?);
        let hash_in = |column: usize| -> Result<Option<EntryHash>, StoreError> {
            Ok(row.get::<_, Option<[u8; 32]>>(column)?.map(EntryHash))
        };
        let (previous, kept) = (hash_in(HASHED_COLUMN_COUNT)?, hash_in(HASHED_COLUMN_COUNT + 1)?);
        let is_linked = previous == Some(self.last.hash);
        let is_next = id == self.last.id + 1 || (is_linked && id < self.chained_from);
        if id <= self.last.id {
            return Ok(Some(BrokenPlace::EntryInserted { id, at }));
        }
        if !is_next {
            let (first, last) = (self.last.id + 1, id - 1);
            return Ok(Some(BrokenPlace::EntriesRemoved { first, last }));
        }
        let (Some(previous), Some(kept)) = (previous, kept) else {
            return Ok(Some(BrokenPlace::EntryInserted { id, at }));
        };
        let is_own = entry_hash_of(previous, row)? == kept;
        if is_linked && is_own {
            self.before = std::mem::replace(&mut self.last, TrailHead { id, hash: kept }).hash;
            self.last_at = at;
            self.entries += 1;
            return Ok(None);
        }
        Ok(Some(if is_linked {
            BrokenPlace::EntryChanged { id, at }
        } else {
            self.unlinked((id, at), previous, is_own)?
        }))
    }

    /// What became of an entry that does not hold the hash of the one before it.
    fn unlinked(
        &self,
        (id, at): (i64, Timestamp),
        previous: EntryHash,
        is_own: bool,
    ) -> Result<BrokenPlace, StoreError> {
        if previous == self.before && self.last.id > 0 {
            let (id, at) = (self.last.id, self.last_at);
            return Ok(BrokenPlace::EntryInserted { id, at });
        }
        // Where the entry is that belongs here.
        let mut statement = self
            .tx
            .transaction
            .prepare("SELECT id FROM audit WHERE previous_hash = ?1 AND id > ?2 ORDER BY id LIMIT 1")?;
        let moved = statement.query_row((self.last.hash.0, id), |row| row.get::<_, i64>(0));
        Ok(match moved.optional()? {
            Some(to) if to == id + 1 && is_own => BrokenPlace::EntryInserted { id, at },
            Some(to) => BrokenPlace::EntryMoved { from: id, to },
            None if is_own => BrokenPlace::EntryReplaced { id, at },
            None => BrokenPlace::EntryChanged { id, at },
        })
    }
}
