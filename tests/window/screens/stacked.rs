//! Dialogs over dialogs: only the one that was opened last can be used, and Escape closes it alone.

use avo_admin::state::{Modal, ModalId, Phase, Route};
use egui::Key;

use super::*;
use crate::every_dialog::{edit_user, every_dialog, name_of, one_time_password, phases};
use crate::raw_input;
use crate::screens_fixture::at_work;

/// The dialogs with something in them that can be used.
fn usable(story: &Story) -> Vec<String> {
    let controls = [
        Role::Button,
        Role::Tab,
        Role::TextInput,
        Role::PasswordInput,
        Role::ComboBox,
    ];
    let is_usable = |dialog: &egui_kittest::Node<'_>| {
        dialog.children_recursive().any(|child| {
            let node = child.accesskit_node();
            controls.contains(&node.role()) && !node.is_disabled()
        })
    };
    let dialogs = story.query_all_by_role(Role::Dialog).filter(is_usable);
    dialogs.filter_map(|dialog| dialog.accesskit_node().label()).collect()
}

/// Escape twice in one frame, as from a keyboard that repeats it.
fn escape_twice(story: &mut Story) {
    let escape = raw_input::key(Key::Escape, true);
    story.input_mut().events.extend([escape.clone(), escape]);
    story.run_steps(5);
}

/// Answers the question on top.
fn close_anyway(story: &mut Story) {
    {
        let buttons = story.query_all_by_role_and_label(Role::Button, "Close anyway");
        let mut usable = buttons.filter(|button| !button.accesskit_node().is_disabled());
        usable.next_back().expect("it asks first").click();
    }
    story.run_steps(4);
}

/// What is open, the lowest first.
fn open_ids(story: &Story) -> Vec<ModalId> {
    story.state().state.modals.iter().map(|(id, _)| id).collect()
}

fn is_same_kind(one: &Modal, other: &Modal) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// The dialogs that can be seen in `phase`, the lowest first.
fn seen_in(phase: &Phase) -> Vec<Modal> {
    let mut dialogs = every_dialog();
    dialogs.retain(|modal| modal.is_shown_in(phase));
    dialogs
}

#[test]
fn each_dialog_can_be_seen_in_a_phase_that_is_tried() {
    for modal in every_dialog() {
        assert!(phases().iter().any(|phase| modal.is_shown_in(phase)), "{modal:?}");
    }
}

#[test]
fn of_any_two_dialogs_only_the_one_that_was_opened_last_can_be_used() {
    for phase in phases() {
        let mut state = at_work(Route::UserManagement);
        state.phase = phase.clone();
        let mut story = story(state);
        for lower in seen_in(&phase) {
            for upper in seen_in(&phase) {
                if is_same_kind(&lower, &upper) {
                    continue;
                }
                let modals = &mut story.state_mut().state.modals;
                modals.retain(|_| false);
                modals.open(edit_user());
                modals.open(one_time_password());
                let lower_id = modals.open(lower.clone());
                story.run_steps(4);
                assert_eq!(usable(&story), [name_of(&lower)]);
                let upper_id = story.state_mut().state.modals.open(upper.clone());
                check_upper(&mut story, (&lower, lower_id), (&upper, upper_id));
            }
        }
    }
}

fn check_upper(story: &mut Story, (lower, lower_id): (&Modal, ModalId), (upper, upper_id): (&Modal, ModalId)) {
    let (lower_name, upper_name) = (name_of(lower), name_of(upper));
    let context = format!("{upper_name} over {lower_name}");
    // Edit User closes what belongs to it when it opens anew.
    let is_gone = !story.state().state.modals.is_open(lower_id);
    story.step();
    let is_lower_usable = usable(story).iter().any(|name| name == lower_name) && lower_name != upper_name;
    assert!(is_gone || !is_lower_usable, "{context}, in its first frame");
    story.run_steps(3);
    assert_eq!(usable(story), [upper_name], "{context}");
    if matches!(upper, Modal::Editor(_) | Modal::OneTimePassword(_)) {
        // It asks before the secret is lost.
        return;
    }
    let mut left = open_ids(story);
    left.retain(|id| *id != upper_id);
    escape_twice(story);
    assert_eq!(open_ids(story), left, "{context}");
    assert_eq!(usable(story), [lower_name], "{lower_name} after {upper_name}");
}

#[test]
fn all_dialogs_over_each_other_close_one_by_one_from_the_top() {
    for phase in phases() {
        let mut state = at_work(Route::UserManagement);
        state.phase = phase.clone();
        let mut opened = Vec::new();
        for modal in every_dialog() {
            opened.push((state.modals.open(modal.clone()), modal));
        }
        opened.retain(|(_, modal)| modal.is_shown_in(&phase));
        let mut story = story(state);
        while let Some((id, modal)) = opened.pop() {
            assert_eq!(usable(&story), [name_of(&modal)]);
            if matches!(modal, Modal::Editor(_)) {
                // It asks before the token is lost.
                break;
            }
            escape_twice(&mut story);
            if matches!(modal, Modal::OneTimePassword(_)) {
                close_anyway(&mut story);
            }
            let modals = &story.state().state.modals;
            assert!(!modals.is_open(id), "{modal:?}");
            assert!(opened.iter().all(|(below, _)| modals.is_open(*below)), "{modal:?}");
        }
    }
}
