//! The view state between two starts: settings, size and place of the window, and for each directory the order, filters,
//! widths and selection of the user table. What was typed in the search box is not kept, and no secret is ever in reach of
//! this file.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::settings::Settings;
use crate::native::WindowGeometry;
use crate::state::{AppState, DirectoryInfo, UsersView};

/// Directories whose table is remembered.
const MOST_DIRECTORIES: usize = 20;
/// Widths of a column that can be drawn and dragged, in points.
const COLUMN_WIDTHS: std::ops::RangeInclusive<f32> = 8.0..=4_000.0;

/// The content of the file, and whether it still has to be written.
#[derive(Debug, Default)]
pub(super) struct ViewFile {
    content: Content,
    written: String,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Content {
    settings: Settings,
    #[serde(deserialize_with = "window_or_none")]
    window: Option<WindowGeometry>,
    users_tables: BTreeMap<String, UsersView>,
}

impl ViewFile {
    /// Reads the text of the file. One that cannot be understood counts as none: it holds nothing worth an error.
    pub(super) fn read(text: &str) -> Self {
        let content = serde_json::from_str(text).unwrap_or_else(|error| {
            if !text.is_empty() {
                tracing::warn!(%error, "the view state was not understood and starts afresh");
            }
            Content::default()
        });
        Self {
            content,
            written: text.to_owned(),
        }
    }

    pub(super) const fn settings(&self) -> Settings {
        self.content.settings
    }

    pub(super) const fn window(&self) -> Option<WindowGeometry> {
        self.content.window
    }

    pub(super) const fn set_window(&mut self, window: WindowGeometry) {
        self.content.window = Some(window);
    }

    pub(super) fn users_view(&self, directory: &DirectoryInfo) -> UsersView {
        let mut view = self
            .content
            .users_tables
            .get(&key(directory))
            .cloned()
            .unwrap_or_default();
        if !view.column_widths.iter().all(|width| COLUMN_WIDTHS.contains(width)) {
            // A damaged file must not push the columns out of sight.
            view.column_widths.clear();
        }
        view
    }

    /// Takes over what is to be kept.
    pub(super) fn set(&mut self, state: &AppState) {
        self.content.settings = state.settings;
        if state.directory.is_demo {
            return;
        }
        let tables = &mut self.content.users_tables;
        let mut view = state.users_view.clone();
        view.query.search.clear();
        tables.insert(key(&state.directory), view);
        while tables.len() > MOST_DIRECTORIES {
            let Some(other) = tables.keys().find(|path| **path != key(&state.directory)).cloned() else {
                break;
            };
            tables.remove(&other);
        }
    }

    /// The text to write, if it is another one than was written last.
    pub(super) fn take_changed(&mut self) -> Option<String> {
        let text = serde_json::to_string_pretty(&self.content).ok()?;
        (text != self.written).then(|| {
            self.written.clone_from(&text);
            text
        })
    }
}

/// Any text gives settings within their limits, which are read again as the same, and so is all else.
#[cfg(any(test, fuzzing))]
pub(crate) fn check_view_file(text: &str) {
    let mut file = ViewFile::read(text);
    let directory = DirectoryInfo {
        location: std::path::Path::new("/d.db").into(),
        is_demo: false,
    };
    let view = file.users_view(&directory);
    assert!(view.column_widths.iter().all(|width| COLUMN_WIDTHS.contains(width)));
    let settings = file.settings();
    if let Some(written) = file.take_changed() {
        let mut again = ViewFile::read(&written);
        assert_eq!(again.settings(), settings);
        assert_eq!(again.take_changed(), None, "it is written again as the same");
    }
}

/// A place that makes no sense must not cost the settings.
fn window_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<WindowGeometry>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

fn key(directory: &DirectoryInfo) -> String {
    directory.location.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::{Sort, SortColumn};
    use crate::domain::time::Timestamp;

    #[test]
    fn everything_but_the_search_survives_a_restart() {
        let directory = DirectoryInfo {
            location: std::path::Path::new("/somewhere/directory.db").into(),
            is_demo: false,
        };
        let mut state = AppState::new(Timestamp::from_unix_ms(0), directory.clone(), Settings::default());
        state.settings = state.settings.with_clipboard_secs(12).with_zoom_percent(130);
        state.users_view.query.search = "somebody".to_owned();
        state.users_view.query.sort = Sort {
            column: SortColumn::LastSignIn,
            is_descending: true,
        };
        state.users_view.column_widths = vec![120.0, 90.5];
        let mut file = ViewFile::read("");
        file.set(&state);
        let text = file.take_changed().unwrap();
        assert!(!text.contains("somebody"), "{text}");
        assert!(file.take_changed().is_none(), "nothing new to write");

        let again = ViewFile::read(&text);
        assert_eq!(again.settings().clipboard_secs(), 12);
        assert_eq!(again.settings().zoom_percent(), 130);
        let view = again.users_view(&directory);
        assert_eq!(view.query.sort, state.users_view.query.sort);
        assert_eq!(view.column_widths, state.users_view.column_widths);
    }

    #[test]
    fn a_damaged_file_starts_afresh() {
        for text in [
            "{\"settings\": 7",
            "[]",
            "\0\0\0",
            r#"{"settings": {"appearance": "pink"}}"#,
        ] {
            assert_eq!(ViewFile::read(text).settings(), Settings::default(), "{text}");
        }
    }

    #[test]
    fn the_window_comes_back_and_a_silly_place_costs_nothing_else() {
        let kept = r#"{"size":[1200,800],"place":[-40,60],"is_maximized":true}"#;
        let mut file = ViewFile::read("");
        assert_eq!(file.window(), None);
        file.set_window(serde_json::from_str(kept).unwrap());
        let text = file.take_changed().unwrap();
        let again = ViewFile::read(&text).window();
        assert_eq!(serde_json::to_string(&again).unwrap(), kept);

        for silly in [
            "7",
            "null",
            "{}",
            r#"{"size":[1e30,800],"place":null,"is_maximized":true}"#,
        ] {
            let text = format!(r#"{{"window":{silly},"settings":{{"zoom_percent":130}}}}"#);
            let file = ViewFile::read(&text);
            assert_eq!(file.window(), None, "{silly}");
            assert_eq!(file.settings().zoom_percent(), 130, "{silly}");
        }
    }

    #[test]
    fn widths_that_cannot_be_drawn_are_forgotten() {
        let directory = DirectoryInfo {
            location: std::path::Path::new("/d.db").into(),
            is_demo: false,
        };
        for width in ["-5", "0", "1e30", "1e39"] {
            let text = format!(r#"{{"users_tables": {{"/d.db": {{"column_widths": [90, {width}]}}}}}}"#);
            let view = ViewFile::read(&text).users_view(&directory);
            assert!(view.column_widths.is_empty(), "{width}");
        }
        let text = r#"{"users_tables": {"/d.db": {"column_widths": [90, 120.5]}}}"#;
        assert_eq!(ViewFile::read(text).users_view(&directory).column_widths, [90.0, 120.5]);
    }

    proptest::proptest! {
        /// Settings out of a file that anything was done to are within their limits.
        #[test]
        fn a_damaged_file_gives_settings_within_their_limits(
            at in proptest::prelude::any::<proptest::sample::Index>(),
            cut in 0_usize..30,
            noise in "[ -~]{0,12}",
        ) {
            let whole = serde_json::to_string(&Content::default()).unwrap();
            let at = at.index(whole.len());
            let rest = whole.get(at + cut..).unwrap_or_default();
            check_view_file(&format!("{}{noise}{rest}", &whole[..at]));
        }
    }
}
