//! Every change, sign-in and refusal is on record: who, what, to whom, and no secret.
#![cfg(test)]

mod directory;

use avo_admin::domain::audit::{AuditAction, AuditActor, AuditEntry};
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::{Revision, UserDraft, UserId};
use avo_admin::service::{Service, Session};
use directory::{ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, act, create, draft, manager, provision, sign_in};

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

fn revision(service: &mut Service, ana: &Session, id: UserId) -> Revision {
    service.user_details(ana, id).unwrap().user.revision
}

/// Each change to a user, with the one line it must leave.
#[test]
fn each_change_to_a_user_leaves_one_line_with_who_and_to_whom() {
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
    assert_eq!(found[0].detail.as_deref(), Some("First Name; Password"));
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
    let seen = revision(service, &ana, bo);
    let (found, ()) = lines(service, |service| service.delete_user(&ana, bo, seen).unwrap());
    check(&found, AuditAction::UserDeleted);
}

#[test]
fn each_step_in_the_life_of_a_client_leaves_one_line() {
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
    let (found, _) = lines(service, |service| {
        service
            .register_client(token.expose(), "lt-0231", CREDENTIAL)
            .unwrap()
            .unwrap()
    });
    check(&found, &AuditActor::Nobody, AuditAction::ClientRegistered);
    for (action, on_record) in [
        (ClientAction::Reprovision, AuditAction::ClientReprovisioned),
        (ClientAction::Deregister, AuditAction::ClientDeregistered),
        (ClientAction::Reregister, AuditAction::ClientReregistered),
        (ClientAction::Deregister, AuditAction::ClientDeregistered),
        (ClientAction::Delete, AuditAction::ClientDeleted),
    ] {
        let (found, _) = lines(service, |service| act(service, &ana, bo, client, action));
        check(&found, by, on_record);
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
        &hash,
        ANA_PASSWORD,
        OTHER_PASSWORD,
        NEW_PASSWORD,
    ] {
        assert!(!trail.contains(secret));
    }
}

#[test]
fn a_host_cannot_bring_its_own_lines_or_turn_the_text_around() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft(BO)).user.id;
    let (_, token) = provision(&mut service, &ana, bo, "laptop-bo");
    let host = format!("lt-\u{202e}02\n\u{1b}[31m31{}", "x".repeat(1_000));
    let client = service
        .register_client(token.expose(), &host, CREDENTIAL)
        .unwrap()
        .unwrap();
    let kept = client.host.unwrap();
    assert!(kept.starts_with("lt-02[31m31x") && kept.len() == 253, "{kept:?}");
    let trail = service.read_audit().unwrap();
    assert_eq!(
        trail.last().unwrap().detail.as_deref(),
        Some(format!("from {kept}").as_str())
    );
}
