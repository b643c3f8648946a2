//! Colours, type, spacing and motion: the one home of how the window looks.
//!
//! The values are those of the agreed look: one accent colour, thin lines, a grid of four. Not its job: drawing
//! (that is [`super::widgets`]) and remembering which appearance a person chose (that is a setting).

mod fonts;
mod style;

use egui::{Color32, Context, Theme, ThemePreference, Ui};

use crate::domain::settings::Appearance;

pub use fonts::{medium, mono, regular, semibold};

/// The height of a control, in points.
pub const CONTROL_HEIGHT: f32 = 34.0;
/// The height of a control inside a table or beside small text, in points.
pub const CONTROL_HEIGHT_SMALL: f32 = 28.0;
/// The height of a table row, in points.
pub const ROW_HEIGHT: f32 = 40.0;
/// The height of a table's header, in points.
pub const HEADER_HEIGHT: f32 = 34.0;
/// The corner radius of controls, in points.
pub const RADIUS: u8 = 8;
/// The corner radius of cards, in points.
pub const RADIUS_CARD: u8 = 12;
/// The corner radius of dialogs, in points.
pub const RADIUS_DIALOG: u8 = 14;
/// The margin left and right of a page, in points.
pub const PAGE_MARGIN: f32 = 28.0;
/// The gap between controls side by side, in points.
pub const GAP: f32 = 10.0;
/// The gap between fields below each other, in points.
pub const FIELD_GAP_Y: f32 = 18.0;
/// The gap between fields beside each other, in points.
pub const FIELD_GAP_X: f32 = 20.0;
/// The width of the navigation pane, in points.
pub const NAV_WIDTH: f32 = 212.0;
/// The width of the navigation pane folded to its icons, in points.
pub const NAV_WIDTH_COMPACT: f32 = 58.0;
/// The widest a dialog gets, in points.
pub const DIALOG_MAX_WIDTH: f32 = 860.0;
/// The widest the dialog with a table of clients gets, in points.
pub const DIALOG_WITH_TABLE_MAX_WIDTH: f32 = 1_120.0;
/// The width and height of an icon, in points.
pub const ICON_SIZE: f32 = 16.0;
/// How long anything that moves takes, in seconds.
pub const MOTION_SECS: f32 = 0.12;
/// How long something may take before a thin bar says that it is under way, in seconds.
pub const LOADING_BAR_AFTER_SECS: f32 = 0.2;

/// The size of ordinary text, in points.
pub const TEXT: f32 = 13.0;
/// The size of secondary text, in points.
pub const TEXT_SECONDARY: f32 = 12.0;
/// The size of group heads and keyboard hints, in points.
pub const TEXT_GROUP: f32 = 11.0;
/// The size of dialog titles, in points.
pub const TEXT_DIALOG_TITLE: f32 = 18.0;
/// The size of page titles, in points.
pub const TEXT_PAGE_TITLE: f32 = 21.0;

/// The colours of one theme. Every pair that carries text has a contrast of at least 4.5:1; a test computes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tokens {
    /// Behind everything.
    pub bg: Color32,
    /// The navigation pane.
    pub nav: Color32,
    /// Cards, tables, controls.
    pub surface: Color32,
    /// Dialogs and menus.
    pub raised: Color32,
    /// Thin lines between things.
    pub line: Color32,
    /// The border of inputs and buttons; at least 3:1 against what lies around it.
    pub input_line: Color32,
    /// Ordinary text.
    pub text: Color32,
    /// Secondary text.
    pub muted: Color32,
    /// The quietest text: hints inside fields, group heads.
    pub faint: Color32,
    /// What one does next, and where the focus is.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Selection, and the soft ring around what has the focus.
    pub soft: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Text of a good state.
    pub ok: Color32,
    /// Behind the text of a good state.
    pub ok_bg: Color32,
    /// Text of a waiting state.
    pub waiting: Color32,
    /// Behind the text of a waiting state.
    pub waiting_bg: Color32,
    /// Text of a state that is switched off.
    pub off: Color32,
    /// Behind the text of a state that is switched off.
    pub off_bg: Color32,
    /// Text of a bad state, errors, and verbs that destroy.
    pub bad: Color32,
    /// Behind the text of a bad state.
    pub bad_bg: Color32,
    /// Over the window behind a dialog.
    pub scrim: Color32,
    /// The shadow under dialogs and menus.
    pub shadow: Color32,
}

#[expect(clippy::disallowed_methods, reason = "this is the one home of colours")]
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

impl Tokens {
    /// The colours of the light theme.
    pub const LIGHT: Self = Self {
        bg: rgb(0x00F6_F7F9),
        nav: rgb(0x00EF_F1F4),
        surface: rgb(0x00FF_FFFF),
        raised: rgb(0x00FF_FFFF),
        line: rgb(0x00E2_E5EA),
        input_line: rgb(0x007C_8694),
        text: rgb(0x0017_202B),
        muted: rgb(0x005A_6573),
        faint: rgb(0x0060_6A78),
        accent: rgb(0x002C_55D8),
        on_accent: rgb(0x00FF_FFFF),
        soft: rgb(0x00E9_EFFE),
        hover: rgb(0x00F2_F5FA),
        ok: rgb(0x0013_6C41),
        ok_bg: rgb(0x00E2_F4E9),
        waiting: rgb(0x007A_4E00),
        waiting_bg: rgb(0x00FD_F1D7),
        off: rgb(0x004B_5563),
        off_bg: rgb(0x00EC_EEF2),
        bad: rgb(0x00A8_231C),
        bad_bg: rgb(0x00FC_E9E7),
        // 0F1620 at 38 %, premultiplied.
        scrim: Color32::from_rgba_premultiplied(6, 8, 12, 97),
        // 101828 at 22 %, premultiplied.
        shadow: Color32::from_rgba_premultiplied(4, 5, 9, 56),
    };

    /// The colours of the dark theme.
    pub const DARK: Self = Self {
        bg: rgb(0x0010_141A),
        nav: rgb(0x000C_1015),
        surface: rgb(0x0017_1C24),
        raised: rgb(0x001D_232D),
        line: rgb(0x0028_303B),
        input_line: rgb(0x006A_7687),
        text: rgb(0x00E7_EBF1),
        muted: rgb(0x00A0_ABBA),
        faint: rgb(0x0087_93A3),
        accent: rgb(0x0086_A3FF),
        on_accent: rgb(0x000C_1220),
        soft: rgb(0x001E_2A47),
        hover: rgb(0x001C_222B),
        ok: rgb(0x007B_D8A4),
        ok_bg: rgb(0x0014_3224),
        waiting: rgb(0x00F1_C26B),
        waiting_bg: rgb(0x0038_290D),
        off: rgb(0x00B3_BDCA),
        off_bg: rgb(0x0025_2C36),
        bad: rgb(0x00FF_9C94),
        bad_bg: rgb(0x003B_1A18),
        // Black at 55 %.
        scrim: Color32::from_rgba_premultiplied(0, 0, 0, 140),
        // Black at 60 %.
        shadow: Color32::from_rgba_premultiplied(0, 0, 0, 153),
    };

    /// The colours in force where `ui` draws.
    pub fn of(ui: &Ui) -> &'static Self {
        Self::for_dark(ui.visuals().dark_mode)
    }

    /// The colours in force in the whole window.
    pub fn of_ctx(ctx: &Context) -> &'static Self {
        Self::for_dark(ctx.theme() == Theme::Dark)
    }

    const fn for_dark(dark: bool) -> &'static Self {
        if dark { &Self::DARK } else { &Self::LIGHT }
    }
}

/// Readies a context: fonts and the styles of both themes.
pub(super) fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    for (theme, tokens) in [(Theme::Light, &Tokens::LIGHT), (Theme::Dark, &Tokens::DARK)] {
        ctx.style_mut_of(theme, |style| style::apply(style, tokens));
    }
    // X11 reports no theme, and egui would use Dark.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
}

/// Switches the window to the light or the dark theme, or to the one of the system.
pub fn set_appearance(ctx: &Context, appearance: Appearance) {
    ctx.set_theme(match appearance {
        Appearance::System => ThemePreference::System,
        Appearance::Light => ThemePreference::Light,
        Appearance::Dark => ThemePreference::Dark,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2: relative luminance of an sRGB colour.
    fn luminance(color: Color32) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrast_follows_the_standard() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(rgb(0x0077_7777), Color32::WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_text_pair_can_be_read_in_both_themes() {
        for (theme, t) in [("light", Tokens::LIGHT), ("dark", Tokens::DARK)] {
            let grounds = [
                ("bg", t.bg),
                ("nav", t.nav),
                ("surface", t.surface),
                ("raised", t.raised),
                ("hover", t.hover),
                ("soft", t.soft),
            ];
            let inks = [
                ("text", t.text),
                ("muted", t.muted),
                ("faint", t.faint),
                ("accent", t.accent),
                ("bad", t.bad),
            ];
            let mut pairs: Vec<(String, Color32, Color32)> = Vec::new();
            for (ink_name, ink) in inks {
                for (ground_name, ground) in grounds {
                    pairs.push((format!("{ink_name} on {ground_name}"), ink, ground));
                }
            }
            for (name, ink, ground) in [
                ("on accent", t.on_accent, t.accent),
                ("ok", t.ok, t.ok_bg),
                ("waiting", t.waiting, t.waiting_bg),
                ("off", t.off, t.off_bg),
                ("bad", t.bad, t.bad_bg),
                ("text on ok", t.text, t.ok_bg),
                ("text on waiting", t.text, t.waiting_bg),
                ("text on off", t.text, t.off_bg),
                ("text on bad", t.text, t.bad_bg),
            ] {
                pairs.push((name.to_owned(), ink, ground));
            }
            for (name, ink, ground) in pairs {
                let ratio = contrast(ink, ground);
                assert!(ratio >= 4.5, "{theme}: {name} has {ratio:.2}");
            }
        }
    }

    #[test]
    fn borders_of_inputs_stand_out_in_both_themes() {
        for (theme, t) in [("light", Tokens::LIGHT), ("dark", Tokens::DARK)] {
            for (name, ground) in [("bg", t.bg), ("surface", t.surface), ("raised", t.raised)] {
                let ratio = contrast(t.input_line, ground);
                assert!(ratio >= 3.0, "{theme}: input border on {name} has {ratio:.2}");
            }
        }
    }
}
