//! Primary and secondary roles, and the one rule that ties them together.

use serde::{Deserialize, Serialize};

/// A user's rank, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrimaryRole {
    /// May also hold the secondary role `Admin`.
    // The aliases are what view files of version 0.1 hold.
    #[serde(alias = "QualityManager")]
    QualityManager,
    /// Leads engineers.
    #[serde(alias = "QualityLead")]
    QualityLead,
    /// The role a new user starts with.
    #[serde(alias = "QualityEngineer")]
    QualityEngineer,
}

impl PrimaryRole {
    /// Every role, highest first.
    pub const ALL: [Self; 3] = [Self::QualityManager, Self::QualityLead, Self::QualityEngineer];
}

/// What a user is: the primary role and, for a Quality Manager only, the secondary role `Admin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Roles {
    primary: PrimaryRole,
    is_admin: bool,
}

impl Roles {
    /// What an administrator is.
    pub const ADMINISTRATOR: Self = Self {
        primary: PrimaryRole::QualityManager,
        is_admin: true,
    };

    /// The given roles, or `None` where `Admin` is asked for a user who is not a Quality Manager.
    pub const fn new(primary: PrimaryRole, is_admin: bool) -> Option<Self> {
        if is_admin && !matches!(primary, PrimaryRole::QualityManager) {
            return None;
        }
        Some(Self { primary, is_admin })
    }

    /// A primary role without a secondary one.
    pub const fn plain(primary: PrimaryRole) -> Self {
        Self {
            primary,
            is_admin: false,
        }
    }

    /// The primary role.
    pub const fn primary(self) -> PrimaryRole {
        self.primary
    }

    /// Whether these make an administrator: Quality Manager *and* Admin.
    pub const fn is_administrator(self) -> bool {
        self.is_admin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_quality_manager_can_be_admin() {
        for primary in PrimaryRole::ALL {
            let granted = Roles::new(primary, true).is_some();
            assert_eq!(granted, primary == PrimaryRole::QualityManager, "{primary:?}");
            assert!(Roles::new(primary, false).is_some_and(|roles| !roles.is_administrator()));
        }
    }
}
