//! Draws an icon of ours at a number of pixels: reads its SVG, strokes it in white.
//!
//! Reads only what our icons use: `path`, `circle` and `rect` inside one `svg`. Not its job: any other SVG.

use egui::{Color32, ColorImage};
use vello_cpu::kurbo::{Affine, BezPath, Cap, Circle, Join, Rect, RoundedRect, Shape as _, Stroke};
use vello_cpu::{Pixmap, RenderContext, Resources, color};

/// The width and height of every icon, in units of its SVG.
const SIDE: f64 = 16.0;
/// The width of every line, in units of the SVG.
const STROKE_WIDTH: f64 = 1.7;
/// How far a circle may differ from a true one, in units of the SVG.
const CURVE_TOLERANCE: f64 = 0.002;

/// What about an SVG can't be drawn.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum DrawingError {
    /// An element other than those that icons use.
    #[error("the element {0} is not one of an icon")]
    Element(String),
    /// An attribute that is missing or can't be read.
    #[error("the attribute {0} is missing or can't be read")]
    Attribute(&'static str),
    /// More pixels than an icon can have.
    #[error("an icon can't be {0} pixels wide")]
    Width(u32),
}

/// The drawing of `svg` in white, `width_px` pixels wide and high.
pub(super) fn rasterise(svg: &str, width_px: u32) -> Result<ColorImage, DrawingError> {
    let side_px = u16::try_from(width_px).map_err(|_| DrawingError::Width(width_px))?;
    let mut context = RenderContext::new(side_px, side_px);
    context.set_transform(Affine::scale(f64::from(side_px) / SIDE));
    context.set_stroke(Stroke::new(STROKE_WIDTH).with_caps(Cap::Round).with_join(Join::Round));
    context.set_paint(color::OpaqueColor::<color::Srgb>::WHITE);
    context.stroke_path(&outline(svg)?);
    let mut pixels = Pixmap::new(side_px, side_px);
    context.render(&mut pixels, &mut Resources::new());
    Ok(image_of(&pixels))
}

fn image_of(pixels: &Pixmap) -> ColorImage {
    let size = [usize::from(pixels.width()), usize::from(pixels.height())];
    let colors = pixels
        .data()
        .iter()
        .map(|pixel| Color32::from_rgba_premultiplied(pixel.r, pixel.g, pixel.b, pixel.a));
    ColorImage::new(size, colors.collect())
}

/// The lines of `svg`, in its own units.
fn outline(svg: &str) -> Result<BezPath, DrawingError> {
    let mut all = BezPath::new();
    for element in svg.split('<').map(Element).filter(Element::draws) {
        all.extend(element.path()?);
    }
    Ok(all)
}

/// An element of an SVG: the text between `<` and the next one.
#[derive(Clone, Copy)]
struct Element<'a>(&'a str);

impl Element<'_> {
    fn name(&self) -> &str {
        self.0.split([' ', '>', '\n']).next().unwrap_or_default()
    }

    fn draws(&self) -> bool {
        !matches!(self.name(), "" | "svg" | "/svg")
    }

    fn path(&self) -> Result<BezPath, DrawingError> {
        match self.name() {
            "path" => BezPath::from_svg(self.text("d")?).map_err(|_| DrawingError::Attribute("d")),
            "circle" => {
                let circle = Circle::new((self.number("cx")?, self.number("cy")?), self.number("r")?);
                Ok(circle.to_path(CURVE_TOLERANCE))
            }
            "rect" => {
                let origin = (self.number("x")?, self.number("y")?);
                let rect = Rect::from_origin_size(origin, (self.number("width")?, self.number("height")?));
                Ok(RoundedRect::from_rect(rect, self.number("rx")?).to_path(CURVE_TOLERANCE))
            }
            other => Err(DrawingError::Element(other.to_owned())),
        }
    }

    fn text(&self, attribute: &'static str) -> Result<&str, DrawingError> {
        let start = format!(" {attribute}=\"");
        let value = self.0.split_once(&start).and_then(|(_, rest)| rest.split_once('"'));
        value.map(|(value, _)| value).ok_or(DrawingError::Attribute(attribute))
    }

    fn number(&self, attribute: &'static str) -> Result<f64, DrawingError> {
        let value = self.text(attribute)?.parse().ok();
        value.ok_or(DrawingError::Attribute(attribute))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_wide_as_the_stroke() {
        let image = rasterise(r#"<svg><path d="M8 3v10M3 8h10"/></svg>"#, 160).unwrap();
        let row = image.pixels.chunks_exact(160).nth(40).unwrap();
        let covered: u32 = row.iter().map(|pixel| u32::from(pixel.a())).sum();
        // The edges lie in the middle of a pixel, whose half rounds up.
        assert!(covered.abs_diff(17 * 255) <= 2, "{covered}");
    }

    #[test]
    fn an_element_that_icons_do_not_use_is_refused() {
        let refused = rasterise(r#"<svg><text x="1">A</text></svg>"#, 16);
        assert_eq!(refused, Err(DrawingError::Element("text".to_owned())));
    }

    #[test]
    fn a_missing_measure_is_refused() {
        let refused = rasterise(r#"<svg><circle cx="8" cy="8"/></svg>"#, 16);
        assert_eq!(refused, Err(DrawingError::Attribute("r")));
    }

    #[test]
    fn a_path_that_cannot_be_read_is_refused() {
        let refused = rasterise(r#"<svg><path d="M3 3 K"/></svg>"#, 16);
        assert_eq!(refused, Err(DrawingError::Attribute("d")));
    }
}
