//! The open dialogs, in the order they were opened: the last is on top, and only that one can be used.
//!
//! The one home of every dialog and question. What is typed in them belongs to the view.

use super::{
    BackingUp, Editor, EditorQuestion, Identification, PasswordHandOver, Phase, Restoring, Salvaging, Submission,
};
use crate::domain::query::UserRow;
use crate::domain::user::User;

/// Identifies one opening of a dialog, so that nothing typed is carried over to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModalId(u64);

/// A dialog or a question.
#[derive(Debug, Clone)]
pub enum Modal {
    /// Create User, Edit User or Token Management.
    Editor(Box<Editor>),
    /// A question of that dialog, before something is lost.
    EditorQuestion(EditorQuestion),
    /// What an open dialog asks for waits for one's own password; what became of it.
    PasswordPrompt(Submission),
    /// Identify a token.
    Identification(Identification),
    /// Change Password.
    ChangePassword,
    /// A question before something is done to a user.
    AboutUser(UserQuestion),
    /// One-time password.
    OneTimePassword(Box<PasswordHandOver>),
    /// Whether to close that dialog although the password would be lost.
    LosePassword,
    /// Back Up.
    BackUp(Box<BackingUp>),
    /// Restore.
    Restore(Box<Restoring>),
    /// Export What Can Be Read.
    Salvage(Box<Salvaging>),
    /// The list of keys.
    Keyboard,
    /// The messages of this session.
    Messages,
    /// Whether to sign out although something would be lost.
    SignOut,
    /// Whether to close the window.
    Quit,
}

/// A question about the user of a row, as the row was when it was asked.
#[derive(Debug, Clone)]
pub enum UserQuestion {
    /// Whether the user and everything that belongs to it is to be deleted.
    Delete(Box<UserRow>),
    /// Whether the user is to be disabled though clients work for it.
    Disable(Box<UserRow>),
    /// Whether a one-time password is to take the place of the user's password.
    OneTimePassword(Box<User>),
    /// Users cannot delete or disable their own account: says so, and what to do.
    OwnAccount,
}

impl Modal {
    /// Whether it can be seen in `phase`.
    pub const fn is_shown_in(&self, phase: &Phase) -> bool {
        match self {
            Self::Quit => true,
            Self::Salvage(_) => matches!(phase, Phase::OpenFailed(_)),
            Self::Restore(_) => matches!(phase, Phase::SignedIn | Phase::OpenFailed(_)),
            Self::SignOut => matches!(phase, Phase::SignedIn | Phase::Locked | Phase::PasswordMustChange),
            Self::Editor(_)
            | Self::EditorQuestion(_)
            | Self::PasswordPrompt(_)
            | Self::Identification(_)
            | Self::ChangePassword
            | Self::AboutUser(_)
            | Self::OneTimePassword(_)
            | Self::LosePassword
            | Self::BackUp(_)
            | Self::Keyboard
            | Self::Messages => matches!(phase, Phase::SignedIn),
        }
    }

    /// Whether it is still open when the console is unlocked: only what holds no password and no token.
    pub const fn survives_lock(&self) -> bool {
        match self {
            Self::Editor(_) | Self::AboutUser(_) | Self::Keyboard | Self::Messages | Self::SignOut | Self::Quit => true,
            Self::EditorQuestion(_)
            | Self::PasswordPrompt(_)
            | Self::Identification(_)
            | Self::ChangePassword
            | Self::OneTimePassword(_)
            | Self::BackUp(_)
            | Self::Restore(_)
            | Self::Salvage(_)
            | Self::LosePassword => false,
        }
    }

    /// Whether administrators alone may have it open.
    pub const fn needs_administrator(&self) -> bool {
        match self {
            Self::Editor(editor) => !editor.is_own(),
            Self::Identification(_)
            | Self::AboutUser(_)
            | Self::OneTimePassword(_)
            | Self::LosePassword
            | Self::BackUp(_)
            | Self::Restore(_)
            | Self::Salvage(_) => true,
            Self::EditorQuestion(_)
            | Self::PasswordPrompt(_)
            | Self::ChangePassword
            | Self::Keyboard
            | Self::Messages
            | Self::SignOut
            | Self::Quit => false,
        }
    }

    fn is_same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// The stack of what is open. Of each kind there is one at most.
#[derive(Debug, Clone, Default)]
pub struct Modals {
    stack: Vec<(ModalId, Modal)>,
    last_id: u64,
}

impl Modals {
    /// Puts `modal` over everything that is open, in the place of another of its kind.
    pub fn open(&mut self, modal: Modal) -> ModalId {
        self.retain(|open| !open.is_same_kind(&modal));
        self.last_id += 1;
        let id = ModalId(self.last_id);
        self.stack.push((id, modal));
        id
    }

    /// Closes `id` with what belongs to it, and returns it; none where it is no longer open.
    pub fn close(&mut self, id: ModalId) -> Option<Modal> {
        let index = self.stack.iter().position(|(open, _)| *open == id)?;
        let (_, closed) = self.stack.remove(index);
        self.close_orphans();
        Some(closed)
    }

    /// Closes everything that `keeps` does not hold for, with what belongs to it.
    pub fn retain(&mut self, keeps: impl Fn(&Modal) -> bool) {
        self.stack.retain(|(_, modal)| keeps(modal));
        self.close_orphans();
    }

    fn close_orphans(&mut self) {
        let (is_editing, is_backing_up) = (self.editor().is_some(), self.backing_up().is_some());
        self.stack.retain(|(_, modal)| match modal {
            Modal::EditorQuestion(_) => is_editing,
            Modal::PasswordPrompt(_) => is_editing || is_backing_up,
            _ => true,
        });
        if self.password_hand_over().is_none() {
            self.stack.retain(|(_, modal)| !matches!(modal, Modal::LosePassword));
        }
    }

    /// Whether `id` is still open.
    pub fn is_open(&self, id: ModalId) -> bool {
        self.stack.iter().any(|(open, _)| *open == id)
    }

    /// What is open, the lowest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (ModalId, &Modal)> {
        self.stack.iter().map(|(id, modal)| (*id, modal))
    }

    /// What can be seen in `phase`, the lowest first.
    pub fn shown_in(&self, phase: &Phase) -> impl DoubleEndedIterator<Item = (ModalId, &Modal)> {
        self.iter().filter(|(_, modal)| modal.is_shown_in(phase))
    }

    fn find<T>(&self, part: impl Fn(&Modal) -> Option<&T>) -> Option<&T> {
        self.stack.iter().find_map(|(_, modal)| part(modal))
    }

    fn find_mut<T>(&mut self, part: impl Fn(&mut Modal) -> Option<&mut T>) -> Option<&mut T> {
        self.stack.iter_mut().find_map(|(_, modal)| part(modal))
    }

    /// The dialog for a user.
    pub fn editor(&self) -> Option<&Editor> {
        self.find(|modal| match modal {
            Modal::Editor(editor) => Some(&**editor),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn editor_mut(&mut self) -> Option<&mut Editor> {
        self.find_mut(|modal| match modal {
            Modal::Editor(editor) => Some(&mut **editor),
            _ => None,
        })
    }

    /// The dialog Identify a token.
    pub fn identification(&self) -> Option<&Identification> {
        self.find(|modal| match modal {
            Modal::Identification(identification) => Some(identification),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn identification_mut(&mut self) -> Option<&mut Identification> {
        self.find_mut(|modal| match modal {
            Modal::Identification(identification) => Some(identification),
            _ => None,
        })
    }

    /// The dialog One-time password.
    pub fn password_hand_over(&self) -> Option<&PasswordHandOver> {
        self.find(|modal| match modal {
            Modal::OneTimePassword(hand_over) => Some(&**hand_over),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn password_hand_over_mut(&mut self) -> Option<&mut PasswordHandOver> {
        self.find_mut(|modal| match modal {
            Modal::OneTimePassword(hand_over) => Some(&mut **hand_over),
            _ => None,
        })
    }

    /// The dialog Back Up.
    pub fn backing_up(&self) -> Option<&BackingUp> {
        self.find(|modal| match modal {
            Modal::BackUp(open) => Some(&**open),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn backing_up_mut(&mut self) -> Option<&mut BackingUp> {
        self.find_mut(|modal| match modal {
            Modal::BackUp(open) => Some(&mut **open),
            _ => None,
        })
    }

    /// The dialog Restore.
    pub fn restoring(&self) -> Option<&Restoring> {
        self.find(|modal| match modal {
            Modal::Restore(open) => Some(&**open),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn restoring_mut(&mut self) -> Option<&mut Restoring> {
        self.find_mut(|modal| match modal {
            Modal::Restore(open) => Some(&mut **open),
            _ => None,
        })
    }

    /// The dialog Export What Can Be Read, to be changed.
    pub fn salvaging_mut(&mut self) -> Option<&mut Salvaging> {
        self.find_mut(|modal| match modal {
            Modal::Salvage(open) => Some(&mut **open),
            _ => None,
        })
    }

    /// What became of the password that a change waits for.
    pub fn password_prompt(&self) -> Option<&Submission> {
        self.find(|modal| match modal {
            Modal::PasswordPrompt(submission) => Some(submission),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn password_prompt_mut(&mut self) -> Option<&mut Submission> {
        self.find_mut(|modal| match modal {
            Modal::PasswordPrompt(submission) => Some(submission),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{EditorMode, EditorTab};

    fn editor() -> Modal {
        Modal::Editor(Box::new(Editor::new(EditorMode::Create, EditorTab::Details)))
    }

    fn names(modals: &Modals, phase: &Phase) -> Vec<String> {
        let name = |modal: &Modal| format!("{modal:?}").split(['(', ' ']).next().unwrap().to_owned();
        modals.shown_in(phase).map(|(_, modal)| name(modal)).collect()
    }

    #[test]
    fn a_dialog_opens_over_all_others_also_where_one_of_its_kind_was_open() {
        let mut modals = Modals::default();
        let first = modals.open(Modal::Keyboard);
        modals.open(editor());
        let second = modals.open(Modal::Keyboard);
        assert_ne!(first, second);
        assert_eq!(names(&modals, &Phase::SignedIn), ["Editor", "Keyboard"]);
        assert!(modals.close(first).is_none(), "it is no longer open");
        assert!(modals.close(second).is_some());
        assert_eq!(names(&modals, &Phase::SignedIn), ["Editor"]);
    }

    #[test]
    fn what_belongs_to_the_dialog_for_a_user_closes_with_it() {
        let mut modals = Modals::default();
        let opened = modals.open(editor());
        modals.open(Modal::PasswordPrompt(Submission::default()));
        modals.open(Modal::EditorQuestion(EditorQuestion::ReplaceToken));
        modals.open(Modal::Quit);
        modals.close(opened);
        assert_eq!(names(&modals, &Phase::SignedIn), ["Quit"]);
    }

    #[test]
    fn what_belongs_to_a_user_is_not_carried_over_to_the_dialog_of_the_next() {
        let mut modals = Modals::default();
        modals.open(editor());
        modals.open(Modal::PasswordPrompt(Submission::default()));
        modals.open(editor());
        assert_eq!(names(&modals, &Phase::SignedIn), ["Editor"]);
    }

    #[test]
    fn a_locked_console_shows_no_dialog_but_the_questions_about_leaving() {
        let mut modals = Modals::default();
        modals.open(Modal::SignOut);
        modals.open(editor());
        modals.open(Modal::Quit);
        assert_eq!(names(&modals, &Phase::Locked), ["SignOut", "Quit"]);
        assert_eq!(names(&modals, &Phase::SignIn), ["Quit"]);
    }
}
