//! Messages of every kind, shown for a while and read again in the list.

use avo_admin::domain::client::ClientAction;
use avo_admin::domain::field::Field;
use avo_admin::domain::secret::SecretText;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::ui::strings::dialogs::change_password;
use avo_admin::ui::strings::screens::shell;
use avo_admin::ui::strings::{common, copying, editor};
use avo_admin::words::Label as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::super::office::{ADMIN_PASSWORD, Office};
use super::Walk;
use super::steps::{OWN_PASSWORD, act, at_users, disable_bo, in_every_language};

#[test]
fn messages_of_every_kind_speak_from_the_catalogue_alone_and_have_room() {
    in_every_language(|office| {
        office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
        let mut walk = at_users(&office);
        walk.choose_of_bo(copying::copy_user_name());
        walk.look("user name copied");
        walk.desk.clipboard.fail_with(ClipboardError::TimedOut);
        walk.choose_of_bo(copying::copy_email());
        walk.look("e-mail not copied");
        walk.desk.clipboard.work_again();
        about_users(&mut walk, &office);
        about_clients(&mut walk, &office);
        change_password(&mut walk);
        walk.read_messages("all messages");
        walk
    });
}

/// Messages about users: disabled, enabled, unlocked, deleted, updated, and refused.
fn about_users(walk: &mut Walk, office: &Office) {
    walk.choose_of_bo(common::disable());
    walk.press(common::disable());
    walk.look("user disabled");
    walk.choose_of_bo(common::enable());
    walk.look("user enabled");
    lock_bo(office);
    walk.desk.run();
    walk.look("a locked user");
    walk.choose_of_bo(common::unlock());
    walk.look("user unlocked");
    walk.edit_bo();
    walk.desk.fill(Field::Email.label(), "bosse@example.com");
    walk.press(editor::update());
    walk.look("user updated");
    walk.desk.open_row_menu("chen.wei");
    walk.desk.choose(&common::delete_user("chen.wei"));
    walk.press(common::delete());
    walk.look("user deleted");
    walk.choose_of_bo(common::disable());
    disable_bo(office);
    walk.press(common::disable());
    walk.look("user not disabled");
    walk.choose_of_bo(common::enable());
}

/// Gives wrong passwords for Bo until a wait is due.
fn lock_bo(office: &Office) {
    let mut service = office.service();
    for _ in 0..5 {
        service
            .sign_in("bo.lindqvist", &SecretText::from("wrong by intention"))
            .unwrap_err();
    }
}

/// Messages about clients and tokens: saved, not saved, arrived, discarded, left the clipboard, deregistered, deleted.
fn about_clients(walk: &mut Walk, office: &Office) {
    walk.provision_bo();
    walk.generate("build-host-7");
    std::fs::create_dir_all(office.downloads()).unwrap();
    walk.press(editor::download());
    walk.look("token saved");
    std::fs::remove_dir_all(office.downloads()).unwrap();
    std::fs::write(office.downloads(), "").unwrap();
    walk.press(editor::download());
    walk.look("token not saved");
    act(office, "build-host-7", &[ClientAction::Reprovision]);
    walk.desk.run();
    walk.look("token that another console replaced");
    walk.press(&editor::reprovision_client("build-host-7"));
    office.arrive(&walk.desk.token(), "lt-0231");
    walk.desk.run();
    walk.look("client registered");
    walk.press(&editor::deregister_client("build-host-7"));
    walk.press(ClientAction::Deregister.label());
    walk.look("client deregistered");
    walk.press(&editor::delete_client("build-host-7"));
    walk.press(ClientAction::Delete.label());
    walk.look("client deleted");
    walk.desk.is_directory_held.set(true);
    walk.generate("build-host-8");
    walk.desk.keys(Modifiers::COMMAND, Key::L);
    walk.desk.is_directory_held.set(false);
    walk.desk.run();
    walk.desk.fill_nth(Role::PasswordInput, 0, ADMIN_PASSWORD);
    walk.press(common::unlock());
    walk.look("token discarded");
    walk.desk.key(Key::Escape);
}

fn change_password(walk: &mut Walk) {
    walk.press(shell::profile());
    walk.desk.choose(change_password::title());
    walk.press(change_password::submit());
    walk.look("change password with mistakes");
    walk.desk.fill_nth(Role::PasswordInput, 0, ADMIN_PASSWORD);
    walk.desk.fill_nth(Role::PasswordInput, 1, OWN_PASSWORD);
    walk.desk.fill_nth(Role::PasswordInput, 2, OWN_PASSWORD);
    walk.press(change_password::submit());
    walk.look("password changed");
}
