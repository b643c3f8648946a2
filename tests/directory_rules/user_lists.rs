//! What the table and Home show: search, filters, order and figures.

use std::cmp::{Ordering, Reverse};

use crate::directory::{ANA, ANA_PASSWORD, Place, create, draft, register, sign_in, user_id};
use avo_admin::domain::client::ClientStatus;
use avo_admin::domain::expiry::{CredentialLifetime, Expiry, Terms, TokenLifetime};
use avo_admin::domain::query::{
    ClientCounts, ClientFilter, RoleFilter, Sort, SortColumn, StateFilter, UserQuery, UserRow,
};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::Clock as _;
use avo_admin::service::{HashPolicy, Reads as _, Service, Upkeep};

type Check = Box<dyn Fn(&UserRow) -> bool>;

fn found(service: &mut Service, query: &UserQuery) -> Vec<String> {
    let list = service.read_users(query, None).unwrap();
    list.rows.iter().map(|row| row.user.user_name.to_string()).collect()
}

fn search(text: &str) -> UserQuery {
    UserQuery {
        search: text.to_owned(),
        ..UserQuery::default()
    }
}

fn demo(users: u32) -> (Place, Service) {
    let place = Place::empty();
    let policy = HashPolicy::cheap_for_tests_only();
    let administrator = Service::fill_with_demo(&place.path, policy, place.clock.clone(), users).unwrap();
    let mut service = place.open();
    service
        .sign_in(&administrator.user_name, &administrator.password)
        .unwrap();
    (place, service)
}

#[test]
fn every_word_of_a_search_is_found_without_regard_to_case_and_accents() {
    let (_place, mut service) = demo(14);
    for (text, names) in [
        ("garcia", &["ana.garcia"][..]),
        ("GARCÍA", &["ana.garcia"]),
        ("nguyễn lea", &["lea.nguyen"]),
        ("sato", &["hana.sato"]),
        ("陈", &["chen.wei"]),
        ("mueller@example", &["eva.muller"]),
        ("OLD-desktop", &["bo.lindqvist"]),
        ("pc-114", &["bo.lindqvist"]),
        ("lindqvist laptop-bo", &["bo.lindqvist"]),
        ("lindqvist laptop-ana", &[]),
        ("Lindqvist, Bo", &["bo.lindqvist"]),
        ("Bo Lindqvist <bo.lindqvist@example.com>;", &["bo.lindqvist"]),
        ("\u{feff}Lind\u{ad}qvist\u{200b}", &["bo.lindqvist"]),
        ("old\u{2011}desktop", &["bo.lindqvist"]),
        ("  ", &["ana.garcia"]),
        ("100%", &[]),
        ("_", &[]),
        ("'; DROP TABLE users; --", &[]),
    ] {
        let result = found(&mut service, &search(text));
        if text.trim().is_empty() {
            assert_eq!(result.len(), 14);
        } else {
            assert_eq!(result, names, "{text}");
        }
    }
}

#[test]
fn filters_agree_with_what_the_rows_say() {
    let (place, mut service) = demo(300);
    for _ in 0..5 {
        service.sign_in("bo.lindqvist", &SecretText::from("wrong")).unwrap_err();
    }
    let now = place.clock.now();
    let all = service.read_users(&UserQuery::default(), None).unwrap();
    assert_eq!((all.rows.len(), all.total_users), (300, 300));
    let clients: u64 = all.rows.iter().map(|row| row.clients.total()).sum();
    assert_eq!((all.total_clients, all.clients.total()), (clients, clients));
    let mut filters: Vec<(UserQuery, Check)> = Vec::new();
    for status in ClientStatus::ALL {
        let query = UserQuery {
            client_status: Some(status.into()),
            ..UserQuery::default()
        };
        filters.push((query, Box::new(move |row| row.clients.of(status) > 0)));
    }
    let soon = UserQuery {
        client_status: Some(ClientFilter::ExpiresSoon),
        ..UserQuery::default()
    };
    filters.push((soon, Box::new(|row| row.clients.expiring_soon > 0)));
    for role in PrimaryRole::ALL {
        let query = UserQuery {
            role: Some(RoleFilter::Primary(role)),
            ..UserQuery::default()
        };
        filters.push((query, Box::new(move |row| row.user.roles.primary() == role)));
    }
    let administrators = UserQuery {
        role: Some(RoleFilter::Administrator),
        ..UserQuery::default()
    };
    filters.push((administrators, Box::new(|row| row.user.roles.is_administrator())));
    let states: [(StateFilter, Check); 3] = [
        (
            StateFilter::Active,
            Box::new(move |row| !row.user.is_disabled && !row.user.is_locked(now)),
        ),
        (StateFilter::Disabled, Box::new(|row| row.user.is_disabled)),
        (StateFilter::Locked, Box::new(move |row| row.user.is_locked(now))),
    ];
    for (state, is_wanted) in states {
        let query = UserQuery {
            state: Some(state),
            ..UserQuery::default()
        };
        filters.push((query, is_wanted));
    }
    for (query, is_wanted) in filters {
        let expected: Vec<String> = all
            .rows
            .iter()
            .filter(|row| is_wanted(row))
            .map(|row| row.user.user_name.to_string())
            .collect();
        assert!(!expected.is_empty(), "{query:?} matches no user, so it proves nothing");
        assert_eq!(found(&mut service, &query), expected, "{query:?}");
    }
}

/// The table counts in SQL what the dialog decides by the rules of `domain`; both must say the same at every moment.
#[test]
fn the_counts_of_the_table_are_those_of_the_clients_as_time_goes_by() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    let mut number = 0_u8;
    for token in TokenLifetime::ALL {
        for credential in CredentialLifetime::ALL {
            for is_registered in [false, true] {
                number += 1;
                let terms = Terms { token, credential };
                let made = service.generate_token(&ana, bo, &format!("client {number}"), terms);
                if is_registered {
                    register(&mut service, &made.unwrap().token, "host", [number; 32]);
                }
            }
        }
    }
    let mut seen_soon = 0;
    for hours in [0, 1, 5, 18, 24 * 5, 24, 24 * 23, 24, 24 * 59, 24, 24 * 274, 24] {
        place.clock.pass_secs(hours * 3600);
        let ana = sign_in(&mut service, crate::directory::ANA, crate::directory::ANA_PASSWORD);
        let now = place.clock.now();
        let clients = service.user_details(&ana, bo).unwrap().clients;
        let mut expected = ClientCounts::default();
        for client in &clients {
            expected.add(client.status(now));
            expected.expiring_soon += u64::from(matches!(client.expiry(now), Expiry::Soon(_)));
        }
        let rows = service.read_users(&UserQuery::default(), None).unwrap().rows;
        let row = rows.iter().find(|row| row.user.id == bo).unwrap();
        assert_eq!(row.clients, expected, "after {hours} more hours");
        let home = service.home(&ana).unwrap();
        assert_eq!(home.clients, expected);
        let changes = clients
            .iter()
            .filter_map(|client| Expiry::next_change(client.ends_at(), now));
        assert_eq!(home.next_expiry_at, changes.min(), "after {hours} more hours");
        seen_soon += expected.expiring_soon;
    }
    assert!(seen_soon > 0, "nothing ever expired soon, so it proves little");
}

/// The index of the search follows the changes; what it has not taken in yet is found as well.
#[test]
fn the_upkeep_takes_all_changes_into_the_search_index() {
    let (place, mut service) = demo(5_000);
    let left = |sql: &str| -> i64 { place.raw().query_row(sql, [], |row| row.get(0)).unwrap() };
    let waiting = "SELECT count(*) FROM search_index WHERE indexed_below IS NOT NULL";
    let changed = "SELECT count(*) FROM unindexed_users";
    let found = |service: &mut Service| service.read_users(&search("garcia"), Some(3)).unwrap().rows;
    let before = found(&mut service);
    assert_eq!((before.len(), left(waiting)), (3, 1));
    assert_eq!(service.keep_up(), Upkeep::Continues);
    while service.keep_up() == Upkeep::Continues {}
    assert_eq!((left(waiting), left(changed)), (0, 0));
    assert_eq!(found(&mut service), before);
    place.tamper("UPDATE users SET search_key = 'qqq' WHERE id = 7");
    assert_eq!(left(changed), 1);
    let one = |service: &mut Service| service.read_users(&search("qqq"), Some(3)).unwrap().rows.len();
    assert_eq!(one(&mut service), 1);
    while service.keep_up() == Upkeep::Continues {}
    assert_eq!((left(changed), one(&mut service)), (0, 1));
}

#[test]
fn every_column_sorts_both_ways_and_equal_ones_are_by_user_name() {
    let (_place, mut service) = demo(300);
    let mut rows_by = |column, is_descending| {
        let query = UserQuery {
            sort: Sort { column, is_descending },
            ..UserQuery::default()
        };
        service.read_users(&query, None).unwrap().rows
    };
    let by_role = |row: &UserRow| (row.user.roles.primary(), !row.user.roles.is_administrator());
    let by_clients = |row: &UserRow| (Reverse(row.clients.worst()), Reverse(row.clients.total()));
    let compare = |column: SortColumn, left: &UserRow, right: &UserRow| match column {
        SortColumn::UserName => left.user.user_name.as_str().cmp(right.user.user_name.as_str()),
        SortColumn::Email => left.user.email.as_str().cmp(right.user.email.as_str()),
        SortColumn::PrimaryRole => by_role(left).cmp(&by_role(right)),
        SortColumn::Clients => by_clients(left).cmp(&by_clients(right)),
        SortColumn::LastSignIn => left.user.last_sign_in_at.cmp(&right.user.last_sign_in_at),
        SortColumn::LastChanged => left.last_changed_at.cmp(&right.last_changed_at),
        // Folded names are looked at below; there is one Configuration only.
        SortColumn::FirstName | SortColumn::LastName | SortColumn::Configuration => Ordering::Equal,
    };
    for column in [
        SortColumn::UserName,
        SortColumn::FirstName,
        SortColumn::LastName,
        SortColumn::Email,
        SortColumn::PrimaryRole,
        SortColumn::Configuration,
        SortColumn::Clients,
        SortColumn::LastSignIn,
        SortColumn::LastChanged,
    ] {
        for is_descending in [false, true] {
            let rows = rows_by(column, is_descending);
            assert_eq!(rows.len(), 300);
            for pair in rows.windows(2) {
                let (left, right) = (&pair[0], &pair[1]);
                if column == SortColumn::LastSignIn {
                    let never = |row: &UserRow| row.user.last_sign_in_at.is_none();
                    assert!(never(left) <= never(right), "never signed in comes last");
                    if never(right) {
                        continue;
                    }
                }
                let order = compare(column, left, right);
                let order = if is_descending { order.reverse() } else { order };
                assert_ne!(
                    order,
                    Ordering::Greater,
                    "{column:?} {is_descending}: {left:?} {right:?}"
                );
                let by_name = matches!(column, SortColumn::FirstName | SortColumn::LastName);
                if order == Ordering::Equal && !by_name {
                    let names = left.user.user_name.as_str().cmp(right.user.user_name.as_str());
                    let names = if is_descending { names.reverse() } else { names };
                    assert_eq!(names, Ordering::Less, "{column:?} {is_descending}");
                }
            }
        }
    }
    let last_names: Vec<String> = rows_by(SortColumn::LastName, false)
        .iter()
        .map(|row| row.user.last_name.to_string())
        .collect();
    let place = |name: &str| last_names.iter().position(|last| last == name).unwrap();
    assert!(
        place("Müller") < place("Nguyễn") && place("Okafor") < place("Östgren") && place("Östgren") < place("Patel"),
        "{last_names:?}"
    );
}

#[test]
fn users_that_the_search_finds_and_the_filters_leave_out_are_counted() {
    let (_place, mut service) = demo(300);
    let roles = [
        None,
        Some(RoleFilter::Primary(PrimaryRole::QualityLead)),
        Some(RoleFilter::Administrator),
    ];
    let statuses = [None, Some(ClientFilter::Expired), Some(ClientFilter::Registered)];
    let states = [None, Some(StateFilter::Disabled), Some(StateFilter::Active)];
    let mut most = 0;
    for text in ["", "  ", "lindqvist", "a", "laptop", "no such thing"] {
        let all = found(&mut service, &search(text)).len();
        for role in roles {
            for client_status in statuses {
                for state in states {
                    let query = UserQuery {
                        role,
                        client_status,
                        state,
                        ..search(text)
                    };
                    let list = service.read_users(&query, None).unwrap();
                    let hidden = if text.trim().is_empty() {
                        0
                    } else {
                        all - list.rows.len()
                    };
                    assert_eq!(list.hidden_by_filters, hidden as u64, "{query:?}");
                    most = most.max(hidden);
                }
            }
        }
    }
    assert!(most > 10, "so few are hidden that it proves little: {most}");
}

#[test]
fn a_user_found_by_a_client_comes_with_that_client() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    let hosts = [
        ("alpha-2", "ci-2.example"),
        ("alpha-1", "CI-1.example"),
        ("bench", "lab.example"),
    ];
    for ((client, host), number) in hosts.into_iter().zip(1..) {
        let made = service.generate_token(&ana, bo, client, Terms::default()).unwrap();
        register(&mut service, &made.token, host, [number; 32]);
    }
    for (text, client) in [
        ("", None),
        ("lindqvist", None),
        ("alpha", Some(("alpha-1", None))),
        ("ALPHA-2", Some(("alpha-2", None))),
        ("bo alpha-2", Some(("alpha-2", None))),
        ("lab", Some(("bench", Some("lab.example")))),
        ("alpha ci-2", Some(("alpha-2", Some("ci-2.example")))),
        ("ci-1 lindqvist", Some(("alpha-1", Some("CI-1.example")))),
        // No client has both words.
        ("bench alpha", Some(("alpha-1", None))),
    ] {
        let rows = service.read_users(&search(text), None).unwrap().rows;
        let row = rows.iter().find(|row| row.user.id == bo).unwrap();
        let found = row.found_by.as_ref();
        let found = found.map(|found| (found.name.as_str(), found.host.as_deref()));
        assert_eq!(found, client, "{text:?}");
    }
    let clients = service.user_details(&ana, bo).unwrap().clients;
    let bench = clients.iter().find(|client| client.name.as_str() == "bench").unwrap();
    let rows = service.read_users(&search("bench"), None).unwrap().rows;
    assert_eq!(rows[0].found_by.as_ref().unwrap().id, bench.id);
}

#[test]
fn a_user_who_is_asked_for_in_addition_is_listed_in_order_and_counted_apart() {
    let (_place, mut service) = demo(300);
    let bo = user_id(&mut service, "bo.lindqvist");
    let queries = [
        search("chen"),
        UserQuery {
            client_status: Some(ClientFilter::Expired),
            ..search("laptop-bo")
        },
        UserQuery {
            state: Some(StateFilter::Disabled),
            ..search("lindqvist")
        },
        UserQuery {
            role: Some(RoleFilter::Administrator),
            ..UserQuery::default()
        },
    ];
    for query in queries {
        let without = service.read_users(&query, None).unwrap();
        let also = UserQuery {
            also: Some(bo),
            ..query
        };
        let list = service.read_users(&also, None).unwrap();
        assert_eq!(list.also().unwrap().user.id, bo, "{also:?}");
        assert_eq!(list.also().unwrap().found_by, None);
        assert_eq!((list.found(), list.clients), (without.found(), without.clients));
        assert_eq!(list.rows.len(), without.rows.len() + 1);
        assert!(list.rows.is_sorted_by_key(|row| row.user.user_name.as_str()));
        let everyone = UserQuery {
            search: also.search.clone(),
            ..UserQuery::default()
        };
        let matching = service.read_users(&everyone, None).unwrap();
        let hidden = matching
            .rows
            .iter()
            .filter(|row| list.rows.iter().all(|listed| listed.user.id != row.user.id));
        let hidden = if also.search.is_empty() {
            0
        } else {
            hidden.count() as u64
        };
        assert_eq!(list.hidden_by_filters, hidden, "{also:?}");
    }
    let matching = UserQuery {
        also: Some(bo),
        ..search("lindqvist")
    };
    let list = service.read_users(&matching, None).unwrap();
    assert_eq!((list.also, list.rows.len()), (None, 1));
}

#[test]
fn home_counts_what_the_table_shows() {
    let (_place, mut service) = demo(300);
    let id = user_id(&mut service, ANA);
    let rows = service.read_users(&UserQuery::default(), None).unwrap().rows;
    assert_eq!(rows.iter().filter(|row| row.user.id == id).count(), 1);
    let made = service.reset_password(ANA, "root").unwrap();
    let mut session = service.sign_in(ANA, &made).unwrap().session;
    service
        .change_password(&mut session, None, &SecretText::from(ANA_PASSWORD))
        .unwrap();
    let home = service.home(&session).unwrap();
    assert_eq!(home.users, 300);
    assert_eq!(home.administrators, 1);
    assert_eq!(
        home.disabled_users,
        rows.iter().filter(|row| row.user.is_disabled).count() as u64
    );
    for status in ClientStatus::ALL {
        let counted: u64 = rows.iter().map(|row| row.clients.of(status)).sum();
        assert_eq!(home.clients.of(status), counted, "{status:?}");
        assert!(counted > 0, "a demonstration shows every status");
    }
}

#[test]
fn a_demonstration_is_the_same_each_time_and_has_words_that_find_many() {
    let ((_place, mut service), (_other_place, mut other)) = (demo(1_500), demo(1_500));
    let all = UserQuery::default();
    let rows = service.read_users(&all, None).unwrap().rows;
    for (row, again) in rows.iter().zip(&other.read_users(&all, None).unwrap().rows) {
        assert_eq!(format!("{row:?}"), format!("{again:?}"));
    }
    let agents = search("build-agent");
    assert_eq!(found(&mut service, &agents), found(&mut other, &agents));
    assert_eq!(found(&mut service, &search("example")).len(), 1_500);
    assert!(found(&mut service, &search("garcía")).len() > 10);
}
