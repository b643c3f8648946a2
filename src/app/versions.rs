//! Which version of the directory each thing is shown at, so that an older answer never takes the place of a newer one.

use std::collections::HashMap;

use crate::domain::user::UserId;
use crate::worker::directory::Version;

/// Something that is shown and answered by more than one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    /// Who is signed in.
    Me,
    /// The figures of Home.
    Home,
    /// The table of users.
    Users,
    /// One user with all clients.
    Details(UserId),
    /// What is known of the registration service.
    RegistrationService,
    /// What is known of the automatic backups.
    BackupRecord,
    /// The token in the dialog Identify a token.
    Identification,
}

/// The version each thing is shown at.
#[derive(Debug, Default)]
pub(super) struct Versions(HashMap<Shown, Version>);

impl Versions {
    /// Whether an answer of version `at` may be shown, which it is then taken to be.
    pub(super) fn admit(&mut self, thing: Shown, at: Version) -> bool {
        let shown = self.0.entry(thing).or_default();
        let is_admitted = at >= *shown;
        if is_admitted {
            *shown = at;
        }
        is_admitted
    }

    /// Forgets what was shown to the session that has ended. Whatever is read from now on is newer.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::directory::Commits;

    #[test]
    fn an_older_answer_is_shown_for_other_things_only() {
        let (commits, mut versions) = (Commits::default(), Versions::default());
        let older = commits.version();
        let newer = commits.bump();
        assert!(versions.admit(Shown::Details(UserId(1)), newer));
        assert!(!versions.admit(Shown::Details(UserId(1)), older));
        assert!(versions.admit(Shown::Details(UserId(2)), older));
        assert!(versions.admit(Shown::Details(UserId(1)), newer));
    }
}
