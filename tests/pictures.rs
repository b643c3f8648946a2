//! Pictures of the screens a person sees most, in light and dark, compared with the ones in `tests/snapshots`.
//!
//! Few on purpose: stories say what works, these say that it still looks right. Take them anew with
//! `UPDATE_SNAPSHOTS=true cargo test --features pictures --test pictures`.

#![cfg(test)]

#[expect(dead_code, reason = "the stories need more of the desk than the pictures")]
#[path = "stories/desk.rs"]
mod desk;

use avo_admin::domain::client::ClientAction;
use avo_admin::domain::settings::{Appearance, Settings};
use desk::{ADMIN, ADMIN_PASSWORD, Desk, Office};
use egui::accesskit::Role;
use egui_kittest::SnapshotResults;

const PEOPLE: [(&str, &str, &str); 13] = [
    ("bo.lindqvist", "Bo", "Lindqvist"),
    ("chen.wei", "Wei", "Chen"),
    ("dev.patel", "Dev", "Patel"),
    ("eva.muller", "Eva", "Müller"),
    ("femi.okafor", "Femi", "Okafor"),
    ("gus.haddad", "Gus", "Haddad"),
    ("hana.sato", "Hana", "Satō"),
    ("ivo.rossi", "Ivo", "Rossi"),
    ("jun.kim", "Jun", "Kim"),
    ("kai.silva", "Kai", "Silva"),
    ("lea.nguyen", "Lea", "Nguyễn"),
    ("mia.ivanova", "Mia", "Ivanova"),
    ("omar.said", "Omar", "Said"),
];

/// A day at the office: users with clients in every status, made at different times.
fn office() -> Office {
    let mut office = Office::with_administrator();
    office.renderer = |builder| builder.wgpu();
    for (user_name, first, last) in PEOPLE {
        office.clock.advance_secs(900);
        office.add_user(user_name, first, last);
    }
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    office.registered_client("bo.lindqvist", "old-desktop", "pc-114");
    office.act("bo.lindqvist", "old-desktop", ClientAction::Deregister);
    for (user_name, client, host) in [
        ("chen.wei", "wei-1", "lt-11"),
        ("eva.muller", "eva-1", "lt-12"),
        ("gus.haddad", "gus-1", "pc-7"),
        ("jun.kim", "jun-1", "pc-8"),
        ("jun.kim", "jun-2", "pc-9"),
    ] {
        office.clock.advance_secs(600);
        office.registered_client(user_name, client, host);
    }
    office.act("gus.haddad", "gus-1", ClientAction::Deregister);
    office.clock.advance_secs(1_200);
    office
}

fn both(name: &str, mut draw: impl FnMut(&Office) -> Desk) {
    let mut results = SnapshotResults::new();
    for (suffix, appearance) in [("light", Appearance::Light), ("dark", Appearance::Dark)] {
        let office = office();
        let settings = Settings::default().with_appearance(appearance);
        let content = serde_json::json!({ "settings": settings });
        std::fs::write(office.view_file(), content.to_string()).unwrap();
        let mut desk = draw(&office);
        desk.run();
        results.add(desk.harness.try_snapshot(format!("{name}-{suffix}")));
    }
}

#[test]
fn signing_in() {
    both("sign-in", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, "not the password at all");
        desk
    });
}

#[test]
fn the_user_table() {
    both("users", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.go_to_users();
        desk.get(Role::Row, "bo.lindqvist").hover();
        desk.run();
        desk.wait_secs(13);
        desk
    });
}

#[test]
fn the_details_of_a_user() {
    both("details", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.edit("bo.lindqvist");
        desk.fill_secret("Password", "forty amber kites in the wind");
        desk.fill("Email Id", "bo.lindqvist@example");
        desk.get(Role::TextInput, "First Name").focus();
        desk
    });
}

#[test]
fn handing_over_a_token() {
    both("provision", |office| {
        let mut desk = office.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk.provision("bo.lindqvist");
        desk.generate("build-host-7");
        desk.wait_secs(6);
        desk
    });
}
