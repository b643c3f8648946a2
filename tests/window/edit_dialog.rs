//! Stories of the dialog Edit User, told by role and name over hand-made states.

mod clients;
mod clients_keyboard;
mod details;
mod guards;
mod many_clients;
mod token;

use crate::dialog_world::{World, show};
use avo_admin::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

type Window = Harness<'static, World>;

fn open(world: World) -> Window {
    show(world, [1366.0, 860.0], Theme::Light)
}

fn provision(world: World) -> Window {
    let mut window = open(world);
    press(&mut window, "Avo Assure Client Provision");
    window
}

/// Presses the one thing of this name that can be pressed; what lies behind a question cannot.
fn press(window: &mut Window, name: &str) {
    let nodes: Vec<_> = window.query_all_by_label(name).filter(is_enabled).collect();
    assert_eq!(nodes.len(), 1, "{name} can be pressed");
    nodes.iter().for_each(Node::click);
    window.run();
}

fn press_role(window: &mut Window, role: Role, name: &str) {
    let nodes: Vec<_> = window
        .query_all_by_role_and_label(role, name)
        .filter(is_enabled)
        .collect();
    assert_eq!(nodes.len(), 1, "{name} can be pressed");
    nodes.iter().for_each(Node::click);
    window.run();
}

fn key(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

fn chord(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

/// Replaces what stands in a field.
fn fill(window: &mut Window, label: &str, text: &str) {
    window.get_by_label(label).focus();
    window.run();
    chord(window, Modifiers::COMMAND, Key::A);
    window.get_by_label(label).type_text(text);
    window.run();
}

fn is_there(window: &Window, name: &str) -> bool {
    window.query_all_by_label(name).next().is_some()
}

fn is_told(window: &Window, part: &str) -> bool {
    window.query_all_by_label_contains(part).next().is_some()
}

fn description(window: &Window, label: &str) -> String {
    window
        .get_by_label(label)
        .accesskit_node()
        .description()
        .unwrap_or_default()
}

fn is_enabled(node: &Node<'_>) -> bool {
    !node.accesskit_node().is_disabled()
}

fn is_open(window: &Window) -> bool {
    window.state().state.modals.editor().is_some()
}

fn last_sent(window: &Window) -> Option<&Command> {
    window.state().sent.last()
}

/// Everything that assistive technology can read, as one text.
fn all_that_is_read(window: &Window) -> String {
    fn collect(node: &Node<'_>, text: &mut String) {
        let inner = node.accesskit_node();
        for part in [inner.label(), inner.value(), inner.description()]
            .into_iter()
            .flatten()
        {
            text.push_str(&part);
            text.push('\n');
        }
        for child in node.children() {
            collect(&child, text);
        }
    }
    let mut text = String::new();
    collect(&window.root(), &mut text);
    text
}
