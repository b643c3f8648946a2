//! The icons: one family of our own, 16 by 16, stroke 1.7, round caps, tinted by the colour of the text beside them.
//!
//! Each is a small SVG in `assets/icons`, compiled in and drawn at the pixels of the screen, so it is crisp at any scale.
//! Not its job: names for assistive technology. An icon is decoration; the widget around it carries the name.

use egui::{Color32, Image, Rect, Ui, Vec2};

use crate::ui::theme::ICON_SIZE;

/// A drawing for an action or a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// The home page.
    Home,
    /// User Management.
    Users,
    /// One user.
    User,
    /// Settings.
    Gear,
    /// Search.
    Find,
    /// Create or add.
    Plus,
    /// Edit.
    Pen,
    /// Opens downwards.
    Down,
    /// Goes on to the right.
    Right,
    /// Copy.
    Copy,
    /// Download.
    Save,
    /// Show what is hidden.
    Eye,
    /// Hide what is shown.
    EyeOff,
    /// Cannot be changed.
    Lock,
    /// Close or dismiss.
    Close,
    /// Done, or chosen.
    Check,
    /// Take care.
    Warning,
    /// Something to know.
    Info,
    /// Delete.
    Trash,
    /// Sign out.
    SignOut,
    /// A password or a token.
    Key,
    /// A client: a program on another machine.
    Client,
    /// Disabled.
    Ban,
    /// Sorted from small to large.
    SortUp,
    /// Sorted from large to small.
    SortDown,
    /// Notices.
    Bell,
}

impl Icon {
    /// Every icon, for tests.
    pub const ALL: &[Self] = &[
        Self::Home,
        Self::Users,
        Self::User,
        Self::Gear,
        Self::Find,
        Self::Plus,
        Self::Pen,
        Self::Down,
        Self::Right,
        Self::Copy,
        Self::Save,
        Self::Eye,
        Self::EyeOff,
        Self::Lock,
        Self::Close,
        Self::Check,
        Self::Warning,
        Self::Info,
        Self::Trash,
        Self::SignOut,
        Self::Key,
        Self::Client,
        Self::Ban,
        Self::SortUp,
        Self::SortDown,
        Self::Bell,
    ];

    /// Where the loader finds the drawing, and the drawing.
    fn source(self) -> (&'static str, &'static [u8]) {
        macro_rules! svg {
            ($name:literal) => {
                (
                    concat!("bytes://icons/", $name, ".svg"),
                    include_bytes!(concat!("../../assets/icons/", $name, ".svg")),
                )
            };
        }
        match self {
            Self::Home => svg!("home"),
            Self::Users => svg!("users"),
            Self::User => svg!("user"),
            Self::Gear => svg!("gear"),
            Self::Find => svg!("find"),
            Self::Plus => svg!("plus"),
            Self::Pen => svg!("pen"),
            Self::Down => svg!("down"),
            Self::Right => svg!("right"),
            Self::Copy => svg!("copy"),
            Self::Save => svg!("save"),
            Self::Eye => svg!("eye"),
            Self::EyeOff => svg!("eye-off"),
            Self::Lock => svg!("lock"),
            Self::Close => svg!("close"),
            Self::Check => svg!("check"),
            Self::Warning => svg!("warning"),
            Self::Info => svg!("info"),
            Self::Trash => svg!("trash"),
            Self::SignOut => svg!("sign-out"),
            Self::Key => svg!("key"),
            Self::Client => svg!("client"),
            Self::Ban => svg!("ban"),
            Self::SortUp => svg!("sort-up"),
            Self::SortDown => svg!("sort-down"),
            Self::Bell => svg!("bell"),
        }
    }

    /// The icon as an image `size` points wide and high, in `color`.
    pub fn image(self, size: f32, color: Color32) -> Image<'static> {
        let (uri, bytes) = self.source();
        Image::from_bytes(uri, bytes)
            .fit_to_exact_size(Vec2::splat(size))
            .tint(color)
    }

    /// Paints the icon in the middle of `rect`, at most 16 points wide, in `color`.
    pub fn paint(self, ui: &Ui, rect: Rect, color: Color32) {
        let size = rect.width().min(rect.height()).min(ICON_SIZE);
        self.paint_sized(ui, rect, size, color);
    }

    /// Paints the icon in the middle of `rect`, `size` points wide, in `color`.
    pub fn paint_sized(self, ui: &Ui, rect: Rect, size: f32, color: Color32) {
        use egui::emath::GuiRounding as _;
        let rect = Rect::from_center_size(rect.center(), Vec2::splat(size)).round_to_pixels(ui.pixels_per_point());
        self.image(size, color).paint_at(ui, rect);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_of_the_one_family() {
        for icon in Icon::ALL {
            let (uri, bytes) = icon.source();
            let text = std::str::from_utf8(bytes).expect("an SVG is text");
            assert!(text.contains(r#"viewBox="0 0 16 16""#), "{uri}");
            assert!(text.contains(r#"stroke-width="1.7""#), "{uri}");
            assert!(text.contains(r#"stroke-linecap="round""#), "{uri}");
        }
    }
}
