//! The sample users behind those who are in every demonstration: as many as are asked for, and like those of a real company.
//!
//! A few family names are very common, and so are parts of User Names, domains and the beginnings of hosts. The same index
//! gives the same user, however many there are. Not its job: storing them.

use std::collections::HashMap;

use super::chance::Chance;
use super::fleet::Fleet;
use super::made_up::{HOUR_SECS, MadeUp};
use super::names::{FullName, Names};
use crate::domain::role::PrimaryRole;
use crate::domain::time::Timestamp;
use crate::domain::user::UserDraft;

/// The domain of most users; those of the others, of a thousand users. A search for "example" finds everybody.
const DOMAIN: &str = "example.com";
const OTHER_DOMAINS: [(u32, &str); 9] = [
    (90, "emea.example.com"),
    (60, "apac.example.com"),
    (40, "labs.example.com"),
    (50, "example.org"),
    (25, "harbour-tools.example"),
    (12, "contractors.example.net"),
    (6, "werkstatt.example"),
    (3, "pruefhaus.example"),
    (1, "bücher.example"),
];

/// The most clients of one user.
const MOST_CLIENTS: u32 = 10_000;

/// How a User Name is made of first and last name.
#[derive(Debug, Clone, Copy)]
enum Scheme {
    FirstDotLast,
    InitialLast,
    LastDotInitial,
    FirstInitial,
    FirstUnderscoreLast,
    InitialDotLast,
    StaffNumber,
}

const OTHER_SCHEMES: [(u32, Scheme); 6] = [
    (280, Scheme::InitialLast),
    (140, Scheme::LastDotInitial),
    (60, Scheme::FirstInitial),
    (40, Scheme::FirstUnderscoreLast),
    (50, Scheme::InitialDotLast),
    (30, Scheme::StaffNumber),
];

/// Makes sample users one after the other.
#[derive(Debug)]
pub(super) struct Crowd {
    names: Names,
    user_names: Numbers,
    addresses: Numbers,
    fleet: Fleet,
    now: Timestamp,
}

impl Crowd {
    /// `others` have User Names and addresses that are taken.
    pub(super) fn new(now: Timestamp, others: &[MadeUp]) -> Self {
        let mut crowd = Self {
            names: Names::new(),
            user_names: Numbers::default(),
            addresses: Numbers::default(),
            fleet: Fleet::default(),
            now,
        };
        for other in others {
            crowd.user_names.numbered(&other.draft.user_name);
            let (local, domain) = other.draft.email.split_once('@').unwrap_or_default();
            crowd.addresses.numbered_before(local, domain);
        }
        crowd
    }

    /// The user of an index, which goes up with each call.
    pub(super) fn next(&mut self, index: u32) -> MadeUp {
        match clients_of_service_account(index) {
            Some(clients) => self.service_account(index, clients),
            None => self.person(index),
        }
    }

    fn person(&mut self, index: u32) -> MadeUp {
        let mut chance = Chance::of(index.into());
        let name = self.names.one(&mut chance);
        let user_name = self.user_name(&name, index, &mut chance);
        let email = self.email(&name, &mut chance);
        let primary_role = chance.or_else(
            PrimaryRole::QualityEngineer,
            &[(130, PrimaryRole::QualityLead), (35, PrimaryRole::QualityManager)],
        );
        let is_admin = primary_role == PrimaryRole::QualityManager && chance.percent(2);
        let created_at = self.now.plus_secs(-chance.secs_in_days(15, 3_000));
        let is_disabled = chance.percent(6);
        let made_clients = clients_of_person(&mut chance);
        let clients = (0..made_clients).map(|place| {
            self.fleet
                .client(&user_name, name.site, place, created_at, self.now, &mut chance)
        });
        let clients = clients.collect();
        MadeUp {
            last_sign_in_at: self.last_sign_in(created_at, is_disabled, &mut chance),
            is_locked: !is_disabled && chance.below(2_000) == 0,
            draft: UserDraft {
                user_name,
                email,
                first_name: name.first.written,
                last_name: name.last.written,
                primary_role,
                is_admin,
            },
            created_at,
            is_disabled,
            clients,
        }
    }

    fn user_name(&mut self, name: &FullName, index: u32, chance: &mut Chance) -> String {
        let (first, last) = (name.first.letters.as_str(), name.last.letters.as_str());
        let initial = |letters: &str| letters.chars().take(1).collect::<String>();
        let wanted = match chance.or_else(Scheme::FirstDotLast, &OTHER_SCHEMES) {
            Scheme::FirstDotLast => format!("{first}.{last}"),
            Scheme::InitialLast => format!("{}{last}", initial(first)),
            Scheme::LastDotInitial => format!("{last}.{}", initial(first)),
            Scheme::FirstInitial => format!("{first}{}", initial(last)),
            Scheme::FirstUnderscoreLast => format!("{first}_{last}"),
            Scheme::InitialDotLast => format!("{}.{last}", initial(first)),
            Scheme::StaffNumber => return format!("x{}", 100_000 + index),
        };
        // A User Name has three characters.
        let wanted = if wanted.len() < 3 {
            format!("{first}.{last}")
        } else {
            wanted
        };
        self.user_names.numbered(&wanted)
    }

    fn email(&mut self, name: &FullName, chance: &mut Chance) -> String {
        let (first, last) = (name.first.letters.as_str(), name.last.letters.as_str());
        let local = if chance.percent(85) {
            format!("{first}.{last}")
        } else {
            format!("{last}.{first}")
        };
        let domain = chance.or_else(DOMAIN, &OTHER_DOMAINS);
        self.addresses.numbered_before(&local, domain)
    }

    fn last_sign_in(&self, created_at: Timestamp, is_disabled: bool, chance: &mut Chance) -> Option<Timestamp> {
        let (least, most) =
            match chance.or_else(None, &[(350, Some((0, 1))), (250, Some((1, 7))), (150, Some((7, 30)))]) {
                Some(_) if is_disabled => (90, 900),
                Some(days) => days,
                None if chance.percent(45) => return None,
                None => (30, 700),
            };
        Some(self.now.plus_secs(-chance.secs_in_days(least, most)).max(created_at))
    }

    /// An account that builds and tests run under, with a client on each of their computers.
    fn service_account(&mut self, index: u32, clients: u32) -> MadeUp {
        let mut chance = Chance::of(index.into());
        let user_name = format!("svc-build-{}", (index + 1).ilog10());
        let created_at = self.now.plus_secs(-2_000 * 24 * HOUR_SECS);
        let clients = (0..clients)
            .map(|_| self.fleet.agent(created_at, self.now, &mut chance))
            .collect();
        MadeUp {
            draft: UserDraft {
                email: format!("{user_name}@{DOMAIN}"),
                first_name: "Build".to_owned(),
                last_name: "Service".to_owned(),
                user_name,
                ..UserDraft::default()
            },
            created_at,
            last_sign_in_at: None,
            is_disabled: false,
            is_locked: false,
            clients,
        }
    }
}

/// Users number 1,000, 10,000, 100,000 and 1,000,000 have a tenth of that many clients.
pub(super) fn clients_of_service_account(index: u32) -> Option<u32> {
    let number = index + 1;
    let is_one = number >= 1_000 && number == 10_u32.pow(number.ilog10());
    is_one.then(|| (number / 10).min(MOST_CLIENTS))
}

/// Most have one or two clients, a few have many; nearly two on average.
fn clients_of_person(chance: &mut Chance) -> u32 {
    let (least, most) = chance.or_else(
        (1, 1),
        &[
            (190, (0, 0)),
            (250, (2, 2)),
            (90, (3, 3)),
            (45, (4, 4)),
            (45, (5, 8)),
            (16, (9, 20)),
            (3, (21, 60)),
        ],
    );
    chance.between(least, most)
}

/// Counts how often something was wanted, so that all but the first get a number. By a hash of it: where two things share
/// one, numbers are left out, and none is given twice.
#[derive(Debug, Default)]
struct Numbers(HashMap<u64, u32>);

impl Numbers {
    fn numbered(&mut self, wanted: &str) -> String {
        self.numbered_with(wanted, "")
    }

    fn numbered_before(&mut self, wanted: &str, domain: &str) -> String {
        let mut address = self.numbered_with(wanted, domain);
        address.push('@');
        address.push_str(domain);
        address
    }

    fn numbered_with(&mut self, wanted: &str, domain: &str) -> String {
        let bytes = wanted.bytes().chain(domain.bytes());
        // FNV-1a.
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let count = self.0.entry(hash).or_default();
        *count += 1;
        match *count {
            1 => wanted.to_owned(),
            count => format!("{wanted}{count}"),
        }
    }
}
