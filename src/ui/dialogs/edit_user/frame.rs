//! The frame of the dialog: title, tabs, the state of the whole, buttons.

use egui::{Context, Rect, RichText, Ui, vec2};

use super::super::Layer;
use super::details_tab::DetailsUi;
use super::place::Place;
use super::{Asked, EditUserDialog};
use crate::command::Commands;
use crate::domain::failure::Failure;
use crate::domain::user::UserId;
use crate::state::{AppState, Carried, Editor, EditorMode, EditorTab, SecretKind};
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::clip::{Beside, Clip};
use crate::ui::parts::{cause, next_step};
use crate::ui::strings::editor as words;
use crate::ui::theme::{DIALOG_WITH_TABLE_MAX_WIDTH, Tokens};
use crate::ui::widgets::{
    Button, Dialog, DialogPart, StatusTone, banner_ui, empty_state_ui, progress_line, right_aligned_ui, tabs_ui,
};

/// The height of the body while there is nothing to show yet, so that the dialog does not jump, in points.
const EMPTY_HEIGHT: f32 = 330.0;

impl EditUserDialog {
    /// Draws everything but the questions.
    pub(super) fn frame_ui(
        &mut self,
        ctx: &Context,
        state: &AppState,
        editor: &Editor,
        layer: Layer,
        asked: &mut Asked,
        commands: &mut Commands,
    ) {
        let title = match editor.mode {
            EditorMode::Create => words::create_user(),
            EditorMode::Edit(_) => words::edit_user(),
            EditorMode::OwnTokens(_) => words::token_management(),
        };
        let subtitle = self.subtitle(editor);
        let mut dialog = Dialog::new("edit_user", title)
            .subtitle(&subtitle)
            .max_width(DIALOG_WITH_TABLE_MAX_WIDTH)
            .steady()
            .covered(!layer.is_top)
            .without_first_focus();
        if !editor.is_own() {
            dialog = dialog.tabs();
        }
        let response = dialog.show(ctx, |ui, part| match part {
            DialogPart::Tabs => self.tabs_ui(ui),
            DialogPart::Body => self.body_ui(ui, state, editor, asked, commands),
            DialogPart::Footer if editor.is_own() => own_footer_ui(ui, editor, asked),
            DialogPart::Footer => self.footer_ui(ui, editor, asked),
        });
        asked.close |= response.close_requested;
    }

    fn subtitle(&self, editor: &Editor) -> String {
        if editor.mode == EditorMode::Create {
            return words::new_user().to_owned();
        }
        let known = editor.details.value().map(|details| &details.user);
        known.or(self.form.base.as_ref()).map_or_else(
            || " ".to_owned(),
            |user| words::whose(&user.full_name(), user.email.as_str()),
        )
    }

    fn tabs_ui(&mut self, ui: &mut Ui) {
        let tabs = [
            (EditorTab::Details, words::tab_details()),
            (EditorTab::Provision, words::tab_provision()),
        ];
        if tabs_ui(ui, words::tabs(), &tabs, &mut self.tab) {
            self.focus.forget();
            self.provision.forget_focus();
        }
    }

    fn body_ui(&mut self, ui: &mut Ui, state: &AppState, editor: &Editor, asked: &mut Asked, commands: &mut Commands) {
        let room = ui.max_rect();
        let line = Rect::from_min_size(room.min - vec2(24.0, 20.0), vec2(room.width() + 48.0, 2.0));
        if std::mem::take(&mut self.wants_top) {
            ui.scroll_to_rect(line, Some(egui::Align::TOP));
        }
        let since = editor.pending_since();
        #[expect(clippy::cast_precision_loss, reason = "a wait of seconds")]
        progress_line(ui, line, since.map(|since| state.now.ms_since(since) as f32 / 1000.0));
        if let Some(failure) = editor.details.failure() {
            failure_ui(ui, state, failure, asked);
        }
        if let Some(failure) = editor.saving.failure()
            && !matches!(failure, Failure::Invalid(_) | Failure::UserConflict(_))
            && !(*failure == Failure::PasswordNeeded && state.modals.password_prompt().is_some())
        {
            banner_ui(
                ui,
                StatusTone::Bad,
                &cause(state, failure),
                &next_step(state, failure),
                |_| (),
            );
            ui.add_space(10.0);
        }
        let is_create = editor.mode == EditorMode::Create;
        if (self.form.base.is_none() && !is_create) || self.awaits_comparison(editor) {
            waiting_ui(ui, editor);
            return;
        }
        ui.add_enabled_ui(!editor.saving.is_pending(), |ui| match self.tab {
            EditorTab::Details => self.details_ui(ui, state, editor, asked, commands),
            EditorTab::Provision if is_create => self.create_first_ui(ui),
            EditorTab::Provision => {
                let id = self.id();
                let is_next = self.is_generate_next(editor);
                asked.request = self.provision.show(ui, state, editor, id, is_next, commands);
            }
        });
    }

    /// Whether making a client is the next step, rather than saving the details.
    fn is_generate_next(&self, editor: &Editor) -> bool {
        self.tab == EditorTab::Provision && editor.mode != EditorMode::Create && self.form.change_count() == 0
    }

    fn details_ui(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        editor: &Editor,
        asked: &mut Asked,
        commands: &mut Commands,
    ) {
        let id = self.id();
        let user = editor.mode.user();
        let mut details = DetailsUi {
            form: &mut self.form,
            conflict: self.conflict.as_mut(),
            focus: &mut self.focus,
            is_create: editor.mode == EditorMode::Create,
            id,
            clip: user.and_then(|user| password_clip(state, user)),
            is_self: user.is_some() && user == state.me.as_ref().map(|me| me.id),
            times: Times::of(ui, state),
            asked: None,
        };
        details.show(ui, commands);
        asked.details = details.asked;
    }

    /// Says why there is nothing on the tab yet, with the way to change that.
    fn create_first_ui(&mut self, ui: &mut Ui) {
        ui.set_min_height(EMPTY_HEIGHT);
        ui.set_max_height(EMPTY_HEIGHT);
        let is_back = empty_state_ui(ui, Icon::User, words::create_first(), words::create_first_how(), |ui| {
            let button = Button::new(words::to_details()).show(ui);
            self.provision.give_name_focus(&button);
            button.clicked()
        });
        if is_back {
            self.turn_to(EditorTab::Details);
        }
    }

    fn footer_ui(&mut self, ui: &mut Ui, editor: &Editor, asked: &mut Asked) {
        let t = Tokens::of(ui);
        let is_saving = editor.saving.is_pending();
        let note = match self.tab {
            _ if is_saving => words::saving().to_owned(),
            _ if editor.mode == EditorMode::Create => words::create_note().to_owned(),
            EditorTab::Provision => words::clients_note().to_owned(),
            EditorTab::Details => words::unsaved(self.form.change_count()),
        };
        ui.label(RichText::new(note).color(t.muted));
        right_aligned_ui(ui, "buttons", |ui| {
            let is_free = !super::is_busy(editor);
            asked.close |= Button::new(words::cancel()).enabled(is_free).show(ui).clicked();
            let label = if editor.mode == EditorMode::Create {
                words::create()
            } else {
                words::update()
            };
            // One accent: where a client can be made and nothing is to be saved, that is `Generate`.
            let submit = if self.is_generate_next(editor) {
                Button::new(label)
            } else {
                Button::primary(label)
            };
            let submit = submit.enabled(is_free && !self.awaits_comparison(editor)).show(ui);
            self.focus.give(&Place::Submit, &submit);
            asked.submit |= submit.clicked();
        });
    }
}

/// What is said about our one-time password of `user` on the clipboard, if it is there.
fn password_clip(state: &AppState, user: UserId) -> Option<Clip> {
    let is_held = state
        .clipboard
        .holds(|carried| matches!(carried, Carried::Password { mark, .. } if mark.user == user));
    is_held.then(|| {
        Clip::of(
            state,
            Some(&Beside {
                kind: SecretKind::OneTimePassword,
                is_copied: true,
                is_held,
            }),
        )
    })
}

/// The footer of Token Management, where nothing has to be saved.
fn own_footer_ui(ui: &mut Ui, editor: &Editor, asked: &mut Asked) {
    ui.label(RichText::new(words::own_clients_note()).color(Tokens::of(ui).muted));
    right_aligned_ui(ui, "buttons", |ui| {
        let close = Button::new(words::close()).enabled(!super::is_busy(editor)).show(ui);
        asked.close |= close.clicked();
    });
}

/// Says that the user could not be read, with a way on where there is one.
fn failure_ui(ui: &mut Ui, state: &AppState, failure: &Failure, asked: &mut Asked) {
    banner_ui(
        ui,
        StatusTone::Bad,
        &cause(state, failure),
        &next_step(state, failure),
        |ui| {
            if *failure != Failure::UserGone && !failure.needs_restart() {
                asked.retry |= Button::new(words::try_again()).small().show(ui).clicked();
            }
        },
    );
    ui.add_space(10.0);
}

fn waiting_ui(ui: &mut Ui, editor: &Editor) {
    ui.set_min_height(EMPTY_HEIGHT);
    if editor.details.failure().is_none() {
        ui.label(RichText::new(words::loading()).color(Tokens::of(ui).muted));
    }
}
