//! What was sent off and waits for its answer.

use crate::domain::failure::Failure;
use crate::domain::time::Timestamp;

/// Identifies a submission; a later one has a higher number. Zero is no submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SubmissionId(pub u64);

/// Something that is sent off and comes back done or refused. It carries the number of what was sent off last, by which
/// a view takes each outcome in once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Submission {
    id: SubmissionId,
    stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Stage {
    #[default]
    Idle,
    Pending {
        since: Timestamp,
    },
    Done,
    Refused(Failure),
}

/// How a submission ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It was done.
    Done,
    /// It was refused; carries why.
    Refused(&'a Failure),
}

impl Submission {
    /// The submission of this number, which was sent off at `since`.
    pub const fn sent(id: SubmissionId, since: Timestamp) -> Self {
        let stage = Stage::Pending { since };
        Self { id, stage }
    }

    /// The submission of this number, which was refused.
    pub const fn refused(id: SubmissionId, failure: Failure) -> Self {
        let stage = Stage::Refused(failure);
        Self { id, stage }
    }

    /// Whether an answer is awaited.
    pub const fn is_pending(&self) -> bool {
        matches!(self.stage, Stage::Pending { .. })
    }

    /// Since when an answer is awaited.
    pub const fn pending_since(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Pending { since } => Some(since),
            Stage::Idle | Stage::Done | Stage::Refused(_) => None,
        }
    }

    /// Why it was refused.
    pub const fn failure(&self) -> Option<&Failure> {
        match &self.stage {
            Stage::Refused(failure) => Some(failure),
            Stage::Idle | Stage::Pending { .. } | Stage::Done => None,
        }
    }

    /// Notes that it was refused.
    pub fn refuse(&mut self, failure: Failure) {
        self.stage = Stage::Refused(failure);
    }

    /// Notes that it was done.
    pub fn finish(&mut self) {
        self.stage = Stage::Done;
    }

    /// No answer is awaited and none is shown. One that comes all the same can still be noted.
    pub fn rest(&mut self) {
        self.stage = Stage::Idle;
    }

    /// The outcome of a submission later than `taken`, which is then taken in: once for each, also where the same is
    /// refused for the same cause again.
    pub fn new_outcome(&self, taken: &mut SubmissionId) -> Option<Outcome<'_>> {
        let outcome = match &self.stage {
            Stage::Idle | Stage::Pending { .. } => return None,
            Stage::Done => Outcome::Done,
            Stage::Refused(failure) => Outcome::Refused(failure),
        };
        if self.id <= *taken {
            return None;
        }
        *taken = self.id;
        Some(outcome)
    }

    /// The same where a refusal alone matters.
    pub fn new_refusal(&self, taken: &mut SubmissionId) -> Option<&Failure> {
        match self.new_outcome(taken)? {
            Outcome::Refused(failure) => Some(failure),
            Outcome::Done => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINCE: Timestamp = Timestamp::from_unix_ms(0);

    #[test]
    fn an_outcome_is_taken_in_once_and_the_same_one_of_a_later_submission_again() {
        let refused = |id| Submission::refused(SubmissionId(id), Failure::UserGone);
        let mut taken = SubmissionId::default();
        assert!(Submission::default().new_outcome(&mut taken).is_none());
        let outcome = Some(Outcome::Refused(&Failure::UserGone));
        assert_eq!(refused(1).new_outcome(&mut taken), outcome);
        assert!(refused(1).new_outcome(&mut taken).is_none(), "taken already");
        assert_eq!(refused(2).new_outcome(&mut taken), outcome, "another submission");
        assert!(refused(0).new_outcome(&mut taken).is_none(), "it was not submitted");
    }

    #[test]
    fn an_outcome_keeps_the_number_of_its_submission() {
        let mut submission = Submission::sent(SubmissionId(7), SINCE);
        assert_eq!(submission.pending_since(), Some(SINCE));
        submission.refuse(Failure::UserGone);
        let mut taken = SubmissionId(6);
        assert!(submission.new_outcome(&mut taken).is_some());
        assert_eq!(taken, SubmissionId(7));
    }

    #[test]
    fn an_answer_that_comes_after_a_lock_still_counts() {
        let mut submission = Submission::sent(SubmissionId(3), SINCE);
        submission.rest();
        let mut taken = SubmissionId::default();
        assert!(submission.new_outcome(&mut taken).is_none());
        submission.finish();
        assert_eq!(submission.new_outcome(&mut taken), Some(Outcome::Done));
    }
}
