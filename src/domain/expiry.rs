//! How long a token waits to be used and a credential works, and how that is shown.

use serde::{Deserialize, Serialize};

use super::time::Timestamp;

const HOUR_SECS: i64 = 60 * 60;
const DAY_SECS: i64 = 24 * HOUR_SECS;
/// From how long before its end something expires "soon", in milliseconds.
const SOON_MS: i64 = DAY_SECS * 1000;

/// How long a token waits to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum TokenLifetime {
    /// One hour.
    OneHour,
    /// One day.
    OneDay,
    /// Seven days, the default.
    #[default]
    SevenDays,
    /// Thirty days.
    ThirtyDays,
    /// Until it is used or made void.
    Never,
}

impl TokenLifetime {
    /// Every choice, shortest first.
    pub const ALL: [Self; 5] = [
        Self::OneHour,
        Self::OneDay,
        Self::SevenDays,
        Self::ThirtyDays,
        Self::Never,
    ];

    /// The lifetime in seconds; none where it does not end.
    pub const fn secs(self) -> Option<i64> {
        match self {
            Self::OneHour => Some(HOUR_SECS),
            Self::OneDay => Some(DAY_SECS),
            Self::SevenDays => Some(7 * DAY_SECS),
            Self::ThirtyDays => Some(30 * DAY_SECS),
            Self::Never => None,
        }
    }

    /// When a token made at `now` expires.
    pub fn ends_at(self, now: Timestamp) -> Option<Timestamp> {
        self.secs().map(|secs| now.plus_secs(secs))
    }
}

/// How long the credential works that a client gets for its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum CredentialLifetime {
    /// Until the client is deregistered or reprovisioned.
    #[default]
    Unlimited,
    /// Ninety days from its registration.
    NinetyDays,
    /// 365 days from its registration.
    OneYear,
}

impl CredentialLifetime {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Unlimited, Self::NinetyDays, Self::OneYear];

    /// Whole days, where there is an end.
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Unlimited => None,
            Self::NinetyDays => Some(90),
            Self::OneYear => Some(365),
        }
    }
}

/// What is chosen at Generate, Reregister and Reprovision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Terms {
    /// How long the token waits to be used.
    pub token: TokenLifetime,
    /// How long the client works with it.
    pub credential: CredentialLifetime,
}

/// The moment a credential of `days` days ends that was taken at `now`.
pub fn credential_end(days: Option<i64>, now: Timestamp) -> Option<Timestamp> {
    Some(now.plus_secs(days?.saturating_mul(DAY_SECS)))
}

/// What an end means at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expiry {
    /// There is none.
    Never,
    /// It lies more than a day ahead.
    Later(Timestamp),
    /// It comes within a day.
    Soon(Timestamp),
    /// It has passed.
    Passed(Timestamp),
}

impl Expiry {
    /// What `end` means at `now`.
    pub fn of(end: Option<Timestamp>, now: Timestamp) -> Self {
        match end {
            None => Self::Never,
            Some(at) if at <= now => Self::Passed(at),
            Some(at) if at.ms_since(now) <= SOON_MS => Self::Soon(at),
            Some(at) => Self::Later(at),
        }
    }

    /// When what `end` means changes next after `now`: it begins to be soon, or it passes.
    pub fn next_change(end: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        let end = end?;
        let begins_to_be_soon = end.plus_ms(-SOON_MS);
        [begins_to_be_soon, end].into_iter().find(|moment| *moment > now)
    }

    /// The last moment that is "soon" at `now`.
    pub const fn soon_until(now: Timestamp) -> Timestamp {
        now.plus_ms(SOON_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // As numbers, so that the rules are not checked against themselves.
    const DAY_SECS: i64 = 86_400;
    const SOON_MS: i64 = 86_400_000;

    #[test]
    fn an_end_is_soon_for_its_last_day_and_passed_at_its_very_moment() {
        let now = Timestamp::from_unix_ms(1_000_000);
        let at = |ms| Some(now.plus_ms(ms));
        assert_eq!(Expiry::of(None, now), Expiry::Never);
        assert_eq!(Expiry::of(at(0), now), Expiry::Passed(now));
        assert_eq!(Expiry::of(at(1), now), Expiry::Soon(now.plus_ms(1)));
        assert_eq!(Expiry::of(at(SOON_MS), now), Expiry::Soon(Expiry::soon_until(now)));
        assert!(matches!(Expiry::of(at(SOON_MS + 1), now), Expiry::Later(_)));
    }

    #[test]
    fn what_an_end_means_changes_only_at_the_moments_that_are_told() {
        let now = Timestamp::from_unix_ms(1_000_000);
        let at = |ms| Some(now.plus_ms(ms));
        assert_eq!(Expiry::next_change(None, now), None);
        assert_eq!(Expiry::next_change(at(0), now), None);
        assert_eq!(Expiry::next_change(at(5), now), at(5));
        for ahead_ms in [SOON_MS, SOON_MS + 1, 9 * SOON_MS] {
            let end = at(ahead_ms);
            let change = Expiry::next_change(end, now).unwrap();
            let kind = |now| std::mem::discriminant(&Expiry::of(end, now));
            assert_ne!(kind(change), kind(change.plus_ms(-1)), "{ahead_ms}");
            assert_eq!(kind(change.plus_ms(-1)), kind(now), "{ahead_ms}");
        }
    }

    #[test]
    fn a_token_lives_seven_days_by_default() {
        let now = Timestamp::from_unix_ms(0);
        let days = |days: i64| Some(now.plus_secs(days * DAY_SECS));
        assert_eq!(TokenLifetime::default().ends_at(now), days(7));
        let ends = TokenLifetime::ALL.map(|lifetime| lifetime.ends_at(now));
        assert_eq!(ends, [Some(now.plus_secs(3600)), days(1), days(7), days(30), None]);
        assert_eq!(credential_end(CredentialLifetime::default().days(), now), None);
        assert_eq!(credential_end(CredentialLifetime::OneYear.days(), now), days(365));
    }
}
