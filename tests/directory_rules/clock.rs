//! A clock that is moved ahead or back: what has expired stays so, and nothing expires for good by a mistake.

use avo_admin::domain::audit::{AuditAction, AuditEntry};
use avo_admin::domain::audit_detail::AuditDetail;
use avo_admin::domain::client::ClientStatus;
use avo_admin::domain::expiry::{CredentialLifetime, Terms, TokenLifetime};
use avo_admin::domain::registration::ClientRefusal;
use avo_admin::domain::time::Clock as _;
use avo_admin::domain::token::{TokenRefusal, TokenSecret};
use avo_admin::service::{Admission, Reads as _, Service};

use crate::directory::{
    ANA, ANA_PASSWORD, Place, World, admit, client, connecting, refusal, register, registering, sign_in, world,
};

const HOUR_SECS: i64 = 60 * 60;
const DAY_SECS: i64 = 24 * HOUR_SECS;
const TERMS: Terms = Terms {
    token: TokenLifetime::OneHour,
    credential: CredentialLifetime::NinetyDays,
};
const CREDENTIAL: [u8; 32] = [5; 32];

fn expired() -> Admission {
    Err(ClientRefusal::Token(TokenRefusal::Expired))
}

/// A token for an hour, and a client with a credential for ninety days.
fn with_both(world: &mut World) -> TokenSecret {
    let user = world.ana.user_id();
    let mut made = |name| world.service.generate_token(&world.ana, user, name, TERMS).unwrap();
    let (token, used) = (made("waits").token, made("registered").token);
    register(&mut world.service, &used, "host", CREDENTIAL);
    world.service.keep_up();
    token
}

/// The regular look, after a minute at least.
fn look(place: &Place, service: &mut Service) {
    place.clock.pass_secs(61);
    service.keep_up();
}

fn actions(service: &mut Service) -> Vec<AuditEntry> {
    let trail = service.read_audit().unwrap();
    let about_clock = |entry: &AuditEntry| {
        use AuditAction::{ClockConfirmed, ClockJumpedAhead, ClockSetBack};
        matches!(entry.action, ClockConfirmed | ClockJumpedAhead | ClockSetBack)
    };
    trail.into_iter().filter(about_clock).collect()
}

#[test]
fn what_was_seen_to_expire_stays_expired_under_a_clock_set_back() {
    for is_seen_by_request in [true, false] {
        let mut world = world();
        let token = with_both(&mut world);
        let World { place, service, .. } = &mut world;
        // In steps, as time passes while a program runs.
        for _ in 0..89 {
            place.clock.pass_secs(DAY_SECS - 61);
            look(place, service);
        }
        if is_seen_by_request {
            place.clock.pass_secs(DAY_SECS);
            assert_eq!(admit(service, connecting(CREDENTIAL)), expired());
        } else {
            place.clock.pass_secs(DAY_SECS - 61);
            look(place, service);
        }
        place.clock.move_secs(-60 * DAY_SECS);
        assert_eq!(admit(service, registering(&token, "host", [7; 32])), expired());
        assert_eq!(admit(service, connecting(CREDENTIAL)), expired());
        // The window and the figures say the same, and a new token starts anew.
        let ana = sign_in(service, ANA, ANA_PASSWORD);
        let home = service.home(&ana).unwrap();
        assert_eq!(home.clients.expired, 2);
        let now = place.clock.now();
        let details = service.user_details(&ana, ana.user_id()).unwrap();
        for client in &details.clients {
            assert_eq!(client.status(now), ClientStatus::Expired, "{client:?}");
        }
        let waits = details
            .clients
            .iter()
            .find(|client| client.name.as_str() == "waits")
            .unwrap();
        let action = avo_admin::domain::client::ClientAction::Reprovision;
        let renewed = service
            .act_on_client(&ana, waits.id, waits.revision, action, TERMS)
            .unwrap();
        register(service, &renewed.token.unwrap(), "host", [8; 32]);
        let now_registered = client(service, &ana, ana.user_id(), waits.id);
        assert_eq!(now_registered.status(place.clock.now()), ClientStatus::Registered);
    }
}

#[test]
fn a_token_that_was_refused_as_expired_is_refused_under_a_clock_set_back() {
    let mut world = world();
    let token = with_both(&mut world);
    let World { place, service, .. } = &mut world;
    place.clock.pass_secs(HOUR_SECS);
    for _ in 0..2 {
        assert_eq!(admit(service, registering(&token, "host", [7; 32])), expired());
        place.clock.move_secs(-HOUR_SECS);
    }
}

#[test]
fn a_one_time_password_that_was_seen_to_expire_works_no_more() {
    let mut world = world();
    world.service.keep_up();
    let World { place, service, .. } = &mut world;
    let made = service.reset_password("bo.lindqvist", "root").unwrap();
    place.clock.pass_secs(DAY_SECS - 61);
    look(place, service);
    place.clock.move_secs(-HOUR_SECS);
    assert_eq!(
        refusal(service, "bo.lindqvist", made.expose()).to_string(),
        refusal(service, "nobody", "x").to_string()
    );
}

#[test]
fn a_jump_ahead_expires_nothing_for_good_until_an_administrator_confirms_it() {
    for is_confirmed in [false, true] {
        let mut world = world();
        let token = with_both(&mut world);
        let World { place, service, .. } = &mut world;
        place.clock.move_secs(365 * DAY_SECS);
        assert_eq!(
            admit(service, connecting(CREDENTIAL)),
            expired(),
            "before anyone has looked"
        );
        look(place, service);
        assert_eq!(admit(service, registering(&token, "host", [7; 32])), expired());
        let ana = sign_in(service, ANA, ANA_PASSWORD);
        let moved = service.home(&ana).unwrap().clock_moved.unwrap();
        assert!(
            moved.is_ahead() && moved.distance_ms() == 365 * DAY_SECS * 1000,
            "{moved:?}"
        );
        let mut told = vec![(AuditAction::ClockJumpedAhead, Some(AuditDetail::clock_moved(moved)))];
        if is_confirmed {
            service.confirm_clock(&ana).unwrap();
            assert_eq!(service.home(&ana).unwrap().clock_moved, None);
            told.push((AuditAction::ClockConfirmed, Some(AuditDetail::clock_moved(moved))));
            look(place, service);
        }
        let found: Vec<_> = actions(service)
            .into_iter()
            .map(|entry| (entry.action, entry.detail))
            .collect();
        assert_eq!(found, told);
        place.clock.move_secs(-365 * DAY_SECS);
        look(place, service);
        let ana = sign_in(service, ANA, ANA_PASSWORD);
        let moved = service.home(&ana).unwrap().clock_moved.unwrap();
        assert!(!moved.is_ahead(), "{moved:?}");
        assert_eq!(actions(service).last().unwrap().action, AuditAction::ClockSetBack);
        let works = admit(service, connecting(CREDENTIAL));
        assert_eq!(works.is_ok(), !is_confirmed, "{works:?}");
        let registered = admit(service, registering(&token, "host", [7; 32]));
        assert_eq!(registered.is_ok(), !is_confirmed, "{registered:?}");
    }
}

#[test]
fn a_computer_that_was_off_for_a_month_says_nothing_of_the_clock() {
    let mut world = world();
    with_both(&mut world);
    let World { place, service, .. } = &mut world;
    place.clock.pass_secs(30 * DAY_SECS);
    let mut again = place.open();
    again.keep_up();
    service.keep_up();
    assert_eq!(actions(service), []);
    look(place, service);
    place.clock.move_secs(-30 * DAY_SECS);
    let registered = admit(service, connecting(CREDENTIAL));
    assert!(registered.is_ok(), "the credential has not expired: {registered:?}");
}

#[test]
fn two_programs_note_a_moved_clock_once() {
    let mut world = world();
    let mut other = world.place.open();
    world.service.keep_up();
    other.keep_up();
    for days in [10, -10] {
        world.place.clock.move_secs(days * DAY_SECS);
        look(&world.place, &mut world.service);
        look(&world.place, &mut other);
    }
    let found: Vec<_> = actions(&mut other).into_iter().map(|entry| entry.action).collect();
    assert_eq!(found, [AuditAction::ClockJumpedAhead, AuditAction::ClockSetBack]);
}
