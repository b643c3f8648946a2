//! What must be done to a directory without anyone asking for it: looking at the clock, making sort keys anew after an update
//! of the program, and keeping the end of the audit trail outside the file.
//! The thread that owns the directory does a part whenever nothing is asked of it.

use std::time::Duration;

use super::Service;
use crate::domain::failure::Failure;

/// Users in one part. One takes about a tenth of a second, the longest that a request should wait for it.
const USERS_PER_PART: u32 = 2_000;

/// How the upkeep stands after a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upkeep {
    /// There was nothing to do.
    UpToDate,
    /// A part was done and more is left, after [`Self::PAUSE`].
    Continues,
    /// The last part was done; names may be in another order now.
    Finished,
    /// It met something damaged in the directory, and rests.
    MetDamage,
}

impl Upkeep {
    /// The pause between two parts, in which other programs can write.
    pub const PAUSE: Duration = Duration::from_millis(50);
}

impl Service {
    /// Does a part of the upkeep. After a failure it rests until another program changes the directory.
    pub fn keep_up(&mut self) -> Upkeep {
        self.note_left_out_if_due();
        self.keep_anchor_if_due();
        self.try_keep_up().unwrap_or_else(|failure| {
            tracing::warn!(%failure, "the upkeep of the directory rests");
            if failure.is_damage() {
                Upkeep::MetDamage
            } else {
                Upkeep::UpToDate
            }
        })
    }

    fn try_keep_up(&mut self) -> Result<Upkeep, Failure> {
        self.look_at_clock()?;
        let mark = self.directory.change_mark()?;
        if self.kept_up_at != Some(mark) {
            let done = self.keep_up_sort_keys();
            if done != Ok(Upkeep::Continues) {
                self.kept_up_at = Some(mark);
            }
            if done != Ok(Upkeep::UpToDate) {
                return done;
            }
        }
        // The directory's own changes need it too, so it is looked at each time.
        self.keep_up_search_index()
    }

    fn keep_up_sort_keys(&mut self) -> Result<Upkeep, Failure> {
        if !self.directory.read::<_, Failure>(|tx| Ok(tx.has_old_sort_keys()?))? {
            return Ok(Upkeep::UpToDate);
        }
        let is_left = self.directory.write(|tx| {
            tx.renew_sort_keys(USERS_PER_PART)?;
            tx.has_old_sort_keys()
        })?;
        Ok(if is_left { Upkeep::Continues } else { Upkeep::Finished })
    }

    fn keep_up_search_index(&mut self) -> Result<Upkeep, Failure> {
        if !self.directory.read::<_, Failure>(|tx| Ok(tx.has_users_to_index()?))? {
            return Ok(Upkeep::UpToDate);
        }
        let is_left = self.directory.write(|tx| {
            tx.index_users(USERS_PER_PART)?;
            tx.has_users_to_index()
        })?;
        Ok(if is_left { Upkeep::Continues } else { Upkeep::UpToDate })
    }
}
