//! Two people changed the same user, or another copy of the directory has the user otherwise: what differs on one side
//! alone is merged, what differs on both is asked about.
//!
//! The answer is the draft itself: a choice writes the chosen value into it, so the form below shows what will be saved.

use egui::{Frame, Margin, RichText, Stroke, Ui, WidgetInfo, accesskit, vec2};

use crate::domain::conflict::Change;
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::role::Roles;
use crate::domain::user::{User, UserDraft};
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::parts::cause;
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, RADIUS, Tokens};
use crate::ui::widgets::{FocusRequest, StatusTone, banner_ui, cut_text_ui, focus, paint, radio_group_ui};
use crate::words::Label as _;
use crate::words::labels::roles;

/// The parts of a draft that are compared. The roles are one part, because Admin depends on the other.
const PARTS: [Field; 4] = [Field::Email, Field::PrimaryRole, Field::FirstName, Field::LastName];

/// What is to be decided where the user is no longer what the draft started from.
pub(super) struct Conflict {
    mine: UserDraft,
    theirs: UserDraft,
    cause: Cause,
    asked: Vec<Field>,
    taken_over: Vec<String>,
    focus: FocusRequest,
}

/// Why the user is another now.
pub(super) enum Cause {
    /// Another administrator changed the user: who and when, where that is known.
    Change(Option<Change>),
    /// The directory was closed, and opened again as another copy perhaps.
    Closing,
}

impl Conflict {
    /// Compares three ways and returns what is left to decide, with the merged draft.
    pub(super) fn merge(base: &User, mine: &UserDraft, now: &User, cause: Cause) -> (Self, UserDraft) {
        let (base, theirs) = (base.draft(), now.draft());
        let mut merged = mine.clone();
        let mut asked = Vec::new();
        let mut taken_over = Vec::new();
        for part in PARTS {
            let [was, typed, found] = [&base, mine, &theirs].map(|draft| value(draft, part));
            if found == typed || found == was {
                continue;
            }
            if typed == was {
                take(&mut merged, &theirs, part);
                taken_over.push(words::from_to(part.label(), &was, &found));
            } else {
                asked.push(part);
            }
        }
        let mut focus = FocusRequest::default();
        if !asked.is_empty() {
            focus.ask(());
        }
        let conflict = Self {
            mine: mine.clone(),
            theirs,
            cause,
            focus,
            asked,
            taken_over,
        };
        (conflict, merged)
    }

    /// Whether there is something to choose.
    pub(super) const fn asks(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Gives the focus to the first choice.
    pub(super) fn ask_for_focus(&mut self) {
        self.focus.ask(());
    }

    /// Whether the draft could simply go on.
    pub(super) const fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.taken_over.is_empty()
    }

    /// Draws what was taken over and the choice for each field that both changed. Returns whether the draft changed.
    pub(super) fn panel_ui(&mut self, ui: &mut Ui, draft: &mut UserDraft, times: &Times) -> bool {
        let text = words::conflict_text(&self.taken_over, self.asks(), self.is_closing());
        banner_ui(ui, StatusTone::Waiting, &self.title(times), &text, |_| ());
        let mut is_changed = false;
        if !self.asked.is_empty() {
            let t = Tokens::of(ui);
            ui.add_space(2.0);
            Frame::NONE
                .stroke(Stroke::new(1.0, t.line))
                .corner_radius(RADIUS)
                .inner_margin(Margin::symmetric(14, 10))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for (index, part) in self.asked.clone().into_iter().enumerate() {
                        ui.add_space(if index == 0 { 0.0 } else { 8.0 });
                        is_changed |= self.choice_ui(ui, draft, part);
                    }
                });
        }
        ui.add_space(10.0);
        is_changed
    }

    const fn is_closing(&self) -> bool {
        matches!(self.cause, Cause::Closing)
    }

    fn title(&self, times: &Times) -> String {
        match &self.cause {
            Cause::Change(Some(Change { by: Some(name), at })) => words::conflict_title_by(name, &times.relative(*at)),
            Cause::Change(_) => words::conflict_title().to_owned(),
            Cause::Closing => words::conflict_title_closed().to_owned(),
        }
    }

    fn choice_ui(&mut self, ui: &mut Ui, draft: &mut UserDraft, part: Field) -> bool {
        let t = Tokens::of(ui);
        // Painted only: the group carries the name, and the field below has the same label.
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), egui::Sense::hover());
        paint::text_in(ui, rect, part.label(), theme::medium(theme::TEXT), t.text);
        let is_closing = self.is_closing();
        let group = if is_closing {
            words::choice_group_closed(part.label())
        } else {
            words::choice_group(part.label())
        };
        let sides = [&self.mine, &self.theirs];
        let texts = sides.map(|side| value(side, part));
        let chosen = texts.iter().position(|text| *text == value(draft, part));
        let yours = Side {
            whose: words::yours(),
            verb: words::keep_yours(),
            said: words::your_value(&texts[0]),
            text: &texts[0],
        };
        let other = if is_closing {
            Side {
                whose: words::in_directory(),
                verb: words::take_from_directory(),
                said: words::directory_value(&texts[1]),
                text: &texts[1],
            }
        } else {
            Side {
                whose: words::theirs(),
                verb: words::take_theirs(),
                said: words::their_value(&texts[1]),
                text: &texts[1],
            }
        };
        let columns = columns_of(ui, [&yours, &other]);
        let focus = &mut self.focus;
        let sides_ui = radio_group_ui(ui, &group, *ui.layout(), sides.len(), chosen, |ui, index| {
            let side = if index == 0 { &yours } else { &other };
            let radio = side_ui(ui, side, columns, chosen == Some(index));
            focus.give(&(), &radio);
            radio
        });
        let taken = sides_ui.and_then(|index| sides.get(index));
        if let Some(side) = taken {
            take(draft, side, part);
        }
        taken.is_some()
    }
}

/// Why an action on a client was not done; of a conflict, also who changed the client, and when.
pub(super) fn cause_of(state: &AppState, failure: &Failure, times: &Times) -> String {
    if let Failure::ClientConflict(conflict) = failure
        && let Some(Change { by: Some(name), at }) = &conflict.change
    {
        return words::client_conflict_by(name, &times.relative(*at));
    }
    cause(state, failure)
}

/// One side of a choice in words.
struct Side<'a> {
    whose: &'a str,
    /// What choosing it does.
    verb: &'a str,
    text: &'a str,
    /// Whose and text, as they are read aloud.
    said: String,
}

/// The widths of the button and of whose it is, the same for both sides, so that the values stand below each other.
fn columns_of(ui: &Ui, sides: [&Side<'_>; 2]) -> [f32; 2] {
    let ink = Tokens::of(ui).text;
    let width = |text, font| paint::galley(ui, text, font, ink).size().x;
    sides.into_iter().fold([110.0, 0.0], |[button, whose], side| {
        [
            f32::max(button, width(side.verb, theme::medium(theme::TEXT)) + 24.0),
            f32::max(whose, width(side.whose, theme::regular(theme::TEXT_SECONDARY))),
        ]
    })
}

/// Draws one side of a choice as a line: radio button, whose, value, in columns of these widths. Returns the button.
fn side_ui(ui: &mut Ui, side: &Side<'_>, [button, whose]: [f32; 2], is_chosen: bool) -> egui::Response {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        let response = radio_ui(ui, side.verb, button, is_chosen);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_description(side.said.as_str()));
        let label = ui.label(
            RichText::new(side.whose)
                .font(theme::regular(theme::TEXT_SECONDARY))
                .color(t.muted),
        );
        ui.add_space(whose - label.rect.width());
        let ink = if is_chosen { t.text } else { t.muted };
        cut_text_ui(ui, RichText::new(side.text).color(ink));
        response
    })
    .inner
}

fn radio_ui(ui: &mut Ui, label: &str, width: f32, is_chosen: bool) -> egui::Response {
    let is_enabled = ui.is_enabled();
    let t = Tokens::of(ui);
    let galley = paint::galley(ui, label, theme::medium(theme::TEXT), t.text);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 26.0), egui::Sense::click());
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::RadioButton, is_enabled, is_chosen, label));
    focus::take_on_click(&response);
    let center = egui::pos2(rect.left() + 8.0, rect.center().y);
    let line = if is_chosen { t.accent } else { t.input_line };
    ui.painter().circle(center, 7.5, t.surface, Stroke::new(1.0, line));
    if is_chosen {
        ui.painter().circle_filled(center, 4.0, t.accent);
    }
    let at = egui::Align2::LEFT_CENTER.anchor_size(egui::pos2(rect.left() + 24.0, rect.center().y), galley.size());
    ui.painter().galley(at.min, galley, t.text);
    focus::paint_ring_if_focused(ui, &response, 6);
    response
}

/// A part of a draft in words.
fn value(draft: &UserDraft, part: Field) -> String {
    match part {
        Field::Email => draft.email.trim().to_owned(),
        Field::FirstName => draft.first_name.trim().to_owned(),
        Field::LastName => draft.last_name.trim().to_owned(),
        _ => roles(Roles::new(draft.primary_role, draft.is_admin).unwrap_or(Roles::plain(draft.primary_role))),
    }
}

/// Copies a part of `from` into `to`.
fn take(to: &mut UserDraft, from: &UserDraft, part: Field) {
    match part {
        Field::Email => to.email.clone_from(&from.email),
        Field::FirstName => to.first_name.clone_from(&from.first_name),
        Field::LastName => to.last_name.clone_from(&from.last_name),
        _ => {
            to.primary_role = from.primary_role;
            to.is_admin = from.is_admin;
        }
    }
}
