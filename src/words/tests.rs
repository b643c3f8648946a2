//! The catalogue of what the domain says is complete in each language.

use super::completeness::assert_complete;
use super::{failures, labels, lists, problems, tokens};

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
