use avo_admin::ui::icons::Icon;
use avo_admin::ui::widgets::{Button, Select, TextField, checkbox, icon_button, tabs_ui};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::window;

#[test]
fn a_button_is_found_by_its_own_name_and_pressed_by_mouse_and_keyboard() {
    let mut harness = window(0, |ui, presses: &mut u32| {
        if Button::new("Edit")
            .accessible_name("Edit bo.lindqvist")
            .show(ui)
            .clicked()
        {
            *presses += 1;
        }
    });
    harness.get_by_role_and_label(Role::Button, "Edit bo.lindqvist").click();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), 2, "a click focuses, so Enter presses again");
}

#[test]
fn a_disabled_button_says_so_and_is_no_tab_stop() {
    let mut harness = window(0, |ui, presses: &mut u32| {
        if Button::new("Off").enabled(false).show(ui).clicked() {
            *presses += 1;
        }
        icon_button(ui, Icon::Bell, "More");
    });
    assert!(harness.get_by_label("Off").accesskit_node().is_disabled());
    harness.get_by_label("Off").click();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(*harness.state(), 0);
    assert!(harness.get_by_label("More").is_focused());
}

#[test]
fn a_field_is_named_by_its_label_and_described_by_its_error() {
    let harness = window(String::from("bo@"), |ui, text: &mut String| {
        TextField::new("Email Id", text)
            .error(Some("Enter a full address"))
            .show(ui);
    });
    let field = harness.get_by_role_and_label(Role::TextInput, "Email Id");
    assert_eq!(
        field.accesskit_node().description().as_deref(),
        Some("Enter a full address")
    );
    assert!(field.accesskit_node().data().invalid().is_some());
}

#[test]
fn a_read_only_field_can_be_focused_and_read_but_not_changed() {
    let mut harness = window(String::from("bo.lindqvist"), |ui, text: &mut String| {
        TextField::new("User Name", text).read_only().show(ui);
    });
    harness.get_by_label("User Name").focus();
    harness.run_steps(2);
    harness.get_by_label("User Name").type_text("x");
    harness.key_press(Key::Backspace);
    harness.run_steps(2);
    let field = harness.get_by_label("User Name");
    assert!(field.is_focused());
    assert!(field.accesskit_node().is_read_only());
    assert_eq!(field.value().as_deref(), Some("bo.lindqvist"));
    assert_eq!(harness.state(), "bo.lindqvist");
}

const ROLES: &[(u8, &str)] = &[(0, "Engineer"), (1, "Lead"), (2, "Manager")];

fn role_window<'a>() -> egui_kittest::Harness<'a, u8> {
    window(0_u8, |ui, role| {
        Select::new("Primary Role", role, ROLES).width(300.0).show(ui);
    })
}

#[test]
fn a_select_is_named_by_its_label_and_tells_its_value() {
    let harness = role_window();
    let select = harness.get_by_role_and_label(Role::ComboBox, "Primary Role");
    assert_eq!(select.value().as_deref(), Some("Engineer"));
    if cfg!(target_os = "linux") {
        // Where a value that is no number does not reach the screen reader.
        let told = select.accesskit_node().description();
        assert_eq!(told.as_deref(), Some("Engineer"));
    }
}

#[test]
fn a_select_is_chosen_from_by_mouse() {
    let mut harness = role_window();
    harness.get_by_role(Role::ComboBox).click();
    harness.run();
    harness.get_by_role_and_label(Role::ListBoxOption, "Manager").click();
    harness.run();
    assert_eq!(*harness.state(), 2);
    assert!(harness.query_by_role(Role::ListBoxOption).is_none(), "the list closes");
}

#[test]
fn a_select_is_chosen_from_by_keyboard() {
    let mut harness = role_window();
    harness.get_by_role(Role::ComboBox).focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(*harness.state(), 0, "moving in the open list chooses nothing yet");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), 1);
    assert!(
        harness.query_by_role(Role::ListBoxOption).is_none(),
        "Enter closes the list"
    );

    harness.key_press(Key::Enter);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(*harness.state(), 1, "Escape leaves the value");
    assert!(harness.query_by_role(Role::ListBoxOption).is_none());
    assert!(harness.get_by_role(Role::ComboBox).is_focused());

    harness.event(egui::Event::Text("ma".into()));
    harness.run();
    assert_eq!(*harness.state(), 2, "typing finds");
}

#[test]
fn a_box_is_ticked_by_mouse_and_space() {
    let mut harness = window(false, |ui, ticked| {
        checkbox(ui, ticked, "Admin");
    });
    harness.get_by_role_and_label(Role::CheckBox, "Admin").click();
    harness.run();
    assert!(*harness.state());
    harness.key_press(Key::Space);
    harness.run();
    assert!(!*harness.state());
}

#[test]
fn tabs_are_one_tab_stop_and_arrows_choose() {
    let mut harness = window((0_u8, String::new()), |ui, (tab, text)| {
        tabs_ui(
            ui,
            "Parts",
            &[(0, "User Details"), (1, "Avo Assure Client Provision")],
            tab,
        );
        TextField::new("After", text).show(ui);
    });
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("User Details").is_focused());
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().0, 1);
    let tab = harness.get_by_role_and_label(Role::Tab, "Avo Assure Client Provision");
    assert!(tab.is_focused());
    assert_eq!(tab.accesskit_node().is_selected(), Some(true));
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("After").is_focused());
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert!(harness.get_by_label("Avo Assure Client Provision").is_focused());
}
