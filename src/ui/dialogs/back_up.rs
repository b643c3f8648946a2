//! The dialog Back Up: where to, encrypted with what, how far it is, and where the backup is.

use egui::{Id, Key, Response, RichText, Ui};

use super::Layer;
use crate::command::{BackUp, BackupCommand, ChosenEncryption, Commands};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::state::{AppState, BackingUp, MadeBackup, SubmissionId};
use crate::ui::parts::choice::choice_ui;
use crate::ui::parts::forms::FormErrors;
use crate::ui::parts::forms::full_path::full_path_error;
use crate::ui::parts::forms::new_password::NewPasswordFields;
use crate::ui::parts::task_progress::task_progress_ui;
use crate::ui::parts::{alert_ui, failure_ui, faint_lines_ui, muted_ui};
use crate::ui::strings::{back_up as words, common};
use crate::ui::theme::{self, CONTROL_HEIGHT, FIELD_GAP_Y, Tokens};
use crate::ui::widgets::{
    Button, Dialog, DialogPart, FocusRequest, StatusTone, TextField, banner_ui, focus, right_aligned_ui, row_ui,
};
use crate::words::{Explain as _, Label as _};

const WIDTH: f32 = 600.0;
/// What the name of an encrypted backup ends with.
const ENCRYPTED: &str = ".age";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encryption {
    None,
    Passphrase,
    PublicKey,
}

/// What is typed in the dialog.
pub(super) struct BackUpDialog {
    file: String,
    file_error: Option<String>,
    encryption: Encryption,
    passphrase: NewPasswordFields,
    public_key: String,
    errors: FormErrors,
    taken: SubmissionId,
    stage: Stage,
    first: FocusRequest<Stage>,
}

/// What the dialog shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Form,
    Running,
    Made,
}

impl Stage {
    const fn of(open: &BackingUp) -> Self {
        if open.made.is_some() {
            Self::Made
        } else if open.making.is_pending() {
            Self::Running
        } else {
            Self::Form
        }
    }
}

/// What was pressed while the dialog was drawn.
#[derive(Default)]
struct Asked {
    submit: bool,
    cancel: bool,
    close: bool,
}

fn file_id() -> Id {
    Id::unique("back_up_file")
}

fn field_id(field: Field) -> Id {
    Id::unique(("back_up", field))
}

impl BackUpDialog {
    /// The dialog with the path that is proposed.
    pub(super) fn new(open: &BackingUp) -> Self {
        Self {
            file: open.proposed.clone(),
            file_error: None,
            encryption: Encryption::None,
            passphrase: NewPasswordFields::default(),
            public_key: String::new(),
            errors: FormErrors::default(),
            taken: SubmissionId::default(),
            stage: Stage::Form,
            first: FocusRequest::default(),
        }
    }

    /// Draws the dialog over what became of the backup.
    pub(super) fn show(&mut self, ui: &Ui, state: &AppState, open: &BackingUp, layer: Layer, commands: &mut Commands) {
        self.take_outcome(ui, open);
        let mut asked = Asked::default();
        let response = Dialog::new("back-up", words::dialog())
            .max_width(WIDTH)
            .covered(!layer.is_top)
            .without_first_focus()
            .show(ui.ctx(), |ui, part| match part {
                DialogPart::Body => match &open.made {
                    Some(made) => made_ui(ui, made),
                    None if open.making.is_pending() => progress_ui(ui, state, open),
                    None => asked.submit |= self.form_ui(ui, state, open),
                },
                DialogPart::Footer => right_aligned_ui(ui, "buttons", |ui| self.buttons_ui(ui, &mut asked)),
                DialogPart::Tabs => {}
            });
        if response.just_opened {
            focus::give_to(ui, file_id());
        }
        if asked.cancel {
            commands.send(BackupCommand::Cancel);
        } else if asked.close || response.close_requested {
            layer.close(commands);
        } else if asked.submit && !open.making.is_pending() {
            self.submit(ui, commands);
        }
    }

    /// A refusal shows its fields; what was typed stays until the backup is made.
    fn take_outcome(&mut self, ui: &Ui, open: &BackingUp) {
        if let Some(Failure::Invalid(errors)) = open.making.new_refusal(&mut self.taken) {
            self.errors.refuse(errors);
            focus_first(ui, errors);
        }
        let stage = Stage::of(open);
        if stage != self.stage {
            self.stage = stage;
            self.first.ask(stage);
        }
        if stage == Stage::Made {
            self.passphrase.wipe();
        }
    }

    /// Draws the fields; returns whether Enter was pressed in one of them.
    fn form_ui(&mut self, ui: &mut Ui, state: &AppState, open: &BackingUp) -> bool {
        ui.spacing_mut().item_spacing.y = 0.0;
        muted_ui(ui, words::dialog_text());
        ui.add_space(FIELD_GAP_Y);
        let mut responses = vec![self.file_ui(ui)];
        ui.add_space(FIELD_GAP_Y);
        self.encryption_ui(ui);
        ui.add_space(10.0);
        match self.encryption {
            Encryption::None => {
                faint_lines_ui(ui, words::none_text());
            }
            Encryption::Passphrase => self.passphrase_ui(ui, &mut responses),
            Encryption::PublicKey => responses.push(self.public_key_ui(ui)),
        }
        match open.making.failure() {
            Some(failure @ Failure::Invalid(_)) => alert_ui(ui, &failure.explain()),
            Some(failure) => {
                ui.add_space(FIELD_GAP_Y);
                failure_ui(ui, state, failure, false);
            }
            None if open.is_cancelled => {
                ui.add_space(FIELD_GAP_Y);
                banner_ui(ui, StatusTone::Off, "", words::cancelled(), |_| ());
            }
            None => {}
        }
        ui.input(|input| input.key_pressed(Key::Enter)) && responses.iter().any(Response::lost_focus)
    }

    fn file_ui(&mut self, ui: &mut Ui) -> Response {
        let field = TextField::new(words::file(), &mut self.file)
            .id(file_id())
            .help(Some(words::file_help()))
            .error(self.file_error.as_deref())
            .show(ui);
        if field.changed() {
            self.file_error = None;
        }
        self.first.give(&Stage::Form, &field);
        field
    }

    fn encryption_ui(&mut self, ui: &mut Ui) {
        let text = RichText::new(words::encryption()).font(theme::medium(theme::TEXT));
        ui.label(text.color(Tokens::of(ui).text));
        ui.add_space(6.0);
        let choices = [
            (Encryption::None, words::none()),
            (Encryption::Passphrase, words::passphrase()),
            (Encryption::PublicKey, words::public_key()),
        ];
        let chosen = row_ui(ui, CONTROL_HEIGHT, |ui| {
            choice_ui(ui, words::encryption(), &choices, self.encryption)
        });
        if let Some(encryption) = chosen {
            self.encryption = encryption;
            self.name_after_encryption();
        }
    }

    /// Other programs know an encrypted file by its name.
    fn name_after_encryption(&mut self) {
        let plain = self.file.strip_suffix(ENCRYPTED).unwrap_or(&self.file).to_owned();
        let is_encrypted = self.encryption != Encryption::None && !plain.trim().is_empty();
        self.file = if is_encrypted { plain + ENCRYPTED } else { plain };
    }

    fn passphrase_ui(&mut self, ui: &mut Ui, responses: &mut Vec<Response>) {
        faint_lines_ui(ui, words::passphrase_text());
        ui.add_space(10.0);
        let fields = &mut self.passphrase;
        let id = field_id(Field::Password);
        responses.push(fields.password_ui(ui, id, words::passphrase(), &[], &mut self.errors));
        ui.add_space(FIELD_GAP_Y);
        let id = field_id(Field::ConfirmPassword);
        responses.push(fields.confirm_ui(ui, id, words::confirm(), &mut self.errors));
    }

    fn public_key_ui(&mut self, ui: &mut Ui) -> Response {
        let own = self.public_key.trim().is_empty().then_some(FieldProblem::Missing);
        let error = self.errors.shown(Field::PublicKey, own);
        let field = TextField::new(Field::PublicKey.label(), &mut self.public_key)
            .id(field_id(Field::PublicKey))
            .help(Some(words::public_key_help()))
            .error(error.as_deref())
            .show(ui);
        self.errors.note(Field::PublicKey, &field);
        field
    }

    fn buttons_ui(&mut self, ui: &mut Ui, asked: &mut Asked) {
        let stage = self.stage;
        let first = &mut self.first;
        match stage {
            Stage::Form => {
                asked.close |= Button::new(common::cancel()).show(ui).clicked();
                asked.submit |= Button::primary(words::submit()).show(ui).clicked();
            }
            Stage::Running => {
                asked.cancel |= Button::new(common::cancel()).show(ui).clicked();
                let background = Button::primary(words::background()).show(ui);
                first.give(&stage, &background);
                asked.close |= background.clicked();
            }
            Stage::Made => {
                let close = Button::primary(common::close()).show(ui);
                first.give(&stage, &close);
                asked.close |= close.clicked();
            }
        }
    }

    fn submit(&mut self, ui: &Ui, commands: &mut Commands) {
        self.errors.submit();
        self.file_error = full_path_error(self.file.trim(), common::new_file_missing(), "db");
        if self.file_error.is_some() {
            focus::give_to(ui, file_id());
            return;
        }
        let errors = self.check();
        if !errors.is_empty() {
            self.errors.refuse(&errors);
            focus_first(ui, &errors);
            return;
        }
        commands.send(BackupCommand::BackUp(BackUp {
            file: self.file.trim().into(),
            encryption: match self.encryption {
                Encryption::None => ChosenEncryption::None,
                Encryption::Passphrase => ChosenEncryption::Passphrase(self.passphrase.password().clone()),
                Encryption::PublicKey => ChosenEncryption::PublicKey(self.public_key.trim().to_owned()),
            },
        }));
    }

    fn check(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        match self.encryption {
            Encryption::Passphrase => {
                if let Some(problem) = self.passphrase.problem(&[]) {
                    errors.push(Field::Password, problem);
                }
                if let Some(problem) = self.passphrase.confirm_problem() {
                    errors.push(Field::ConfirmPassword, problem);
                }
            }
            Encryption::PublicKey if self.public_key.trim().is_empty() => {
                errors.push(Field::PublicKey, FieldProblem::Missing);
            }
            Encryption::PublicKey | Encryption::None => {}
        }
        errors
    }
}

fn focus_first(ui: &Ui, errors: &FieldErrors) {
    let fields = [Field::Password, Field::ConfirmPassword, Field::PublicKey];
    if let Some(first) = fields.into_iter().find(|field| errors.get(*field).is_some()) {
        focus::give_to(ui, field_id(first));
    }
}

fn progress_ui(ui: &mut Ui, state: &AppState, open: &BackingUp) {
    task_progress_ui(ui, state, open.task, words::doing);
    ui.add_space(10.0);
    muted_ui(ui, words::busy_text());
}

fn made_ui(ui: &mut Ui, made: &MadeBackup) {
    banner_ui(ui, StatusTone::Ok, words::made(), &words::made_text(&made.path), |_| ());
    if !made.is_encrypted {
        ui.add_space(8.0);
        muted_ui(ui, words::made_plain());
    }
}
