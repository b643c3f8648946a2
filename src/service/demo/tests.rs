use std::collections::{BTreeMap, BTreeSet};

use unicode_script::{Script, UnicodeScript as _};

use super::*;
use crate::domain::expiry::Expiry;
use crate::domain::fold::unique_key;

const NOW: Timestamp = Timestamp::from_unix_ms(1_795_000_000_000);

fn crowd(users: u32) -> Vec<MadeUp> {
    let known: Vec<MadeUp> = known::all(NOW).collect();
    let first = u32::try_from(known.len()).unwrap();
    let mut crowd = Crowd::new(NOW, &known);
    let others: Vec<MadeUp> = (first..users).map(|index| crowd.next(index)).collect();
    known.into_iter().chain(others).collect()
}

fn counts<K: Ord>(of: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    of.fold(BTreeMap::new(), |mut counts, key| {
        *counts.entry(key).or_default() += 1;
        counts
    })
}

/// How many in a thousand.
fn share(part: usize, whole: usize) -> usize {
    part * 1_000 / whole
}

#[test]
fn the_same_index_gives_the_same_user_however_many_there_are() {
    let shown = |person: &MadeUp| {
        let clients = person.clients.iter();
        let clients = clients.map(|client| {
            (
                client.name.clone(),
                client.host.clone(),
                client.status,
                client.last_seen_at,
            )
        });
        (
            person.draft.clone(),
            person.created_at,
            person.last_sign_in_at,
            clients.collect::<Vec<_>>(),
        )
    };
    let (few, many) = (crowd(300), crowd(2_000));
    for (one, other) in few.iter().zip(&many) {
        assert_eq!(shown(one), shown(other));
    }
    let known: Vec<_> = many
        .iter()
        .take(14)
        .map(|person| person.draft.user_name.as_str())
        .collect();
    assert!(
        known.is_sorted() && known.starts_with(&["ana.garcia", "bo.lindqvist"]),
        "{known:?}"
    );
}

#[test]
fn everybody_is_valid_and_nothing_that_is_unique_is_given_twice() {
    let crowd = crowd(20_000);
    let (mut user_names, mut addresses, mut clients) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for person in &crowd {
        let details = person.draft.validate();
        let details = details.unwrap_or_else(|errors| panic!("{:?}: {errors:?}", person.draft));
        assert!(user_names.insert(unique_key(details.user_name.as_str())), "{details:?}");
        assert!(addresses.insert(details.email.comparison_key()), "{details:?}");
        for client in &person.clients {
            let name = name_of(client).unwrap();
            assert!(clients.insert(unique_key(name.as_str())), "{name}");
        }
    }
}

#[test]
fn names_and_domains_are_as_common_as_in_life() {
    let crowd = crowd(20_000);
    let last_names = counts(crowd.iter().map(|person| person.draft.last_name.as_str()));
    for (name, least) in [
        ("García", 150),
        ("Smith", 100),
        ("Kim", 50),
        ("김", 50),
        ("Müller", 50),
        ("Nguyễn", 100),
    ] {
        let times = last_names.get(name).copied().unwrap_or_default();
        assert!(times >= least, "{name} {times} times of {}", crowd.len());
    }
    let rare = last_names.values().filter(|times| **times <= 3).count();
    assert!(rare > 1_000, "only {rare} names are rare");
    let domains = counts(crowd.iter().map(|person| person.draft.email.split('@').next_back()));
    assert!(domains.len() <= 10, "{domains:?}");
    let most = share(domains[&Some("example.com")], crowd.len());
    assert!((650..800).contains(&most), "{domains:?}");
    for person in &crowd {
        assert!(person.draft.email.contains("example"), "{:?}", person.draft);
    }
    let numbered = crowd
        .iter()
        .filter(|person| person.draft.user_name.ends_with(|c: char| c.is_ascii_digit()));
    assert!(
        share(numbered.count(), crowd.len()) > 100,
        "User Names hardly ever come twice"
    );
    let with_initial = crowd
        .iter()
        .filter(|person| person.draft.user_name.find('.') == Some(1));
    assert!(with_initial.count() > 100);
}

#[test]
fn names_are_of_many_scripts_and_most_are_latin() {
    let crowd = crowd(20_000);
    let script = |person: &MadeUp| {
        let mut letters = person.draft.last_name.chars().map(|letter| letter.script());
        let last = letters.rfind(|script| !matches!(script, Script::Common | Script::Inherited));
        last.unwrap()
    };
    let scripts = counts(crowd.iter().map(|person| script(person).full_name()));
    for wanted in [
        "Arabic",
        "Cyrillic",
        "Devanagari",
        "Greek",
        "Han",
        "Hangul",
        "Hebrew",
        "Thai",
        "Georgian",
    ] {
        let times = scripts.get(wanted).copied().unwrap_or_default();
        assert!(times >= 20, "{wanted}: {scripts:?}");
    }
    assert!(
        (600..900).contains(&share(scripts["Latin"], crowd.len())),
        "{scripts:?}"
    );
    let marked = crowd
        .iter()
        .filter(|person| person.draft.last_name.contains(['í', 'ü', 'ễ', 'ł', 'ç', 'ñ', 'ş']));
    assert!(share(marked.count(), crowd.len()) > 50);
    let kana = crowd
        .iter()
        .filter(|person| person.draft.first_name.contains(['さ', 'ユ', 'ア']));
    assert!(kana.count() > 5);
}

/// In Russian and Polish, for example.
#[test]
fn a_woman_has_the_form_of_her_family_name_in_every_place() {
    let crowd = crowd(20_000);
    let mut women = crowd.iter().filter(|person| person.draft.last_name.ends_with("ова"));
    assert!(women.next().is_some());
    assert!(women.all(|woman| woman.draft.email.contains("ova")));
    assert!(crowd.iter().any(|person| person.draft.last_name.ends_with("ов")));
}

#[test]
fn a_choice_keeps_to_its_limits_and_shares() {
    let mut chance = chance::Chance::of(1);
    let numbers: BTreeSet<u32> = (0..1_000).map(|_| chance.between(20, 22)).collect();
    assert_eq!(numbers, BTreeSet::from([20, 21, 22]));
    assert!((0..10_000).all(|_| chance.or_else("usual", &[(0, "never")]) == "usual"));
}

#[test]
fn roles_and_states_are_as_common_as_in_life() {
    let crowd = crowd(20_000);
    let roles = counts(crowd.iter().map(|person| person.draft.primary_role));
    let shares: Vec<usize> = roles.values().map(|times| share(*times, crowd.len())).collect();
    assert!(matches!(shares[..], [25..45, 110..150, (800..)]), "{roles:?}");
    let number = |is: fn(&MadeUp) -> bool| crowd.iter().filter(|person| is(person)).count();
    assert!((5..40).contains(&number(|person| person.draft.is_admin)));
    assert!((1..30).contains(&number(|person| person.is_locked)));
    assert!((45..75).contains(&share(number(|person| person.is_disabled), crowd.len())));
    assert!((70..180).contains(&share(number(|person| person.last_sign_in_at.is_none()), crowd.len())));
    assert_eq!(
        number(|person| person.last_sign_in_at.is_some_and(|at| at > NOW) || person.created_at > NOW),
        0
    );
    let known: Vec<Timestamp> = known::all(NOW).map(|person| person.created_at).collect();
    assert!(known[0] < NOW && known.is_sorted_by(|later, earlier| later > earlier));
    let is_recent = |person: &&MadeUp| {
        person
            .last_sign_in_at
            .is_some_and(|at| NOW.ms_since(at) < 30 * 24 * HOUR_MS)
    };
    let recent = crowd.iter().filter(is_recent);
    assert!(share(recent.clone().count(), crowd.len()) > 500);
    let disabled = recent.filter(|person| person.is_disabled && person.last_sign_in_at != Some(person.created_at));
    assert_eq!(disabled.count(), 0, "disabled users have not signed in for long");
}

#[test]
fn most_users_have_one_or_two_clients_and_few_have_thousands() {
    let crowd = crowd(20_000);
    let of: Vec<usize> = crowd.iter().map(|person| person.clients.len()).collect();
    let few = of.iter().filter(|clients| (1..=2).contains(*clients)).count();
    assert!(share(few, of.len()) > 500);
    let all: usize = of.iter().sum();
    assert!(
        (1_850..2_150).contains(&share(all, of.len())),
        "{all} clients of {} users",
        of.len()
    );
    assert_eq!((of[999], of[9_999]), (100, 1_000));
    assert_eq!(
        [99_999, 999_999, 99_998].map(crowd::clients_of_service_account),
        [Some(10_000), Some(10_000), None]
    );
}

#[test]
fn clients_are_in_every_state_and_their_hosts_in_series() {
    let crowd = crowd(20_000);
    let clients: Vec<&MadeClient> = crowd.iter().flat_map(|person| &person.clients).collect();
    let statuses = counts(clients.iter().map(|client| client.status));
    for status in ClientStatus::ALL {
        assert!(
            share(statuses[&status], clients.len()) >= 15,
            "{status:?}: {statuses:?}"
        );
    }
    assert!(
        share(statuses[&ClientStatus::Registered], clients.len()) > 700,
        "{statuses:?}"
    );
    for client in &clients {
        let has_run_out = client.token_expires_at.is_some_and(|at| at <= NOW);
        assert_eq!(has_run_out, client.status == ClientStatus::Expired, "{}", client.name);
        assert!(
            client.created_at <= client.last_seen_at && client.last_seen_at <= NOW.plus_secs(1),
            "{}",
            client.name
        );
    }
    let soon = clients
        .iter()
        .filter(|client| matches!(Expiry::of(client.token_expires_at, NOW), Expiry::Soon(_)));
    assert!(soon.count() > 50);
    let hosts: BTreeSet<&str> = clients.iter().map(|client| client.host.as_str()).collect();
    for host in [
        "BLR-LT-000001",
        "BLR-LT-000100",
        "MUC-WS-00012",
        "rig-07.lab.gdl.example",
        "kiosk-03.aus.example.com",
    ] {
        assert!(hosts.contains(host), "{host}");
    }
    let desktops: BTreeSet<&str> = hosts.iter().filter_map(|host| host.strip_prefix("DESKTOP-")).collect();
    assert!(desktops.len() > 500 && desktops.iter().all(|name| name.len() == 7));
    let day = |client: &&&MadeClient| NOW.ms_since(client.last_seen_at) < 24 * HOUR_MS;
    let seen_today = clients.iter().filter(day).count();
    assert!((300..600).contains(&share(seen_today, clients.len())), "{seen_today}");
}

#[test]
fn clients_of_a_person_are_named_after_the_person_or_their_host() {
    let crowd = crowd(20_000);
    let people = crowd.iter().skip(known::all(NOW).count());
    let people = people.filter(|person| !person.draft.user_name.starts_with("svc-"));
    let (mut first_laptops, mut laptops_by_host) = (0, 0);
    for (person, (client, place)) in
        people.flat_map(|person| person.clients.iter().zip(1..).map(move |client| (person, client)))
    {
        let user_name = &person.draft.user_name;
        let own = match place {
            1 => format!("-{user_name}"),
            _ => format!("-{user_name}-{place}"),
        };
        let (is_by_person, is_by_host) = (
            client.name.ends_with(&own),
            client.name == client.host.to_ascii_lowercase(),
        );
        if client.host.starts_with("DESKTOP-") {
            assert!(is_by_person, "{} on {}", client.name, client.host);
        } else if client.host.contains("-LT-") {
            assert!(is_by_person || is_by_host, "{} on {}", client.name, client.host);
            first_laptops += usize::from(place == 1);
            laptops_by_host += usize::from(is_by_host);
        }
    }
    assert!(share(first_laptops, crowd.len()) > 400, "{first_laptops}");
    assert!(laptops_by_host > 1_000, "{laptops_by_host}");
}

const HOUR_MS: i64 = made_up::HOUR_SECS * 1_000;
