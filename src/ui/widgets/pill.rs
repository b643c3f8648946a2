//! Status, shown by shape and word first and by colour last.

use egui::{Align2, Color32, Pos2, Response, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::paint;
use crate::ui::theme::{self, Tokens};

/// How good a state is. Each has its own shape, so that colour is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusTone {
    /// Good: a disc.
    Ok,
    /// Waiting for a person: a triangle.
    Waiting,
    /// Switched off: a ring.
    Off,
    /// Bad: a diamond.
    Bad,
}

impl StatusTone {
    /// The colour of the words and of the shape.
    pub fn ink(self, t: &Tokens) -> Color32 {
        match self {
            Self::Ok => t.ok,
            Self::Waiting => t.waiting,
            Self::Off => t.off,
            Self::Bad => t.bad,
        }
    }

    /// The colour behind the words.
    pub fn ground(self, t: &Tokens) -> Color32 {
        match self {
            Self::Ok => t.ok_bg,
            Self::Waiting => t.waiting_bg,
            Self::Off => t.off_bg,
            Self::Bad => t.bad_bg,
        }
    }

    /// Paints the shape, 7 points wide, around `center`.
    pub fn paint_shape(self, ui: &Ui, center: Pos2) {
        let ink = self.ink(Tokens::of(ui));
        let painter = ui.painter();
        let at = |x: f32, y: f32| pos2(center.x + x, center.y + y);
        match self {
            Self::Ok => {
                painter.circle_filled(center, 3.5, ink);
            }
            Self::Waiting => {
                let points = vec![at(0.0, -3.5), at(3.8, 3.5), at(-3.8, 3.5)];
                painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
            }
            Self::Off => {
                painter.circle_stroke(center, 3.1, Stroke::new(1.5, ink));
            }
            Self::Bad => {
                let points = vec![at(0.0, -4.6), at(4.6, 0.0), at(0.0, 4.6), at(-4.6, 0.0)];
                painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
            }
        }
    }
}

/// Draws a state as a pill: shape and word.
pub fn status_pill(ui: &mut Ui, tone: StatusTone, text: &str) -> Response {
    let t = Tokens::of(ui);
    let ink = tone.ink(t);
    let room = (ui.available_width() - 31.0).max(24.0);
    let galley = paint::galley_elided(ui, text, theme::medium(theme::TEXT_SECONDARY), ink, room);
    let size = vec2(9.0 + 7.0 + 6.0 + galley.size().x + 9.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, 11.0, tone.ground(t));
        tone.paint_shape(ui, pos2(rect.left() + 12.5, rect.center().y));
        let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 22.0, rect.center().y), galley.size());
        ui.painter().galley(at.min, galley, ink);
    }
    response
}

/// Draws a small word beside another, such as Admin, Disabled or Locked. `None` is the accent.
pub fn tag(ui: &mut Ui, text: &str, tone: Option<StatusTone>) -> Response {
    let t = Tokens::of(ui);
    let (ink, ground) = tone.map_or((t.accent, t.soft), |tone| (tone.ink(t), tone.ground(t)));
    let galley = paint::galley(ui, text, theme::semibold(theme::TEXT_GROUP), ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 12.0, 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, 5.0, ground);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    ui.painter().galley(at.min, galley, ink);
    response
}
