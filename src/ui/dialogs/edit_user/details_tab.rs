//! The tab User Details: the form.

use egui::{Id, Label, Layout, Response, RichText, Ui, accesskit, vec2};

use super::conflict::Conflict;
use super::draft::DetailsForm;
use super::place::Place;
use crate::command::Commands;
use crate::domain::field::Field;
use crate::domain::role::PrimaryRole;
use crate::domain::user::Configuration;
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::clip::Clip;
use crate::ui::parts::tones::strength_tone;
use crate::ui::strings::{editor as words, one_time_password};
use crate::ui::theme::{self, FIELD_GAP_X, FIELD_GAP_Y, GAP, Tokens};
use crate::ui::widgets::{Button, FocusRequest, SecretField, Select, TextField, checkbox, strength_meter};
use crate::words::{Label as _, problems};

/// Narrower than this the fields stand below each other, in points.
const TWO_COLUMNS_FROM: f32 = 560.0;

/// What the form needs while it is drawn, and what a person did in it.
pub(super) struct DetailsUi<'a> {
    /// What is typed.
    pub(super) form: &'a mut DetailsForm,
    /// What is to be decided after a conflict.
    pub(super) conflict: Option<&'a mut Conflict>,
    /// The field that is to get the focus; taken once it has been drawn.
    pub(super) focus: &'a mut FocusRequest<Place>,
    /// A user is being created.
    pub(super) is_create: bool,
    /// Distinguishes the fields of this dialog from those of others.
    pub(super) id: Id,
    /// What is said about our one-time password of this user on the clipboard, if it is there.
    pub(super) clip: Option<Clip>,
    /// Whether the user is the one who is signed in, who changes the password elsewhere.
    pub(super) is_self: bool,
    /// To tell when the other change was made.
    pub(super) times: Times,
    /// What was asked for.
    pub(super) asked: Option<DetailsRequest>,
}

/// What a person can ask for on the tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DetailsRequest {
    /// To save, by Enter in a field.
    Submit,
    /// A one-time password.
    OneTimePassword,
}

type Cell = fn(&mut Ui, &mut DetailsUi<'_>);

impl DetailsUi<'_> {
    /// Draws the form.
    pub(super) fn show(&mut self, ui: &mut Ui, commands: &mut Commands) {
        if let Some(conflict) = self.conflict.as_deref_mut()
            && conflict.panel_ui(ui, &mut self.form.draft, &self.times)
        {
            self.form.typed(Field::Email);
        }
        let rows: [[Cell; 2]; 4] = [
            [configuration_ui, user_name_ui],
            [email_ui, role_ui],
            [first_name_ui, last_name_ui],
            [password_ui, confirm_ui],
        ];
        let first = if self.is_create { Field::UserName } else { Field::Email };
        self.focus.redirect(&Place::FirstField, Place::Field(first));
        ui.spacing_mut().item_spacing = vec2(FIELD_GAP_X, 0.0);
        for (index, [left, right]) in rows.into_iter().enumerate() {
            if index > 0 {
                ui.add_space(FIELD_GAP_Y);
            }
            if ui.available_width() < TWO_COLUMNS_FROM {
                left(ui, self);
                ui.add_space(FIELD_GAP_Y);
                right(ui, self);
            } else {
                self.pair_ui(ui, left, right);
            }
        }
        if !self.is_self {
            ui.add_space(FIELD_GAP_Y);
            self.one_time_ui(ui, commands);
        }
    }

    /// Draws the button that asks for a one-time password, and what comes of it.
    fn one_time_ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let button = Button::new(one_time_password::title()).icon(Icon::Key).show(ui);
            self.focus.give(&Place::OneTimePassword, &button);
            if button.clicked() {
                self.asked = Some(DetailsRequest::OneTimePassword);
            }
            if let Some(clip) = &self.clip {
                clip.tail_ui(ui, commands);
                return;
            }
            let how = if self.is_create {
                one_time_password::for_new_user()
            } else {
                one_time_password::in_place_of_password()
            };
            let text = RichText::new(how).font(theme::regular(theme::TEXT_SECONDARY));
            ui.add(Label::new(text.color(Tokens::of(ui).muted)).wrap());
        });
    }

    fn pair_ui(&mut self, ui: &mut Ui, left: Cell, right: Cell) {
        let width = ((ui.available_width() - FIELD_GAP_X) / 2.0).floor();
        ui.horizontal_top(|ui| {
            for cell in [left, right] {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(width);
                    cell(ui, self);
                });
            }
        });
    }

    fn field_id(&self, field: Field) -> Id {
        self.id.with(field.label())
    }

    /// What every field has in common: typing, leaving, Enter, and getting the focus.
    fn after(&mut self, ui: &Ui, field: Field, response: &Response) {
        if response.changed() {
            self.form.typed(field);
        }
        if response.lost_focus() {
            self.form.leave(field);
            if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                self.asked = Some(DetailsRequest::Submit);
            }
        }
        self.focus.give(&Place::Field(field), response);
    }

    fn text_ui(&mut self, ui: &mut Ui, field: Field, char_limit: usize, help: Option<&str>) {
        let error = self.form.shown_error(field);
        let id = self.field_id(field);
        let draft = &mut self.form.draft;
        let text = match field {
            Field::UserName => &mut draft.user_name,
            Field::Email => &mut draft.email,
            Field::FirstName => &mut draft.first_name,
            _ => &mut draft.last_name,
        };
        let response = TextField::new(field.label(), text)
            .id(id)
            .char_limit(char_limit)
            .error(error.as_deref())
            .help(help)
            .show(ui);
        self.after(ui, field, &response);
    }
}

fn configuration_ui(ui: &mut Ui, _: &mut DetailsUi<'_>) {
    let mut text = Configuration::Default.label().to_owned();
    TextField::new(words::configuration(), &mut text).read_only().show(ui);
}

fn user_name_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    if cx.is_create {
        cx.text_ui(ui, Field::UserName, 200, Some(words::user_name_help()));
    } else {
        let mut text = cx.form.draft.user_name.clone();
        TextField::new(Field::UserName.label(), &mut text).read_only().show(ui);
    }
}

fn email_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    let note = problems::email_note(&cx.form.draft.email);
    cx.text_ui(ui, Field::Email, 320, note.as_deref());
}

fn first_name_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    cx.text_ui(ui, Field::FirstName, 200, None);
}

fn last_name_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    cx.text_ui(ui, Field::LastName, 200, None);
}

fn role_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    let options = PrimaryRole::ALL.map(|role| (role, role.label()));
    let error = cx.form.shown_error(Field::PrimaryRole);
    let response = Select::new(Field::PrimaryRole.label(), &mut cx.form.draft.primary_role, &options)
        .error(error.as_deref())
        .show(ui);
    if response.changed() {
        cx.form.role_chosen();
        cx.form.typed(Field::PrimaryRole);
    }
    cx.focus.give(&Place::Field(Field::PrimaryRole), &response);
    if cx.form.draft.primary_role == PrimaryRole::QualityManager {
        secondary_role_ui(ui, cx);
    } else if cx.form.is_admin_dropped {
        ui.add_space(6.0);
        dropped_ui(ui);
    }
}

fn secondary_role_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    let t = Tokens::of(ui);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(
            RichText::new(words::secondary_role())
                .font(theme::regular(theme::TEXT_SECONDARY))
                .color(t.muted),
        );
        let response = checkbox(ui, &mut cx.form.draft.is_admin, words::admin());
        if response.changed() {
            cx.form.typed(Field::PrimaryRole);
        }
    });
}

/// Says that Admin is gone, aloud too, because the box that showed it has left.
fn dropped_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    let text = RichText::new(words::admin_dropped())
        .font(theme::regular(theme::TEXT_SECONDARY))
        .color(t.waiting);
    let response = ui.label(text);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
}

fn password_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    let field = Field::Password;
    let error = cx.form.shown_error(field);
    let strength = cx.form.strength();
    let help = if cx.is_create {
        words::password_rule()
    } else {
        words::password_kept()
    };
    let id = cx.field_id(field);
    let response = SecretField::new(field.label(), &mut cx.form.password)
        .id(id)
        .revealable(true)
        .error(error.as_deref())
        .help(strength.is_none().then_some(help))
        .show(ui);
    cx.after(ui, field, &response);
    if error.is_none()
        && let Some(strength) = strength
    {
        let text = words::strength(&problems::strength(&strength), cx.is_create);
        strength_meter(ui, strength.fraction, &text, strength_tone(strength.grade));
    }
}

fn confirm_ui(ui: &mut Ui, cx: &mut DetailsUi<'_>) {
    let field = Field::ConfirmPassword;
    let error = cx.form.shown_error(field);
    let id = cx.field_id(field);
    let response = SecretField::new(field.label(), &mut cx.form.confirm)
        .id(id)
        .error(error.as_deref())
        .show(ui);
    cx.after(ui, field, &response);
}
