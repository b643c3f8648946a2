//! The box Token.

use avo_admin::command::{ClipboardCommand, Command, DialogCommand};
use avo_admin::domain::check_words::CheckWords;
use avo_admin::domain::client::{Client, ClientName, ClientState};
use avo_admin::domain::clipboard_failure::ClipboardFailure;
use avo_admin::domain::registration::{KnownService, ServiceInfo};
use avo_admin::state::{ClipboardState, Remote};
use egui::accesskit::{Live, Role};
use egui::{Shape, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, all_that_is_read, is_enabled, is_there, is_told, last_sent, press, provision};
use crate::dialog_world::{NOW, REGISTERED, World, holding, secret, show, token_for};

#[test]
fn without_a_token_the_box_says_how_to_get_one_and_its_buttons_are_off() {
    let window = provision(World::editing());
    let token = window.get_by_role_and_label(Role::Group, "Token");
    token.get_by_label("Generate, Reregister or Reprovision to get a token");
    for label in ["Reveal", "Copy", "Download"] {
        assert!(
            !is_enabled(&token.get_by_role_and_label(Role::Button, label)),
            "{label}"
        );
    }
}

#[test]
fn the_banner_names_client_and_user_and_is_announced() {
    let window = provision(World::editing().with_token(true));
    let banner = window.get_by_label("Token for build-host-7, for Bo Lindqvist");
    assert_eq!(banner.accesskit_node().live(), Live::Polite);
}

#[test]
fn the_check_words_of_a_token_stand_beside_it_until_it_is_spent() {
    let told = format!("Check words: {}", CheckWords::of(&secret()));
    for size in [[900.0, 600.0], [1366.0, 860.0]] {
        let mut window = show(World::editing().with_token(true), size, Theme::Light);
        press(&mut window, "Avo Assure Client Provision");
        assert!(is_told(&window, &told), "{size:?}");
        if let Remote::Ready(details) = &mut window.state_mut().editor().details {
            details.clients[0].state = ClientState::Deregistered;
        }
        window.run();
        assert!(!is_told(&window, &told), "{size:?}");
    }
}

#[test]
fn a_token_is_painted_at_full_size_in_a_small_window_too() {
    let painted_at = |size: [f32; 2]| {
        let mut window = show(World::editing().with_token(true), size, Theme::Light);
        press(&mut window, "Avo Assure Client Provision");
        let bullets = window
            .output()
            .shapes
            .iter()
            .filter_map(|clipped| match &clipped.shape {
                Shape::Text(text) if text.galley.text() == "•" => Some(text.galley.size().y),
                _ => None,
            });
        bullets.fold(0.0, f32::max)
    };
    let full = painted_at([1366.0, 860.0]);
    assert!(full > 0.0);
    let small = painted_at([900.0, 600.0]);
    assert!((small - full).abs() < 0.1, "{small} and {full}");
}

#[test]
fn a_revealed_token_is_masked_again_after_twenty_seconds() {
    let mut window = provision(World::editing().with_token(true));
    let secret = secret();
    assert!(!all_that_is_read(&window).contains(secret.expose()));
    press(&mut window, "Reveal");
    assert!(all_that_is_read(&window).contains(secret.expose()));
    assert!(is_there(&window, "Hide"));
    window.state_mut().state.now = NOW.plus_ms(19_999);
    window.run();
    assert!(all_that_is_read(&window).contains(secret.expose()));
    window.state_mut().state.now = NOW.plus_secs(20);
    window.run();
    let read = all_that_is_read(&window);
    for part in ["avo_k3V", &secret.expose()[10..30]] {
        assert!(!read.contains(part), "{part} is still read");
    }
    assert!(is_there(&window, "Reveal"));
}

#[test]
fn hide_locking_and_a_new_token_mask_at_once() {
    let secret = secret();
    let mut window = provision(World::editing().with_token(true));
    press(&mut window, "Reveal");
    press(&mut window, "Hide");
    assert!(!all_that_is_read(&window).contains(secret.expose()));
    press(&mut window, "Reveal");
    window.state_mut().dialogs.wipe_secrets();
    window.run();
    assert!(!all_that_is_read(&window).contains(secret.expose()));
}

#[test]
fn copy_with_server_is_a_command_once_a_service_is_known() {
    let mut window = provision(World::editing().with_token(true));
    assert!(!is_enabled(
        &window.get_by_role_and_label(Role::Button, "Copy with server")
    ));
    window.state_mut().state.registration_service = Remote::Ready(Some(KnownService::new(
        ServiceInfo {
            url: "https://console.example.com:8443".to_owned(),
            fingerprint: None,
            started_at: NOW,
            stopped_at: None,
        },
        Some(true),
        None,
    )));
    window.run();
    press(&mut window, "Copy with server");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clipboard(ClipboardCommand::CopyTokenWithServer))
    ));
}

#[test]
fn copy_and_download_are_commands_and_the_path_is_shown() {
    let mut window = provision(World::editing().with_token(false));
    press(&mut window, "Copy");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clipboard(ClipboardCommand::CopyToken))
    ));
    press(&mut window, "Download");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clipboard(ClipboardCommand::DownloadToken))
    ));
    let path = "/home/ana/Downloads/avo-token-build-host-7.txt";
    window.state_mut().token().downloaded_to = Some(path.into());
    window.run();
    assert!(is_told(&window, path));
}

#[test]
fn the_countdown_runs_and_can_be_cut_short() {
    let mut window = provision(World::editing().with_token(true));
    assert!(is_there(&window, "On the clipboard, cleared in 24 s"));
    window.state_mut().state.now = NOW.plus_ms(4_100);
    window.run();
    assert!(is_there(&window, "On the clipboard, cleared in 20 s"));
    press(&mut window, "Clear now");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clipboard(ClipboardCommand::Clear))
    ));
    window.state_mut().state.clipboard = ClipboardState::Empty;
    window.run();
    assert!(is_there(&window, "Cleared from the clipboard"));
    assert!(!is_there(&window, "Clear now"));
}

#[test]
fn that_a_token_was_copied_is_said_aloud_once_and_not_every_second() {
    let mut window = provision(World::editing().with_token(true));
    let said = |window: &Window| -> Vec<String> {
        let nodes = window.root().children_recursive();
        let live = nodes.filter(|node| node.accesskit_node().live() == Live::Polite);
        let words = live.filter_map(|node| node.accesskit_node().label().or(node.accesskit_node().value()));
        words.collect()
    };
    let before = said(&window);
    assert!(before.contains(&"Copied to the clipboard".to_owned()), "{before:?}");
    window.state_mut().state.now = NOW.plus_ms(4_100);
    window.run();
    assert_eq!(said(&window), before);
}

#[test]
fn a_banner_with_long_names_still_names_the_user() {
    let mut world = World::editing().with_token(true);
    let token = world.token();
    token.client_name = ClientName::parse(&"n".repeat(64)).unwrap();
    let mut window = show(world, [900.0, 860.0], Theme::Light);
    press(&mut window, "Avo Assure Client Provision");
    let painted = window
        .output()
        .shapes
        .iter()
        .filter_map(|clipped| match &clipped.shape {
            Shape::Text(text) => Some(&text.galley),
            _ => None,
        });
    let whole: Vec<&str> = painted
        .filter(|galley| !galley.elided)
        .map(|galley| galley.text())
        .collect();
    let is_cut = |text: &&&str| text.starts_with("Token for nnnnnnn") && text.ends_with("…, for Bo Lindqvist");
    assert!(whole.iter().any(|text| is_cut(&text)), "{whole:?}");
}

#[test]
fn the_keyboard_is_not_lost_with_the_buttons_of_a_token_that_turned_void() {
    let mut window = provision(World::editing().with_token(false));
    window.get_by_role_and_label(Role::Button, "Copy").focus();
    window.run();
    if let Remote::Ready(details) = &mut window.state_mut().editor().details {
        details.clients[0].state = ClientState::Deregistered;
    }
    window.run();
    assert!(is_told(&window, "This token is void"));
    assert!(window.get_by_label("Avo Assure Client Name").is_focused());
}

#[test]
fn the_token_of_a_disabled_user_is_shown_with_what_that_means() {
    let mut world = World::editing().with_token(true);
    if let Remote::Ready(details) = &mut world.editor().details {
        details.user.is_disabled = true;
    }
    let window = provision(world);
    assert!(is_told(&window, "This user is disabled"));
    assert!(is_told(&window, "refused until the user is enabled"));
    assert!(!is_told(&window, "works once"));
}

#[test]
fn a_clipboard_failure_shows_what_still_works() {
    let mut world = World::editing().with_token(false);
    world.state.clipboard = ClipboardState::CopyFailed(ClipboardFailure::Unavailable);
    let mut window = provision(world);
    assert!(is_told(
        &window,
        "The clipboard can't be reached. Reveal and Download still work"
    ));
    assert!(is_enabled(&window.get_by_label("Download")));
    for (why, words) in [
        (
            ClipboardFailure::PutBack,
            "Still on the clipboard. A clipboard manager put the token back",
        ),
        (
            ClipboardFailure::Busy,
            "It may still be on the clipboard. Another program is using the clipboard",
        ),
    ] {
        window.state_mut().state.clipboard = ClipboardState::ClearFailed {
            secret: token_for("build-host-7"),
            why,
        };
        window.run();
        assert!(is_told(&window, words));
        assert!(is_there(&window, "Clear now"));
    }
}

#[test]
fn a_copied_token_is_called_cleared_only_where_no_other_copy_replaced_it() {
    let mut world = World::editing().with_token(true);
    world.state.clipboard = ClipboardState::Empty;
    let mut window = provision(world);
    assert!(is_told(&window, "Cleared from the clipboard"));
    window.state_mut().state.clipboard = ClipboardState::Replaced;
    window.run();
    assert!(is_told(&window, "Replaced by another copy"));
    assert!(!is_told(&window, "Cleared from the clipboard"));
    assert!(!is_there(&window, "Clear now"));
}

#[test]
fn a_token_that_no_longer_works_says_so_and_gives_nothing_away() {
    let mut deregistered = World::editing().with_token(false);
    if let Remote::Ready(details) = &mut deregistered.editor().details {
        details.clients[0].state = ClientState::Deregistered;
    }
    let mut expired = World::editing().with_token(false);
    expired.token().mark.expires_at = Some(NOW);
    for (world, told) in [
        (deregistered, "This token is void"),
        (expired, "This token has expired"),
    ] {
        let mut window = provision(world);
        assert!(is_told(&window, told));
        for label in ["Reveal", "Copy", "Download"] {
            assert!(!is_enabled(&window.get_by_label(label)), "{label}: {told}");
        }
        press(&mut window, "Cancel");
        assert!(
            matches!(last_sent(&window), Some(Command::Dialog(DialogCommand::Close(_)))),
            "{told}"
        );
    }
}

#[test]
fn the_box_says_until_when_the_token_works() {
    let mut world = World::editing().with_token(true);
    world.token().mark.expires_at = Some(NOW.plus_secs(3_600));
    let mut window = provision(world);
    assert!(is_told(&window, "works once and expires today 18:00"));
    window.state_mut().token().mark.expires_at = None;
    window.run();
    assert!(is_told(&window, "works once and never expires"));
}

#[test]
fn a_token_that_was_used_up_leaves_word_of_where() {
    let mut world = World::editing().with_token(false);
    world.token().downloaded_to = Some("/home/ana/Downloads/avo-token-build-host-7.txt".into());
    if let Remote::Ready(details) = &mut world.editor().details {
        details.clients[0].state = REGISTERED;
        details.clients[0].host = Some("lt-0231".to_owned());
        details.clients[0].registered_at = Some(NOW);
    }
    let window = provision(world);
    assert!(is_told(
        &window,
        "build-host-7 registered from lt-0231 today 17:00. This token is used up"
    ));
    assert!(is_told(
        &window,
        "The token in /home/ana/Downloads/avo-token-build-host-7.txt no longer works. Delete the file"
    ));
}

#[test]
fn a_void_token_stays_void_when_its_client_is_deleted() {
    let mut window = provision(World::editing().with_token(false));
    for change in [
        |clients: &mut Vec<Client>| clients[0].state = ClientState::Deregistered,
        |clients: &mut Vec<Client>| drop(clients.remove(0)),
    ] {
        if let Remote::Ready(details) = &mut window.state_mut().editor().details {
            change(&mut details.clients);
        }
        window.run();
        assert!(is_told(&window, "This token is void"));
    }
    press(&mut window, "Cancel");
    assert!(
        matches!(last_sent(&window), Some(Command::Dialog(DialogCommand::Close(_)))),
        "there is nothing left to lose"
    );
}

#[test]
fn a_token_of_another_client_on_the_clipboard_is_named() {
    let mut world = World::editing();
    world.state.clipboard = holding(12);
    let window = provision(world);
    assert!(is_there(
        &window,
        "The token for build-host-7 is on the clipboard, cleared in 12 s"
    ));
    assert!(is_there(&window, "Clear now"));
}
