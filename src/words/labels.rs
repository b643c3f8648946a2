//! Labels of what the domain has types for. The English ones are the product's own.

use super::words;
use crate::domain::client::{ClientAction, ClientStatus};
use crate::domain::expiry::{CredentialLifetime, TokenLifetime};
use crate::domain::field::Field;
use crate::domain::role::{PrimaryRole, Roles};
use crate::domain::user::Configuration;

words! {
    "labels":
    field_user_name;
    field_email;
    field_first_name;
    field_last_name;
    field_current_password;
    field_password;
    field_confirm_password;
    field_primary_role;
    field_client_name;
    field_backup_folder;
    field_backup_recipient;
    field_public_key;
    role_quality_manager;
    role_quality_lead;
    role_quality_engineer;
    status_registered;
    status_deregistered;
    status_provisioned;
    status_waiting;
    status_expired;
    action_reprovision;
    action_deregister;
    action_reregister;
    action_delete;
    token_one_hour;
    token_one_day;
    token_seven_days;
    token_thirty_days;
    token_never;
    credential_unlimited;
    credential_ninety_days;
    credential_one_year;
    configuration_default;
    role_and_admin(primary: &str);
}

/// Something with a label of its own.
pub trait Label {
    /// The label in the language that is spoken.
    fn label(self) -> &'static str;
}

impl Label for Field {
    fn label(self) -> &'static str {
        match self {
            Self::UserName => field_user_name(),
            Self::Email => field_email(),
            Self::FirstName => field_first_name(),
            Self::LastName => field_last_name(),
            Self::CurrentPassword => field_current_password(),
            Self::Password => field_password(),
            Self::ConfirmPassword => field_confirm_password(),
            Self::PrimaryRole => field_primary_role(),
            Self::ClientName => field_client_name(),
            Self::BackupFolder => field_backup_folder(),
            Self::BackupRecipient => field_backup_recipient(),
            Self::PublicKey => field_public_key(),
        }
    }
}

impl Label for PrimaryRole {
    fn label(self) -> &'static str {
        match self {
            Self::QualityManager => role_quality_manager(),
            Self::QualityLead => role_quality_lead(),
            Self::QualityEngineer => role_quality_engineer(),
        }
    }
}

impl Label for ClientStatus {
    fn label(self) -> &'static str {
        match self {
            Self::Registered => status_registered(),
            Self::Deregistered => status_deregistered(),
            Self::Provisioned => status_provisioned(),
            Self::Waiting => status_waiting(),
            Self::Expired => status_expired(),
        }
    }
}

impl Label for ClientAction {
    fn label(self) -> &'static str {
        match self {
            Self::Reprovision => action_reprovision(),
            Self::Deregister => action_deregister(),
            Self::Reregister => action_reregister(),
            Self::Delete => action_delete(),
        }
    }
}

impl Label for TokenLifetime {
    fn label(self) -> &'static str {
        match self {
            Self::OneHour => token_one_hour(),
            Self::OneDay => token_one_day(),
            Self::SevenDays => token_seven_days(),
            Self::ThirtyDays => token_thirty_days(),
            Self::Never => token_never(),
        }
    }
}

impl Label for CredentialLifetime {
    fn label(self) -> &'static str {
        match self {
            Self::Unlimited => credential_unlimited(),
            Self::NinetyDays => credential_ninety_days(),
            Self::OneYear => credential_one_year(),
        }
    }
}

impl Label for Configuration {
    fn label(self) -> &'static str {
        match self {
            Self::Default => configuration_default(),
        }
    }
}

/// Primary and secondary role in one text, such as "Quality Manager, Admin".
pub fn roles(roles: Roles) -> String {
    let primary = roles.primary().label();
    if roles.is_administrator() {
        role_and_admin(primary)
    } else {
        primary.to_owned()
    }
}
