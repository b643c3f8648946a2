//! What was sent off and waits for its answer.

use crate::domain::failure::Failure;
use crate::domain::time::Timestamp;

/// Tells one submission from the next; a later one has a higher number. Zero stands for no submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct SubmissionId(pub u64);

/// Something that was sent off and comes back done or refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Submission {
    /// Nothing is under way.
    #[default]
    Idle,
    /// An answer is awaited.
    Pending {
        /// Which submission.
        id: SubmissionId,
        /// When it was sent off.
        since: Timestamp,
    },
    /// It was refused.
    Failed {
        /// Which submission.
        id: SubmissionId,
        /// Why.
        failure: Failure,
    },
}

impl Submission {
    /// Whether an answer is awaited.
    pub const fn is_pending(&self) -> bool {
        matches!(self, Self::Pending { .. })
    }

    /// Since when an answer is awaited.
    pub const fn pending_since(&self) -> Option<Timestamp> {
        match self {
            Self::Pending { since, .. } => Some(*since),
            Self::Idle | Self::Failed { .. } => None,
        }
    }

    /// Why it was refused.
    pub const fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            Self::Idle | Self::Pending { .. } => None,
        }
    }

    /// Notes that it was refused.
    pub fn refuse(&mut self, failure: Failure) {
        let id = match self {
            Self::Idle => SubmissionId::default(),
            Self::Pending { id, .. } | Self::Failed { id, .. } => *id,
        };
        *self = Self::Failed { id, failure };
    }

    /// The refusal of a submission later than `told`, which is then told: once for each, also where the same is refused
    /// for the same cause again.
    pub fn newly_refused(&self, told: &mut SubmissionId) -> Option<&Failure> {
        match self {
            Self::Failed { id, failure } if id > told => {
                *told = *id;
                Some(failure)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_once_and_the_same_refusal_of_a_later_submission_again() {
        let failed = |id| Submission::Failed {
            id: SubmissionId(id),
            failure: Failure::UserGone,
        };
        let mut told = SubmissionId::default();
        assert!(Submission::Idle.newly_refused(&mut told).is_none());
        assert!(failed(1).newly_refused(&mut told).is_some());
        assert!(failed(1).newly_refused(&mut told).is_none(), "told already");
        assert!(failed(2).newly_refused(&mut told).is_some(), "another submission");
        assert!(failed(0).newly_refused(&mut told).is_none(), "it was not submitted");
    }

    #[test]
    fn a_refusal_keeps_the_number_of_its_submission() {
        let since = Timestamp::from_unix_ms(0);
        let mut submission = Submission::Pending {
            id: SubmissionId(7),
            since,
        };
        assert_eq!(submission.pending_since(), Some(since));
        submission.refuse(Failure::UserGone);
        let mut told = SubmissionId(6);
        assert!(submission.newly_refused(&mut told).is_some());
        assert_eq!(told, SubmissionId(7));
    }
}
