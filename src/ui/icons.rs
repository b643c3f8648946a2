//! The icons: one family of our own, 16 by 16, stroke 1.7, round caps, in the colour of the text beside them.
//!
//! Each is a small SVG in `assets/icons`, compiled in and rasterised at the pixels of the screen, so it is sharp at any
//! scale. Not its job: names for assistive technology. An icon is decoration; the widget around it carries the name.

mod drawing;

use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::load::{ImageLoadResult, ImageLoader, ImagePoll, LoadError, SizeHint};
use egui::{Color32, Context, Image, Rect, Ui, Vec2};

use crate::ui::theme::ICON_SIZE;

/// Declares the icons, each with its file in `assets/icons`.
macro_rules! icons {
    ($($(#[$meaning:meta])* $icon:ident = $file:literal,)*) => {
        /// A drawing for an action or a state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon {
            $($(#[$meaning])* $icon,)*
        }

        impl Icon {
            /// Every icon.
            const ALL: &[Self] = &[$(Self::$icon),*];

            /// The name by which egui asks for the icon. Its ending tells egui that each size has a drawing of its own.
            const fn uri(self) -> &'static str {
                match self {
                    $(Self::$icon => concat!("icon://", $file, ".svg"),)*
                }
            }

            /// The text of the SVG.
            const fn svg(self) -> &'static str {
                match self {
                    $(Self::$icon => include_str!(concat!("../../assets/icons/", $file, ".svg")),)*
                }
            }
        }
    };
}

icons! {
    /// The home page.
    Home = "home",
    /// User Management.
    Users = "users",
    /// One user.
    User = "user",
    /// Settings.
    Gear = "gear",
    /// Search.
    Find = "find",
    /// Create or add.
    Plus = "plus",
    /// Edit.
    Pen = "pen",
    /// Opens downwards.
    Down = "down",
    /// Goes on to the right.
    Right = "right",
    /// Copy.
    Copy = "copy",
    /// Download.
    Save = "save",
    /// Show what is hidden.
    Eye = "eye",
    /// Hide what is shown.
    EyeOff = "eye-off",
    /// Cannot be changed.
    Lock = "lock",
    /// Close or dismiss.
    Close = "close",
    /// Done, or chosen.
    Check = "check",
    /// Take care.
    Warning = "warning",
    /// Something to know.
    Info = "info",
    /// Delete.
    Trash = "trash",
    /// Sign out.
    SignOut = "sign-out",
    /// A password or a token.
    Key = "key",
    /// A client: a program on another machine.
    Client = "client",
    /// Disabled.
    Ban = "ban",
    /// Sorted from small to large.
    SortUp = "sort-up",
    /// Sorted from large to small.
    SortDown = "sort-down",
    /// Notices.
    Bell = "bell",
}

impl Icon {
    /// Paints the icon in the middle of `rect`, at most 16 points wide, in `color`.
    pub fn paint(self, ui: &Ui, rect: Rect, color: Color32) {
        let size = rect.width().min(rect.height()).min(ICON_SIZE);
        self.paint_sized(ui, rect, size, color);
    }

    /// Paints the icon in the middle of `rect`, `size` points wide, in `color`.
    pub fn paint_sized(self, ui: &Ui, rect: Rect, size: f32, color: Color32) {
        let rect = Rect::from_center_size(rect.center(), Vec2::splat(size)).round_to_pixels(ui.pixels_per_point());
        Image::from_uri(self.uri()).tint(color).paint_at(ui, rect);
    }
}

/// Lets egui load the icons.
pub(super) fn install(ctx: &Context) {
    ctx.add_image_loader(Arc::new(Loader));
}

/// Rasterises the icons for egui, which keeps a texture for each size in use.
struct Loader;

impl ImageLoader for Loader {
    fn id(&self) -> &'static str {
        egui::generate_loader_id!(Loader)
    }

    fn load(&self, _: &Context, uri: &str, size: SizeHint) -> ImageLoadResult {
        let icon = Icon::ALL.iter().find(|icon| icon.uri() == uri);
        let icon = icon.ok_or(LoadError::NotSupported)?;
        let SizeHint::Size { width: width_px, .. } = size else {
            return Err(LoadError::NotSupported);
        };
        drawing::rasterise(icon.svg(), width_px)
            .map(|image| ImagePoll::Ready { image: Arc::new(image) })
            .map_err(|error| LoadError::Loading(error.to_string()))
    }

    fn forget(&self, _: &str) {}

    fn forget_all(&self) {}

    fn byte_size(&self) -> usize {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_of_the_one_family() {
        for icon in Icon::ALL {
            let svg = icon.svg();
            assert!(svg.contains(r#"viewBox="0 0 16 16""#), "{icon:?}");
            assert!(svg.contains(r#"stroke-width="1.7""#), "{icon:?}");
            assert!(svg.contains(r#"stroke-linecap="round""#), "{icon:?}");
            assert!(svg.contains(r#"stroke-linejoin="round""#), "{icon:?}");
        }
    }

    #[test]
    fn every_icon_paints_at_every_scale() {
        for icon in Icon::ALL {
            for width_px in [16, 20, 24, 32, 48] {
                let image = drawing::rasterise(icon.svg(), width_px).unwrap();
                assert_eq!(image.width(), width_px as usize);
                let painted = image.pixels.iter().filter(|pixel| pixel.a() > 128).count();
                assert!(painted > 8, "{icon:?} at {width_px} px paints {painted} pixels");
                let corner = image.pixels.first().unwrap();
                assert_eq!(corner.a(), 0, "{icon:?} at {width_px} px is cut off");
            }
        }
    }

    #[test]
    fn every_file_is_an_icon() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/icons");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("icon://{}", entry.unwrap().file_name().display()))
            .collect();
        let mut used: Vec<&str> = Icon::ALL.iter().map(|icon| icon.uri()).collect();
        files.sort_unstable();
        used.sort_unstable();
        assert_eq!(files, used);
    }
}
