//! The users who are in every demonstration: invented names from many places.

use super::made_up::{CURRENT_VERSION, HOUR_SECS, MadeClient, MadeUp};
use crate::domain::client::ClientStatus::{self, Deregistered, Expired, Provisioned, Registered, Waiting};
use crate::domain::role::PrimaryRole::{self, QualityEngineer, QualityLead, QualityManager};
use crate::domain::time::Timestamp;
use crate::domain::user::UserDraft;

/// The administrator of a directory of sample users.
pub(super) const ADMINISTRATOR: &str = "ana.garcia";

struct Known {
    user_name: &'static str,
    first_name: &'static str,
    last_name: &'static str,
    email: &'static str,
    role: PrimaryRole,
    /// Hours since the last change.
    changed_hours_ago: i64,
    /// Name, host and status of each client.
    clients: &'static [(&'static str, &'static str, ClientStatus)],
}

/// All of them; the administrator comes first.
pub(super) fn all(now: Timestamp) -> impl Iterator<Item = MadeUp> {
    KNOWN.iter().map(move |person| person.at(now))
}

impl Known {
    fn at(&self, now: Timestamp) -> MadeUp {
        let changed_at = now.plus_secs(-self.changed_hours_ago * HOUR_SECS);
        MadeUp {
            draft: UserDraft {
                user_name: self.user_name.to_owned(),
                email: self.email.to_owned(),
                first_name: self.first_name.to_owned(),
                last_name: self.last_name.to_owned(),
                primary_role: self.role,
                is_admin: self.user_name == ADMINISTRATOR,
            },
            created_at: changed_at,
            last_sign_in_at: (self.role != QualityEngineer).then(|| changed_at.plus_secs(-HOUR_SECS / 2)),
            is_disabled: self.user_name == "kai.silva",
            is_locked: false,
            clients: self
                .clients
                .iter()
                .map(|client| client_at(*client, changed_at, now))
                .collect(),
        }
    }
}

fn client_at((name, host, status): (&str, &str, ClientStatus), created_at: Timestamp, now: Timestamp) -> MadeClient {
    let expires_in = match status {
        Provisioned | Waiting => Some(18 * HOUR_SECS),
        Expired => Some(-HOUR_SECS),
        Registered | Deregistered => None,
    };
    MadeClient {
        name: name.to_owned(),
        host: host.to_owned(),
        version: CURRENT_VERSION,
        status,
        created_at,
        token_expires_at: expires_in.map(|secs| now.plus_secs(secs)),
        last_seen_at: created_at.plus_secs(HOUR_SECS).min(now),
    }
}

macro_rules! known {
    ($user:literal, $first:literal, $last:literal, $email:literal, $role:ident, $hours:literal, $clients:expr) => {
        Known {
            user_name: $user,
            first_name: $first,
            last_name: $last,
            email: $email,
            role: $role,
            changed_hours_ago: $hours,
            clients: &$clients,
        }
    };
}

/// In the order of their User Names. The first one administers.
#[rustfmt::skip]
const KNOWN: [Known; 14] = [
    known!("ana.garcia", "Ana", "García", "ana.garcia@example.com", QualityManager, 1,
        [("laptop-ana", "lt-0107", Registered), ("test-rig-1", "rig-01", Registered)]),
    known!("bo.lindqvist", "Bo", "Lindqvist", "bo.lindqvist@example.com", QualityLead, 3,
        [("laptop-bo", "lt-0231", Registered), ("old-desktop", "pc-114", Deregistered), ("bench-bo", "bench-07", Waiting)]),
    known!("chen.wei", "Wei", "Chen 陈", "chen.wei@example.com", QualityEngineer, 25,
        [("laptop-chen", "lt-0302", Registered), ("build-host-1", "bh-01", Registered),
         ("build-host-2", "bh-02", Registered), ("build-host-3", "bh-03", Registered)]),
    known!("dev.patel", "Dev", "Patel", "dev.patel@example.com", QualityEngineer, 98,
        [("laptop-dev", "lt-0198", Deregistered)]),
    known!("eva.muller", "Eva", "Müller", "eva.mueller@example.com", QualityLead, 101,
        [("laptop-eva", "lt-0144", Registered), ("test-rig-2", "rig-02", Registered)]),
    known!("femi.okafor", "Femi", "Okafor", "femi.okafor@example.com", QualityEngineer, 124, []),
    known!("gus.haddad", "Gus", "Haddad", "gus.haddad@example.com", QualityEngineer, 149,
        [("laptop-gus", "lt-0267", Registered)]),
    known!("hana.sato", "Hana", "Satō", "hana.sato@example.com", QualityManager, 170,
        [("laptop-hana", "lt-0288", Registered), ("lab-hana", "", Expired)]),
    known!("ivo.rossi", "Ivo", "Rossi", "ivo.rossi@example.com", QualityEngineer, 266,
        [("laptop-ivo", "lt-0290", Registered)]),
    known!("jun.kim", "Jun", "Kim", "jun.kim@example.com", QualityEngineer, 270,
        [("laptop-jun", "lt-0295", Registered), ("build-host-4", "bh-04", Registered), ("build-host-5", "bh-05", Registered)]),
    known!("kai.silva", "Kai", "Silva", "kai.silva@example.com", QualityEngineer, 291, []),
    known!("lea.nguyen", "Lea", "Nguyễn", "lea.nguyen@example.com", QualityLead, 315,
        [("laptop-lea", "lt-0311", Registered), ("test-rig-3", "rig-03", Registered)]),
    known!("mia.ivanova", "Mia", "Ivanova", "mia.ivanova@example.com", QualityEngineer, 338,
        [("laptop-mia", "lt-0320", Registered)]),
    known!("omar.said", "Omar", "Said", "omar.said@example.com", QualityEngineer, 341,
        [("laptop-omar", "lt-0333", Registered)]),
];
