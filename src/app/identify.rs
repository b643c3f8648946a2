//! The dialog Identify a token. The token goes straight to the directory's thread; the window keeps only the answer.

use crate::command::IdentifyCommand;
use crate::domain::failure::Failure;
use crate::domain::query::TokenReport;
use crate::domain::secret::SecretText;
use crate::domain::token::TokenHash;
use crate::service::Reads as _;
use crate::state::Identification;
use crate::worker::directory::{ReadWorker, Version};

use super::core::App;
use super::request::{Request, Survives};
use super::versions::Shown;

/// Find out whose a token is; it is neither kept nor logged.
#[derive(Debug)]
struct IdentifyToken {
    /// Distinguishes questions.
    question: u64,
    /// The token, as pasted.
    token: SecretText,
}

impl Request for IdentifyToken {
    type Worker = ReadWorker;
    type Answer = Result<Box<TokenReport>, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(|reader, session| reader.identify_token(session, &self.token).map(Box::new))
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_identified(self.question, answer, at);
    }
}

/// Look again whose a token is that was identified before.
#[derive(Debug)]
struct IdentifyTokenAgain(TokenHash);

impl Request for IdentifyTokenAgain {
    type Worker = ReadWorker;
    type Answer = Result<Box<TokenReport>, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(|reader, session| reader.identify_token_again(session, self.0).map(Box::new))
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_identified_again(self.0, answer, at);
    }
}

impl App {
    pub(super) fn handle_identify(&mut self, command: IdentifyCommand) {
        match command {
            IdentifyCommand::Ask { token } => self.identify_token(token),
        }
    }

    fn identify_token(&mut self, token: SecretText) {
        self.next_question += 1;
        let question = self.next_question;
        let asked = self.try_ask(IdentifyToken { question, token });
        if let Some(identification) = self.state.modals.identification_mut() {
            *identification = match asked {
                Ok(_) => Identification::Pending(question),
                Err(failure) => Identification::Failed(failure),
            };
        }
    }

    /// Asks again about the token whose answer is shown: it may have been used up since.
    pub(super) fn identify_token_again(&mut self) {
        if let Some(hash) = self.identified() {
            self.ask(IdentifyTokenAgain(hash));
        }
    }

    /// Takes what there is to say by now. Where that is nothing, the answer before it stays.
    fn take_identified_again(&mut self, hash: TokenHash, result: Result<Box<TokenReport>, Failure>, at: Version) {
        if !self.versions.admit(Shown::Identification, at) {
            return;
        }
        match result {
            Ok(report) if self.identified() == Some(hash) => self.show_identified(Identification::Answered(report)),
            Ok(_) => {}
            Err(failure) => {
                self.note_lost_right(&failure);
            }
        }
    }

    fn show_identified(&mut self, answer: Identification) {
        if let Some(identification) = self.state.modals.identification_mut() {
            *identification = answer;
        }
    }

    /// The token whose answer is shown.
    fn identified(&self) -> Option<TokenHash> {
        match self.state.modals.identification() {
            Some(Identification::Answered(report)) => report.known.as_ref().map(|known| known.hash),
            _ => None,
        }
    }

    /// Takes the answer to the newest question; earlier ones, and those of a closed dialog, are dropped.
    pub(super) fn take_identified(&mut self, question: u64, result: Result<Box<TokenReport>, Failure>, at: Version) {
        let is_awaited = self.state.modals.identification() == Some(&Identification::Pending(question));
        if !is_awaited {
            return;
        }
        self.versions.admit(Shown::Identification, at);
        let refusal = result.as_ref().err().cloned();
        self.show_identified(match result {
            Ok(report) => Identification::Answered(report),
            Err(failure) => Identification::Failed(failure),
        });
        if let Some(failure) = refusal {
            self.note_lost_right(&failure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_about_a_token_prints_no_token() {
        let question = IdentifyToken {
            question: 1,
            token: SecretText::from("canary wings over 4711 hills"),
        };
        assert!(!format!("{question:?}").contains("canary"));
    }
}
