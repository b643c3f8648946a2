use avo_admin::ui::icons::Icon;
use avo_admin::ui::widgets::{
    Button, Choice, ConfirmDialog, Dialog, DialogPart, Select, StatusTone, TextField, ToastView, menu_item, menu_ui,
    toasts_ui,
};
use egui::accesskit::{Live, Role};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::window;
use crate::raw_input;

#[derive(Default)]
struct State {
    open: bool,
    asking: bool,
    name: String,
    role: u8,
    rows: usize,
    answer: Option<Choice>,
    close_requests: u32,
}

fn app(ui: &mut egui::Ui, state: &mut State) {
    let blocked = state.open;
    let is_asking = state.asking;
    ui.add_enabled_ui(!blocked, |ui| {
        Button::new("Before").show(ui);
        if Button::new("Open").show(ui).clicked() {
            state.open = true;
        }
    });
    let ctx = ui.ctx().clone();
    if state.open {
        let State {
            name,
            role,
            rows,
            asking,
            ..
        } = state;
        let dialog = Dialog::new("edit", "Edit User").covered(is_asking);
        let response = dialog.show(&ctx, |ui, part| match part {
            DialogPart::Body => {
                TextField::new("First Name", name).show(ui);
                Select::new("Primary Role", role, &[(0, "Engineer"), (1, "Lead")]).show(ui);
                for row in 0..*rows {
                    ui.label(format!("row {row}"));
                }
            }
            DialogPart::Footer => {
                if Button::danger("Delete").show(ui).clicked() {
                    *asking = true;
                }
            }
            DialogPart::Tabs => {}
        });
        if response.close_requested {
            state.close_requests += 1;
            state.open = false;
        }
    }
    if is_asking
        && let Some(choice) = ConfirmDialog::new("sure", "Delete Bo?", "It can be restored.", "Delete user")
            .dangerous()
            .show(&ctx)
    {
        state.answer = Some(choice);
        state.asking = false;
    }
}

fn opened<'a>() -> Harness<'a, State> {
    let mut harness = window(State::default(), app);
    harness.get_by_label("Open").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness
}

#[test]
fn a_dialog_is_named_by_its_title_and_the_first_field_has_the_focus() {
    let harness = opened();
    let dialog = harness.get_by_role_and_label(Role::Dialog, "Edit User");
    assert!(dialog.accesskit_node().is_modal());
    assert!(harness.get_by_label("First Name").is_focused());
}

#[test]
fn tab_stays_inside_in_both_directions() {
    for modifiers in [Modifiers::NONE, Modifiers::SHIFT] {
        let mut harness = opened();
        for _ in 0..9 {
            harness.key_press_modifiers(modifiers, Key::Tab);
            harness.run();
            assert!(!harness.get_by_label("Open").is_focused());
            assert!(!harness.get_by_label("Before").is_focused());
        }
    }
}

#[test]
fn a_click_outside_leaves_it_open_and_escape_closes_it_and_gives_the_focus_back() {
    let mut harness = opened();
    harness.drag_at(egui::pos2(5.0, 690.0));
    harness.drop_at(egui::pos2(5.0, 690.0));
    harness.run();
    assert_eq!(harness.state().close_requests, 0);
    harness.get_by_label("First Name").focus();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().close_requests, 1);
    assert!(harness.query_by_role(Role::Dialog).is_none());
    assert!(harness.get_by_label("Open").is_focused());
}

#[test]
fn the_close_button_is_named_close() {
    let mut harness = opened();
    harness.get_by_role_and_label(Role::Button, "Close").click();
    harness.run();
    assert_eq!(harness.state().close_requests, 1);
}

#[test]
fn escape_in_an_open_list_closes_the_list_only() {
    let mut harness = opened();
    harness.get_by_role(Role::ComboBox).click();
    harness.run();
    assert!(harness.query_by_label("Lead").is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Lead").is_none());
    assert_eq!(harness.state().close_requests, 0);
}

#[test]
fn the_top_stays_while_the_content_grows_and_the_window_bounds_the_height() {
    let mut harness = opened();
    let top = harness.get_by_label("Close").rect().top();
    harness.state_mut().rows = 4;
    harness.run();
    assert!(
        (harness.get_by_label("Close").rect().top() - top).abs() < 0.5,
        "the top stays"
    );
    harness.state_mut().rows = 200;
    harness.run();
    assert!(harness.get_by_label("Close").rect().top() >= 24.0);
    assert!(harness.get_by_label("Delete").rect().bottom() <= 700.0 - 24.0);
}

#[test]
fn a_question_above_takes_the_focus_to_cancel_and_gives_it_back() {
    let mut harness = opened();
    harness.get_by_label("Delete").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let question = harness.get_by_role_and_label(Role::Dialog, "Delete Bo?");
    assert_eq!(
        question.accesskit_node().description().as_deref(),
        Some("It can be restored.")
    );
    assert!(harness.get_by_label("Cancel").is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().answer, Some(Choice::Cancel));
    assert_eq!(harness.state().close_requests, 0, "Escape closes the upper one only");
    assert!(harness.get_by_label("Delete").is_focused());
}

#[test]
fn enter_presses_the_focused_answer() {
    let mut harness = opened();
    harness.get_by_label("Delete").click();
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("Delete user").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().answer, Some(Choice::Confirm));
}

#[test]
fn toasts_are_announced_and_dismissed_by_id() {
    let mut harness = window(Vec::new(), |ui, dismissed: &mut Vec<u64>| {
        let toasts = [
            ToastView {
                id: 7,
                tone: StatusTone::Ok,
                text: "Saved".to_owned(),
            },
            ToastView {
                id: 9,
                tone: StatusTone::Bad,
                text: "Not saved".to_owned(),
            },
        ];
        dismissed.extend(toasts_ui(ui.ctx(), &toasts));
    });
    harness.run();
    assert_eq!(harness.get_by_label("Saved").accesskit_node().live(), Live::Polite);
    assert_eq!(
        harness.get_by_label("Not saved").accesskit_node().live(),
        Live::Assertive
    );
    let last = harness.get_all_by_label("Dismiss").last().expect("two buttons");
    last.click();
    harness.run();
    assert_eq!(*harness.state(), [9]);
}

#[test]
fn a_menu_is_used_by_keyboard_closes_and_gives_the_focus_back() {
    let mut harness = window((None, 0_u32), |ui, (at, edits): &mut (Option<egui::Pos2>, u32)| {
        if Button::new("More").show(ui).clicked() {
            *at = Some(egui::pos2(100.0, 100.0));
        }
        menu_ui(&ui.ctx().clone(), "row", "Actions", at, |ui| {
            menu_item(ui, Icon::Copy, "Copy email", "", false);
            if menu_item(ui, Icon::Pen, "Edit", "Enter", false).clicked() {
                *edits += 1;
            }
        });
    });
    harness.get_by_label("More").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::MenuItem, "Copy email").is_focused());
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, 1);
    assert!(harness.query_by_role(Role::MenuItem).is_none());
    assert!(harness.get_by_label("More").is_focused());
}

/// Presses and lets go of the mouse on what is named so, in one frame.
fn click_in_one_frame(harness: &mut Harness<'_, State>, name: &str) {
    let at = harness.get_by_label(name).rect().center();
    harness.hover_at(at);
    harness.run();
    harness.input_mut().events.extend(raw_input::click(at));
    harness.step();
}

/// Escape as it comes from a keyboard that repeats it, so many times in one frame.
fn escape_in_one_frame(harness: &mut Harness<'_, State>, times: usize) {
    let escape = raw_input::key(Key::Escape, true);
    harness.input_mut().events.extend(vec![escape; times]);
    harness.step();
}

#[test]
fn a_question_opened_by_a_click_is_on_top_of_its_dialog_from_its_first_frame() {
    let mut harness = opened();
    click_in_one_frame(&mut harness, "Delete");
    harness.step();
    for below in ["Delete", "First Name", "Close"] {
        let is_shut = harness.get_by_label(below).accesskit_node().is_disabled();
        assert!(is_shut, "{below} can be used below the question");
    }
    harness.run();
    click_in_one_frame(&mut harness, "Cancel");
    assert_eq!(
        harness.state().answer,
        Some(Choice::Cancel),
        "the click reaches the question"
    );
    assert!(harness.state().open);
}

#[test]
fn escape_twice_in_one_frame_closes_only_the_question() {
    let mut harness = opened();
    click_in_one_frame(&mut harness, "Delete");
    harness.run();
    escape_in_one_frame(&mut harness, 2);
    harness.run();
    assert_eq!(harness.state().answer, Some(Choice::Cancel));
    assert_eq!(harness.state().close_requests, 0);
    assert!(!harness.get_by_label("Delete").accesskit_node().is_disabled());
}
