//! What is typed in a dialog, kept between frames for as long as that dialog is open.

use crate::state::{ModalId, Modals};

/// What one opening of a dialog keeps; another opening begins afresh.
pub(super) struct Draft<T>(Option<(ModalId, T)>);

impl<T> Default for Draft<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Draft<T> {
    /// That of the dialog `id`, if it has been drawn.
    pub(super) fn get(&self, id: ModalId) -> Option<&T> {
        self.0.as_ref().filter(|(of, _)| *of == id).map(|(_, draft)| draft)
    }

    /// That of whichever opening there is.
    pub(super) fn any_mut(&mut self) -> Option<&mut T> {
        self.0.as_mut().map(|(_, draft)| draft)
    }

    /// That of the dialog `id`, which is `fresh` when it opens.
    pub(super) fn of(&mut self, id: ModalId, fresh: impl FnOnce() -> T) -> &mut T {
        let kept = self.0.take().filter(|(of, _)| *of == id);
        &mut self.0.insert(kept.unwrap_or_else(|| (id, fresh()))).1
    }

    /// Drops it.
    pub(super) fn clear(&mut self) {
        self.0 = None;
    }

    /// Drops it unless its dialog is still open.
    pub(super) fn keep_open(&mut self, modals: &Modals) {
        self.0.take_if(|(of, _)| !modals.is_open(*of));
    }
}
