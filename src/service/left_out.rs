//! Refusals of clients that are not written to the audit trail one by one, because a flood of them must not fill the disk:
//! one entry says later how many they were.

use super::Service;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// How long refusals are counted before an entry says how many they were.
const COUNTED_FOR_MS: i64 = 10 * 60 * 1000;

/// How many refusals were left out, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeftOut {
    count: u64,
    since: Timestamp,
}

impl LeftOut {
    /// One more than there were.
    pub(super) fn and_one(before: Option<Self>, now: Timestamp) -> Self {
        Self {
            count: before.map_or(1, |before| before.count + 1),
            since: before.map_or(now, |before| before.since),
        }
    }

    /// Whether it is time to say so; also where the clock was set back.
    pub(super) const fn is_due(self, now: Timestamp) -> bool {
        let counted_for = now.ms_since(self.since);
        counted_for >= COUNTED_FOR_MS || counted_for < 0
    }

    pub(super) fn write(self, tx: &WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
        tx.write_audit(&AuditEntry {
            at: now,
            actor: AuditActor::Nobody,
            action: AuditAction::RefusalsLeftOut,
            user: None,
            client: None,
            detail: Some(AuditDetail::RefusalsLeftOut {
                count: self.count,
                since_ms: self.since.unix_ms(),
            }),
        })
    }
}

impl Service {
    /// Says how many refusals were left out, where that is due. The thread that owns the directory asks when it is idle.
    pub(super) fn note_left_out_if_due(&mut self) {
        let now = self.now();
        let Some(left_out) = self.left_out.filter(|left_out| left_out.is_due(now)) else {
            return;
        };
        match self.directory.write::<_, StoreError>(|tx| left_out.write(tx, now)) {
            Ok(()) => self.left_out = None,
            Err(error) => tracing::warn!(%error, "the number of refusals left out was not written"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a number, so that the rule is not checked against itself.
    const COUNTED_FOR_MS: i64 = 600_000;

    #[test]
    fn refusals_are_counted_from_the_first_one_and_said_after_ten_minutes() {
        let first = Timestamp::from_unix_ms(1_795_000_000_000);
        let one = LeftOut::and_one(None, first);
        let three = LeftOut::and_one(Some(LeftOut::and_one(Some(one), first.plus_ms(5))), first.plus_ms(9));
        assert_eq!((one.count, three.count, three.since), (1, 3, first));
        for (ms, is_due) in [
            (0, false),
            (COUNTED_FOR_MS - 1, false),
            (COUNTED_FOR_MS, true),
            (-1, true),
        ] {
            assert_eq!(three.is_due(first.plus_ms(ms)), is_due, "{ms}");
        }
    }
}
