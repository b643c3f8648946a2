//! The regular look at the clock: whether it was moved, and what has expired under it.

use super::{Service, Session};
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::clock_move::{ClockLook, ClockMove, ClockRecord};
use crate::domain::failure::Failure;
use crate::domain::time::Timestamp;
use crate::store::{Hold, Tx, WriteTx};

/// The least time between two looks. A clock that was moved is looked at sooner.
const LOOK_EVERY_MS: i64 = 60 * 1000;

impl Service {
    /// An administrator confirms the time that the clock shows: what has expired by then has expired for good.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn confirm_clock(&mut self, session: &Session) -> Result<(), Failure> {
        self.writing(session, Operation::ConfirmClock, |tx, caller| {
            tx.hold(Hold::Clock)?;
            let moved = tx.clock_record()?.and_then(|record| record.moved);
            tx.keep_clock_record(&ClockRecord::first(caller.now))?;
            tx.write_audit(&AuditEntry {
                at: caller.now,
                actor: caller.actor(),
                action: AuditAction::ClockConfirmed,
                user: None,
                client: None,
                detail: moved.map(AuditDetail::clock_moved),
            })?;
            Ok(())
        })
    }

    /// Looks at the clock where it is time to, and writes only what is new.
    pub(super) fn look_at_clock(&mut self) -> Result<(), Failure> {
        let look = ClockLook {
            at: self.clock.now(),
            uptime_ms: self.clock.uptime_ms(),
        };
        let is_soon = |last: &ClockLook| look.at.ms_since(last.at).abs() < LOOK_EVERY_MS;
        if self.last_look.as_ref().is_some_and(is_soon) {
            return Ok(());
        }
        let last = self.last_look.replace(look);
        let has_news = self.directory.read::<_, Failure>(|tx| {
            let Some(record) = tx.clock_record()? else {
                return Ok(true);
            };
            let moved = record.moved_by(&look, last.as_ref());
            Ok(record.after(look.at, moved).is_some()
                || (record.is_trusted(look.at) && tx.has_unseen_expiry(look.at)?)
                || tx.has_attempts_ahead(look.at)?)
        })?;
        if !has_news {
            return Ok(());
        }
        let moved = self.directory.write(|tx| note_look(tx, &look, last.as_ref()))?;
        if let Some(moved) = moved {
            let (from, to) = (moved.from.unix_ms(), moved.to.unix_ms());
            if moved.is_ahead() {
                tracing::warn!(
                    from,
                    to,
                    "the clock was moved ahead: nothing expires for good until it is confirmed"
                );
            } else {
                tracing::warn!(from, to, "the clock was set back");
            }
        }
        Ok(())
    }
}

/// Writes what a look has found; another program may have written it since.
fn note_look(tx: &WriteTx<'_>, look: &ClockLook, last: Option<&ClockLook>) -> Result<Option<ClockMove>, Failure> {
    let now = look.at;
    tx.hold(Hold::Clock)?;
    tx.bring_back_attempts(now)?;
    let Some(record) = tx.clock_record()? else {
        tx.keep_clock_record(&ClockRecord::first(now))?;
        tx.see_expiries(now)?;
        return Ok(None);
    };
    let moved = record.moved_by(look, last);
    let next = record.after(now, moved);
    if let Some(next) = &next {
        tx.keep_clock_record(next)?;
    }
    if let Some(moved) = moved {
        write_move(tx, moved, now)?;
    }
    if next.unwrap_or(record).is_trusted(now) {
        tx.see_expiries(now)?;
    }
    Ok(moved)
}

fn write_move(tx: &WriteTx<'_>, moved: ClockMove, now: Timestamp) -> Result<(), Failure> {
    tx.write_audit(&AuditEntry {
        at: now,
        actor: AuditActor::Nobody,
        action: if moved.is_ahead() {
            AuditAction::ClockJumpedAhead
        } else {
            AuditAction::ClockSetBack
        },
        user: None,
        client: None,
        detail: Some(AuditDetail::clock_moved(moved)),
    })?;
    Ok(())
}

/// Whether an expiry that a request meets at `now` is seen for good.
pub(super) fn is_trusted(tx: &Tx<'_>, now: Timestamp) -> Result<bool, Failure> {
    Ok(tx.clock_record()?.is_some_and(|record| record.is_trusted(now)))
}
