//! Searching and sorting a directory of any size: `cargo bench --bench lists -- DIRECTORY`. The search index is finished
//! first. Prints the median and the 99th percentile of each question in milliseconds.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement, with its report"
)]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use avo_admin::domain::query::{ClientFilter, RoleFilter, Sort, SortColumn, StateFilter, UserQuery};
use avo_admin::platform::clock::SystemClock;
use avo_admin::service::{HashPolicy, Service, Upkeep};

const TIMES: usize = 101;
const PAGE: u64 = 50;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) else {
        eprintln!("usage: lists DIRECTORY");
        return;
    };
    let opened = Instant::now();
    let Ok(mut service) = Service::open(PathBuf::from(path), HashPolicy::production(), Arc::new(SystemClock)) else {
        eprintln!("the directory can't be opened");
        return;
    };
    println!("opened in {:?}", opened.elapsed());
    let (began, mut parts, mut longest) = (Instant::now(), 0, Duration::ZERO);
    loop {
        let part = Instant::now();
        let done = service.keep_up();
        longest = longest.max(part.elapsed());
        if done == Upkeep::UpToDate {
            break;
        }
        parts += 1;
    }
    println!(
        "upkeep in {:?}, {parts} parts, the longest {longest:?}",
        began.elapsed()
    );
    for (name, query) in questions() {
        let mut taken: Vec<Duration> = (0..TIMES)
            .map(|_| {
                let asked = Instant::now();
                let rows = service.read_users(&query, Some(PAGE)).map(|list| list.rows.len());
                std::hint::black_box(rows).ok();
                asked.elapsed()
            })
            .collect();
        let found = service.read_users(&query, Some(PAGE)).map_or(0, |list| list.rows.len());
        taken.sort();
        let ms = |place: usize| taken.get(place).map_or(f64::NAN, |taken| taken.as_secs_f64() * 1000.0);
        println!(
            "{name:<36} {found:>3} rows {:>9.2} {:>9.2}",
            ms(TIMES / 2),
            ms(TIMES * 99 / 100)
        );
    }
}

fn questions() -> Vec<(String, UserQuery)> {
    [searches(), filters()].concat()
}

fn searches() -> Vec<(String, UserQuery)> {
    let mut questions = Vec::new();
    let words = [
        "",
        "e",
        "q",
        "ø",
        "佐",
        "an",
        "zq",
        "garcia",
        "patel99",
        "example",
        "qqqqqq",
        "garcia laptop",
        "li wei",
        "ci-1 e",
        "zimmermann",
        "nguyen thi",
        "büro",
    ];
    for search in words {
        for column in [SortColumn::UserName, SortColumn::LastName, SortColumn::LastChanged] {
            questions.push((
                format!("{search:?} by {column:?}"),
                UserQuery {
                    search: search.to_owned(),
                    sort: Sort {
                        column,
                        is_descending: false,
                    },
                    ..UserQuery::default()
                },
            ));
        }
    }
    for column in [
        SortColumn::FirstName,
        SortColumn::Email,
        SortColumn::PrimaryRole,
        SortColumn::Configuration,
        SortColumn::Clients,
        SortColumn::LastSignIn,
    ] {
        for is_descending in [false, true] {
            questions.push((
                format!("by {column:?} {is_descending}"),
                UserQuery {
                    sort: Sort { column, is_descending },
                    ..UserQuery::default()
                },
            ));
        }
    }
    questions
}

fn filters() -> Vec<(String, UserQuery)> {
    let mut questions = Vec::new();
    let filtered = |role, client_status, state| UserQuery {
        role,
        client_status,
        state,
        ..UserQuery::default()
    };
    for status in [
        ClientFilter::Registered,
        ClientFilter::Deregistered,
        ClientFilter::Provisioned,
        ClientFilter::Waiting,
        ClientFilter::Expired,
        ClientFilter::ExpiresSoon,
    ] {
        questions.push((format!("{status:?}"), filtered(None, Some(status), None)));
    }
    for state in [
        StateFilter::Active,
        StateFilter::Disabled,
        StateFilter::Locked,
        StateFilter::SameEmail,
    ] {
        questions.push((format!("{state:?}"), filtered(None, None, Some(state))));
    }
    questions.push((
        "administrators".to_owned(),
        filtered(Some(RoleFilter::Administrator), None, None),
    ));
    questions
}
