//! Clients that register and connect: one token, one client, and what is reported of it.

use std::sync::Barrier;

use crate::directory::{
    NAME, Place, act, admit, client, connecting, create, create_and_sign_in, draft, provision, register, registering,
    world,
};
use avo_admin::domain::client::{ClientAction, ClientStatus};
use avo_admin::domain::registration::{Arrival, ClientRefusal};
use avo_admin::domain::time::Clock as _;
use avo_admin::domain::token::{TokenRefusal, TokenSecret};
use avo_admin::service::Service;

#[test]
fn of_eight_racers_with_one_token_exactly_one_registers() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    let tokens: Vec<TokenSecret> = (0..60)
        .map(|index| provision(&mut service, &ana, user, &format!("client-{index}")).1)
        .collect();
    let start = Barrier::new(8);
    let wins: Vec<Vec<bool>> = std::thread::scope(|scope| {
        let racers: Vec<_> = (0..8_u8)
            .map(|racer| {
                let (place, tokens, start) = (&place, &tokens, &start);
                scope.spawn(move || {
                    let mut service = place.open();
                    let mut run = |(index, token): (usize, &TokenSecret)| {
                        let mut credential = [racer; 32];
                        credential[0] = u8::try_from(index).unwrap();
                        start.wait();
                        match admit(&mut service, registering(token, "host", credential)) {
                            Ok(_) => true,
                            Err(refusal) => {
                                assert_eq!(refusal, ClientRefusal::Token(TokenRefusal::Used));
                                false
                            }
                        }
                    };
                    tokens.iter().enumerate().map(&mut run).collect()
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    for index in 0..tokens.len() {
        assert_eq!(wins.iter().filter(|racer| racer[index]).count(), 1, "token {index}");
    }
}

#[test]
fn each_refusal_names_its_cause_and_changes_nothing() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    let (id, used) = provision(&mut service, &ana, bo.id, NAME);
    register(&mut service, &used, "bh-07", [1; 32]);
    let void = act(&mut service, &ana, bo.id, id, ClientAction::Reprovision).unwrap();
    let live = act(&mut service, &ana, bo.id, id, ClientAction::Reprovision).unwrap();
    let (expired_id, expired) = provision(&mut service, &ana, bo.id, "late");
    let now = place.clock.now().unix_ms();
    place.tamper(&format!(
        "UPDATE tokens SET expires_at = {now} WHERE client_id = {id};
         UPDATE clients SET token_expires_at = {now} WHERE id = {id}",
        id = expired_id.0
    ));
    let unknown = avo_admin::crypto::make_token().unwrap();
    let mut cut = live.expose().to_owned();
    cut.pop();
    let before = place.contents_without_audit();
    for (text, cause) in [
        (cut.as_str(), TokenRefusal::Malformed),
        ("", TokenRefusal::Malformed),
        (unknown.expose(), TokenRefusal::Unknown),
        (used.expose(), TokenRefusal::Used),
        (void.expose(), TokenRefusal::Replaced),
        (expired.expose(), TokenRefusal::Expired),
    ] {
        assert_eq!(service.verify_token(text).unwrap().verdict, Err(cause));
        if let Ok(token) = TokenSecret::parse(text) {
            let refused = admit(&mut service, registering(&token, "host", [9; 32]));
            assert_eq!(refused.unwrap_err(), ClientRefusal::Token(cause));
        }
    }
    assert_eq!(place.contents_without_audit(), before);
    let report = service.verify_token(expired.expose()).unwrap();
    let late = report.known.unwrap().client.unwrap();
    assert_eq!(
        late.status(place.clock.now()),
        ClientStatus::Expired,
        "never shown as active"
    );

    service.set_user_disabled(&ana, bo.id, bo.revision, true).unwrap();
    let refused = admit(&mut service, registering(&live, "host", [9; 32]));
    assert_eq!(refused.unwrap_err(), ClientRefusal::Token(TokenRefusal::Disabled));
    let pasted = format!(" \t{}\r\n", live.expose());
    assert_eq!(
        service.verify_token(&pasted).unwrap().verdict,
        Err(TokenRefusal::Disabled)
    );
}

#[test]
fn a_registration_whose_answer_was_lost_succeeds_again_and_only_that_one() {
    let mut world = world();
    let (id, token) = provision(&mut world.service, &world.ana, world.user, NAME);
    let register = |service: &mut Service, credential| admit(service, registering(&token, "bh-07", credential));
    let used = ClientRefusal::Token(TokenRefusal::Used);
    register(&mut world.service, [1; 32]).unwrap();
    let once = client(&mut world.service, &world.ana, world.user, id);
    assert_eq!(once.host.as_deref(), Some("bh-07"));
    assert!(once.holds_credential && once.registered_at.is_some());
    register(&mut world.service, [1; 32]).expect("the same again");
    assert_eq!(client(&mut world.service, &world.ana, world.user, id), once);
    assert_eq!(register(&mut world.service, [2; 32]).unwrap_err(), used);
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Deregister);
    assert_eq!(register(&mut world.service, [1; 32]).unwrap_err(), used);
}

#[test]
fn a_used_token_is_refused_with_the_credential_of_another_client_too() {
    let mut world = world();
    let (_, token) = provision(&mut world.service, &world.ana, world.user, NAME);
    let (_, other) = provision(&mut world.service, &world.ana, world.user, "other");
    register(&mut world.service, &token, "bh-07", [1; 32]);
    register(&mut world.service, &other, "bh-08", [2; 32]);
    let refused = admit(&mut world.service, registering(&token, "bh-08", [2; 32]));
    assert_eq!(refused.unwrap_err(), ClientRefusal::Token(TokenRefusal::Used));
}

#[test]
fn no_two_clients_get_one_credential_not_even_after_it_is_void() {
    let mut world = world();
    let (id, token) = provision(&mut world.service, &world.ana, world.user, NAME);
    let (_, other) = provision(&mut world.service, &world.ana, world.user, "other");
    register(&mut world.service, &token, "bh-07", [1; 32]);
    let with = |service: &mut Service, credential| admit(service, registering(&other, "bh-08", credential));
    let taken = Err(ClientRefusal::CredentialTaken);
    assert_eq!(with(&mut world.service, [1; 32]), taken);
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Deregister);
    assert_eq!(with(&mut world.service, [1; 32]), taken);
    with(&mut world.service, [2; 32]).expect("the token was not used up by what was refused");
}

#[test]
fn a_credential_that_is_void_is_refused_with_what_became_of_its_client() {
    let mut world = world();
    let (id, token) = provision(&mut world.service, &world.ana, world.user, NAME);
    register(&mut world.service, &token, "bh-07", [1; 32]);
    for (action, cause) in [
        (ClientAction::Reprovision, TokenRefusal::Replaced),
        (ClientAction::Deregister, TokenRefusal::Deregistered),
        (ClientAction::Reregister, TokenRefusal::Replaced),
    ] {
        act(&mut world.service, &world.ana, world.user, id, action);
        let refused = admit(&mut world.service, connecting([1; 32]));
        assert_eq!(refused.unwrap_err(), ClientRefusal::Token(cause), "{action:?}");
    }
}

#[test]
fn arrivals_are_reported_once_and_only_to_users_they_concern() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (bo, bos) = create_and_sign_in(&mut service, &ana, &draft("bo.lindqvist"));
    let (_, before) = provision(&mut service, &ana, ana.user_id(), "before");
    register(&mut service, &before, "lt-0001", [1; 32]);
    let anas_mark = service.arrivals(&ana, None).unwrap();
    assert!(anas_mark.clients.is_empty(), "what was there before is no news");
    let bos_mark = service.arrivals(&bos, None).unwrap();

    let (_, of_ana) = provision(&mut service, &ana, ana.user_id(), "laptop-ana");
    let (_, of_bo) = provision(&mut service, &ana, bo, "laptop-bo");
    register(&mut service, &of_ana, "lt-0002", [2; 32]);
    register(&mut service, &of_bo, "lt-0003", [3; 32]);
    admit(&mut service, connecting([3; 32])).unwrap();
    let arrival = |user, client: &str, host: &str| Arrival {
        user,
        client: client.to_owned(),
        host: host.to_owned(),
        other_host: None,
    };
    let news = service.arrivals(&ana, Some(anas_mark.mark)).unwrap();
    let both = [
        arrival(ana.user_id(), "laptop-ana", "lt-0002"),
        arrival(bo, "laptop-bo", "lt-0003"),
    ];
    assert_eq!(news.clients, both);
    assert_eq!(service.arrivals(&ana, Some(news.mark)).unwrap().clients, []);
    let own = service.arrivals(&bos, Some(bos_mark.mark)).unwrap();
    assert_eq!(own.clients, both[1..]);
}

#[test]
fn a_connection_updates_when_a_client_was_seen_and_causes_no_conflict() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (id, token) = provision(&mut service, &ana, ana.user_id(), "laptop-ana");
    register(&mut service, &token, "lt-0001", [1; 32]);
    let before = client(&mut service, &ana, ana.user_id(), id);
    place.clock.pass_secs(60);
    admit(&mut service, connecting([1; 32])).unwrap();
    let after = client(&mut service, &ana, ana.user_id(), id);
    assert_eq!(after.last_seen_at, Some(place.clock.now()));
    assert_eq!(after.revision, before.revision);
    assert_eq!(after.version.as_deref(), Some("1.2.3"));
}
