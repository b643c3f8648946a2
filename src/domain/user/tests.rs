use super::*;

/// A Quality Lead.
pub(crate) fn bo() -> User {
    User {
        id: UserId(7),
        user_name: UserName::parse("bo.lindqvist").unwrap(),
        configuration: Configuration::Default,
        email: EmailAddress::parse("bo@example.com").unwrap(),
        first_name: PersonName::parse("Bo").unwrap(),
        last_name: PersonName::parse("Lindqvist").unwrap(),
        roles: Roles::plain(PrimaryRole::QualityLead),
        is_disabled: false,
        must_change_password: false,
        password_expires_at: None,
        created_at: Timestamp::from_unix_ms(1),
        changed_at: Timestamp::from_unix_ms(1),
        last_sign_in_at: None,
        locked_until: None,
        revision: Revision::FIRST,
    }
}

#[test]
fn a_user_is_locked_until_the_very_moment_and_no_longer() {
    let until = Timestamp::from_unix_ms(1_000);
    let locked = User {
        locked_until: Some(until),
        ..bo()
    };
    assert!(locked.is_locked(until.plus_ms(-1)) && !locked.is_locked(until));
    assert!(!bo().is_locked(until));
}

#[test]
fn a_user_is_unchanged_until_the_first_revision_after_the_creation() {
    let changed = User {
        revision: Revision(Revision::FIRST.0 + 1),
        ..bo()
    };
    assert!(bo().is_unchanged() && !changed.is_unchanged());
}

#[test]
fn the_draft_of_a_user_is_valid_and_says_the_same() {
    let administrator = User {
        roles: Roles::ADMINISTRATOR,
        ..bo()
    };
    for user in [bo(), administrator] {
        let valid = user.draft().validate().unwrap();
        assert_eq!(
            (
                valid.user_name,
                valid.email,
                valid.first_name,
                valid.last_name,
                valid.roles
            ),
            (user.user_name, user.email, user.first_name, user.last_name, user.roles)
        );
    }
    assert_eq!(bo().full_name(), "Bo Lindqvist");
}

#[test]
fn a_field_is_checked_for_itself_while_the_others_are_still_empty() {
    let draft = UserDraft {
        email: "bo@".to_owned(),
        first_name: "Bo".to_owned(),
        ..UserDraft::default()
    };
    assert_eq!(draft.problem(Field::Email), Some(FieldProblem::Email));
    assert_eq!(draft.problem(Field::FirstName), None);
    assert_eq!(draft.problem(Field::LastName), Some(FieldProblem::Missing));
    assert_eq!(bo().draft().problem(Field::Email), None);
}

#[test]
fn user_names_keep_to_their_alphabet_and_length() {
    for good in ["abc", "ana.garcia", "A_1-@.", &"x".repeat(64)] {
        assert!(UserName::parse(good).is_ok(), "{good}");
    }
    for bad in ["", "ab", "a b c", "añb", "a/b", &"x".repeat(65)] {
        assert!(UserName::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn names_are_trimmed_and_any_script_is_welcome() {
    assert_eq!(PersonName::parse("  Chen 陈 ").unwrap().as_str(), "Chen 陈");
    assert!(PersonName::parse(&"ё".repeat(100)).is_ok());
    assert!(PersonName::parse(&"ё".repeat(101)).is_err());
    assert!(PersonName::parse("abc\u{202E}def").is_err());
}

#[test]
fn a_name_has_something_to_see_and_few_marks() {
    for blank in [
        "\u{200B}",
        "\u{3164}",
        "\u{2800}",
        "\u{FEFF}",
        "\u{AD}",
        "\u{200D}\u{301}",
    ] {
        assert_eq!(PersonName::parse(blank), Err(FieldProblem::NameInvisible), "{blank:?}");
        assert_eq!(PersonName::stored(blank).unwrap().as_str(), blank);
    }
    for name in ["Nguye\u{302}\u{303}n", "नी\u{200d}ता", "X", "\u{1F98A}"] {
        assert!(PersonName::parse(name).is_ok(), "{name}");
    }
    assert!(PersonName::parse(&format!("Z{}", "\u{301}".repeat(5))).is_ok());
    let towering = format!("Z{}", "\u{301}".repeat(6));
    assert_eq!(PersonName::parse(&towering), Err(FieldProblem::NameMarks));
}

#[test]
fn a_draft_reports_all_its_problems_at_once() {
    let draft = UserDraft {
        is_admin: true,
        ..UserDraft::default()
    };
    let errors = draft.validate().unwrap_err();
    let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
    assert_eq!(
        fields,
        [
            Field::UserName,
            Field::Email,
            Field::FirstName,
            Field::LastName,
            Field::PrimaryRole
        ]
    );
}

proptest::proptest! {
    #[test]
    fn an_accepted_name_is_accepted_again(text in "\\PC{0,110}|[a-zA-Z0-9._@ -]{0,70}") {
        if let Ok(name) = PersonName::parse(&text) {
            proptest::prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
            proptest::prop_assert_eq!(PersonName::stored(name.as_str()), Ok(name));
        }
        if let Ok(name) = UserName::parse(&text) {
            proptest::prop_assert_eq!(UserName::parse(name.as_str()), Ok(name));
        }
    }
}

#[test]
fn an_account_is_the_same_by_number_and_name_together() {
    let changed = User {
        last_name: PersonName::parse("Larsson").unwrap(),
        revision: Revision(2),
        ..bo()
    };
    assert!(bo().is_same_account(&changed));
    let other_number = User { id: UserId(8), ..bo() };
    let other_name = User {
        user_name: UserName::parse("cleo.novak").unwrap(),
        ..bo()
    };
    assert!(!bo().is_same_account(&other_number) && !bo().is_same_account(&other_name));
}
