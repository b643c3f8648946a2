//! A question of which only the newest answer counts.

use crate::worker::ticket::Ticket;

/// The question that is under way, one at most.
#[derive(Debug)]
pub(super) struct Flight<Q> {
    under_way: Option<(Q, Ticket)>,
    is_wanted_again: bool,
}

impl<Q> Default for Flight<Q> {
    fn default() -> Self {
        Self {
            under_way: None,
            is_wanted_again: false,
        }
    }
}

impl<Q: PartialEq> Flight<Q> {
    /// Whether to ask `question` now. Another one that is under way is stopped. The same one is left to come to its end,
    /// or a directory that changes all the time would never be shown; it is asked again after its answer.
    pub(super) fn may_start(&mut self, question: &Q) -> bool {
        if self.under_way.as_ref().is_some_and(|(asked, _)| asked == question) {
            self.is_wanted_again = true;
            return false;
        }
        self.stop();
        true
    }

    /// Notes that `question` was asked.
    pub(super) fn start(&mut self, question: Q, ticket: Ticket) {
        self.under_way = Some((question, ticket));
    }

    /// Notes the answer; true where the question must be asked again.
    pub(super) fn end(&mut self) -> bool {
        self.under_way = None;
        std::mem::replace(&mut self.is_wanted_again, false)
    }

    /// What the asker keeps of the question that is under way.
    #[cfg(test)]
    pub(super) fn ticket(&self) -> Option<Ticket> {
        self.under_way.as_ref().map(|(_, ticket)| ticket.clone())
    }

    /// Stops what is under way; no answer of it is taken in.
    pub(super) fn stop(&mut self) {
        if let Some((_, ticket)) = self.under_way.take() {
            ticket.cancel();
        }
        self.is_wanted_again = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_question_stops_the_older_one() {
        let (mut flight, ticket) = (Flight::default(), Ticket::default());
        assert!(flight.may_start(&"a"));
        flight.start("a", ticket.clone());
        assert!(flight.may_start(&"ab"));
        assert!(ticket.is_cancelled());
    }

    #[test]
    fn the_same_question_is_not_stopped_but_asked_again() {
        let (mut flight, ticket) = (Flight::default(), Ticket::default());
        flight.start("a", ticket.clone());
        assert!(!flight.may_start(&"a"));
        assert!(!ticket.is_cancelled());
        assert!(flight.end());
        assert!(flight.may_start(&"a"));
        assert!(!flight.end());
    }
}
