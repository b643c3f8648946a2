use super::*;
use crate::domain::user::tests::bo;

fn each_filter() -> [UserQuery; 3] {
    let of = |change: fn(&mut UserQuery)| {
        let mut query = UserQuery::default();
        change(&mut query);
        query
    };
    [
        of(|query| query.role = Some(RoleFilter::Administrator)),
        of(|query| query.client_status = Some(ClientFilter::Waiting)),
        of(|query| query.state = Some(StateFilter::Disabled)),
    ]
}

#[test]
fn a_search_and_each_filter_leave_something_out_and_an_empty_query_does_not() {
    let blank = UserQuery {
        search: "  ".to_owned(),
        ..UserQuery::default()
    };
    assert!(!blank.is_filtered() && !blank.has_filters());
    let search = UserQuery {
        search: "bo".to_owned(),
        ..UserQuery::default()
    };
    assert!(search.is_filtered() && !search.has_filters());
    for query in each_filter() {
        assert!(query.is_filtered() && query.has_filters(), "{query:?}");
    }
}

#[test]
fn queries_leave_the_same_out_whatever_their_order_is() {
    let sorted = |query: &UserQuery| UserQuery {
        sort: Sort {
            is_descending: true,
            ..query.sort
        },
        also: Some(UserId(7)),
        ..query.clone()
    };
    for query in each_filter() {
        assert!(query.leaves_out_the_same(&sorted(&query)), "{query:?}");
        assert!(!query.leaves_out_the_same(&UserQuery::default()), "{query:?}");
        let search = UserQuery {
            search: "bo".to_owned(),
            ..query.clone()
        };
        assert!(!query.leaves_out_the_same(&search), "{query:?}");
        let left = sorted(&search).without_filters();
        assert!(!left.has_filters() && left.is_filtered() && left.sort.is_descending);
        assert_eq!(left.also, None);
    }
}

/// A client of each status, as often as the place of the status in the list says.
fn counted() -> ClientCounts {
    let mut counts = ClientCounts::default();
    for (place, status) in ClientStatus::ALL.into_iter().enumerate() {
        for _ in 0..=place {
            counts.add(status);
        }
    }
    counts
}

#[test]
fn each_status_is_counted_and_found_as_itself() {
    let counts = counted();
    for (status, number) in ClientStatus::ALL.into_iter().zip(1..) {
        assert_eq!(counts.of(status), number, "{status:?}");
    }
    let filters = [
        (ClientFilter::Registered, ClientStatus::Registered),
        (ClientFilter::Deregistered, ClientStatus::Deregistered),
        (ClientFilter::Provisioned, ClientStatus::Provisioned),
        (ClientFilter::Waiting, ClientStatus::Waiting),
        (ClientFilter::Expired, ClientStatus::Expired),
    ];
    for (filter, status) in filters {
        assert_eq!(counts.matching(filter), counts.of(status), "{filter:?}");
    }
    assert_eq!(counts.total(), 15);
    let soon = ClientCounts {
        expiring_soon: 2,
        ..counts
    };
    assert_eq!(soon.matching(ClientFilter::ExpiresSoon), 2);
    assert_eq!(soon.total(), 15, "they are counted with their status");
}

#[test]
fn the_worst_status_is_the_last_one_present() {
    assert_eq!(ClientCounts::default().worst(), None);
    let mut counts = ClientCounts::default();
    for status in ClientStatus::ALL {
        counts.add(status);
        assert_eq!(counts.worst(), Some(status));
    }
}

#[test]
fn sums_of_counts_are_by_status() {
    let mut sum = counted();
    sum.expiring_soon = 3;
    let one = sum;
    sum += one;
    sum += one;
    for status in ClientStatus::ALL {
        assert_eq!(sum.of(status), 3 * one.of(status), "{status:?}");
    }
    assert_eq!((sum.expiring_soon, sum.total()), (9, 3 * one.total()));
}

#[test]
fn a_token_that_worked_is_expired_from_its_end_on_and_another_verdict_stays() {
    let at = Timestamp::from_unix_ms;
    let report = |verdict, expires_at| TokenReport {
        verdict,
        known: Some(KnownTokenReport {
            hash: TokenHash([1; 32]),
            hint: "x7Qa".to_owned(),
            issued_at: at(0),
            expires_at,
            ended_at: None,
            user: bo(),
            client: None,
        }),
    };
    let worked = report(Ok(()), Some(at(1_000)));
    assert_eq!(worked.verdict_at(at(999)), Ok(()));
    assert_eq!(worked.verdict_at(at(1_000)), Err(TokenRefusal::Expired));
    let used = report(Err(TokenRefusal::Used), Some(at(1_000)));
    assert_eq!(used.verdict_at(at(1_000)), Err(TokenRefusal::Used));
    assert_eq!(report(Ok(()), None).verdict_at(at(i64::MAX)), Ok(()));
}

#[test]
fn who_is_listed_only_by_name_is_not_among_those_found() {
    let row = || UserRow {
        user: bo(),
        clients: ClientCounts::default(),
        last_changed_at: Timestamp::from_unix_ms(0),
        found_by: None,
    };
    let mut list = UserList {
        rows: vec![row(), row()],
        ..UserList::default()
    };
    assert_eq!((list.found(), list.also()), (2, None));
    list.also = Some(1);
    assert_eq!((list.found(), list.also()), (1, Some(&row())));
}
