//! What can be said of the audit trail as a whole: whether it is intact, and where it ends. For the computer that holds
//! the directory, without a sign-in.

use super::Service;
use crate::domain::anchor::{Anchor, AnchorKeeper, DirectoryMark};
use crate::domain::failure::Failure;
use crate::domain::trail::{BrokenPlace, TrailReport};

/// How often an anchor is kept while the trail grows.
const ANCHOR_EVERY_MS: i64 = 60 * 60 * 1000;

/// Where the anchors of an open directory are kept, and the last one.
pub(super) struct Anchoring {
    keeper: Box<dyn AnchorKeeper>,
    last: Option<Anchor>,
}

impl Service {
    /// Has anchors kept: with the first upkeep, at most hourly while the trail grows, and at the end. A service that ends
    /// before it begins keeps none.
    pub fn keep_anchors(&mut self, keeper: Box<dyn AnchorKeeper>) {
        self.anchoring = Some(Anchoring { keeper, last: None });
    }

    /// Keeps an anchor where the last one is an hour old. The clock is all that is looked at before.
    pub(super) fn keep_anchor_if_due(&mut self) {
        let now = self.now();
        let Some(Anchoring { last, .. }) = &self.anchoring else {
            return;
        };
        if last.is_none_or(|last| now.ms_since(last.at) >= ANCHOR_EVERY_MS) {
            self.keep_anchor();
        }
    }

    /// Keeps an anchor, unless it says what the last one says.
    fn keep_anchor(&mut self) {
        let anchor = match self.anchor() {
            Ok(anchor) => anchor,
            Err(failure) => return tracing::warn!(%failure, "the end of the audit trail was not kept"),
        };
        let Some(anchoring) = &mut self.anchoring else { return };
        let is_news = anchoring
            .last
            .is_none_or(|last| (last.head, last.state) != (anchor.head, anchor.state));
        if is_news {
            anchoring.keeper.keep(&anchor);
        }
        // Its time is that of the last look.
        anchoring.last = Some(anchor);
    }

    /// Verifies the audit trail, and that what `anchors` of this directory know of it is in it. Those of other directories
    /// are passed over. A broken place is an answer and not a failure.
    ///
    /// # Errors
    /// [`Failure::Storage`], as everywhere below.
    pub fn verify_trail(&mut self, anchors: &[Anchor]) -> Result<Result<TrailReport, BrokenPlace>, Failure> {
        self.directory
            .read(|tx| Ok(tx.verify_trail(&of_this(anchors, tx.directory_mark()?))?))
    }

    /// Verifies the audit trail, and that users, clients, tokens and former credentials are as this program wrote them.
    pub fn verify_all(&mut self, anchors: &[Anchor]) -> Result<Result<TrailReport, BrokenPlace>, Failure> {
        self.directory.read(|tx| {
            let anchors = of_this(anchors, tx.directory_mark()?);
            let report = match tx.verify_trail(&anchors)? {
                Ok(report) => report,
                broken => return Ok(broken),
            };
            Ok(tx.verify_rows(&anchors)?.map(|()| report))
        })
    }

    /// What can be kept outside the file to compare the directory with later.
    pub fn anchor(&mut self) -> Result<Anchor, Failure> {
        let now = self.now();
        self.directory.read(|tx| {
            Ok(Anchor {
                directory: tx.directory_mark()?,
                head: tx.trail_head()?,
                state: tx.state_digest()?,
                at: now,
            })
        })
    }
}

fn of_this(anchors: &[Anchor], directory: DirectoryMark) -> Vec<Anchor> {
    let of_this = anchors.iter().filter(|anchor| anchor.directory == directory);
    of_this.copied().collect()
}

/// The end of the trail is kept when the directory is closed.
impl Drop for Service {
    fn drop(&mut self) {
        if self
            .anchoring
            .as_ref()
            .is_some_and(|anchoring| anchoring.last.is_some())
        {
            self.keep_anchor();
        }
    }
}
