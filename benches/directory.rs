//! The operations that users wait for: sign-in hashing, searching and sorting at two sizes compared with a plain
//! read of the same rows, and generating a token.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use avo_admin::crypto::Hasher;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::password::{NewPassword, PasswordAttempt};
use avo_admin::domain::query::{Sort, SortColumn, UserQuery};
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::{Clock, Timestamp};
use avo_admin::service::{HashPolicy, Reads as _, Service};
use criterion::{Criterion, criterion_group, criterion_main};

struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(1_795_000_000_000)
    }
}

const CHEAP: HashPolicy = HashPolicy::cheap_for_tests_only();

/// The cases that must take the same time: a correct password, an incorrect one, and an unknown user.
fn hashing(criterion: &mut Criterion) {
    let hasher = Hasher::new(HashPolicy::production());
    let typed = SecretText::from("nine violet tractors hum");
    let Ok(hash) = NewPassword::check(&typed, &[]).map(|password| hasher.hash(&password)) else {
        return;
    };
    let Ok(hash) = hash else { return };
    let (right, wrong) = (
        PasswordAttempt::new(&typed),
        PasswordAttempt::new(&SecretText::from("wrong")),
    );
    let mut group = criterion.benchmark_group("sign-in");
    group.sample_size(20);
    group.bench_function("right", |bencher| bencher.iter(|| hasher.verify(&right, hash.as_str())));
    group.bench_function("wrong", |bencher| bencher.iter(|| hasher.verify(&wrong, hash.as_str())));
    group.bench_function("unknown user", |bencher| bencher.iter(|| hasher.verify_dummy(&wrong)));
    group.finish();
}

fn tables(criterion: &mut Criterion) {
    for users in [5_000, 100_000] {
        let Ok(folder) = tempfile::tempdir() else { return };
        let path = folder.path().join("directory.db");
        let made = Service::fill_with_demo(&path, CHEAP, Arc::new(StoppedClock), users);
        let (Ok(administrator), Ok(mut service)) = (made, Service::open(&path, CHEAP, Arc::new(StoppedClock))) else {
            return;
        };
        let Ok(signed_in) = service.sign_in(&administrator.user_name, &administrator.password) else {
            return;
        };
        let session = signed_in.session;
        let mut group = criterion.benchmark_group(format!("{users} users"));
        group.sample_size(10);
        let sorted = |column| UserQuery {
            sort: Sort {
                column,
                is_descending: true,
            },
            ..UserQuery::default()
        };
        let searched = |search: &str| UserQuery {
            search: search.to_owned(),
            ..UserQuery::default()
        };
        for (name, query) in [
            ("list", UserQuery::default()),
            ("sort by last name", sorted(SortColumn::LastName)),
            ("sort by clients", sorted(SortColumn::Clients)),
            ("sort by last changed", sorted(SortColumn::LastChanged)),
            ("search that finds few", searched("lindqvist laptop")),
            ("search that finds none", searched("qqqqqq")),
        ] {
            group.bench_function(name, |bencher| bencher.iter(|| service.list_users(&session, &query)));
        }
        group.bench_function("home", |bencher| bencher.iter(|| service.home(&session)));
        if let Ok(raw) = rusqlite::Connection::open(&path) {
            group.bench_function("plain read", |bencher| bencher.iter(|| plain_read(&raw)));
        }
        let number = AtomicI64::new(0);
        group.bench_function("generate a token", |bencher| {
            bencher.iter(|| {
                let name = format!("bench-{}", number.fetch_add(1, Ordering::Relaxed));
                service.generate_token(&session, session.user_id(), &name, Terms::default())
            });
        });
        group.finish();
    }
}

/// Reads the same rows without search, order or counts.
fn plain_read(raw: &rusqlite::Connection) -> rusqlite::Result<usize> {
    let mut statement = raw.prepare_cached("SELECT * FROM users")?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            bytes += row.get_ref(column)?.as_str().map_or(8, str::len);
        }
    }
    Ok(bytes)
}

criterion_group!(benches, hashing, tables);
criterion_main!(benches);
