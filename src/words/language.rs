//! The languages of the catalogue, and the one that this thread speaks.

use std::cell::Cell;

use unic_langid::{LanguageIdentifier, langid};

/// A language that the catalogue is complete in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, which the command line, logs and tests speak.
    #[default]
    English,
    /// German.
    German,
    /// English made longer, accented and bracketed, for tests that look for cut words and words outside the catalogue.
    Pseudo,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Pseudo];

    /// The language of a locale's name, such as `de_AT.UTF-8` or `de-CH`; English for all that are not German.
    pub fn of_locale(locale: &str) -> Self {
        let primary = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("de") {
            Self::German
        } else {
            Self::English
        }
    }

    /// The language of the desktop.
    pub fn of_system() -> Self {
        sys_locale::get_locale().map_or(Self::English, |locale| Self::of_locale(&locale))
    }

    pub(super) const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::English | Self::Pseudo => langid!("en"),
            Self::German => langid!("de"),
        }
    }

    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language spoken on this thread: English unless it was set.
pub fn language() -> Language {
    SPOKEN.get()
}

/// Speaks `language` on this thread from now on. A window sets it at the start of each frame.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}
