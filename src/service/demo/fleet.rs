//! The clients of sample users, and the computers they run on.

use std::collections::HashMap;

use super::chance::Chance;
use super::made_up::{CURRENT_VERSION, HOUR_SECS, MadeClient};
use crate::domain::client::ClientStatus;
use crate::domain::time::Timestamp;

const OTHER_VERSIONS: [(u32, &str); 4] = [(200, "1.3.2"), (70, "1.3.0"), (25, "1.2.5"), (5, "1.5.0-beta.1")];
/// Of a thousand clients; the others are registered.
const OTHER_STATUSES: [(u32, ClientStatus); 4] = [
    (80, ClientStatus::Deregistered),
    (40, ClientStatus::Provisioned),
    (25, ClientStatus::Waiting),
    (45, ClientStatus::Expired),
];
/// Days since a registered client was last seen, at least and at most.
const SEEN: (u32, u32) = (0, 1);
const SEEN_EARLIER: [(u32, (u32, u32)); 4] = [(200, (1, 7)), (100, (7, 30)), (70, (30, 180)), (40, (180, 900))];
/// How long a token waits, in days.
const TOKEN_DAYS: u32 = 7;

/// What kind of computer a client runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Machine {
    Laptop,
    Workstation,
    Desktop,
    BuildAgent,
    Rig,
    Kiosk,
}

const FIRST_MACHINES: [(u32, Machine); 5] = [
    (150, Machine::Workstation),
    (80, Machine::Desktop),
    (60, Machine::BuildAgent),
    (50, Machine::Rig),
    (30, Machine::Kiosk),
];
const OTHER_MACHINES: [(u32, Machine); 5] = [
    (150, Machine::Laptop),
    (100, Machine::Workstation),
    (50, Machine::Desktop),
    (200, Machine::Rig),
    (100, Machine::Kiosk),
];
/// Where machines without a person stand.
const DATA_CENTRES: [(u32, &str); 2] = [(300, "DUB"), (100, "SIN")];

/// The computers that were given a number so far, by kind and place.
#[derive(Debug, Default)]
pub(super) struct Fleet(HashMap<(Machine, &'static str), u32>);

impl Fleet {
    /// One of a person's clients; `place` counts them.
    pub(super) fn client(
        &mut self,
        user_name: &str,
        site: &'static str,
        place: u32,
        user_created_at: Timestamp,
        now: Timestamp,
        chance: &mut Chance,
    ) -> MadeClient {
        let machine = match place {
            0 => chance.or_else(Machine::Laptop, &FIRST_MACHINES),
            _ => chance.or_else(Machine::BuildAgent, &OTHER_MACHINES),
        };
        let host = self.host(machine, site, chance);
        let own = match machine {
            Machine::Laptop => Some("laptop"),
            Machine::Workstation => Some("workstation"),
            Machine::Desktop => Some("desktop"),
            Machine::BuildAgent | Machine::Rig | Machine::Kiosk => None,
        };
        let name = match own {
            // What Windows calls a computer is nothing to call a client.
            Some(kind) if machine == Machine::Desktop || chance.percent(60) => named_after(user_name, kind, place),
            Some(_) => host.to_ascii_lowercase(),
            None => host.split_once('.').map_or_else(
                || host.clone(),
                |(name, _)| format!("{name}-{}", site.to_ascii_lowercase()),
            ),
        };
        made(name, host, user_created_at, now, chance)
    }

    /// A client of a service account.
    pub(super) fn agent(&mut self, created_at: Timestamp, now: Timestamp, chance: &mut Chance) -> MadeClient {
        let site = chance.or_else("FRA", &DATA_CENTRES);
        let host = self.host(Machine::BuildAgent, site, chance);
        made(host.clone(), host, created_at, now, chance)
    }

    fn host(&mut self, machine: Machine, site: &'static str, chance: &mut Chance) -> String {
        let count = self.0.entry((machine, site)).or_default();
        *count += 1;
        let domain = site.to_ascii_lowercase();
        match machine {
            Machine::Laptop => format!("{site}-LT-{count:06}"),
            Machine::Workstation => format!("{site}-WS-{count:05}"),
            Machine::Desktop => format!("DESKTOP-{}", seven_characters(chance)),
            Machine::BuildAgent => format!("build-agent-{count}.{domain}.example"),
            Machine::Rig => format!("rig-{count:02}.lab.{domain}.example"),
            Machine::Kiosk => format!("kiosk-{count:02}.{domain}.example.com"),
        }
    }
}

fn named_after(user_name: &str, kind: &str, place: u32) -> String {
    match place {
        0 => format!("{kind}-{user_name}"),
        _ => format!("{kind}-{user_name}-{}", place + 1),
    }
}

/// As Windows names a computer that nobody named.
fn seven_characters(chance: &mut Chance) -> String {
    let character = |_| char::from_digit(chance.below(36), 36).unwrap_or('0');
    (0..7).map(character).collect::<String>().to_ascii_uppercase()
}

fn made(name: String, host: String, user_created_at: Timestamp, now: Timestamp, chance: &mut Chance) -> MadeClient {
    let status = chance.or_else(ClientStatus::Registered, &OTHER_STATUSES);
    let token_days = i64::from(TOKEN_DAYS) * 24 * HOUR_SECS;
    // A token that waits was made within its lifetime, one that ran out before that.
    let (least, most) = match status {
        ClientStatus::Provisioned | ClientStatus::Waiting => (0, TOKEN_DAYS),
        ClientStatus::Expired => (TOKEN_DAYS, 120),
        ClientStatus::Registered | ClientStatus::Deregistered => (0, 1_500),
    };
    let created_at = now.plus_secs(-chance.secs_in_days(least, most)).max(user_created_at);
    let is_out = !matches!(status, ClientStatus::Registered | ClientStatus::Deregistered);
    let seen_before = match status {
        ClientStatus::Registered => chance.or_else(SEEN, &SEEN_EARLIER),
        _ => (7, 400),
    };
    let last_seen_at = now.plus_secs(-chance.secs_in_days(seen_before.0, seen_before.1));
    MadeClient {
        name,
        host,
        version: chance.or_else(CURRENT_VERSION, &OTHER_VERSIONS),
        status,
        created_at,
        token_expires_at: is_out.then(|| created_at.plus_secs(token_days)),
        last_seen_at: last_seen_at.max(created_at),
    }
}
