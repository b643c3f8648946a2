//! Text that is cut where there is no room.

use avo_admin::ui;
use avo_admin::ui::widgets::{cut_text_ui, cut_text_with_tooltip_ui};
use egui::Ui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

const NAMES: [&str; 2] = ["Maximiliane von Lindqvist-Oyelaran", "محمد بن عبد الله بن يوسف"];

fn in_room<'a>(room: f32, draw: impl Fn(&mut Ui) + 'a) -> Harness<'a, ()> {
    Harness::builder()
        .with_size(egui::vec2(900.0, 700.0))
        .with_context_setup(ui::install)
        .allow_missing_glyphs()
        .build_ui_state(
            move |ui, ()| {
                ui.set_max_width(room);
                draw(ui);
            },
            (),
        )
}

/// Rests the pointer on the text `name` for longer than a tooltip waits; returns how often `said` is then read.
fn count_while_over(window: &mut Harness<'_, ()>, name: &str, said: &str) -> usize {
    window.run();
    let center = window.get_by_label(name).rect().center();
    window.hover_at(center);
    window.run_steps(60);
    window.query_all_by_label(said).count()
}

#[test]
fn a_text_has_its_whole_as_one_tooltip_where_it_is_cut_and_none_where_it_is_whole() {
    for name in NAMES {
        let mut cut = in_room(60.0, |ui| _ = cut_text_ui(ui, name));
        assert_eq!(
            count_while_over(&mut cut, name, name),
            2,
            "the text and its tooltip: {name}"
        );
        let mut whole = in_room(600.0, |ui| _ = cut_text_ui(ui, name));
        assert_eq!(count_while_over(&mut whole, name, name), 1, "the text alone: {name}");
    }
}

#[test]
fn a_tooltip_that_says_more_is_the_only_one() {
    for name in NAMES {
        let mut cut = in_room(60.0, |ui| _ = cut_text_with_tooltip_ui(ui, name, "More of it"));
        assert_eq!(count_while_over(&mut cut, name, "More of it"), 1, "{name}");
        assert_eq!(cut.query_all_by_label(name).count(), 1, "{name}");
    }
}
