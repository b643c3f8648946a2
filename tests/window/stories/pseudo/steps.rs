//! Steps that several walks share.

use avo_admin::domain::client::ClientAction;
use avo_admin::ui::strings::screens::shell;
use avo_admin::ui::strings::{common, editor};
use avo_admin::words::Language;
use egui::Key;
use egui::accesskit::Role;

use super::super::office::Office;
use super::Walk;

pub(super) const OWN_PASSWORD: &str = "eleven quiet herons by the lake";

/// The languages of every walk: one that shows words outside the catalogue, and two in which cut words are looked for.
pub(super) const LANGUAGES: [Language; 3] = [Language::Pseudo, Language::English, Language::German];

/// Walks in every language, each through a directory of its own.
#[track_caller]
pub(super) fn in_every_language(walk: impl Fn(Office) -> Walk) {
    for language in LANGUAGES {
        let mut office = Office::with_users();
        office.system_language = language;
        walk(office).end();
    }
}

pub(super) fn at_users(office: &Office) -> Walk {
    let mut walk = Walk::of(office.console(), office);
    walk.go_to_users();
    walk
}

impl Walk {
    pub(super) fn edit_bo(&mut self) {
        self.press(&common::edit_user("bo.lindqvist"));
    }

    pub(super) fn provision_bo(&mut self) {
        self.edit_bo();
        self.desk.click(Role::Tab, editor::tab_provision());
    }

    pub(super) fn generate(&mut self, client: &str) {
        self.desk.fill_nth(Role::TextInput, 0, client);
        self.press(editor::generate());
    }

    pub(super) fn read_messages(&mut self, screen: &str) {
        self.press(shell::messages());
        self.look(screen);
        self.desk.key(Key::Escape);
    }
}

pub(super) fn act(office: &Office, client: &str, actions: &[ClientAction]) {
    for action in actions {
        office.act("bo.lindqvist", client, *action);
    }
}

pub(super) fn disable_bo(office: &Office) {
    let bo = office.details("bo.lindqvist").user;
    office.as_admin(|service, session| {
        service.set_user_disabled(session, bo.id, bo.revision, true).unwrap();
    });
}
