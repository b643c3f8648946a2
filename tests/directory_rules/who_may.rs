//! Who may do what: every role, account state and operation, through the service on a real directory.
//!
//! The table below is written independently of `domain::access`. A refusal must change nothing but add one line to the
//! audit trail.

mod cast;

use std::fs;
use std::ops::ControlFlow;

use crate::directory::{Place, draft, own_password, sign_in};
use avo_admin::domain::access::{Denied, Operation};
use avo_admin::domain::backup_schedule::BackupSettings;
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::location::Location;
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::{Revision, UserDraft};
use avo_admin::service::{Reads as _, Service, Session};
use cast::{Cast, NEW_PASSWORD, ROLES, Role, STATES, State, actor_draft, stage, turn};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Attempt {
    Home,
    List,
    Backups,
    Details,
    CreateUser,
    UpdateOther,
    SetPasswordOfOther,
    UpdateSelf,
    DeleteOther,
    DeleteSelf,
    DisableOther,
    DisableSelf,
    EnableOther,
    UnlockOther,
    MakePasswordOfOther,
    MakePasswordOfSelf,
    Generate,
    Act(ClientAction),
    OwnDetails,
    GenerateOwn,
    ActOnOwn(ClientAction),
    Identify,
    BackUp,
    ChangeBackupSettings,
    SealTrail,
    ConfirmClock,
    Restore,
    Me,
    Arrivals,
    RegistrationService,
    Unlock,
    ConfirmPassword,
    ChangePassword,
}

/// What is tried for each operation of the domain, under the operation's code in the trail. The domain's operations are
/// matched one by one, so that one that is not in the table does not compile.
macro_rules! attempts {
    ($($operation:pat, $code:literal => [$($attempt:expr),+];)+) => {
        const _: fn(Operation) = |operation| match operation {
            $($operation => (),)+
        };
        const ATTEMPTS: &[(&str, Attempt)] = &[$($(($code, $attempt),)+)+];
    };
}

attempts! {
    Operation::ReadDirectory, "read_directory" => [Attempt::Home, Attempt::List, Attempt::Backups];
    Operation::CreateUser, "create_user" => [Attempt::CreateUser];
    Operation::UpdateUser(_), "update_user" => [Attempt::UpdateOther, Attempt::SetPasswordOfOther, Attempt::UpdateSelf];
    Operation::DeleteUser(_), "delete_user" => [Attempt::DeleteOther, Attempt::DeleteSelf];
    Operation::DisableUser(_), "disable_user" => [Attempt::DisableOther, Attempt::DisableSelf];
    Operation::EnableUser(_), "enable_user" => [Attempt::EnableOther];
    Operation::UnlockUser(_), "unlock_user" => [Attempt::UnlockOther];
    Operation::MakeOneTimePassword(_), "make_one_time_password" => [
        Attempt::MakePasswordOfOther, Attempt::MakePasswordOfSelf
    ];
    Operation::ReadUser(_), "read_user" => [Attempt::Details, Attempt::OwnDetails];
    Operation::GenerateToken(_), "generate_token" => [Attempt::Generate, Attempt::GenerateOwn];
    Operation::ActOnClient(_, ClientAction::Reprovision), "reprovision" => [
        Attempt::Act(ClientAction::Reprovision), Attempt::ActOnOwn(ClientAction::Reprovision)
    ];
    Operation::ActOnClient(_, ClientAction::Deregister), "deregister" => [
        Attempt::Act(ClientAction::Deregister), Attempt::ActOnOwn(ClientAction::Deregister)
    ];
    Operation::ActOnClient(_, ClientAction::Reregister), "reregister" => [
        Attempt::Act(ClientAction::Reregister), Attempt::ActOnOwn(ClientAction::Reregister)
    ];
    Operation::ActOnClient(_, ClientAction::Delete), "delete" => [
        Attempt::Act(ClientAction::Delete), Attempt::ActOnOwn(ClientAction::Delete)
    ];
    Operation::IdentifyToken, "identify_token" => [Attempt::Identify];
    Operation::BackUp, "back_up" => [Attempt::BackUp];
    Operation::ChangeBackupSettings, "change_backup_settings" => [Attempt::ChangeBackupSettings];
    Operation::SealTrail, "seal_trail" => [Attempt::SealTrail];
    Operation::ConfirmClock, "confirm_clock" => [Attempt::ConfirmClock];
    Operation::Restore, "restore" => [Attempt::Restore];
    Operation::ChangeOwnPassword, "change_own_password" => [Attempt::ChangePassword];
    Operation::ReadOwnAccount, "read_own_account" => [
        Attempt::Me, Attempt::Arrivals, Attempt::RegistrationService, Attempt::Unlock, Attempt::ConfirmPassword
    ];
}

/// What must come of it, said once more without looking at the program.
fn expected(role: Role, state: State, attempt: Attempt) -> Result<(), Failure> {
    let is_for_everybody = matches!(
        attempt,
        Attempt::Me
            | Attempt::Arrivals
            | Attempt::RegistrationService
            | Attempt::Unlock
            | Attempt::ConfirmPassword
            | Attempt::ChangePassword
    );
    let is_of_own_clients = matches!(
        attempt,
        Attempt::OwnDetails
            | Attempt::GenerateOwn
            | Attempt::ActOnOwn(ClientAction::Deregister | ClientAction::Reregister)
    );
    match state {
        State::Deleted | State::Reset | State::Old => Err(Failure::SessionEnded),
        State::Disabled => Err(Failure::Denied(Denied::AccountDisabled)),
        _ if is_for_everybody => Ok(()),
        State::MustChange => Err(Failure::Denied(Denied::PasswordMustChange)),
        _ if is_of_own_clients => Ok(()),
        State::Demoted => Err(Failure::Denied(Denied::NotAdministrator)),
        State::Active => match (role, attempt) {
            (Role::Administrator, Attempt::DeleteSelf | Attempt::DisableSelf) => {
                Err(Failure::Denied(Denied::OwnAccount))
            }
            (Role::Administrator, Attempt::MakePasswordOfSelf) => Err(Failure::Denied(Denied::OwnPassword)),
            (Role::Administrator, _) => Ok(()),
            _ => Err(Failure::Denied(Denied::NotAdministrator)),
        },
    }
}

/// The revisions as a window would have seen them; the actor's is 0 where the actor is gone.
struct Seen {
    actor: Revision,
    other: Revision,
    disabled: Revision,
    provisioned: Revision,
    deregistered: Revision,
    own_provisioned: Revision,
    own_deregistered: Revision,
}

fn see(place: &Place, cast: &Cast) -> Seen {
    let raw = place.raw();
    let revision = |table: &str, id: i64| {
        let sql = format!("SELECT revision FROM {table} WHERE id = ?1");
        Revision(raw.query_row(&sql, [id], |row| row.get(0)).unwrap_or(0))
    };
    Seen {
        actor: revision("users", cast.actor.0),
        other: revision("users", cast.other.0),
        disabled: revision("users", cast.disabled.0),
        provisioned: revision("clients", cast.provisioned.0),
        deregistered: revision("clients", cast.deregistered.0),
        own_provisioned: revision("clients", cast.own_provisioned.0),
        own_deregistered: revision("clients", cast.own_deregistered.0),
    }
}

fn try_it(
    service: &mut Service,
    session: &mut Session,
    cast: &Cast,
    seen: &Seen,
    role: Role,
    attempt: Attempt,
) -> Result<(), Failure> {
    let own = SecretText::from(own_password("the.actor").as_str());
    let new = SecretText::from(NEW_PASSWORD);
    match attempt {
        Attempt::Home => service.home(session).map(drop),
        Attempt::List => service.list_users(session, &UserQuery::default()).map(drop),
        Attempt::Backups => service.backup_record(session).map(drop),
        Attempt::Details => service.user_details(session, cast.other).map(drop),
        Attempt::CreateUser => service.create_user(session, &draft("the.new"), &new).map(drop),
        Attempt::UpdateOther => service
            .update_user(session, cast.other, seen.other, &renamed(draft("the.other")), None)
            .map(drop),
        Attempt::SetPasswordOfOther => {
            let same = draft("the.other");
            service
                .update_user(session, cast.other, seen.other, &same, Some(&new))
                .map(drop)
        }
        Attempt::UpdateSelf => {
            let changed = renamed(actor_draft(role));
            service
                .update_user(session, cast.actor, seen.actor, &changed, None)
                .map(drop)
        }
        Attempt::DeleteOther => service.delete_user(session, cast.other, seen.other),
        Attempt::DeleteSelf => service.delete_user(session, cast.actor, seen.actor),
        Attempt::DisableOther => service
            .set_user_disabled(session, cast.other, seen.other, true)
            .map(drop),
        Attempt::DisableSelf => service
            .set_user_disabled(session, cast.actor, seen.actor, true)
            .map(drop),
        Attempt::EnableOther => service
            .set_user_disabled(session, cast.disabled, seen.disabled, false)
            .map(drop),
        Attempt::UnlockOther => service.unlock_user(session, cast.other).map(drop),
        Attempt::MakePasswordOfOther => service
            .make_one_time_password(session, cast.other, seen.other)
            .map(drop),
        Attempt::MakePasswordOfSelf => service
            .make_one_time_password(session, cast.actor, seen.actor)
            .map(drop),
        Attempt::Generate => service
            .generate_token(session, cast.other, "another", Terms::default())
            .map(drop),
        Attempt::Act(action) => {
            let (client, revision) = match action {
                ClientAction::Reprovision | ClientAction::Deregister => (cast.provisioned, seen.provisioned),
                ClientAction::Reregister | ClientAction::Delete => (cast.deregistered, seen.deregistered),
            };
            service
                .act_on_client(session, client, revision, action, Terms::default())
                .map(drop)
        }
        Attempt::OwnDetails => service.user_details(session, cast.actor).map(drop),
        Attempt::GenerateOwn => service
            .generate_token(session, cast.actor, "another", Terms::default())
            .map(drop),
        Attempt::ActOnOwn(action) => {
            let (client, revision) = match action {
                ClientAction::Reprovision | ClientAction::Deregister => (cast.own_provisioned, seen.own_provisioned),
                ClientAction::Reregister | ClientAction::Delete => (cast.own_deregistered, seen.own_deregistered),
            };
            service
                .act_on_client(session, client, revision, action, Terms::default())
                .map(drop)
        }
        Attempt::Identify => service.identify_token(session, &SecretText::from("avo_")).map(drop),
        Attempt::BackUp => back_up(service, session),
        Attempt::ChangeBackupSettings => switch_backups_off(service, session),
        Attempt::SealTrail => seal(service, session),
        Attempt::ConfirmClock => service.confirm_clock(session),
        Attempt::Restore => service.begin_restore(session),
        Attempt::Me => service.me(session).map(drop),
        Attempt::Arrivals => service.arrivals(session, Some(0)).map(drop),
        Attempt::RegistrationService => service.registration_service(session).map(drop),
        Attempt::Unlock => service.unlock(session, &own).map(drop),
        Attempt::ConfirmPassword => service.confirm_password(session, &own),
        Attempt::ChangePassword => service.change_password(session, Some(&own), &new).map(drop),
    }
}

fn renamed(draft: UserDraft) -> UserDraft {
    UserDraft {
        first_name: "Renamed".to_owned(),
        ..draft
    }
}

fn switch_backups_off(service: &mut Service, session: &Session) -> Result<(), Failure> {
    let before = BackupSettings::default();
    let after = BackupSettings {
        is_on: false,
        ..before.clone()
    };
    service.change_backup_settings(session, &before, &after)
}

fn back_up(service: &Service, session: &Session) -> Result<(), Failure> {
    let Location::File(path) = service.location();
    let file = path.with_file_name("backup.db");
    let made = service
        .reader()?
        .back_up(session, &file, None, &mut |_| ControlFlow::Continue(()));
    made.map(drop)
}

fn seal(service: &mut Service, session: &Session) -> Result<(), Failure> {
    let Location::File(path) = service.location();
    let file = path.with_file_name("trail.jsonl");
    service
        .seal_trail(session, &file, avo_admin::domain::time::Timestamp::from_unix_ms(0))
        .map(drop)
}

/// Every state and operation for one role. Each cell works on a copy of one prepared directory.
fn every_cell_of(role: Role) {
    let staged = Place::with_ana();
    let (mut service, ana) = staged.open_as_ana();
    let cast = stage(&mut service, &ana, role);
    drop(service);
    let mut cells = 0;
    for state in STATES {
        if state == State::Demoted && role != Role::Administrator {
            continue;
        }
        for &(code, attempt) in ATTEMPTS {
            let place = Place::empty();
            fs::copy(&staged.path, &place.path).unwrap();
            let mut service = place.open();
            let mut session = sign_in(&mut service, "the.actor", &own_password("the.actor"));
            turn(&place, &mut service, &ana, &cast, state);
            let seen = see(&place, &cast);
            let (before, lines) = (place.contents_without_audit(), place.audit_rows());
            let answer = try_it(&mut service, &mut session, &cast, &seen, role, attempt);
            let wanted = expected(role, state, attempt);
            assert_eq!(answer, wanted, "{role:?} {state:?} {attempt:?}");
            if wanted.is_err() {
                assert_eq!(place.contents_without_audit(), before, "{role:?} {state:?} {attempt:?}");
                assert_eq!(place.audit_rows(), lines + 1, "{role:?} {state:?} {attempt:?}");
                let (action, detail) = place.last_audit();
                assert_eq!(action, "refused", "{role:?} {state:?} {attempt:?}");
                let detail = detail.unwrap();
                assert!(
                    detail.starts_with(&format!(r#"{{"kind":"refused","operation":"{code}","#)),
                    "{detail}"
                );
            }
            cells += 1;
        }
    }
    let states = STATES.len() - usize::from(role != Role::Administrator);
    assert_eq!(cells, states * ATTEMPTS.len());
    assert!(ROLES.contains(&role));
}

#[test]
fn every_state_and_operation_for_a_quality_engineer() {
    every_cell_of(Role::Engineer);
}

#[test]
fn every_state_and_operation_for_a_quality_lead() {
    every_cell_of(Role::Lead);
}

#[test]
fn every_state_and_operation_for_a_quality_manager() {
    every_cell_of(Role::Manager);
}

#[test]
fn every_state_and_operation_for_an_administrator() {
    every_cell_of(Role::Administrator);
}
