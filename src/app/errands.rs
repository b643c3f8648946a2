//! What the clipboard owes an answer to.

use std::collections::VecDeque;

use crate::domain::time::Timestamp;
use crate::state::Carried;

/// What was asked of the clipboard and not answered yet. Answers come in the order of the questions.
#[derive(Debug, Default)]
pub(super) struct Errands {
    waiting: VecDeque<Errand>,
    /// Since when the first of them waits; none once its failure has been reported.
    pub(super) asked_at: Option<Timestamp>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Errand {
    /// A secret is to be put there.
    Put(Carried),
    /// Our text is to be taken away.
    Clear,
    /// Text that is no secret is to be put there.
    Text,
}

impl Errands {
    pub(super) fn start(&mut self, errand: Errand, now: Timestamp) {
        self.waiting.push_back(errand);
        self.asked_at.get_or_insert(now);
    }

    /// Notes that the first of them was answered.
    pub(super) fn end(&mut self, now: Timestamp) {
        self.waiting.pop_front();
        self.asked_at = (!self.waiting.is_empty()).then_some(now);
    }

    /// The last of them.
    pub(super) fn last(&self) -> Option<&Errand> {
        self.waiting.back()
    }

    /// Whether the clipboard is about to be cleared, and nothing comes after that.
    pub(super) fn is_clearing(&self) -> bool {
        self.waiting.back() == Some(&Errand::Clear)
    }

    /// Whether a clear is still to be answered.
    pub(super) fn owes_a_clear(&self) -> bool {
        self.waiting.contains(&Errand::Clear)
    }

    /// Whether a secret is still on its way.
    pub(super) fn is_putting(&self) -> bool {
        self.waiting.iter().any(|errand| matches!(errand, Errand::Put(_)))
    }
}
