use super::*;
use crate::domain::token::TokenRefusal;

/// The JSON is the file format, so it is pinned to the letter.
#[test]
fn each_kind_is_kept_as_stable_json_and_read_back() {
    let manager = RolesDetail {
        primary: PrimaryRole::QualityManager,
        is_admin: true,
    };
    let lead = RolesDetail {
        primary: PrimaryRole::QualityLead,
        is_admin: false,
    };
    let cases = [
        (
            AuditDetail::SampleData { users: 1200 },
            r#"{"kind":"sample_data","users":1200}"#,
        ),
        (
            AuditDetail::RefusalsLeftOut {
                count: 812,
                since_ms: 1_795_000_000_000,
            },
            r#"{"kind":"refusals_left_out","count":812,"since_ms":1795000000000}"#,
        ),
        (
            AuditDetail::UserCreated { roles: lead },
            r#"{"kind":"user_created","roles":{"primary":"quality_lead","is_admin":false}}"#,
        ),
        (
            AuditDetail::UserChanged {
                fields: vec![Field::Email, Field::FirstName, Field::LastName, Field::Password],
                roles: None,
            },
            r#"{"kind":"user_changed","fields":["email","first_name","last_name","password"]}"#,
        ),
        (
            AuditDetail::UserChanged {
                fields: Vec::new(),
                roles: Some(RolesChange {
                    from: lead,
                    to: manager,
                }),
            },
            r#"{"kind":"user_changed","fields":[],"roles":{"from":{"primary":"quality_lead","is_admin":false},"to":{"primary":"quality_manager","is_admin":true}}}"#,
        ),
        (
            AuditDetail::UserDeleted { clients: 3 },
            r#"{"kind":"user_deleted","clients":3}"#,
        ),
        (
            AuditDetail::TokenIssued {
                hint: "aB3d".to_owned(),
                lifetime_secs: Some(604_800),
                credential_days: None,
            },
            r#"{"kind":"token_issued","hint":"aB3d","lifetime_secs":604800}"#,
        ),
        (
            AuditDetail::ClientRegistered {
                host: "lt-0231".to_owned(),
            },
            r#"{"kind":"client_registered","host":"lt-0231"}"#,
        ),
        (
            AuditDetail::Service {
                url: "https://console.example.com:8443".to_owned(),
            },
            r#"{"kind":"service","url":"https://console.example.com:8443"}"#,
        ),
        (
            AuditDetail::Text {
                text: "as it was".to_owned(),
            },
            r#"{"kind":"text","text":"as it was"}"#,
        ),
    ];
    for (detail, json) in cases {
        assert_eq!(detail.to_json().unwrap(), json);
        assert_eq!(AuditDetail::from_kept(json), detail);
    }
}

#[test]
fn each_change_of_a_host_is_kept_as_stable_json_and_read_back() {
    let cases = [
        (
            AuditDetail::ClientHostChanged {
                from: "lt-0231".to_owned(),
                to: "lt-0232".to_owned(),
            },
            r#"{"kind":"client_host_changed","from":"lt-0231","to":"lt-0232"}"#,
        ),
        (
            AuditDetail::ClientUsedFromTwoMachines {
                from: "lt-0232".to_owned(),
                to: "lt-0231".to_owned(),
            },
            r#"{"kind":"client_used_from_two_machines","from":"lt-0232","to":"lt-0231"}"#,
        ),
    ];
    for (detail, json) in cases {
        assert_eq!(detail.to_json().unwrap(), json);
        assert_eq!(AuditDetail::from_kept(json), detail);
    }
}

#[test]
fn each_cause_of_a_refused_client_has_a_code_of_its_own() {
    let causes = TokenRefusal::ALL.map(ClientRefusal::Token);
    let codes = causes.into_iter().chain([ClientRefusal::CredentialTaken]).map(|cause| {
        let detail = AuditDetail::ClientRefused {
            request: ClientRequestKind::Connect,
            address: "192.0.2.7".to_owned(),
            cause,
        };
        let json = detail.to_json().unwrap();
        assert_eq!(AuditDetail::from_kept(&json), detail);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        value["cause"].as_str().unwrap().to_owned()
    });
    let expected = [
        "malformed",
        "unknown",
        "used",
        "replaced",
        "deregistered",
        "expired",
        "disabled",
        "credential_taken",
    ];
    assert_eq!(codes.collect::<Vec<_>>(), expected);
}

#[test]
fn each_operation_and_cause_of_a_refused_person_is_read_back() {
    let operations = [
        (OperationKind::ReadDirectory, "read_directory"),
        (OperationKind::ReadOwnAccount, "read_own_account"),
        (OperationKind::ActOnClient(ClientAction::Reprovision), "reprovision"),
        (OperationKind::ActOnClient(ClientAction::Delete), "delete"),
        (OperationKind::MakeOneTimePassword, "make_one_time_password"),
    ];
    let causes = [
        (RefusalCause::SessionEnded, "session_ended"),
        (RefusalCause::LastAdministrator, "last_administrator"),
        (RefusalCause::Denied(Denied::NotAdministrator), "not_administrator"),
        (RefusalCause::Denied(Denied::OwnAccount), "own_account"),
        (RefusalCause::Denied(Denied::OwnPassword), "own_password"),
    ];
    for ((operation, operation_code), (cause, cause_code)) in operations.into_iter().zip(causes) {
        let detail = AuditDetail::Refused { operation, cause };
        let json = format!(r#"{{"kind":"refused","operation":"{operation_code}","cause":"{cause_code}"}}"#);
        assert_eq!(detail.to_json().unwrap(), json);
        assert_eq!(AuditDetail::from_kept(&json), detail);
    }
}

#[test]
fn what_is_not_understood_stays_readable() {
    for kept in ["from lt-0231", "", r#"{"kind":"of_a_later_version","x":1}"#, "{", "7"] {
        assert_eq!(AuditDetail::from_kept(kept), AuditDetail::text(kept));
    }
    let AuditDetail::Text { text } = AuditDetail::from_kept(&"ü".repeat(9_000)) else {
        panic!("text has no structure");
    };
    assert_eq!(text.chars().count(), MOST_TEXT_CHARS);
}
