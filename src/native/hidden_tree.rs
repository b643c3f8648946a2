//! What assistive technology reads of a window that is not drawn.
//!
//! egui makes a tree only where it draws. A window that is minimised, covered, or on a Wayland desktop that asks for no
//! frames runs its logic alone, and would go on saying what it showed last: a token that is masked by now, or the users'
//! names after a lock.

use egui::Context;
use egui::accesskit::{Node, Role, TreeId, TreeInfo, TreeUpdate};

/// So many frames that a desktop leaves out in a row are not for want of time: eframe waits 250 ms for each.
const MISSED_FRAMES: u8 = 3;

/// Empties the tree of a window while it is not drawn.
#[derive(Debug, Default)]
pub(crate) struct HiddenTree {
    /// How often the logic has run alone since something was drawn.
    missed: u8,
    /// egui's time when something was drawn, which stands still until the next frame that is drawn.
    drawn_at: f64,
}

impl HiddenTree {
    /// To be called in the logic of each frame. Leaves of the tree nothing but the window and its title, where the window is
    /// known to be hidden, or seems to be; if it is drawn nevertheless, egui puts the whole tree in its place.
    ///
    /// A single frame that comes late empties no tree, because a screen reader would lose its place in it.
    pub(crate) fn logic(&mut self, ctx: &Context, title: &str) {
        let (now, is_visible) = ctx.input(|input| (input.time, input.raw.viewport().visible()));
        #[expect(clippy::float_cmp, reason = "the same number")]
        let is_alone = now == self.drawn_at;
        if !is_alone {
            return;
        }
        self.missed = self.missed.saturating_add(1);
        if is_visible == Some(false) || self.missed >= MISSED_FRAMES {
            say_nothing(ctx, title);
        } else {
            ctx.request_repaint();
        }
    }

    /// To be called where the frame is drawn.
    pub(crate) fn drawn(&mut self, ctx: &Context) {
        self.missed = 0;
        self.drawn_at = ctx.input(|input| input.time);
    }
}

fn say_nothing(ctx: &Context, title: &str) {
    let root = egui::accesskit_root_id().accesskit_id();
    let mut window = Node::new(Role::Window);
    window.set_label(title);
    ctx.output_mut(|output| {
        output.accesskit_update = Some(TreeUpdate {
            nodes: vec![(root, window)],
            tree: Some(TreeInfo::new(root)),
            tree_id: TreeId::ROOT,
            focus: root,
        });
    });
}

#[cfg(test)]
mod tests {
    use egui::{RawInput, ViewportId};

    use super::*;

    struct Bench {
        ctx: Context,
        tree: HiddenTree,
        now: f64,
    }

    impl Bench {
        fn new() -> Self {
            let ctx = Context::default();
            ctx.enable_accesskit();
            let tree = HiddenTree::default();
            Self { ctx, tree, now: 0.0 }
        }

        /// What is read after a frame that is drawn.
        fn draw(&mut self) -> Vec<String> {
            let tree = &mut self.tree;
            self.now += 1.0;
            let input = RawInput {
                time: Some(self.now),
                ..RawInput::default()
            };
            let mut drawn = self.ctx.run_ui(input, |ui| {
                tree.logic(ui.ctx(), "a window");
                tree.drawn(ui.ctx());
                let _ = ui.button("Reveal");
            });
            let update = drawn.platform_output.accesskit_update.take();
            drawn.drop_without_applying_deltas();
            labels(update).unwrap()
        }

        /// What takes the place of that after a frame that is not drawn; none where it stays.
        fn skip(&mut self, is_minimised: bool) -> Option<Vec<String>> {
            let mut input = RawInput::default();
            let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
            viewport.minimized = Some(is_minimised);
            let tree = &mut self.tree;
            let output = self.ctx.run_logic(&input, |ctx| tree.logic(ctx, "a window"));
            labels(output.platform_output.accesskit_update)
        }
    }

    fn labels(update: Option<TreeUpdate>) -> Option<Vec<String>> {
        let nodes = update?.nodes.into_iter();
        Some(nodes.filter_map(|(_, node)| node.label().map(str::to_owned)).collect())
    }

    #[test]
    fn a_window_that_is_minimised_has_nothing_to_read_until_it_is_drawn_again() {
        let mut bench = Bench::new();
        for _ in 0..2 {
            assert!(bench.draw().contains(&"Reveal".to_owned()));
            assert_eq!(bench.skip(true).unwrap(), ["a window"]);
        }
    }

    #[test]
    fn a_window_whose_frames_stay_out_has_nothing_to_read_and_one_late_frame_changes_nothing() {
        let mut bench = Bench::new();
        bench.draw();
        assert_eq!(bench.skip(false), None);
        bench.draw();
        for _ in 1..MISSED_FRAMES {
            assert_eq!(bench.skip(false), None);
        }
        assert_eq!(bench.skip(false).unwrap(), ["a window"]);
    }
}
