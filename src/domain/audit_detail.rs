//! What an audit entry says beyond who, what and whom: codes with arguments, never a sentence and never a secret.
//!
//! The directory keeps each as JSON with its `kind`. The codes are part of the file format: add new ones, and never
//! rename one that shipped.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::access::{Denied, Operation};
use super::client::ClientAction;
use super::expiry::Terms;
use super::field::Field;
use super::registration::{ClientAsks, ClientRefusal, HostName};
use super::role::{PrimaryRole, Roles};
use super::token::TokenSecret;

/// The longest text that a detail keeps, in characters.
const MOST_TEXT_CHARS: usize = 500;

/// The arguments of one audit entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AuditDetail {
    /// A demonstration was filled with made-up users.
    SampleData {
        /// How many users.
        users: u32,
    },
    /// A user was created with these roles.
    UserCreated {
        /// The roles.
        roles: RolesDetail,
    },
    /// What changed about a user; values of fields are not kept.
    UserChanged {
        /// The changed fields, in the order of the form.
        fields: Vec<Field>,
        /// The roles before and after, where they changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        roles: Option<RolesChange>,
    },
    /// A user was deleted together with clients.
    UserDeleted {
        /// How many clients.
        clients: u64,
    },
    /// A token was issued.
    TokenIssued {
        /// The token's last four characters.
        hint: String,
        /// How long it can be used, in seconds; none where it does not expire.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lifetime_secs: Option<i64>,
        /// How long the client's credential works, in days; none where it does not expire.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credential_days: Option<i64>,
    },
    /// A client registered.
    ClientRegistered {
        /// Its host name.
        host: String,
    },
    /// A client was refused.
    ClientRefused {
        /// What it asked for.
        request: ClientRequestKind,
        /// The network address it asked from.
        address: String,
        /// Why it was refused.
        cause: ClientRefusal,
    },
    /// The registration service started or stopped.
    Service {
        /// The URL it is reached at.
        url: String,
    },
    /// A person was refused.
    Refused {
        /// What was asked for.
        operation: OperationKind,
        /// Why it was refused.
        cause: RefusalCause,
    },
    /// English text that an earlier version wrote and that has no structure known here.
    Text {
        /// The text, as it was.
        text: String,
    },
}

impl AuditDetail {
    /// The roles of a new user.
    pub const fn user_created(roles: Roles) -> Self {
        Self::UserCreated {
            roles: RolesDetail::of(roles),
        }
    }

    /// A token that was issued on `terms`.
    pub fn token_issued(token: &TokenSecret, terms: Terms) -> Self {
        Self::TokenIssued {
            hint: token.hint(),
            lifetime_secs: terms.token.secs(),
            credential_days: terms.credential.days(),
        }
    }

    /// A client that registered from `host`.
    pub fn client_registered(host: &HostName) -> Self {
        Self::ClientRegistered {
            host: host.as_str().to_owned(),
        }
    }

    /// A client that was refused.
    pub fn client_refused(asks: &ClientAsks, address: IpAddr, cause: ClientRefusal) -> Self {
        Self::ClientRefused {
            request: ClientRequestKind::of(asks),
            address: address.to_string(),
            cause,
        }
    }

    /// The registration service at `url`.
    pub fn service(url: &str) -> Self {
        Self::Service { url: clip(url) }
    }

    /// Text without structure, cut after 500 characters.
    pub fn text(text: &str) -> Self {
        Self::Text { text: clip(text) }
    }

    /// The detail as the directory keeps it: one line of JSON.
    ///
    /// # Errors
    /// Never for a detail that these constructors made; the serializer's own error otherwise.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The detail that `kept` says. What is not understood stays readable as [`AuditDetail::Text`]: a window of an
    /// earlier version may write while this one runs, and a later version may know more kinds.
    pub fn from_kept(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_else(|_| Self::text(kept))
    }
}

/// Primary and secondary role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesDetail {
    /// The primary role.
    pub primary: PrimaryRole,
    /// Whether the secondary role is `Admin`.
    pub is_admin: bool,
}

impl RolesDetail {
    /// What `roles` are.
    pub const fn of(roles: Roles) -> Self {
        Self {
            primary: roles.primary(),
            is_admin: roles.is_administrator(),
        }
    }
}

/// Roles before and after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesChange {
    /// Before.
    pub from: RolesDetail,
    /// After.
    pub to: RolesDetail,
}

/// What a client asked for, without its secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientRequestKind {
    /// To register with a token.
    Register,
    /// To connect with a credential.
    Connect,
}

impl ClientRequestKind {
    const fn of(asks: &ClientAsks) -> Self {
        match asks {
            ClientAsks::Register { .. } => Self::Register,
            ClientAsks::Connect { .. } => Self::Connect,
        }
    }
}

/// What a person asked for, without the user it was about, who has columns of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the operation of the same name")]
pub enum OperationKind {
    ReadDirectory,
    CreateUser,
    UpdateUser,
    DeleteUser,
    DisableUser,
    EnableUser,
    UnlockUser,
    ReadUser,
    GenerateToken,
    IdentifyToken,
    ChangeOwnPassword,
    ReadOwnAccount,
    /// An action on a client, under the action's own code.
    #[serde(untagged)]
    ActOnClient(ClientAction),
}

impl From<Operation> for OperationKind {
    fn from(operation: Operation) -> Self {
        match operation {
            Operation::ReadDirectory => Self::ReadDirectory,
            Operation::CreateUser => Self::CreateUser,
            Operation::UpdateUser(_) => Self::UpdateUser,
            Operation::DeleteUser(_) => Self::DeleteUser,
            Operation::DisableUser(_) => Self::DisableUser,
            Operation::EnableUser(_) => Self::EnableUser,
            Operation::UnlockUser(_) => Self::UnlockUser,
            Operation::ReadUser(_) => Self::ReadUser,
            Operation::GenerateToken(_) => Self::GenerateToken,
            Operation::ActOnClient(_, action) => Self::ActOnClient(action),
            Operation::IdentifyToken => Self::IdentifyToken,
            Operation::ChangeOwnPassword => Self::ChangeOwnPassword,
            Operation::ReadOwnAccount => Self::ReadOwnAccount,
        }
    }
}

/// Why a person was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCause {
    /// The session had ended.
    SessionEnded,
    /// It would have left no administrator who can sign in.
    LastAdministrator,
    /// The rights were not enough, under the code of that refusal.
    #[serde(untagged)]
    Denied(Denied),
}

fn clip(text: &str) -> String {
    text.chars().take(MOST_TEXT_CHARS).collect()
}

#[cfg(test)]
mod tests {
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
        ];
        let causes = [
            (RefusalCause::SessionEnded, "session_ended"),
            (RefusalCause::LastAdministrator, "last_administrator"),
            (RefusalCause::Denied(Denied::NotAdministrator), "not_administrator"),
            (RefusalCause::Denied(Denied::OwnAccount), "own_account"),
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
}
