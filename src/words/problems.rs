//! What is wrong with a field and how to correct it, in one line, and how strong a password is.

use super::backup_problems::{backup_problem, folder_not_absolute};
use super::labels::Label as _;
use super::lists::clauses;
use super::words;
use crate::domain::characters::letter_of_other_script;
use crate::domain::encoding::code_point;
use crate::domain::field::{FieldErrors, FieldProblem};
use crate::domain::password::{PasswordWarning, Strength, StrengthReason};

words! {
    "problems":
    missing;
    user_name_characters;
    user_name_length;
    user_name_taken;
    email_form;
    email_invisible(name: &str, code: &str);
    email_length(count: usize);
    email_mixed_scripts(letter: &str);
    email_taken;
    name_length;
    name_characters;
    name_invisible;
    name_marks;
    admin_needs_manager;
    client_name_characters;
    client_name_length;
    client_name_taken;
    password_too_short(count: usize);
    password_too_long(count: usize);
    password_several_lines;
    password_tab;
    password_byte_order_mark;
    password_control_character(code: &str);
    password_common;
    password_derived;
    password_of_product;
    password_of_common_word;
    password_guessable;
    password_unchanged;
    passwords_differ;
    current_password_wrong;
    not_a_public_key;
    field_problem(field: &str, problem: &str);
    strong;
    good;
    fair;
    strength_with_warning(strength: &str, warning: &str);
    warning_keyboard;
    warning_repeats;
    warning_common;
    warning_sequences;
    warning_dates;
    warning_single_word;
    warning_names;
}

/// The problem and the way out.
pub fn problem(problem: &FieldProblem) -> String {
    let text = match problem {
        FieldProblem::Missing => missing(),
        FieldProblem::UserNameCharacters => user_name_characters(),
        FieldProblem::UserNameLength => user_name_length(),
        FieldProblem::UserNameTaken => user_name_taken(),
        FieldProblem::Email => email_form(),
        FieldProblem::EmailInvisible(invisible) => {
            return email_invisible(name_of_invisible(*invisible), &code_point(*invisible));
        }
        FieldProblem::EmailLength(count) => return email_length(*count),
        FieldProblem::EmailTaken => email_taken(),
        FieldProblem::NameLength => name_length(),
        FieldProblem::NameCharacters => name_characters(),
        FieldProblem::NameInvisible => name_invisible(),
        FieldProblem::NameMarks => name_marks(),
        FieldProblem::AdminNeedsManager => admin_needs_manager(),
        FieldProblem::ClientNameCharacters => client_name_characters(),
        FieldProblem::ClientNameLength => client_name_length(),
        FieldProblem::ClientNameTaken => client_name_taken(),
        FieldProblem::PasswordTooShort(count) => return password_too_short(*count),
        FieldProblem::PasswordTooLong(count) => return password_too_long(*count),
        FieldProblem::PasswordCharacter(untypable) => return password_character(*untypable),
        FieldProblem::PasswordCommon => password_common(),
        FieldProblem::PasswordDerived => password_derived(),
        FieldProblem::PasswordOfProduct => password_of_product(),
        FieldProblem::PasswordOfCommonWord => password_of_common_word(),
        FieldProblem::PasswordGuessable => password_guessable(),
        FieldProblem::PasswordUnchanged => password_unchanged(),
        FieldProblem::PasswordsDiffer => passwords_differ(),
        FieldProblem::CurrentPasswordWrong => current_password_wrong(),
        FieldProblem::FolderNotAbsolute => folder_not_absolute(),
        FieldProblem::Backup(problem) => backup_problem(*problem),
        FieldProblem::NotAPublicKey => not_a_public_key(),
    };
    text.to_owned()
}

/// The key of the name that an invisible character has in the catalogue.
const fn name_of_invisible(invisible: char) -> &'static str {
    match invisible {
        '\t' => "tab",
        '\u{a0}' => "no-break-space",
        '\u{ad}' => "soft-hyphen",
        '\u{200b}' => "zero-width-space",
        '\u{200c}' => "zero-width-non-joiner",
        '\u{200d}' => "zero-width-joiner",
        '\u{2060}' => "word-joiner",
        '\u{feff}' => "byte-order-mark",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "direction",
        _ => "other",
    }
}

/// What to look at in an address that mixes letters of two scripts; it may be right.
pub fn email_note(address: &str) -> Option<String> {
    let letter = letter_of_other_script(address)?;
    Some(email_mixed_scripts(letter.encode_utf8(&mut [0; 4])))
}

fn password_character(untypable: char) -> String {
    match untypable {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => password_several_lines().to_owned(),
        '\t' => password_tab().to_owned(),
        '\u{feff}' => password_byte_order_mark().to_owned(),
        other => password_control_character(&code_point(other)),
    }
}

/// All problems of a form in one line, each after the label of its field.
pub fn problems(errors: &FieldErrors) -> String {
    let lines = errors
        .iter()
        .map(|error| field_problem(error.field.label(), &problem(&error.problem)));
    clauses(lines)
}

/// What the meter of a password says.
pub fn strength(strength: &Strength) -> String {
    match &strength.reason {
        StrengthReason::Refused(refused) => problem(refused),
        StrengthReason::Strong => strong().to_owned(),
        StrengthReason::Good(warning) => with_warning(good(), *warning),
        StrengthReason::Fair(warning) => with_warning(fair(), *warning),
    }
}

fn with_warning(grade: &'static str, warning: Option<PasswordWarning>) -> String {
    use PasswordWarning as W;
    let Some(warning) = warning else {
        return grade.to_owned();
    };
    let text = match warning {
        W::StraightRowsOfKeysAreEasyToGuess | W::ShortKeyboardPatternsAreEasyToGuess => warning_keyboard(),
        W::RepeatsLikeAaaAreEasyToGuess | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => warning_repeats(),
        W::ThisIsATop10Password
        | W::ThisIsATop100Password
        | W::ThisIsACommonPassword
        | W::ThisIsSimilarToACommonlyUsedPassword => warning_common(),
        W::SequencesLikeAbcAreEasyToGuess => warning_sequences(),
        W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess => warning_dates(),
        W::AWordByItselfIsEasyToGuess => warning_single_word(),
        W::NamesAndSurnamesByThemselvesAreEasyToGuess | W::CommonNamesAndSurnamesAreEasyToGuess => warning_names(),
    };
    strength_with_warning(grade, text)
}
