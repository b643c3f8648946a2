//! The order of names: the directory's collation, by stored keys of one version, or else folded.

use avo_admin::domain::query::{Sort, SortColumn, UserQuery};
use avo_admin::domain::user::UserDraft;
use avo_admin::service::{Service, Upkeep};
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;

use crate::directory::{ANA, Place, column, create, draft};

/// Two last names that the collation and the folded keys order in opposite ways.
const FIRST_COLLATED: &str = "გიორგი";
const FIRST_FOLDED: &str = "Հակոբ";

fn named(user_name: &str, last_name: &str) -> UserDraft {
    UserDraft {
        last_name: last_name.to_owned(),
        ..draft(user_name)
    }
}

/// The last names, in the order of that column.
fn last_names(service: &mut Service, is_descending: bool) -> Vec<String> {
    let sort = Sort {
        column: SortColumn::LastName,
        is_descending,
    };
    let query = UserQuery {
        sort,
        ..UserQuery::default()
    };
    let list = service.read_users(&query, None).unwrap();
    list.rows.iter().map(|row| row.user.last_name.to_string()).collect()
}

/// Whether the list is in the order of the collation, and not in that of the folded keys.
fn is_collated(service: &mut Service) -> bool {
    let names = last_names(service, false);
    let place = |name: &str| names.iter().position(|last| last == name).unwrap();
    place(FIRST_COLLATED) < place(FIRST_FOLDED)
}

/// A directory with Ana and the two names.
fn with_two_names() -> Place {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &named("gio", FIRST_COLLATED));
    create(&mut service, &ana, &named("hakob", FIRST_FOLDED));
    place
}

/// Makes the keys of some users those of another version.
fn set_version(place: &Place, version: i64, users: &str) {
    let sql = format!("UPDATE users SET sort_key_version = {version} WHERE {users}");
    place.raw().execute_batch(&sql).unwrap();
}

fn versions(place: &Place) -> Vec<i64> {
    column(&place.raw(), "SELECT DISTINCT sort_key_version FROM users ORDER BY 1")
}

fn rename(place: &Place, user_name: &str, last_name: &str) {
    let (mut service, ana) = place.open_as_ana();
    let id = crate::directory::user_id(&mut service, user_name);
    let user = avo_admin::service::Reads::user_details(&mut service, &ana, id)
        .unwrap()
        .user;
    let draft = UserDraft {
        last_name: last_name.to_owned(),
        ..user.draft()
    };
    service.update_user(&ana, id, user.revision, &draft, None).unwrap();
}

#[test]
fn names_of_many_languages_are_in_the_order_of_the_root_collation() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let names = [
        "Zoë",
        "zoe",
        "Zoe",
        "Åberg",
        "Aberg",
        "aberg",
        "Ångström",
        "Angstrom",
        "Óscar",
        "Oscar",
        "Łukasz",
        "Lukas",
        "Müller",
        "Mueller",
        "Muller",
        "Straße",
        "Strasse",
        "Strand",
        "O'Brien",
        "O’Brien",
        "Obrien",
        "de la Cruz",
        "De Wit",
        "Delacroix",
        "Anne-Marie",
        "Anne Marie",
        "Annemarie",
        "Nguyễn",
        "Παπαδόπουλος",
        "Άννα",
        "Ωμέγα",
        "Ёлкин",
        "Елкин",
        "Жуков",
        "محمد",
        "علي",
        "שלום",
        "김",
        "한",
        "さとう",
        "サトウ",
        "佐藤",
        "漢",
    ];
    for (number, name) in names.iter().enumerate() {
        create(&mut service, &ana, &named(&format!("user{number}"), name));
    }
    let collator = CollatorBorrowed::new_root(CollatorOptions::default());
    let mut expected: Vec<String> = names.map(str::to_owned).to_vec();
    expected.push("Last".to_owned());
    expected.sort_by(|left, right| collator.compare(left, right));
    assert_eq!(last_names(&mut service, false), expected);
    let place = |name: &str| expected.iter().position(|other| other == name).unwrap();
    for pair in [
        ["Aberg", "Åberg"],
        ["Åberg", "Angstrom"],
        ["zoe", "Zoe"],
        ["Zoe", "Zoë"],
        ["Muller", "Müller"],
        ["Mueller", "Muller"],
        ["Zoë", "Άννα"],
        ["Ωμέγα", "Елкин"],
    ] {
        assert!(place(pair[0]) < place(pair[1]), "{pair:?} in {expected:?}");
    }
    expected.reverse();
    assert_eq!(last_names(&mut service, true), expected);
}

#[test]
fn users_with_equal_names_are_in_the_order_of_their_numbers() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    // The same letters, composed and decomposed.
    for (user_name, last_name) in [("zoe3", "Zo\u{eb}"), ("zoe1", "Zoe\u{308}"), ("zoe2", "Zo\u{eb}")] {
        create(&mut service, &ana, &named(user_name, last_name));
    }
    for version in [1, 0] {
        set_version(&place, version, "1");
        for column in [SortColumn::FirstName, SortColumn::LastName] {
            let mut found = |is_descending| -> Vec<String> {
                let query = UserQuery {
                    search: "zoe".to_owned(),
                    sort: Sort { column, is_descending },
                    ..UserQuery::default()
                };
                let list = service.read_users(&query, None).unwrap();
                list.rows.iter().map(|row| row.user.user_name.to_string()).collect()
            };
            assert_eq!(found(false), ["zoe3", "zoe1", "zoe2"], "{column:?}, version {version}");
            assert_eq!(found(true), ["zoe2", "zoe1", "zoe3"], "{column:?}, version {version}");
        }
    }
}

#[test]
fn keys_are_made_anew_in_parts_and_the_order_is_folded_until_all_are() {
    let place = with_two_names();
    place.tamper(
        "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 5000)
             INSERT INTO users (user_name, user_name_key, configuration, email, email_key, first_name, first_name_key,
                 last_name, last_name_key, search_key, primary_role, is_admin, is_disabled, must_change_password,
                 created_at, changed_at)
             SELECT 'user' || n, 'user' || n, 'default', n || '@example.com', n || '@example.com', 'First', 'first',
                 'Last', 'last', '', 'quality_engineer', 0, 0, 0, 0, 0 FROM number;
             UPDATE users SET first_name_sort = NULL, last_name_sort = NULL, sort_key_version = 0",
    );
    // The first program is ended after one part; the next one does the rest.
    assert_eq!(place.open().keep_up(), Upkeep::Continues);
    let mut service = place.open();
    for upkeep in [Upkeep::Continues, Upkeep::Finished] {
        assert_eq!(versions(&place), [0, 1]);
        assert!(!is_collated(&mut service), "before {upkeep:?}");
        assert_eq!(service.keep_up(), upkeep);
    }
    assert!(is_collated(&mut service));
    // What is left is the index of the search.
    while service.keep_up() == Upkeep::Continues {}
    let raw = place.raw();
    let missing = "SELECT count(*) FROM users WHERE first_name_sort IS NULL OR last_name_sort IS NULL";
    let missing: i64 = raw.query_row(missing, [], |row| row.get(0)).unwrap();
    assert_eq!((missing, versions(&place)), (0, vec![1]));
}

/// A window of schema 4 that was open during the upgrade writes names without keys.
#[test]
fn a_name_that_a_program_without_keys_changed_gets_new_keys() {
    let place = with_two_names();
    let mut service = place.open();
    assert_eq!(service.keep_up(), Upkeep::UpToDate);
    place.tamper(
        "UPDATE users SET last_name = 'აბა', last_name_key = 'აბა', revision = revision + 1 WHERE user_name = 'hakob';
             UPDATE users SET is_disabled = 1, revision = revision + 1 WHERE user_name = 'gio'",
    );
    assert_eq!(versions(&place), [0, 1]);
    assert_eq!(service.keep_up(), Upkeep::Finished);
    assert_eq!(last_names(&mut service, false), ["Last", "აბა", FIRST_COLLATED]);
}

#[test]
fn keys_of_a_newer_program_are_used_and_left_alone() {
    let place = with_two_names();
    place
        .raw()
        .execute_batch(
            "UPDATE users SET sort_key_version = 2, last_name_sort = CASE user_name
                 WHEN 'hakob' THEN x'01' WHEN 'gio' THEN x'02' ELSE x'03' END",
        )
        .unwrap();
    let mut service = place.open();
    assert_eq!(service.keep_up(), Upkeep::UpToDate);
    assert_eq!(last_names(&mut service, false), [FIRST_FOLDED, FIRST_COLLATED, "Last"]);
    // This program's keys beside the newer ones: none are used until the newer program has made its own of them.
    rename(&place, "gio", "გოგი");
    assert_eq!(versions(&place), [1, 2]);
    assert_eq!(last_names(&mut service, false), ["Last", FIRST_FOLDED, "გოგი"]);
    assert_eq!(service.keep_up(), Upkeep::UpToDate);
    assert_eq!(versions(&place), [1, 2]);
}

#[test]
fn names_in_a_collation_of_a_newer_program_get_no_keys_of_another_one() {
    let place = with_two_names();
    place
        .raw()
        .execute_batch("UPDATE directory SET collation = 'sv'")
        .unwrap();
    rename(&place, "gio", "გოგი");
    assert_eq!(versions(&place), [0, 1]);
    let mut service = place.open();
    assert_eq!(service.keep_up(), Upkeep::UpToDate);
    assert_eq!(last_names(&mut service, false), ["Last", FIRST_FOLDED, "გოგი"]);
}

#[test]
fn a_new_directory_has_the_root_collation_and_needs_no_upkeep() {
    let place = Place::with_ana();
    let collation: String = place
        .raw()
        .query_row("SELECT collation FROM directory", [], |row| row.get(0))
        .unwrap();
    assert_eq!(collation, "root");
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &draft("bo.lindqvist"));
    rename(&place, ANA, "García");
    assert_eq!(service.keep_up(), Upkeep::UpToDate);
    assert_eq!(versions(&place), [1]);
}
