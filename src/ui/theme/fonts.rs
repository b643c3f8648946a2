//! The faces: Inter in three weights for words, `DejaVu Sans Mono` for tokens. Other scripts come from the system.
//!
//! Fallback fonts of the system are appended to each family by eframe (`system_fonts`), named families included.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

const MEDIUM: &str = "medium";
const SEMIBOLD: &str = "semibold";

/// Text of weight 400 in `size` points.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Text of weight 500 in `size` points, for buttons and labels.
pub fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(MEDIUM.into()))
}

/// Text of weight 600 in `size` points, for titles and for what a row is about.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SEMIBOLD.into()))
}

/// Text of one width in `size` points, for tokens.
pub fn mono(size: f32) -> FontId {
    FontId::new(size, FontFamily::Monospace)
}

/// The compiled-in faces, each family followed by egui's own fonts.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 4] = [
        ("inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
        ("inter-medium", include_bytes!("../../../assets/fonts/Inter-Medium.otf")),
        (
            "inter-semibold",
            include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            "dejavu-mono",
            include_bytes!("../../../assets/fonts/DejaVuSansMono.ttf"),
        ),
    ];
    for (name, bytes) in faces {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let fallback = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let family = |first: &[&str]| {
        let mut names: Vec<String> = first.iter().map(|name| (*name).to_owned()).collect();
        names.extend(fallback.iter().cloned());
        names
    };
    fonts
        .families
        .insert(FontFamily::Name(MEDIUM.into()), family(&["inter-medium", "inter"]));
    fonts
        .families
        .insert(FontFamily::Name(SEMIBOLD.into()), family(&["inter-semibold", "inter"]));
    fonts
        .families
        .insert(FontFamily::Monospace, family(&["dejavu-mono", "inter"]));
    fonts.families.insert(FontFamily::Proportional, family(&["inter"]));
    fonts
}
