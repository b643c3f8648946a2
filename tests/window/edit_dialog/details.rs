//! The tab User Details.

use avo_admin::command::{Command, CreateUser, DialogCommand, EditorCommand, UpdateUser};
use avo_admin::domain::conflict::Conflict;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::field::{Field, FieldErrors, FieldProblem};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::user::{EmailAddress, PersonName, Revision, UserId};
use avo_admin::state::{EditorMode, Remote};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{
    all_that_is_read, chord, description, fill, is_enabled, is_there, is_told, key, last_sent, open, press, press_role,
};
use crate::dialog_world::{World, bo, editor, refused};

#[test]
fn the_dialog_and_its_parts_have_the_names_and_roles_of_the_product() {
    let window = open(World::editing());
    window.get_by_role_and_label(Role::Dialog, "Edit User");
    assert!(is_there(&window, "Bo Lindqvist, bo.lindqvist@example.com"));
    let tab = window.get_by_role_and_label(Role::Tab, "User Details");
    assert_eq!(tab.accesskit_node().is_selected(), Some(true));
    window.get_by_role_and_label(Role::Tab, "Avo Assure Client Provision");
    for label in ["Configuration", "User Name"] {
        let field = window.get_by_label(label);
        assert!(field.accesskit_node().is_read_only(), "{label} cannot be edited");
    }
    for label in ["Email Id", "First Name", "Last Name"] {
        window.get_by_role_and_label(Role::TextInput, label);
    }
    for label in ["Password", "Confirm Password"] {
        window.get_by_role_and_label(Role::PasswordInput, label);
    }
    let role = window.get_by_role_and_label(Role::ComboBox, "Primary Role");
    assert_eq!(role.value().as_deref(), Some("Quality Manager"));
    window.get_by_role_and_label(Role::CheckBox, "Admin");
    window.get_by_role_and_label(Role::Button, "Cancel");
    window.get_by_role_and_label(Role::Button, "Update");
}

#[test]
fn the_first_field_has_the_focus_and_tab_goes_in_reading_order() {
    let mut window = open(World::editing());
    let order = [
        "Email Id",
        "Primary Role",
        "Admin",
        "First Name",
        "Last Name",
        "Password",
        "Confirm Password",
        "One-time password",
        "Cancel",
        "Update",
    ];
    for label in order {
        assert!(window.get_by_label(label).is_focused(), "{label} has the focus");
        key(&mut window, Key::Tab);
    }
}

#[test]
fn update_without_changes_just_closes() {
    let mut window = open(World::editing());
    assert!(is_there(&window, "No unsaved changes"));
    press(&mut window, "Update");
    assert!(matches!(
        window.state().sent[..],
        [Command::Dialog(DialogCommand::Close(_))]
    ));
}

#[test]
fn an_error_appears_once_the_field_is_left_and_update_goes_to_the_first() {
    let mut window = open(World::editing());
    fill(&mut window, "Email Id", "bo.lindqvist@example");
    assert_eq!(description(&window, "Email Id"), "");
    key(&mut window, Key::Tab);
    assert!(description(&window, "Email Id").contains("full address"));
    press(&mut window, "Avo Assure Client Provision");
    press(&mut window, "Update");
    assert!(window.get_by_label("Email Id").is_focused());
    assert!(window.state().sent.is_empty());
}

#[test]
fn enter_in_a_field_saves_the_changes_with_their_revision() {
    let mut window = open(World::editing());
    fill(&mut window, "First Name", "Bob");
    assert!(is_there(&window, "1 unsaved change"));
    key(&mut window, Key::Enter);
    let Some(Command::Editor(EditorCommand::Update(UpdateUser {
        id,
        revision,
        draft,
        password,
    }))) = last_sent(&window)
    else {
        panic!("{:?}", window.state().sent);
    };
    assert_eq!((*id, *revision), (UserId(7), Revision(3)));
    assert_eq!(draft.first_name, "Bob");
    assert!(password.is_none(), "empty password fields leave the password alone");
}

#[test]
fn control_s_saves_and_nothing_is_sent_twice_while_it_is_under_way() {
    let mut window = open(World::editing());
    fill(&mut window, "Last Name", "Berg");
    chord(&mut window, Modifiers::COMMAND, Key::S);
    assert!(is_there(&window, "Saving"));
    assert!(!is_enabled(&window.get_by_label("Last Name")));
    assert!(!is_enabled(&window.get_by_label("Update")));
    chord(&mut window, Modifiers::COMMAND, Key::S);
    key(&mut window, Key::Escape);
    assert_eq!(window.state().sent.len(), 1);
}

#[test]
fn an_address_with_letters_of_two_scripts_is_pointed_out_and_an_invisible_one_is_named() {
    let mut window = open(World::editing());
    fill(&mut window, "Email Id", "bo@ex\u{430}mple.com");
    assert_eq!(
        description(&window, "Email Id"),
        "Check the letter \u{430}: it belongs to another script than those before it"
    );
    fill(&mut window, "Email Id", "bo@exam\u{200b}ple.com");
    key(&mut window, Key::Tab);
    assert_eq!(
        description(&window, "Email Id"),
        "Remove the zero-width space (U+200B), which can't be seen"
    );
    fill(&mut window, "First Name", "\u{200b}");
    key(&mut window, Key::Tab);
    assert_eq!(description(&window, "First Name"), "Enter something that can be seen");
}

#[test]
fn a_new_password_is_rated_checked_and_sent() {
    let mut window = open(World::editing());
    fill(&mut window, "Password", "short");
    key(&mut window, Key::Tab);
    assert!(description(&window, "Password").contains("at least 15 characters (this has 5)"));
    fill(&mut window, "Password", "nine violet tractors hum");
    assert!(is_told(&window, "Strong"));
    assert!(!all_that_is_read(&window).contains("violet"));
    fill(&mut window, "Confirm Password", "nine violet tractors");
    key(&mut window, Key::Enter);
    assert!(description(&window, "Confirm Password").contains("Passwords don't match"));
    assert!(window.state().sent.is_empty());
    fill(&mut window, "Confirm Password", "nine violet tractors hum");
    press(&mut window, "Update");
    let Some(Command::Editor(EditorCommand::Update(UpdateUser {
        password: Some(password),
        ..
    }))) = last_sent(&window)
    else {
        panic!("{:?}", window.state().sent);
    };
    assert_eq!(password.expose(), "nine violet tractors hum");
}

#[test]
fn lowering_the_role_takes_admin_away_and_says_so() {
    let mut window = open(World::editing());
    press_role(&mut window, Role::ComboBox, "Primary Role");
    press(&mut window, "Quality Lead");
    assert!(!is_there(&window, "Admin"));
    assert!(is_told(&window, "Admin was cleared"));
    press(&mut window, "Update");
    let Some(Command::Editor(EditorCommand::Update(UpdateUser { draft, .. }))) = last_sent(&window) else {
        panic!("{:?}", window.state().sent);
    };
    assert_eq!((draft.primary_role, draft.is_admin), (PrimaryRole::QualityLead, false));
}

#[test]
fn what_the_directory_refuses_stands_beside_the_field_until_it_is_typed_in_again() {
    let mut window = open(World::editing());
    fill(&mut window, "Email Id", "ana@example.com");
    press(&mut window, "Update");
    let taken = Failure::Invalid(FieldErrors::one(Field::Email, FieldProblem::EmailTaken));
    window.state_mut().editor().saving = refused(taken.clone());
    window.run();
    assert!(description(&window, "Email Id").contains("Another user has this Email Id"));
    assert!(window.get_by_label("Email Id").is_focused());
    press(&mut window, "Update");
    window.state_mut().editor().saving = refused(taken);
    window.run();
    assert!(description(&window, "Email Id").contains("Another user has this Email Id"));
    fill(&mut window, "Email Id", "bo@example.com");
    assert_eq!(description(&window, "Email Id"), "");
}

#[test]
fn a_full_disk_shows_the_next_step_and_keeps_the_draft() {
    let mut window = open(World::editing());
    fill(&mut window, "First Name", "Bob");
    press(&mut window, "Update");
    window.state_mut().editor().saving = refused(Failure::Storage(StorageFailure::Full));
    window.run();
    assert!(is_told(&window, "The disk is full"));
    assert!(is_told(&window, "Free some space"));
    assert_eq!(window.get_by_label("First Name").value().as_deref(), Some("Bob"));
    assert!(window.get_by_label("Update").is_focused());
}

#[test]
fn a_refresh_is_taken_over_only_while_nothing_is_typed() {
    let mut window = open(World::editing());
    let mut theirs = bo();
    theirs.user.revision = Revision(4);
    theirs.user.last_name = PersonName::parse("Berg").unwrap();
    window.state_mut().editor().details = Remote::Ready(theirs.clone());
    window.run();
    assert_eq!(window.get_by_label("Last Name").value().as_deref(), Some("Berg"));
    fill(&mut window, "Last Name", "Bergman");
    theirs.user.revision = Revision(5);
    theirs.user.last_name = PersonName::parse("Holm").unwrap();
    window.state_mut().editor().details = Remote::Ready(theirs);
    window.run();
    assert_eq!(window.get_by_label("Last Name").value().as_deref(), Some("Bergman"));
    press(&mut window, "Update");
    let Some(Command::Editor(EditorCommand::Update(UpdateUser { revision, .. }))) = last_sent(&window) else {
        panic!("{:?}", window.state().sent);
    };
    assert_eq!(
        *revision,
        Revision(4),
        "the draft started there, so the directory notices"
    );
}

#[test]
fn a_conflict_keeps_the_draft_and_asks_only_about_what_both_changed() {
    let mut window = open(World::editing());
    fill(&mut window, "First Name", "Bob");
    fill(&mut window, "Last Name", "Lind");
    press(&mut window, "Update");
    let mut theirs = bo();
    theirs.user.revision = Revision(9);
    theirs.user.first_name = PersonName::parse("Bosse").unwrap();
    theirs.user.email = EmailAddress::parse("bosse@example.com").unwrap();
    window.state_mut().editor().saving = refused(Failure::UserConflict(Box::new(Conflict {
        now: theirs,
        change: None,
    })));
    window.run();
    assert!(is_told(&window, "Another administrator changed this user"));
    assert!(is_told(
        &window,
        "Updated from the other administrator: Email Id (bo.lindqvist@example.com is now bosse@example.com)"
    ));
    window.get_by_role_and_label(Role::RadioGroup, "First Name, yours or theirs");
    assert!(
        window
            .query_by_role_and_label(Role::RadioGroup, "Last Name, yours or theirs")
            .is_none()
    );
    assert_eq!(description(&window, "Keep yours"), "Yours: Bob");
    assert_eq!(description(&window, "Take theirs"), "Theirs: Bosse");
    assert_eq!(window.get_by_label("First Name").value().as_deref(), Some("Bob"));
    assert!(
        window.get_by_label("Keep yours").is_focused(),
        "the choice is what is next"
    );
    window.key_press(egui::Key::ArrowDown);
    window.run();
    assert!(window.get_by_label("Take theirs").is_focused(), "arrow keys choose");
    assert_eq!(window.get_by_label("First Name").value().as_deref(), Some("Bosse"));
    window.key_press(egui::Key::ArrowDown);
    window.run();
    assert_eq!(window.get_by_label("First Name").value().as_deref(), Some("Bob"));
    press_role(&mut window, Role::RadioButton, "Take theirs");
    assert_eq!(window.get_by_label("First Name").value().as_deref(), Some("Bosse"));
    press(&mut window, "Update");
    let Some(Command::Editor(EditorCommand::Update(UpdateUser { revision, draft, .. }))) = last_sent(&window) else {
        panic!("{:?}", window.state().sent);
    };
    assert_eq!(*revision, Revision(9));
    assert_eq!(
        (
            draft.first_name.as_str(),
            draft.last_name.as_str(),
            draft.email.as_str()
        ),
        ("Bosse", "Lind", "bosse@example.com")
    );
}

#[test]
fn loading_and_failing_say_so_and_lead_on() {
    let pending = Remote::Pending {
        previous: None,
        since: crate::dialog_world::NOW,
    };
    let mut window = open(World::new(editor(EditorMode::Edit(UserId(7)), pending)));
    assert!(is_there(&window, "Loading the user"));
    window
        .state_mut()
        .editor()
        .details
        .answer(Err(Failure::Storage(StorageFailure::Busy)));
    window.run();
    assert!(is_told(&window, "Another program is keeping the directory busy"));
    press(&mut window, "Try again");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Editor(EditorCommand::OpenEdit(UserId(7))))
    ));
    window.state_mut().editor().details.answer(Err(Failure::UserGone));
    window.run();
    assert!(is_told(&window, "no longer in the directory"));
    assert!(!is_there(&window, "Try again"));
    window.state_mut().editor().details.answer(Ok(bo()));
    window.run();
    assert!(window.get_by_label("Email Id").is_focused());
}

#[test]
fn create_user_asks_for_a_name_and_a_password_and_becomes_edit_user() {
    let mut window = open(World::creating());
    window.get_by_role_and_label(Role::Dialog, "Create User");
    assert!(window.get_by_label("User Name").is_focused());
    press_role(&mut window, Role::Button, "Create");
    assert!(window.get_by_label("User Name").is_focused());
    assert!(description(&window, "Password").contains("Required"));
    for (label, text) in [
        ("User Name", "bo.lindqvist"),
        ("Email Id", "bo.lindqvist@example.com"),
        ("First Name", "Bo"),
        ("Last Name", "Lindqvist"),
        ("Password", "nine violet tractors hum"),
        ("Confirm Password", "nine violet tractors hum"),
    ] {
        fill(&mut window, label, text);
    }
    press_role(&mut window, Role::Button, "Create");
    assert!(
        matches!(last_sent(&window), Some(Command::Editor(EditorCommand::Create(CreateUser { draft, .. }))) if draft.user_name == "bo.lindqvist")
    );
    let editor = window.state_mut().editor();
    editor.mode = EditorMode::Edit(UserId(7));
    editor.saving.finish();
    editor.details = Remote::Ready(bo());
    window.run();
    window.get_by_role_and_label(Role::Dialog, "Edit User");
    assert!(window.get_by_label("Avo Assure Client Name").is_focused());
    press(&mut window, "User Details");
    for label in ["Password", "Confirm Password"] {
        assert_eq!(window.get_by_label(label).value().unwrap_or_default(), "", "{label}");
    }
    assert!(is_there(&window, "No unsaved changes"));
}

#[test]
fn the_clients_of_a_user_who_is_not_created_yet_are_explained() {
    let mut window = open(World::creating());
    press(&mut window, "Avo Assure Client Provision");
    assert!(is_there(&window, "Create the user first"));
    press(&mut window, "Go to User Details");
    assert!(window.get_by_label("User Name").is_focused());
}

#[test]
fn locking_wipes_the_passwords_and_keeps_the_rest() {
    let mut window = open(World::editing());
    fill(&mut window, "First Name", "Bob");
    fill(&mut window, "Password", "nine violet tractors hum");
    window.state_mut().dialogs.wipe_secrets();
    window.run();
    assert_eq!(window.get_by_label("Password").value().unwrap_or_default(), "");
    assert_eq!(window.get_by_label("First Name").value().as_deref(), Some("Bob"));
    let world = window.state();
    assert!(world.dialogs.has_unsaved(&world.state));
}

#[test]
fn tab_goes_from_the_password_to_its_confirmation_and_space_is_only_typed() {
    let mut window = open(World::editing());
    window.get_by_label("Password").focus();
    window.run();
    key(&mut window, Key::Tab);
    assert!(window.get_by_label("Confirm Password").is_focused());
    assert!(is_there(&window, "Show Password"), "assistive technology finds the eye");
}

#[test]
fn the_eye_shows_the_password_and_leaves_the_focus_in_the_field() {
    let mut window = open(World::editing());
    fill(&mut window, "Password", "quiet lantern over the marsh");
    window.get_by_label("Show Password").click();
    window.run();
    assert!(is_there(&window, "Hide Password"), "the mouse");
    assert!(window.get_by_label("Password").is_focused());
    window.get_by_label("Hide Password").click_accesskit();
    window.run();
    assert!(is_there(&window, "Show Password"), "assistive technology");
    assert!(window.get_by_label("Password").is_focused());
}

#[test]
fn a_field_that_was_touched_is_not_replaced_also_where_it_equals_what_is_stored() {
    let mut window = open(World::editing());
    fill(&mut window, "Last Name", "Berg");
    fill(&mut window, "Last Name", "Lindqvist");
    let mut theirs = bo();
    theirs.user.revision = Revision(4);
    theirs.user.last_name = PersonName::parse("Holm").unwrap();
    window.state_mut().editor().details = Remote::Ready(theirs);
    window.run();
    assert_eq!(window.get_by_label("Last Name").value().as_deref(), Some("Lindqvist"));
    window.get_by_label("Last Name").focus();
    window.run();
    window.get_by_label("Last Name").type_text("-Berg");
    window.run();
    press(&mut window, "Update");
    let Some(Command::Editor(EditorCommand::Update(UpdateUser { revision, .. }))) = last_sent(&window) else {
        panic!("{:?}", window.state().sent);
    };
    assert_eq!(*revision, Revision(3), "the directory notices the change in between");
}

#[test]
fn creating_nothing_flags_every_field_that_is_missing() {
    let mut window = open(World::creating());
    chord(&mut window, Modifiers::COMMAND, Key::S);
    for field in [
        "User Name",
        "Email Id",
        "First Name",
        "Last Name",
        "Password",
        "Confirm Password",
    ] {
        assert!(!description(&window, field).is_empty(), "{field}");
    }
    assert!(window.state().sent.is_empty());
}
