use egui::ModifierNames;

use super::*;

const README: &str = include_str!("../../../README.md");
const MANUAL_PAGE: &str = include_str!("../../../docs/avo-admin.1");
const PAGES: [&str; 2] = [
    include_str!("../../../docs/architecture.md"),
    include_str!("../../../docs/avo-client.1"),
];

const SCENES: [Scene; 5] = [
    Scene::SignedOut,
    Scene::Screen,
    Scene::UsersTable,
    Scene::Editor,
    Scene::Dialog,
];

fn written(key: KeyboardShortcut) -> String {
    key.format(&ModifierNames::NAMES, false)
}

/// Whether pressing `pressed` would also be taken for `other`: egui ignores additional Shift and Alt.
fn is_taken_for(pressed: KeyboardShortcut, other: KeyboardShortcut) -> bool {
    pressed.logical_key == other.logical_key && pressed.modifiers.matches_logically(other.modifiers)
}

fn clashes(table: &[Entry]) -> Vec<String> {
    let mut found = Vec::new();
    for scene in SCENES {
        let possible: Vec<&Entry> = table.iter().filter(|entry| entry.is_possible(scene, true)).collect();
        for (index, one) in possible.iter().enumerate() {
            for other in possible.iter().skip(index + 1) {
                let are_of_widgets = matches!((one.action, other.action), (Action::Widget(_), Action::Widget(_)));
                let is_clash = one.all_keys().any(|key| {
                    other.all_keys().any(|another| {
                        key == another || !are_of_widgets && (is_taken_for(key, another) || is_taken_for(another, key))
                    })
                });
                if is_clash {
                    found.push(format!("{:?} and {:?} in {scene:?}", one.action, other.action));
                }
            }
        }
    }
    found
}

#[test]
fn no_two_actions_that_are_possible_at_once_have_one_shortcut() {
    assert_eq!(clashes(ACTIONS), Vec::<String>::new());
}

const LOCK: &[KeyboardShortcut] = &[command(Key::L)];
const SHIFTED: &[KeyboardShortcut] = &[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L)];

#[test]
fn a_clash_is_found() {
    let entry = |action, keys| Entry {
        action: Action::Shell(action),
        keys,
        aliases: &[],
        scenes: &[Scene::Screen],
        needs_administrator: false,
        group: Group::Everywhere,
    };
    for keys in [LOCK, SHIFTED] {
        let table = [entry(ShellAction::Lock, LOCK), entry(ShellAction::Refresh, keys)];
        assert_eq!(clashes(&table), ["Shell(Lock) and Shell(Refresh) in Screen"]);
    }
}

#[test]
fn every_action_stands_in_the_table_once() {
    for (index, entry) in ACTIONS.iter().enumerate() {
        assert!(!entry.keys.is_empty(), "{:?} has no keys", entry.action);
        let rest = ACTIONS.iter().skip(index + 1);
        assert!(
            rest.clone().all(|other| other.action != entry.action),
            "{:?}",
            entry.action
        );
        assert!(
            rest.clone()
                .all(|other| other.action.label() != entry.action.label() || other.group != entry.group)
        );
    }
}

/// The keys in the first cell of each line of the README's table of keys.
fn keys_in_readme() -> Vec<String> {
    let section = README.split("## Keyboard").nth(1).unwrap();
    let rows = section.lines().skip_while(|line| !line.starts_with("|---"));
    let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    cells
        .flat_map(|cell| cell.split(',').map(|key| key.trim().to_owned()))
        .collect()
}

/// The keys at the head of each entry of the manual page's section on keys.
fn keys_in_manual_page() -> Vec<String> {
    let section = MANUAL_PAGE.split(".SH KEYS").nth(1).unwrap();
    let section = section.split(".SH ").next().unwrap();
    let heads = section.lines().filter_map(|line| line.strip_prefix(".B "));
    heads
        .flat_map(|head| head.split(',').map(|key| key.trim().to_owned()))
        .collect()
}

fn keys_in_table() -> Vec<String> {
    let texts = ACTIONS.iter().map(|entry| keys_text(entry, written));
    let mut keys: Vec<String> = texts
        .flat_map(|text| text.split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

#[test]
fn readme_and_manual_page_name_the_keys_of_the_table_and_no_others() {
    for (document, mut named) in [("README.md", keys_in_readme()), ("avo-admin.1", keys_in_manual_page())] {
        named.sort();
        named.dedup();
        assert_eq!(named, keys_in_table(), "{document}");
    }
}

/// Words such as Ctrl+F and F5, wherever they stand in a document.
fn shortcuts_in(document: &str) -> Vec<&str> {
    let words = document.split(|character: char| !character.is_alphanumeric() && character != '+');
    words
        .filter(|word| {
            let starts = ["Ctrl+", "Shift+", "Alt+", "Cmd+", "Command+"];
            let is_function_key = word.strip_prefix('F').is_some_and(|rest| rest.parse::<u8>().is_ok());
            is_function_key || starts.iter().any(|start| word.starts_with(start))
        })
        .collect()
}

#[test]
fn every_shortcut_that_a_document_names_stands_in_the_table() {
    let known: Vec<String> = ACTIONS.iter().flat_map(Entry::all_keys).map(written).collect();
    let named: Vec<&str> = [README, MANUAL_PAGE]
        .into_iter()
        .chain(PAGES)
        .flat_map(shortcuts_in)
        .collect();
    assert!(named.contains(&"Ctrl+F"), "{named:?}");
    for key in named {
        assert!(
            known.iter().any(|known| known == key),
            "{key} stands in no line of the table"
        );
    }
}

#[test]
fn hints_are_written_as_the_system_writes_them() {
    let ctx = Context::default();
    // The fonts come with the first frame.
    ctx.run_ui(egui::RawInput::default(), |_| ()).textures_delta.clear();
    for (os, lock, tab) in [
        (egui::os::OperatingSystem::Nix, "Ctrl+L", "Ctrl+Tab"),
        (egui::os::OperatingSystem::Mac, "Cmd+L", "Ctrl+Tab"),
    ] {
        ctx.set_os(os);
        let written = |action: Action| hint(&ctx, action).replace("⌘", "Cmd+").replace("⌃", "Ctrl+");
        assert_eq!(
            (
                written(ShellAction::Lock.into()).as_str(),
                written(EditorAction::OtherTab.into()).as_str()
            ),
            (lock, tab)
        );
    }
}
