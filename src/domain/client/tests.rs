use super::*;

const REGISTERED: ClientState = ClientState::Registered { is_waiting: false };
const WAITING: ClientState = ClientState::Registered { is_waiting: true };

/// The table of the product page, written out once more by hand.
#[test]
fn the_life_of_a_client_is_the_products_table() {
    use ClientAction::{Delete, Deregister, Reprovision, Reregister};
    use ClientEvent::{Act, Connect, Register};
    use ClientState::{Deregistered, Provisioned};
    use TokenEffect::{Kept, Replaced, UsedUp, Voided};
    let allowed = [
        (Provisioned, Act(Reprovision), Some(Provisioned), Replaced, true),
        (REGISTERED, Act(Reprovision), Some(Provisioned), Replaced, true),
        (WAITING, Act(Reprovision), Some(Provisioned), Replaced, true),
        (Provisioned, Act(Deregister), Some(Deregistered), Voided, true),
        (REGISTERED, Act(Deregister), Some(Deregistered), Voided, true),
        (WAITING, Act(Deregister), Some(Deregistered), Voided, true),
        (Deregistered, Act(Reregister), Some(WAITING), Replaced, true),
        (Deregistered, Act(Delete), None, Voided, true),
        (Provisioned, Register, Some(REGISTERED), UsedUp, false),
        (WAITING, Register, Some(REGISTERED), UsedUp, false),
        (REGISTERED, Connect, Some(REGISTERED), Kept, false),
    ];
    let events = ClientAction::ALL.map(Act).into_iter().chain([Register, Connect]);
    for event in events {
        for state in ClientState::ALL {
            let expected = allowed
                .iter()
                .find(|row| row.0 == state && row.1 == event)
                .map(|row| Step {
                    next: row.2,
                    token: row.3,
                    voids_credential: row.4,
                })
                .ok_or(StepRefused);
            assert_eq!(state.apply(event), expected, "{state:?} {event:?}");
        }
    }
}

#[test]
fn after_deregister_the_column_offers_reregister_in_its_place() {
    let actions = |state: ClientState| state.actions().collect::<Vec<_>>();
    assert_eq!(
        actions(REGISTERED),
        [ClientAction::Reprovision, ClientAction::Deregister]
    );
    assert_eq!(
        actions(ClientState::Deregistered),
        [ClientAction::Reregister, ClientAction::Delete]
    );
}

#[test]
fn what_has_run_out_is_never_shown_as_active() {
    let now = Timestamp::from_unix_ms(1_000);
    for state in [ClientState::Provisioned, WAITING] {
        assert_eq!(ClientStatus::of(state, Some(now), now), ClientStatus::Expired);
        assert_ne!(
            ClientStatus::of(state, Some(now.plus_ms(1)), now),
            ClientStatus::Expired
        );
    }
    assert_eq!(ClientStatus::of(REGISTERED, Some(now), now), ClientStatus::Expired);
    let inactive = ClientStatus::of(ClientState::Deregistered, Some(now), now);
    assert_eq!(inactive, ClientStatus::Deregistered);
}

#[test]
fn client_names_keep_to_their_alphabet_and_length() {
    let name = ClientName::parse(" build-host 7 ").unwrap();
    assert_eq!(
        (name.as_str(), name.to_string().as_str()),
        ("build-host 7", "build-host 7")
    );
    for good in ["a", "build-host 7", "A_1.x", &"x".repeat(64)] {
        assert!(ClientName::parse(good).is_ok(), "{good}");
    }
    for bad in ["", "   ", "a/b", "hôte", "a@b", &"x".repeat(65)] {
        assert!(ClientName::parse(bad).is_err(), "{bad}");
    }
}

fn client(state: ClientState) -> Client {
    Client {
        id: ClientId(1),
        user_id: UserId(7),
        name: ClientName::parse("build-host-7").unwrap(),
        state,
        holds_credential: state == REGISTERED,
        host: None,
        version: None,
        token_issued_at: None,
        token_hint: None,
        token_expires_at: Some(Timestamp::from_unix_ms(1_000)),
        credential_expires_at: Some(Timestamp::from_unix_ms(2_000)),
        expiry_seen_at: None,
        registered_at: None,
        last_seen_at: None,
        revision: Revision::FIRST,
    }
}

#[test]
fn a_client_ends_with_its_unused_token_or_else_with_its_credential() {
    let at = Timestamp::from_unix_ms;
    for (state, awaits, end) in [
        (ClientState::Provisioned, true, Some(at(1_000))),
        (WAITING, true, Some(at(1_000))),
        (REGISTERED, false, Some(at(2_000))),
        (ClientState::Deregistered, false, None),
    ] {
        let client = client(state);
        assert_eq!(state.awaits_registration(), awaits, "{state:?}");
        assert_eq!(client.ends_at(), end, "{state:?}");
        let is_expired = |now| client.status(now) == ClientStatus::Expired;
        assert!(!is_expired(at(999)), "{state:?}");
        assert_eq!(is_expired(at(2_000)), end.is_some(), "{state:?}");
        assert_eq!(
            client.expiry(at(2_000)),
            end.map_or(Expiry::Never, Expiry::Passed),
            "{state:?}"
        );
    }
}

#[test]
fn what_was_seen_to_have_run_out_stays_so_when_the_clock_is_set_back() {
    let at = Timestamp::from_unix_ms;
    let mut client = client(ClientState::Provisioned);
    assert_eq!(client.status(at(5)), ClientStatus::Provisioned);
    client.expiry_seen_at = Some(at(1_500));
    assert_eq!(client.status(at(5)), ClientStatus::Expired);
    assert_eq!(client.expiry(at(5)), Expiry::Passed(at(1_000)));
    assert_eq!((client.latest(at(5)), client.latest(at(9_000))), (at(1_500), at(9_000)));
}
