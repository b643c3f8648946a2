//! Text on one line that is cut with an ellipsis where there is no room, and has one tooltip at most: the whole text
//! where it is cut, or another one.
//!
//! egui paints the words of a right-to-left name from left to right and cuts at the right edge, so that such a name would
//! lose the beginning of a word. Here it is painted from right to left, and cut at its own end, which is at the left.

use egui::text::LayoutJob;
use egui::{FontSelection, Label, Response, RichText, Sense, Ui, WidgetInfo, WidgetText, accesskit::Role};
use unicode_script::{Script, UnicodeScript as _};

const ELLIPSIS: &str = "…";

/// Draws `text`; where it is cut, the whole of it is its tooltip.
pub fn cut_text_ui(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    draw(ui, text.into(), None)
}

/// Draws `text`, whose tooltip says something else.
pub fn cut_text_with_tooltip_ui(ui: &mut Ui, text: impl Into<RichText>, tooltip: &str) -> Response {
    draw(ui, text.into(), Some(tooltip))
}

fn draw(ui: &mut Ui, text: RichText, tooltip: Option<&str>) -> Response {
    let whole = text.text().to_owned();
    let (response, is_cut) = if is_right_to_left(&whole) {
        right_to_left_ui(ui, text, &whole)
    } else {
        let label = Label::new(text).truncate().selectable(false);
        (ui.add(label.show_tooltip_when_elided(tooltip.is_none())), false)
    };
    match tooltip {
        Some(tooltip) => response.on_hover_text(tooltip),
        None if is_cut => response.on_hover_text(whole),
        None => response,
    }
}

/// Draws `text`, which says `whole`; returns whether it was cut.
fn right_to_left_ui(ui: &mut Ui, text: RichText, whole: &str) -> (Response, bool) {
    let style = ui.style().clone();
    let align = ui.text_valign();
    let job = WidgetText::from(text).into_layout_job(&style, FontSelection::Default, align);
    let format = job
        .sections
        .first()
        .map(|section| section.format.clone())
        .unwrap_or_default();
    let lay_out = |shown: String| {
        let job = LayoutJob::single_section(shown, format.clone());
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let room = ui.available_width();
    let (shown, is_cut) = shown_within(whole, |shown| lay_out(shown.to_owned()).size().x <= room);
    let galley = lay_out(shown);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), whole));
    ui.painter().galley(rect.min, galley, ui.visuals().text_color());
    (response, is_cut)
}

/// Whether all letters of `text` are of scripts that are written from right to left.
fn is_right_to_left(text: &str) -> bool {
    let mut letters = text.chars().filter(|character| character.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(is_of_right_to_left_script)
}

fn is_of_right_to_left_script(letter: char) -> bool {
    matches!(
        letter.script(),
        Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana | Script::Nko | Script::Adlam
    )
}

/// What is painted of a right-to-left `text`: its words from the last to the first, because the line is painted from left
/// to right and each word is shaped for itself. Where that does not fit, as much of the beginning as does, and whether it is
/// cut.
fn shown_within(text: &str, fits: impl Fn(&str) -> bool) -> (String, bool) {
    let whole = turned(text);
    if fits(&whole) {
        return (whole, false);
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let shown = |end: usize| ELLIPSIS.to_owned() + &turned(text.get(..end).unwrap_or_default().trim_end());
    // The first end that does not fit; the first of all is shown in any case.
    let too_long = ends.partition_point(|end| fits(&shown(*end)));
    let end = ends.get(too_long.saturating_sub(1)).copied().unwrap_or_default();
    (shown(end), true)
}

/// The words of `text` from the last to the first.
fn turned(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(' ').rev() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_right_to_left_if_all_its_letters_are() {
        for text in ["محمد", "محمد بن عبد الله", "שָׁלוֹם כהן", "عمر 2"] {
            assert!(is_right_to_left(text), "{text}");
        }
        for text in ["", "12", "Bo", "Bo محمد", "محمد, bo@example.com"] {
            assert!(!is_right_to_left(text), "{text}");
        }
    }

    #[test]
    fn a_right_to_left_name_is_cut_at_its_own_end() {
        let within = |most: usize| shown_within("אבג דהו זחט", move |shown| shown.chars().count() <= most);
        assert_eq!(within(11), ("זחט דהו אבג".to_owned(), false));
        assert_eq!(within(10), ("…ז דהו אבג".to_owned(), true));
        assert_eq!(within(9), ("…דהו אבג".to_owned(), true));
        assert_eq!(within(4), ("…אבג".to_owned(), true));
        assert_eq!(within(0), ("…".to_owned(), true));
    }
}
