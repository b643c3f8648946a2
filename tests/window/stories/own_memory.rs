//! What the process itself still holds of a secret once it is gone from the window, by reading its memory.
//!
//! The texts looked for are kept masked, so that the search finds nothing that it put there itself.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::office::Office;

/// The shortest piece that counts, in bytes.
const SHORTEST_PIECE: usize = 12;
const CHUNK_BYTES: usize = 1 << 20;
const MASK: u8 = 0xA5;

/// A text that is looked for, masked.
struct Needle {
    name: &'static str,
    masked: Vec<u8>,
}

impl Needle {
    fn of(name: &'static str, text: &str) -> Self {
        let masked = text.bytes().map(|byte| byte ^ MASK).collect();
        Self { name, masked }
    }

    fn byte(&self, place: usize) -> u8 {
        self.masked[place] ^ MASK
    }

    /// The longest piece of it in `bytes`. A piece of [`SHORTEST_PIECE`] lies over one of the places that are looked at.
    fn longest_piece_in(&self, bytes: &[u8]) -> usize {
        let mut longest = 0;
        for at in (0..bytes.len()).step_by(SHORTEST_PIECE) {
            for place in (0..self.masked.len()).filter(|place| self.byte(*place) == bytes[at]) {
                let before = (1..=place.min(at)).take_while(|back| bytes[at - back] == self.byte(place - back));
                let room = (self.masked.len() - place).min(bytes.len() - at);
                let after = (0..room).take_while(|on| bytes[at + on] == self.byte(place + on));
                longest = longest.max(before.count() + after.count());
            }
        }
        longest
    }
}

/// The memory of this process that is its own and can be written: heap, stacks and static variables.
fn own_memory() -> Vec<(u64, u64)> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let ranges = maps.lines().filter_map(|line| {
        let mut fields = line.split_whitespace();
        let (range, rights) = (fields.next()?, fields.next()?);
        let (start, end) = range.split_once('-')?;
        let hex = |text| u64::from_str_radix(text, 16).ok();
        rights.starts_with("rw").then_some((hex(start)?, hex(end)?))
    });
    ranges.collect()
}

/// The longest piece of each needle in the memory of this process.
fn longest_pieces(needles: &[Needle]) -> Vec<usize> {
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut longest = vec![0; needles.len()];
    let mut chunk = vec![0; CHUNK_BYTES];
    for (mut at, end) in own_memory() {
        while at < end {
            let wanted = CHUNK_BYTES.min(usize::try_from(end - at).unwrap());
            // What was unmapped meanwhile can't be read.
            let read = memory
                .seek(SeekFrom::Start(at))
                .and_then(|_| memory.read(&mut chunk[..wanted]));
            let Ok(read @ 1..) = read else { break };
            for (longest, needle) in longest.iter_mut().zip(needles) {
                *longest = needle.longest_piece_in(&chunk[..read]).max(*longest);
            }
            // The next chunk begins with the end of this one, where a piece may lie across.
            let overlap = if at + read as u64 == end { 0 } else { 128 };
            at += read as u64 - overlap.min(read as u64 - 1);
        }
    }
    longest
}

/// A password that stands nowhere in the program.
fn canary() -> Needle {
    let letters = (0..32_u8).map(|place| b'a' + (place.wrapping_mul(place).wrapping_add(place * 5)) % 26);
    let text: String = letters.map(char::from).collect();
    Needle::of("password", &text)
}

fn plain(needle: &Needle) -> String {
    (0..needle.masked.len())
        .map(|place| char::from(needle.byte(place)))
        .collect()
}

#[test]
fn a_piece_is_found_wherever_it_lies() {
    let needle = Needle::of("needle", "abcdefghijklmnopqrstuvwxyz");
    for before in 0..40 {
        let mut bytes = vec![b'.'; 100];
        bytes[before..before + 14].copy_from_slice(b"efghijklmnopqr");
        assert_eq!(needle.longest_piece_in(&bytes), 14, "{before}");
    }
    let held = Needle::of("held", "a text that this test holds while it looks");
    let text = plain(&held);
    assert_eq!(longest_pieces(std::slice::from_ref(&held)), [text.len()]);
}

#[test]
fn no_piece_of_a_password_or_token_is_in_memory_once_both_are_gone() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    let password = canary();
    desk.edit("bo.lindqvist");
    for (field, event) in [
        ("Password", Event::Text(plain(&password))),
        ("Confirm Password", Event::Paste(plain(&password))),
    ] {
        desk.get(Role::PasswordInput, field).focus();
        desk.run();
        desk.harness.event(event);
        desk.run();
    }
    desk.press("Update");
    desk.expect("User updated successfully");

    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let token = {
        let editor = desk.state().modals.editor().unwrap();
        Needle::of(
            "token",
            editor.usable_token(desk.state().now).unwrap().secret().expose(),
        )
    };
    desk.press("Reveal");
    desk.run();
    desk.press("Download");
    desk.press("Copy");
    desk.press("Cancel");
    assert!(desk.state().modals.editor().is_none(), "{}", desk.tree());
    desk.keys(Modifiers::COMMAND, Key::I);
    desk.get(Role::PasswordInput, "Token").focus();
    desk.run();
    desk.harness.event(Event::Paste(plain(&token)));
    desk.run();
    desk.press("Identify");
    desk.press("Close");
    desk.wait_secs(61);
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.wait_secs(5);
    desk.wait_secs(5);

    let needles = [password, token];
    let longest = longest_pieces(&needles)
        .into_iter()
        .zip(needles.iter().map(|needle| needle.name));
    let left: Vec<_> = longest.filter(|(bytes, _)| *bytes >= SHORTEST_PIECE).collect();
    assert!(left.is_empty(), "bytes in memory: {left:?}");
}
