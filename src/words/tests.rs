//! The catalogue of what the domain says is complete in each language.

use std::collections::BTreeSet;

use super::completeness::assert_complete;
use super::{Explain as _, Language, failures, labels, lists, problems, speak, tokens};
use crate::domain::access::Denied;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::machine_failure::{FileProblem, MachineFailure};

#[test]
fn each_message_stands_in_both_languages_with_the_same_arguments() {
    for subject in [
        &failures::SUBJECT,
        &labels::SUBJECT,
        &lists::SUBJECT,
        &problems::SUBJECT,
        &tokens::SUBJECT,
    ] {
        assert_complete(subject);
    }
}

#[test]
fn a_wait_is_given_in_the_unit_that_fits_it() {
    assert_eq!(failures::wait(30), "30 s");
    assert_eq!(failures::wait(480), "8 min");
    assert_eq!(failures::wait(86_400), "24 h");
}

/// What the system, the engine and the store say, which no window shows.
const PROSE: &str = "btreeInitPage() returns error code 11";

fn every_failure() -> Vec<Failure> {
    let path = || "/x/y.z".to_owned();
    let storage = [
        StorageFailure::Missing(path()),
        StorageFailure::Moved(path()),
        StorageFailure::LogGone(path()),
        StorageFailure::Linked(path()),
        StorageFailure::OtherPath(path()),
        StorageFailure::SideFile(path()),
        StorageFailure::ForeignLog(path()),
        StorageFailure::OlderCopy(path()),
        StorageFailure::OtherDirectory(path()),
        StorageFailure::Exists(path()),
        StorageFailure::Empty(path()),
        StorageFailure::Foreign(path()),
        StorageFailure::NotAFile(path()),
        StorageFailure::DirectoryFile(path()),
        StorageFailure::Newer { found: 9, known: 3 },
        StorageFailure::Damaged(PROSE.to_owned()),
        StorageFailure::UnreadableValue(PROSE.to_owned()),
        StorageFailure::Full,
        StorageFailure::NothingReadable(path()),
        StorageFailure::Busy,
        StorageFailure::OpenElsewhere { is_service: true },
        StorageFailure::OpenElsewhere { is_service: false },
        StorageFailure::Interrupted,
        StorageFailure::Permission(path()),
        StorageFailure::NetworkShare(path()),
        StorageFailure::Engine(10),
        StorageFailure::Defect,
    ];
    let files = FileProblem::ALL.map(|why| StorageFailure::File { path: path(), why });
    let denied = [
        Denied::AccountDisabled,
        Denied::PasswordMustChange,
        Denied::NotAdministrator,
        Denied::OwnAccount,
        Denied::OwnPassword,
    ];
    let machine = FileProblem::ALL.map(|why| MachineFailure::File { path: path(), why });
    let machine = machine
        .into_iter()
        .chain([MachineFailure::Randomness, MachineFailure::Hashing]);
    let others = [
        Failure::SignInRefused { wait_secs: None },
        Failure::SignInRefused { wait_secs: Some(30) },
        Failure::SessionEnded,
        Failure::PasswordNeeded,
        Failure::UserGone,
        Failure::LastAdministrator,
        Failure::QueueFull,
        Failure::WorkerEnded,
        Failure::Defect,
    ];
    let storage = storage.into_iter().chain(files).map(Failure::from);
    let denied = denied.into_iter().map(Failure::from);
    storage
        .chain(denied)
        .chain(machine.map(Failure::Machine))
        .chain(others)
        .collect()
}

#[test]
fn no_failure_says_a_word_that_is_not_from_the_catalogue() {
    speak(Language::Pseudo);
    for failure in every_failure() {
        // The pseudo-language accents each vowel of the catalogue.
        let text = failure.explain();
        assert!(
            !text.contains(|letter| "aeiouAEIOU".contains(letter)),
            "{failure:?}: {text}"
        );
    }
    speak(Language::English);
}

#[test]
fn a_failure_that_only_a_restart_cures_does_not_say_to_try_again() {
    for failure in every_failure() {
        let next_step = failure.next_step();
        assert_eq!(
            failure.needs_restart(),
            next_step.starts_with("Restart Avo Admin"),
            "{failure:?}"
        );
        if failure.needs_restart() {
            assert!(!next_step.to_lowercase().contains("try again"), "{next_step}");
            assert!(next_step.contains("log"), "where the details are: {next_step}");
        }
    }
}

#[test]
fn each_problem_with_a_file_has_a_sentence_of_its_own_in_each_language() {
    for language in [Language::English, Language::German] {
        speak(language);
        let problems = FileProblem::ALL.into_iter().chain([FileProblem::Other(None)]);
        let sentences: BTreeSet<_> = problems
            .map(|why| {
                MachineFailure::File {
                    path: "/x".to_owned(),
                    why,
                }
                .cause()
            })
            .collect();
        assert_eq!(sentences.len(), FileProblem::ALL.len() + 1, "{sentences:#?}");
    }
    speak(Language::English);
}
