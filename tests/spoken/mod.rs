//! What a window says and paints, and what of it is not from the catalogue or has no room.
#![allow(dead_code, reason = "each test program uses its own part")]

use egui::Shape;
use egui::epaint::ClippedShape;
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;

/// Everything that assistive technology reads below `root`: names, values and descriptions.
pub(crate) fn spoken(root: Node<'_>) -> Vec<String> {
    let mut spoken = Vec::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        let access = node.accesskit_node();
        let description = access.data().description().map(str::to_owned);
        spoken.extend([access.label(), access.value(), description].into_iter().flatten());
        waiting.extend(node.children());
    }
    spoken
}

/// What is wrong with a text in the pseudo-language; none where each of its words is from the catalogue or in `data`.
pub(crate) fn fault_of(text: &str, data: &[String]) -> Option<&'static str> {
    let outside = outside_brackets(text);
    if has_letters_beside(&outside, data) {
        Some("not from the catalogue")
    } else if text.contains('[') && !outside.trim().is_empty() {
        Some("glued from parts")
    } else if has_plain_vowels_beside(text, data) {
        Some("an argument that is not from the catalogue")
    } else {
        None
    }
}

/// What stands in no brackets, which every message of the catalogue has around it.
fn outside_brackets(text: &str) -> String {
    let mut outside = String::new();
    let mut depth = 0_u32;
    for character in text.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    outside
}

fn has_letters_beside(text: &str, data: &[String]) -> bool {
    without(text, data).chars().any(char::is_alphabetic)
}

/// The pseudo-language accents every vowel of a message.
fn has_plain_vowels_beside(text: &str, data: &[String]) -> bool {
    without(text, data).contains(|character: char| "aeiouAEIOU".contains(character))
}

fn without(text: &str, data: &[String]) -> String {
    let blank = |rest: String, known: &String| rest.replace(known.as_str(), "");
    data.iter().fold(text.to_owned(), blank)
}

/// Words, beside `data`, that are painted with an ellipsis for want of room.
pub(crate) fn cut_words(shapes: &[ClippedShape], data: &[String]) -> Vec<String> {
    let cut = shapes.iter().flat_map(|clipped| elided(&clipped.shape));
    cut.filter(|text| has_letters_beside(text, data)).collect()
}

fn elided(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Vec(shapes) => shapes.iter().flat_map(elided).collect(),
        Shape::Text(text) if text.galley.elided => vec![text.galley.text().to_owned()],
        _ => Vec::new(),
    }
}
