//! What a person can set for this console; kept for the account on this machine, not in the directory.

use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the system has it; light where it does not tell.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Which language the window speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageChoice {
    /// English.
    English,
    /// German.
    German,
    /// The language of the desktop, or English if it has no translation. Used for every unknown value.
    #[default]
    #[serde(other)]
    System,
}

/// The settings of the console. Every value is held within its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, from = "RawSettings")]
pub struct Settings {
    appearance: Appearance,
    language: LanguageChoice,
    clipboard_secs: u32,
    lock_minutes: u32,
    zoom_percent: u32,
}

impl Settings {
    /// The fewest and the most seconds until the clipboard is cleared.
    pub const CLIPBOARD_SECS: std::ops::RangeInclusive<u32> = 10..=120;
    /// The fewest and the most minutes until the console locks itself.
    pub const LOCK_MINUTES: std::ops::RangeInclusive<u32> = 2..=15;

    /// How much smaller or larger than usual the window may be drawn, in percent.
    pub const ZOOM_PERCENT: std::ops::RangeInclusive<u32> = 50..=300;
    /// How much one step of the zoom is, in percent.
    pub const ZOOM_STEP: u32 = 10;

    /// Light or dark.
    pub const fn appearance(&self) -> Appearance {
        self.appearance
    }

    /// Which language the window speaks.
    pub const fn language(&self) -> LanguageChoice {
        self.language
    }

    /// Seconds until the clipboard is cleared.
    pub const fn clipboard_secs(&self) -> u32 {
        self.clipboard_secs
    }

    /// Minutes without a key or a click until the console locks itself.
    pub const fn lock_minutes(&self) -> u32 {
        self.lock_minutes
    }

    /// How large everything is drawn, in percent of the usual.
    pub const fn zoom_percent(&self) -> u32 {
        self.zoom_percent
    }

    /// The same with another appearance.
    #[must_use]
    pub const fn with_appearance(self, appearance: Appearance) -> Self {
        Self { appearance, ..self }
    }

    /// The same with another language.
    #[must_use]
    pub const fn with_language(self, language: LanguageChoice) -> Self {
        Self { language, ..self }
    }

    /// The same with another time until the clipboard is cleared, held within its bounds.
    #[must_use]
    pub fn with_clipboard_secs(self, secs: u32) -> Self {
        let clipboard_secs = secs.clamp(*Self::CLIPBOARD_SECS.start(), *Self::CLIPBOARD_SECS.end());
        Self { clipboard_secs, ..self }
    }

    /// The same with another time until the lock, held within its bounds.
    #[must_use]
    pub fn with_lock_minutes(self, minutes: u32) -> Self {
        let lock_minutes = minutes.clamp(*Self::LOCK_MINUTES.start(), *Self::LOCK_MINUTES.end());
        Self { lock_minutes, ..self }
    }

    /// The same with another zoom, held within its bounds.
    #[must_use]
    pub fn with_zoom_percent(self, percent: u32) -> Self {
        let zoom_percent = percent.clamp(*Self::ZOOM_PERCENT.start(), *Self::ZOOM_PERCENT.end());
        Self { zoom_percent, ..self }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            language: LanguageChoice::System,
            clipboard_secs: 30,
            lock_minutes: 10,
            zoom_percent: 100,
        }
    }
}

/// Settings as a file may hold them, before they are held within their bounds.
#[derive(Deserialize)]
#[serde(default)]
struct RawSettings {
    appearance: Appearance,
    language: LanguageChoice,
    clipboard_secs: u32,
    lock_minutes: u32,
    zoom_percent: u32,
}

impl Default for RawSettings {
    fn default() -> Self {
        let settings = Settings::default();
        Self {
            appearance: settings.appearance,
            language: settings.language,
            clipboard_secs: settings.clipboard_secs,
            lock_minutes: settings.lock_minutes,
            zoom_percent: settings.zoom_percent,
        }
    }
}

impl From<RawSettings> for Settings {
    fn from(raw: RawSettings) -> Self {
        Self::default()
            .with_appearance(raw.appearance)
            .with_language(raw.language)
            .with_clipboard_secs(raw.clipboard_secs)
            .with_lock_minutes(raw.lock_minutes)
            .with_zoom_percent(raw.zoom_percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_from_a_file_are_held_within_their_bounds() {
        let settings: Settings =
            serde_json::from_str(r#"{"clipboard_secs": 5, "lock_minutes": 600, "zoom_percent": 9}"#).unwrap();
        assert_eq!((settings.clipboard_secs(), settings.lock_minutes()), (10, 15));
        assert_eq!(settings.zoom_percent(), 50);
        assert_eq!(settings.appearance(), Appearance::System);
    }

    #[test]
    fn a_language_that_is_not_known_is_that_of_the_system_and_keeps_the_other_settings() {
        let read = |text: &str| serde_json::from_str::<Settings>(text).unwrap();
        let unknown = read(r#"{"language": "klingon", "clipboard_secs": 60}"#);
        assert_eq!(
            (unknown.language(), unknown.clipboard_secs()),
            (LanguageChoice::System, 60)
        );
        assert_eq!(read("{}").language(), LanguageChoice::System);
        for language in [LanguageChoice::System, LanguageChoice::English, LanguageChoice::German] {
            let written = serde_json::to_string(&Settings::default().with_language(language)).unwrap();
            assert_eq!(read(&written).language(), language, "{written}");
        }
    }

    #[test]
    fn a_setting_is_changed_alone() {
        let settings = Settings::default()
            .with_appearance(Appearance::Dark)
            .with_clipboard_secs(45)
            .with_lock_minutes(7)
            .with_zoom_percent(120);
        assert_eq!(settings.appearance(), Appearance::Dark);
        assert_eq!(
            (
                settings.clipboard_secs(),
                settings.lock_minutes(),
                settings.zoom_percent()
            ),
            (45, 7, 120)
        );
        assert_eq!(Settings::default().with_clipboard_secs(121).clipboard_secs(), 120);
        assert_eq!(Settings::default().with_lock_minutes(1).lock_minutes(), 2);
        assert_eq!(Settings::default().with_zoom_percent(301).zoom_percent(), 300);
    }
}
