//! Whatever carries a secret prints none of it, so that no log line and no panic message ever does.
use std::fmt::Debug;

use crate::directory::{ANA, OTHER_PASSWORD, Place, create, draft};
use avo_admin::command::{
    AcceptCopy, AllowRestore, BackUp, ChangePassword, ChosenEncryption, ChosenPassword, ChosenUnlock, Command,
    Commands, ConfirmPassword, CreateFirstAdministrator, CreateUser, EditorCommand, IdentifyCommand, SessionCommand,
    SignIn, Unlock, UpdateUser,
};
use avo_admin::crypto::{HashPolicy, Hasher, PasswordHash, make_credential};
use avo_admin::domain::backup::UnknownSecrets;
use avo_admin::domain::credential::CredentialSecret;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::hand_off::HandOff;
use avo_admin::domain::one_time_password::OneTimeSecret;
use avo_admin::domain::password::{NewPassword, PasswordAttempt};
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::token::TokenSecret;
use avo_admin::domain::user::Revision;
use avo_admin::platform::clipboard::{Clipboard as _, Selection, digest_of};
use avo_admin::platform::fake_clipboard::FakeClipboard;
use avo_admin::service::{
    ActedOn, CreatedUser, DemoAdministrator, MadePassword, Provisioned, Reader, Reads as _, Service, SignedIn,
};
use avo_admin::state::{BoxedPassword, DemoAccount, FreshPassword, FreshToken};

const PASSWORD: &str = "canary wings over 4711 hills";

#[track_caller]
fn hides(value: &impl Debug, secrets: &[&str]) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        for secret in secrets {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

fn password() -> SecretText {
    SecretText::from(PASSWORD)
}

#[test]
fn types_that_carry_a_password_print_none() {
    let checked = NewPassword::check(&password(), &[]).unwrap();
    let hash: PasswordHash = Hasher::new(HashPolicy::cheap_for_tests_only()).hash(&checked).unwrap();
    let secrets = [PASSWORD, "canary", "$argon2id"];
    hides(&password(), &secrets);
    hides(&checked, &secrets);
    hides(&PasswordAttempt::new(&password()), &secrets);
    hides(&hash, &secrets);
    let user_name = ANA.to_owned();
    hides(
        &DemoAccount {
            user_name: user_name.clone(),
            password: password(),
        },
        &secrets,
    );
    let administrator = DemoAdministrator {
        user_name: user_name.clone(),
        password: password(),
    };
    hides(&administrator, &secrets);
    let mut commands = Commands::default();
    for command in [
        Command::Session(SessionCommand::CreateFirstAdministrator(CreateFirstAdministrator {
            draft: draft(ANA),
            password: password(),
        })),
        Command::Session(SessionCommand::SignIn(SignIn {
            user_name: user_name.clone(),
            password: password(),
        })),
        Command::Session(SessionCommand::AcceptCopy(AcceptCopy {
            user_name: user_name.clone(),
            password: password(),
        })),
        Command::Session(SessionCommand::Unlock(Unlock { password: password() })),
        Command::Session(SessionCommand::ConfirmPassword(ConfirmPassword {
            password: password(),
        })),
        Command::Session(SessionCommand::ChangePassword(ChangePassword {
            current: Some(password()),
            new: password(),
        })),
        Command::Editor(EditorCommand::Create(CreateUser {
            draft: draft(ANA),
            password: ChosenPassword::Typed(password()),
        })),
    ] {
        commands.send(command);
    }
    hides(&commands, &secrets);
}

#[test]
fn types_that_carry_a_one_time_password_print_none() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let created: CreatedUser = service
        .create_user_with_one_time_password(&ana, &draft("cleo"))
        .unwrap();
    let first: OneTimeSecret = created.one_time.clone().unwrap();
    hides(&created, &[first.text().expose()]);
    let user = created.details.user;
    let made: MadePassword = service.make_one_time_password(&ana, user.id, user.revision).unwrap();
    let secrets = [made.password.text().expose(), "canary"];
    hides(&made, &secrets);
    hides(&made.password, &secrets);
    let fresh = FreshPassword::new(made.password.clone(), &made.details.user).unwrap();
    hides(&fresh, &secrets);
    let boxed = BoxedPassword::Fresh(fresh);
    hides(&boxed, &secrets);
    hides(&ChosenPassword::Typed(password()), &secrets);
    hides(&ChosenUnlock::Passphrase(password()), &secrets);
    hides(
        &AllowRestore {
            user_name: ANA.to_owned(),
            password: password(),
            secrets: UnknownSecrets::Void,
        },
        &secrets,
    );
    hides(
        &BackUp {
            file: "/backups/one.db.age".into(),
            encryption: ChosenEncryption::Passphrase(password()),
        },
        &secrets,
    );
}

#[test]
fn types_that_carry_a_token_print_none() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist"));
    let made = service
        .generate_token(&ana, bo.user.id, "laptop-bo", Terms::default())
        .unwrap();
    let text = made.token.expose().to_owned();
    let secrets = [text.as_str(), &text[..12]];
    let token = || TokenSecret::parse(&text).unwrap();
    hides(&token(), &secrets);
    let hand_off = HandOff {
        server: "https://console.example.com".to_owned(),
        fingerprint: None,
        token: token(),
    };
    hides(&hand_off, &secrets);
    let made: Provisioned = made;
    hides(&made, &secrets);
    hides(
        &ActedOn {
            details: bo,
            client: made.client,
            token: Some(token()),
        },
        &secrets,
    );
    hides(
        &FreshToken::new(token(), &made.details.clients[0], &made.details.user),
        &secrets,
    );
    let pasted = || SecretText::from(text.as_str());
    hides(&Command::Identify(IdentifyCommand::Ask { token: pasted() }), &secrets);
    hides(&service.identify_token(&ana, &pasted()).unwrap(), &secrets);
}

#[test]
fn sessions_and_an_open_service_print_no_secret() {
    let place = Place::with_ana();
    let mut service: Service = place.open();
    let signed_in: SignedIn = service
        .sign_in(ANA, &SecretText::from(crate::directory::ANA_PASSWORD))
        .unwrap();
    let made = create(&mut service, &signed_in.session, &draft("bo.lindqvist"));
    let update = UpdateUser {
        id: made.user.id,
        revision: Revision(1),
        draft: draft("bo.lindqvist"),
        password: Some(password()),
    };
    let secrets = [PASSWORD, OTHER_PASSWORD, crate::directory::ANA_PASSWORD, "$argon2id"];
    hides(&signed_in, &secrets);
    hides(&service, &secrets);
    let reader: Reader = service.reader().unwrap();
    hides(&reader, &secrets);
    // A text without anything in it would hide every secret.
    let path = place.path.to_str().unwrap();
    for shown in [format!("{service:?}"), format!("{reader:?}")] {
        assert!(shown.contains(path), "{shown}");
    }
    hides(&reader.interrupter(), &secrets);
    hides(&signed_in.session.snapshot(), &secrets);
    hides(&made, &secrets);
    hides(&update, &secrets);
}

#[test]
fn a_credential_prints_no_secret() {
    let credential: CredentialSecret = make_credential().unwrap();
    hides(&credential, &[credential.expose(), &credential.expose()[4..12]]);
}

#[test]
fn a_clipboard_recognises_a_secret_by_its_digest_alone() {
    let mut clipboard = FakeClipboard::new();
    clipboard.put_secret(PASSWORD).unwrap();
    assert!(clipboard.holds(Selection::Clipboard, &digest_of(PASSWORD)).unwrap());
    hides(&avo_admin::platform::clipboard::SystemClipboard::new(), &[PASSWORD]);
}
