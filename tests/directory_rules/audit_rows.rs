//! Every change, sign-in and refusal is on record: who, what, to whom, and no secret.
use crate::directory::{
    ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, act, admit, connecting, create, draft, manager, provision, register,
    registering, sign_in,
};
use avo_admin::domain::audit::{AuditAction, AuditActor, AuditEntry};
use avo_admin::domain::audit_detail::{AuditDetail, ClientRequestKind};
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::field::Field;
use avo_admin::domain::registration::{ClientRefusal, Fingerprint};
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::Clock as _;
use avo_admin::domain::token::TokenRefusal;
use avo_admin::domain::user::{Revision, UserDraft, UserId};
use avo_admin::service::{Reads as _, Service, Session};

const BO: &str = "bo.lindqvist";
const NEW_PASSWORD: &str = "thirteen amber kites above";
const CREDENTIAL: [u8; 32] = [0xC7; 32];

/// The lines that `work` adds to the trail.
fn lines<T>(service: &mut Service, work: impl FnOnce(&mut Service) -> T) -> (Vec<AuditEntry>, T) {
    let before = service.read_audit().unwrap().len();
    let done = work(service);
    (service.read_audit().unwrap().split_off(before), done)
}

struct Expected<'a> {
    by: &'a AuditActor,
    action: AuditAction,
    user: Option<&'a str>,
    client: Option<&'a str>,
}

#[track_caller]
fn assert_one(found: &[AuditEntry], expected: &Expected<'_>) {
    let [line] = found else {
        panic!("{:?} left {found:?}", expected.action);
    };
    assert_eq!((line.action, &line.actor), (expected.action, expected.by));
    assert_eq!(
        line.user.as_ref().map(|user| user.1.as_str()),
        expected.user,
        "{line:?}"
    );
    assert_eq!(
        line.client.as_ref().map(|client| client.1.as_str()),
        expected.client,
        "{line:?}"
    );
}

/// What is on record about a client that was refused.
fn refused(request: ClientRequestKind, cause: TokenRefusal) -> AuditDetail {
    AuditDetail::ClientRefused {
        request,
        address: "192.0.2.7".to_owned(),
        cause: ClientRefusal::Token(cause),
    }
}

fn revision(service: &mut Service, ana: &Session, id: UserId) -> Revision {
    service.user_details(ana, id).unwrap().user.revision
}

/// Each change to a user, with the one line it must leave.
#[test]
fn each_change_to_a_user_leaves_one_row_with_actor_and_user() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let service = &mut service;
    let by = &AuditActor::User {
        id: ana.user_id(),
        name: ANA.to_owned(),
    };
    let check = |found: &[AuditEntry], action| {
        let user = Some(BO);
        let client = None;
        assert_one(
            found,
            &Expected {
                by,
                action,
                user,
                client,
            },
        );
    };
    let (found, bo) = lines(service, |service| create(service, &ana, &draft(BO)).user.id);
    check(&found, AuditAction::UserCreated);
    let roles = Roles::plain(PrimaryRole::QualityEngineer);
    assert_eq!(found[0].detail, Some(AuditDetail::user_created(roles)));
    let seen = revision(service, &ana, bo);
    let changed = UserDraft {
        first_name: "Bosse".to_owned(),
        ..draft(BO)
    };
    let password = SecretText::from(NEW_PASSWORD);
    let (found, _) = lines(service, |service| {
        service.update_user(&ana, bo, seen, &changed, Some(&password)).unwrap()
    });
    check(&found, AuditAction::UserUpdated);
    let expected = AuditDetail::UserChanged {
        fields: vec![Field::FirstName, Field::Password],
        roles: None,
    };
    assert_eq!(found[0].detail, Some(expected));
    for (is_disabled, action) in [(true, AuditAction::UserDisabled), (false, AuditAction::UserEnabled)] {
        let seen = revision(service, &ana, bo);
        let (found, _) = lines(service, |service| {
            service.set_user_disabled(&ana, bo, seen, is_disabled).unwrap()
        });
        check(&found, action);
    }
    service.sign_in(BO, &SecretText::from("wrong")).unwrap_err();
    let (found, _) = lines(service, |service| service.unlock_user(&ana, bo).unwrap());
    check(&found, AuditAction::UserUnlocked);
    provision(service, &ana, bo, "laptop-bo");
    let seen = revision(service, &ana, bo);
    let (found, ()) = lines(service, |service| service.delete_user(&ana, bo, seen).unwrap());
    check(&found, AuditAction::UserDeleted);
    assert_eq!(found[0].detail, Some(AuditDetail::UserDeleted { clients: 1 }));
}

#[test]
fn each_step_in_the_life_of_a_client_leaves_one_row() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let service = &mut service;
    let bo = create(service, &ana, &draft(BO)).user.id;
    let by = &AuditActor::User {
        id: ana.user_id(),
        name: ANA.to_owned(),
    };
    let check = |found: &[AuditEntry], by, action| {
        let (user, client) = (Some(BO), Some("laptop-bo"));
        assert_one(
            found,
            &Expected {
                by,
                action,
                user,
                client,
            },
        );
    };
    let (found, (client, token)) = lines(service, |service| provision(service, &ana, bo, "laptop-bo"));
    check(&found, by, AuditAction::ClientProvisioned);
    assert_eq!(
        found[0].detail,
        Some(AuditDetail::token_issued(&token, Terms::default()))
    );
    let (found, ()) = lines(service, |service| {
        register(service, &token, "lt-0231", CREDENTIAL);
    });
    check(&found, &AuditActor::Nobody, AuditAction::ClientRegistered);
    for (action, on_record) in [
        (ClientAction::Reprovision, AuditAction::ClientReprovisioned),
        (ClientAction::Deregister, AuditAction::ClientDeregistered),
        (ClientAction::Reregister, AuditAction::ClientReregistered),
        (ClientAction::Deregister, AuditAction::ClientDeregistered),
        (ClientAction::Delete, AuditAction::ClientDeleted),
    ] {
        let (found, token) = lines(service, |service| act(service, &ana, bo, client, action));
        check(&found, by, on_record);
        let issued = token.map(|token| AuditDetail::token_issued(&token, Terms::default()));
        assert_eq!(found[0].detail, issued, "{action:?}");
    }
}

#[test]
fn signing_in_and_out_and_ones_own_password_are_on_record() {
    let place = Place::with_ana();
    let mut service = place.open();
    let service = &mut service;
    let password = SecretText::from(ANA_PASSWORD);
    let (found, mut ana) = lines(service, |service| sign_in(service, ANA, ANA_PASSWORD));
    let by = &AuditActor::User {
        id: ana.user_id(),
        name: ANA.to_owned(),
    };
    let check = |found: &[AuditEntry], by, action| {
        let (user, client) = (Some(ANA), None);
        assert_one(
            found,
            &Expected {
                by,
                action,
                user,
                client,
            },
        );
    };
    check(&found, by, AuditAction::SignedIn);
    let (found, _) = lines(service, |service| {
        service.sign_in(ANA, &SecretText::from("wrong")).unwrap_err()
    });
    check(&found, &AuditActor::Nobody, AuditAction::SignInRefused);
    let (found, _) = lines(service, |service| service.unlock(&mut ana, &password).unwrap());
    check(&found, by, AuditAction::Unlocked);
    let new = SecretText::from(NEW_PASSWORD);
    let (found, _) = lines(service, |service| {
        service.change_password(&mut ana, Some(&password), &new).unwrap()
    });
    check(&found, by, AuditAction::PasswordChanged);
    let (found, ()) = lines(service, |service| service.sign_out(ana));
    check(&found, by, AuditAction::SignedOut);
    let (found, _) = lines(service, |service| service.reset_password(ANA, "root").unwrap());
    let machine = AuditActor::SystemAccount("root".to_owned());
    check(&found, &machine, AuditAction::PasswordReset);
}

#[test]
fn the_trail_holds_no_secret() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &manager(BO, false)).user.id;
    let (_, token) = provision(&mut service, &ana, bo, "laptop-bo");
    service
        .sign_in(NEW_PASSWORD, &SecretText::from(NEW_PASSWORD))
        .unwrap_err();
    let revision = service.user_details(&ana, bo).unwrap().user.revision;
    let made = service.make_one_time_password(&ana, bo, revision).unwrap();
    let one_time = service.reset_password(BO, "root").unwrap();
    let raw = place.raw();
    let hash: String = raw
        .query_row("SELECT password_hash FROM users WHERE id = ?1", [bo.0], |row| {
            row.get(0)
        })
        .unwrap();
    let trail = format!("{:?}", service.read_audit().unwrap());
    assert!(trail.contains(BO) && trail.contains(&*token.hint()));
    for secret in [
        token.expose(),
        one_time.expose(),
        made.password.text().expose(),
        &hash,
        ANA_PASSWORD,
        OTHER_PASSWORD,
        NEW_PASSWORD,
    ] {
        assert!(!trail.contains(secret));
    }
}

/// A refusal names whom it is about as far as that is known, where it came from and why; it holds nothing of the secret.
#[test]
fn a_refused_client_is_on_record_unless_there_are_too_many() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft(BO)).user.id;
    let (id, token) = provision(&mut service, &ana, bo, "laptop-bo");
    register(&mut service, &token, "lt-0231", CREDENTIAL);
    act(&mut service, &ana, bo, id, ClientAction::Deregister);
    let unknown = avo_admin::crypto::make_token().unwrap();
    for (request, user, client, detail) in [
        (
            registering(&token, "lt-0231", [9; 32]),
            Some(BO),
            Some("laptop-bo"),
            refused(ClientRequestKind::Register, TokenRefusal::Used),
        ),
        (
            connecting(CREDENTIAL),
            Some(BO),
            Some("laptop-bo"),
            refused(ClientRequestKind::Connect, TokenRefusal::Deregistered),
        ),
        (
            registering(&unknown, "lt-0231", [9; 32]),
            None,
            None,
            refused(ClientRequestKind::Register, TokenRefusal::Unknown),
        ),
        (
            connecting([8; 32]),
            None,
            None,
            refused(ClientRequestKind::Connect, TokenRefusal::Unknown),
        ),
    ] {
        let (found, _) = lines(&mut service, |service| admit(service, request.clone()).unwrap_err());
        let (by, action) = (&AuditActor::Nobody, AuditAction::ClientRefused);
        assert_one(
            &found,
            &Expected {
                by,
                action,
                user,
                client,
            },
        );
        assert_eq!(found[0].detail, Some(detail));
        let (found, _) = lines(&mut service, |service| service.admit(&[request], |_| false).unwrap());
        assert!(found.is_empty(), "{found:?}");
    }
}

/// Those who are let in take nothing of the room there is for refusals: among many that come at once the one that is
/// refused is on record, wherever it stands.
#[test]
fn the_first_refusals_are_on_record_however_many_are_admitted_before_them() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (_, token) = provision(&mut service, &ana, ana.user_id(), "laptop-ana");
    register(&mut service, &token, "lt-0231", CREDENTIAL);
    let mut requests = vec![connecting(CREDENTIAL); 100];
    requests.extend([registering(&token, "lt-0231", [9; 32]), connecting([8; 32])]);
    let mut left = 1;
    let is_recorded = |_| std::mem::take(&mut left) > 0;
    let (found, answers) = lines(&mut service, |service| service.admit(&requests, is_recorded).unwrap());
    assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), 2);
    assert_eq!(found.len(), 1);
    let expected = refused(ClientRequestKind::Register, TokenRefusal::Used);
    assert_eq!(found[0].detail, Some(expected));
}

/// Of a flood that is not written one by one, one entry says how many refusals it had and since when.
#[test]
fn refusals_that_were_left_out_are_counted_in_one_row() {
    let place = Place::with_ana();
    let mut service = place.open();
    let service = &mut service;
    let flood = vec![connecting([8; 32]); 100];
    let since_ms = place.clock.now().unix_ms();
    let (found, ()) = lines(service, |service| {
        for _ in 0..3 {
            service.admit(&flood, |_| false).unwrap();
            place.clock.pass_secs(100);
            service.keep_up();
        }
    });
    assert!(found.is_empty(), "{found:?}");
    place.clock.pass_secs(300);
    let (found, _) = lines(service, Service::keep_up);
    let counted = |count| Some(AuditDetail::RefusalsLeftOut { count, since_ms });
    assert_eq!((found.len(), found[0].action), (1, AuditAction::RefusalsLeftOut));
    assert_eq!(found[0].detail, counted(300));
    let (found, _) = lines(service, Service::keep_up);
    assert!(found.is_empty(), "{found:?}");

    // The next request says it too, and a service that stops.
    let since_ms = place.clock.now().unix_ms();
    let counted = |count| Some(AuditDetail::RefusalsLeftOut { count, since_ms });
    service.admit(&flood, |_| false).unwrap();
    place.clock.pass_secs(600);
    let (found, _) = lines(service, |service| service.admit(&flood[..2], |_| true).unwrap());
    assert_eq!((found.len(), &found[0].detail), (3, &counted(100)));
    let started = service
        .note_service_started("https://console.example.com:8443", None, "root")
        .unwrap();
    let since_ms = place.clock.now().unix_ms();
    service.admit(&flood, |_| false).unwrap();
    let (found, ()) = lines(service, |service| {
        service.note_service_stopped(&started, "root").unwrap();
    });
    let counted = AuditDetail::RefusalsLeftOut { count: 100, since_ms };
    assert_eq!((found.len(), &found[0].detail), (2, &Some(counted)));
}

#[test]
fn a_client_that_is_admitted_again_leaves_no_row() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (_, token) = provision(&mut service, &ana, ana.user_id(), "laptop-ana");
    register(&mut service, &token, "lt-0231", CREDENTIAL);
    let (found, ()) = lines(&mut service, |service| {
        register(service, &token, "lt-0231", CREDENTIAL);
        admit(service, connecting(CREDENTIAL)).unwrap();
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_registration_service_is_on_record_and_readable_by_every_signed_in_user() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    assert_eq!(service.registration_service(&ana).unwrap(), None);
    let fingerprint = Some(Fingerprint([7; 32]));
    let url = "https://console.example.com:8443";
    let account = AuditActor::SystemAccount("root".to_owned());
    let mut started = None;
    for (action, is_running) in [
        (AuditAction::ServiceStarted, true),
        (AuditAction::ServiceStopped, false),
    ] {
        let (found, ()) = lines(&mut service, |service| {
            if is_running {
                started = Some(service.note_service_started(url, fingerprint, "root").unwrap());
            } else {
                place.clock.pass_secs(60);
                service.note_service_stopped(started.as_ref().unwrap(), "root").unwrap();
            }
        });
        assert_eq!(
            (found.len(), found[0].action, &found[0].actor, &found[0].detail),
            (1, action, &account, &Some(AuditDetail::service(url)))
        );
        let info = service.registration_service(&ana).unwrap().unwrap();
        assert_eq!((info.url.as_str(), info.fingerprint), (url, fingerprint));
        assert_eq!(info.stopped_at.is_none(), is_running);
    }
}

#[test]
fn a_service_that_stops_does_not_overwrite_the_record_of_a_later_one() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let url = "https://console.example.com:8443";
    let first = service.note_service_started(url, None, "root").unwrap();
    place.clock.pass_secs(5);
    let second = service.note_service_started(url, None, "root").unwrap();
    let (found, ()) = lines(&mut service, |service| {
        service.note_service_stopped(&first, "root").unwrap();
    });
    assert_eq!((found.len(), found[0].action), (1, AuditAction::ServiceStopped));
    assert_eq!(service.registration_service(&ana).unwrap(), Some(second.clone()));
    service.note_service_stopped(&second, "root").unwrap();
    let stopped_at = service.registration_service(&ana).unwrap().unwrap().stopped_at;
    assert_eq!(stopped_at, Some(place.clock.now()));
}
