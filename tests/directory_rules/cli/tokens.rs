//! `token verify`.

use super::{Account, PASSWORD, WELL_FORMED_BUT_UNKNOWN};
use avo_admin::domain::check_words::CheckWords;
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::registration::{ClientAsks, ClientRequest, ClientVersion, HostName};
use avo_admin::domain::token::TokenSecret;
use avo_admin::service::{Reads as _, Service};
use serde_json::{Value, json};

#[test]
fn a_token_is_verified_with_one_json_object_and_never_repeated() {
    let account = Account::with_directory();
    for (token, cause) in [
        (&b"not a token"[..], "malformed"),
        (b"", "malformed"),
        (b"\xff\xfe", "malformed"),
        (WELL_FORMED_BUT_UNKNOWN.as_bytes(), "unknown"),
        (format!("\r\n  {WELL_FORMED_BUT_UNKNOWN} \n").as_bytes(), "unknown"),
    ] {
        let run = account.on_file(&["token", "verify"], token);
        assert_eq!(run.code, 3, "{}", run.err);
        let verdict: Value = serde_json::from_str(&run.out).unwrap();
        let mut expected = json!({"status": null, "client": null, "user_name": null, "cause": cause});
        if cause == "unknown" {
            let token = TokenSecret::parse(WELL_FORMED_BUT_UNKNOWN).unwrap();
            expected["check_words"] = CheckWords::of(&token).to_string().into();
        }
        assert_eq!(verdict, expected);
        assert!(run.err.contains("next step: "), "{}", run.err);
        assert!(
            !format!("{}{}", run.out, run.err).contains("avo_"),
            "{}{}",
            run.out,
            run.err
        );
    }
}

#[test]
fn a_token_is_found_in_what_it_was_sent_in_and_utf_16_is_named() {
    let account = Account::with_directory();
    let (head, tail) = WELL_FORMED_BUT_UNKNOWN.split_at(30);
    let long = "Regards ".repeat(1_000);
    for sent in [
        format!("\u{feff}<{WELL_FORMED_BUT_UNKNOWN}>."),
        format!("Your token is {WELL_FORMED_BUT_UNKNOWN}, please use it today. {long}"),
        format!("{head}\r\n{tail}\u{200b}"),
    ] {
        let run = account.on_file(&["token", "verify"], sent.as_bytes());
        assert!(run.out.contains("\"unknown\""), "{sent:?}: {}", run.out);
    }
    let utf_16: Vec<u8> = format!("\u{feff}{WELL_FORMED_BUT_UNKNOWN}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let run = account.on_file(&["token", "verify"], &utf_16);
    run.is_refused_with(3, "The token is UTF-16 instead of UTF-8");
    assert!(run.out.contains("\"malformed\"") && run.err.contains("Save it as UTF-8"));
}

#[test]
fn token_verify_follows_the_life_of_a_client() {
    let account = Account::with_directory();
    let (mut service, signed_in) = account.sign_in(PASSWORD);
    let session = &signed_in.session;
    let verify = |token: &TokenSecret| {
        let run = account.on_file(&["token", "verify"], format!(" {}\n", token.expose()).as_bytes());
        assert!(!run.out.contains(token.expose()) && !run.err.contains(token.expose()));
        let mut verdict = serde_json::from_str::<Value>(&run.out).unwrap();
        let expires_at = verdict.as_object_mut().unwrap().remove("expires_at");
        assert!(expires_at.is_some_and(|at| at.as_str().is_some_and(|at| at.ends_with('Z'))));
        let check_words = verdict.as_object_mut().unwrap().remove("check_words");
        assert_eq!(check_words, Some(CheckWords::of(token).to_string().into()));
        (run.code, verdict)
    };
    let accepted = |status| {
        let verdict = json!({"status": status, "client": "build host 7", "user_name": "ada.admin"});
        (0, verdict)
    };
    let refused = |status, cause| {
        let verdict = json!({"status": status, "client": "build host 7", "user_name": "ada.admin", "cause": cause});
        (3, verdict)
    };

    let made = service
        .generate_token(session, signed_in.user.id, "build host 7", Terms::default())
        .unwrap();
    let (client, first) = (made.client, made.token);
    assert_eq!(verify(&first), accepted("provisioned"));
    assert_eq!(verify(&first), accepted("provisioned"), "looking does not use it up");

    let act = |service: &mut Service, action| {
        let details = service.user_details(session, signed_in.user.id).unwrap();
        let revision = details.clients.iter().find(|one| one.id == client).unwrap().revision;
        service
            .act_on_client(session, client, revision, action, Terms::default())
            .unwrap()
            .token
    };
    let second = act(&mut service, ClientAction::Reprovision).unwrap();
    assert_eq!(verify(&first), refused("provisioned", "void"));
    assert_eq!(verify(&second), accepted("provisioned"));
    act(&mut service, ClientAction::Deregister);
    assert_eq!(verify(&second), refused("deregistered", "void"));
    let third = act(&mut service, ClientAction::Reregister).unwrap();
    assert_eq!(verify(&third), accepted("registered"));
    let request = ClientRequest {
        asks: ClientAsks::Register {
            token: third.hash(),
            host: HostName::parse("bh-7").unwrap(),
            version: ClientVersion::parse("1.2.3").unwrap(),
            credential: CredentialHash([7; 32]),
        },
        address: [192, 0, 2, 7].into(),
    };
    service.admit(&[request], |_| true).unwrap().remove(0).unwrap();
    assert_eq!(verify(&third), refused("registered", "used"));

    act(&mut service, ClientAction::Deregister);
    let run = account.on_file(&["token", "verify"], third.expose().as_bytes());
    let advice = "next step: Reregister the client";
    assert!(run.err.contains(advice), "Reprovision is not offered: {}", run.err);
}
