//! The users whose rights are tried: one acting, one acted on, in each role and state.

use crate::directory::{Place, act, create, create_and_sign_in, draft, provision};
use avo_admin::domain::client::{ClientAction, ClientId};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::{UserDraft, UserId};
use avo_admin::service::{Reads as _, Service, Session};

pub(crate) const NEW_PASSWORD: &str = "sixteen paper boats race";

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Role {
    Engineer,
    Lead,
    Manager,
    Administrator,
}

pub(crate) const ROLES: [Role; 4] = [Role::Engineer, Role::Lead, Role::Manager, Role::Administrator];

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum State {
    Active,
    /// A password set by an administrator must be changed first.
    MustChange,
    Disabled,
    Deleted,
    /// A one-time password was made meanwhile.
    Reset,
    /// Was an administrator at sign-in, is one no longer; only for administrators.
    Demoted,
    /// Signed in eight hours ago.
    Old,
}

pub(crate) const STATES: [State; 7] = [
    State::Active,
    State::MustChange,
    State::Disabled,
    State::Deleted,
    State::Reset,
    State::Demoted,
    State::Old,
];

/// Ana, who administers; the actor; and the user who is acted on.
pub(crate) struct Cast {
    pub(crate) actor: UserId,
    pub(crate) other: UserId,
    pub(crate) disabled: UserId,
    pub(crate) provisioned: ClientId,
    pub(crate) deregistered: ClientId,
    pub(crate) own_provisioned: ClientId,
    pub(crate) own_deregistered: ClientId,
}

pub(crate) fn actor_draft(role: Role) -> UserDraft {
    let (primary_role, is_admin) = match role {
        Role::Engineer => (PrimaryRole::QualityEngineer, false),
        Role::Lead => (PrimaryRole::QualityLead, false),
        Role::Manager => (PrimaryRole::QualityManager, false),
        Role::Administrator => (PrimaryRole::QualityManager, true),
    };
    UserDraft {
        primary_role,
        is_admin,
        ..draft("the.actor")
    }
}

pub(crate) fn stage(service: &mut Service, ana: &Session, role: Role) -> Cast {
    let (actor, _) = create_and_sign_in(service, ana, &actor_draft(role));
    let other = create(service, ana, &draft("the.other")).user.id;
    let disabled = create(service, ana, &draft("the.disabled")).user;
    service
        .set_user_disabled(ana, disabled.id, disabled.revision, true)
        .unwrap();
    let (provisioned, _) = provision(service, ana, other, "provisioned");
    let (deregistered, _) = provision(service, ana, other, "deregistered");
    act(service, ana, other, deregistered, ClientAction::Deregister);
    let (own_provisioned, _) = provision(service, ana, actor, "own provisioned");
    let (own_deregistered, _) = provision(service, ana, actor, "own deregistered");
    act(service, ana, actor, own_deregistered, ClientAction::Deregister);
    for _ in 0..5 {
        service.sign_in("the.other", &SecretText::from("wrong")).unwrap_err();
    }
    Cast {
        actor,
        other,
        disabled: disabled.id,
        provisioned,
        deregistered,
        own_provisioned,
        own_deregistered,
    }
}

/// What happens to the actor after the sign-in.
pub(crate) fn turn(place: &Place, service: &mut Service, ana: &Session, cast: &Cast, state: State) {
    let now = service.user_details(ana, cast.actor).unwrap().user;
    match state {
        State::Active => {}
        State::MustChange => {
            // As an import or another console would leave it, with the session still alive.
            let actor = cast.actor.0;
            place.tamper(&format!("UPDATE users SET must_change_password = 1 WHERE id = {actor}"));
        }
        State::Disabled => drop(service.set_user_disabled(ana, now.id, now.revision, true).unwrap()),
        State::Deleted => service.delete_user(ana, now.id, now.revision).unwrap(),
        State::Reset => drop(service.reset_password("the.actor", "root").unwrap()),
        State::Demoted => {
            let lowered = draft("the.actor");
            service.update_user(ana, now.id, now.revision, &lowered, None).unwrap();
        }
        State::Old => place.clock.pass_secs(8 * 60 * 60),
    }
}
