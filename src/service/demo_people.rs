//! Sample users: invented names from many places.

use crate::domain::client::ClientStatus::{self, Deregistered, Expired, Registered, Waiting};
use crate::domain::role::PrimaryRole::{self, QualityEngineer, QualityLead, QualityManager};

/// A user who is in every demonstration.
pub(super) struct Known {
    pub(super) user_name: &'static str,
    pub(super) first_name: &'static str,
    pub(super) last_name: &'static str,
    pub(super) email: &'static str,
    pub(super) role: PrimaryRole,
    /// Hours since the last change.
    pub(super) changed_hours_ago: i64,
    /// Name, host and status of each client.
    pub(super) clients: &'static [(&'static str, &'static str, ClientStatus)],
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

/// The first fourteen, in the order of their User Names. The first one administers.
#[rustfmt::skip]
pub(super) const KNOWN: [Known; 14] = [
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

/// First names: as typed in a User Name, and as written.
pub(super) const FIRST_NAMES: [(&str, &str); 37] = [
    ("aino", "Aino"),
    ("alejandro", "Alejandro"),
    ("amara", "Amara"),
    ("andrei", "Андрей"),
    ("anh", "Ánh"),
    ("asa", "Åsa"),
    ("ayse", "Ayşe"),
    ("bjorn", "Bjørn"),
    ("chiara", "Chiara"),
    ("dalia", "داليا"),
    ("dimitra", "Δήμητρα"),
    ("elif", "Elif"),
    ("emeka", "Emeka"),
    ("fatima", "Fátima"),
    ("francois", "François"),
    ("giorgi", "გიორგი"),
    ("grace", "Grace"),
    ("haruka", "遥"),
    ("ines", "Inês"),
    ("jiwoo", "지우"),
    ("jose", "José"),
    ("katarzyna", "Katarzyna"),
    ("kwame", "Kwame"),
    ("lars", "Lars"),
    ("lukasz", "Łukasz"),
    ("mei", "梅"),
    ("noam", "נועם"),
    ("nuria", "Núria"),
    ("olena", "Олена"),
    ("priya", "प्रिया"),
    ("rafael", "Rafael"),
    ("siobhan", "Siobhán"),
    ("somchai", "สมชาย"),
    ("tomas", "Tomáš"),
    ("uma", "Uma"),
    ("xenia", "Ξένια"),
    ("zoe", "Zoë"),
];

/// Last names, likewise.
pub(super) const LAST_NAMES: [(&str, &str); 41] = [
    ("abe", "阿部"),
    ("adeyemi", "Adéyemí"),
    ("aguilar", "Aguilar"),
    ("andersson", "Andersson"),
    ("beridze", "ბერიძე"),
    ("bianchi", "Bianchi"),
    ("castro", "Castro"),
    ("cohen", "כהן"),
    ("dubois", "Dubois"),
    ("dvorak", "Dvořák"),
    ("eriksen", "Eriksen"),
    ("farah", "فرح"),
    ("fernandes", "Fernandes"),
    ("goncalves", "Gonçalves"),
    ("gruber", "Gruber"),
    ("hansen", "Hansen"),
    ("hughes", "Hughes"),
    ("ibrahim", "Ibrahim"),
    ("jansen", "Jansen"),
    ("johansson", "Jóhannsson"),
    ("kaya", "Kaya"),
    ("kowalski", "Kowalski"),
    ("kumar", "कुमार"),
    ("lee", "이"),
    ("martin", "Martin"),
    ("mensah", "Mensah"),
    ("moreau", "Moreau"),
    ("nakamura", "中村"),
    ("novak", "Novák"),
    ("obrien", "O’Brien"),
    ("papadaki", "Παπαδάκη"),
    ("petrov", "Петров"),
    ("popescu", "Popescu"),
    ("quispe", "Quispe"),
    ("santos", "Santos"),
    ("schafer", "Schäfer"),
    ("srisai", "ศรีใส"),
    ("tamm", "Tamm"),
    ("wang", "王"),
    ("weiss", "Weiß"),
    ("zhang", "张"),
];
