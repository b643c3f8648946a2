//! Changing clients: unique names, and conflicts between two consoles.

use crate::directory::{ANA, NAME, act, client, create, draft, provision, world};
use avo_admin::domain::client::{ClientAction, ClientId, ClientState};
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::user::{Revision, UserId};
use avo_admin::service::Reads as _;

#[test]
fn client_names_are_unique_in_the_whole_directory_without_regard_to_case() {
    let mut world = world();
    let other = create(&mut world.service, &world.ana, &draft("cleo")).user.id;
    provision(&mut world.service, &world.ana, world.user, NAME);
    let failure = world
        .service
        .generate_token(&world.ana, other, " BUILD-Host-7 ", Terms::default())
        .unwrap_err();
    let Failure::Invalid(errors) = failure else {
        panic!("{failure}");
    };
    assert_eq!(
        errors.get(Field::ClientName).unwrap().problem,
        FieldProblem::ClientNameTaken
    );
    let gone = world
        .service
        .generate_token(&world.ana, UserId(999), "another", Terms::default())
        .unwrap_err();
    assert_eq!(gone, Failure::UserGone);
}

#[test]
fn an_action_on_a_client_that_changed_or_went_is_a_conflict_with_what_is_there_now() {
    let mut world = world();
    let before = world
        .service
        .user_details(&world.ana, world.user)
        .unwrap()
        .user
        .revision;
    let (id, _) = provision(&mut world.service, &world.ana, world.user, NAME);
    let seen = client(&mut world.service, &world.ana, world.user, id).revision;
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Deregister);
    let mut stale = |revision| match world.service.act_on_client(
        &world.ana,
        id,
        revision,
        ClientAction::Reprovision,
        Terms::default(),
    ) {
        Err(Failure::ClientConflict(conflict)) => conflict
            .now
            .clients
            .iter()
            .map(|client| client.state)
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stale(seen), [ClientState::Deregistered]);
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Delete);
    let mut stale = |revision| match world.service.act_on_client(
        &world.ana,
        id,
        revision,
        ClientAction::Reprovision,
        Terms::default(),
    ) {
        Err(Failure::ClientConflict(conflict)) => {
            let by = conflict.change.and_then(|change| change.by);
            (conflict.now.clients.len(), by)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(stale(seen), (0, Some(ANA.to_owned())), "deleted meanwhile");
    let gone = world.service.act_on_client(
        &world.ana,
        ClientId(999),
        Revision(1),
        ClientAction::Delete,
        Terms::default(),
    );
    assert_eq!(gone.unwrap_err(), Failure::UserGone);
    let after = world
        .service
        .user_details(&world.ana, world.user)
        .unwrap()
        .user
        .revision;
    assert_eq!(after, before, "the details a window is editing are not touched");
}
