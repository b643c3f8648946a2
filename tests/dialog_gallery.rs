//! Pictures of the dialog in its states, to be laid beside the agreed look. Written to `target/gallery`.

#[cfg(test)]
mod dialog_world;

use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::user::{EmailAddress, PersonName, Revision};
use avo_admin::state::{ClipboardState, Remote, Submission};
use dialog_world::{NOW, WAITING, World, bo, client, editor, show};
use egui::Theme;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

type Story = fn(&mut Harness<'static, World>);

#[cfg(test)]
fn save(name: &str, world: impl Fn() -> World, story: Story) {
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for (size, place) in [([1366.0, 860.0], "wide"), ([900.0, 600.0], "small")] {
            let mut harness = show(world(), size, theme);
            story(&mut harness);
            harness.run();
            let picture = harness.render().expect("a software Vulkan driver is installed");
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/gallery");
            std::fs::create_dir_all(&folder).unwrap();
            picture
                .save(folder.join(format!("dialog-{name}-{word}-{place}.png")))
                .unwrap();
        }
    }
}

fn type_into(harness: &mut Harness<'static, World>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.get_by_label(label).type_text(text);
    harness.run();
}

fn to_provision(harness: &mut Harness<'static, World>) {
    harness.get_by_label("Avo Assure Client Provision").click();
    harness.run();
}

#[test]
fn details() {
    save("details", World::editing, |harness| {
        type_into(harness, "Email Id", "bo.lindqvist@example");
        type_into(harness, "Password", "nine violet tractors hum");
        type_into(harness, "Confirm Password", "nine violet tractors hum");
        harness.get_by_label("First Name").focus();
    });
    save("details-lowered", World::editing, |harness| {
        harness.get_by_label("Primary Role").click();
        harness.run();
        harness.get_by_label("Quality Lead").click();
        harness.run();
    });
    save("create", World::creating, |harness| {
        harness.get_by_label("Create").click();
        harness.run();
    });
    save("create-provision", World::creating, to_provision);
}

#[test]
fn provision() {
    save("provision", || World::editing().with_token(true), to_provision);
    save("provision-none", World::editing, to_provision);
    save(
        "provision-empty",
        || {
            let mut details = bo();
            details.clients.clear();
            World::new(editor(
                avo_admin::state::EditorMode::Edit(details.user.id),
                Remote::Ready(details),
            ))
        },
        to_provision,
    );
    save(
        "provision-waiting-failed",
        || {
            let mut world = World::editing().with_token(false);
            world.state.clipboard = ClipboardState::CopyFailed("the desktop has no clipboard".to_owned());
            if let Remote::Ready(details) = &mut world.editor().details {
                details.clients.push(client(4, "rack-2-node-11", WAITING));
                let mut expired = client(5, "spare", WAITING);
                expired.token_expires_at = Some(NOW);
                details.clients.push(expired);
            }
            world.editor().token.as_mut().unwrap().downloaded_to =
                Some("/home/ana/Downloads/avo-token-build-host-7.txt".into());
            world.editor().acting = Submission::Failed(Failure::Storage(StorageFailure::Busy));
            world
        },
        |harness| {
            to_provision(harness);
            harness.get_by_label("Reveal").click();
            harness.run();
        },
    );
}

#[test]
fn questions() {
    save("discard", World::editing, |harness| {
        type_into(harness, "First Name", "Bob");
        harness.key_press(egui::Key::Escape);
        harness.run();
    });
    save("deregister", World::editing, |harness| {
        to_provision(harness);
        harness.get_by_label("Deregister laptop-bo").click();
        harness.run();
    });
    save("conflict", World::editing, |harness| {
        type_into(harness, "First Name", "Bob");
        let mut theirs = bo();
        theirs.user.revision = Revision(4);
        theirs.user.first_name = PersonName::parse("Bosse").unwrap();
        theirs.user.email = EmailAddress::parse("bosse@example.com").unwrap();
        harness.state_mut().editor().saving = Submission::Failed(Failure::UserConflict(Box::new(theirs)));
        harness.run();
    });
    save("storage", World::editing, |harness| {
        type_into(harness, "First Name", "Bob");
        harness.state_mut().editor().saving = Submission::Failed(Failure::Storage(StorageFailure::Full));
        harness.run();
    });
    save("failed", World::editing, |harness| {
        harness.state_mut().editor().details.answer(Err(Failure::UserGone));
        harness.run();
    });
}
