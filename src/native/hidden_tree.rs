//! What assistive technology reads of a window that is not drawn.
//!
//! egui makes a tree only where it draws. A window that is minimised, covered, or on a Wayland desktop that asks for no
//! frames runs its logic alone, and would go on saying what it showed last: a token that is masked by now, or the users'
//! names after a lock.

use egui::Context;
use egui::accesskit::{Node, Role, TreeId, TreeInfo, TreeUpdate};

/// Leaves of the tree nothing but the window and its title. To be called in the logic of each frame: where the frame is
/// drawn, egui puts the whole tree in the place of this one.
pub(crate) fn say_nothing(ctx: &Context, title: &str) {
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
    use egui::{RawInput, Ui};

    use super::*;

    fn labels(update: Option<TreeUpdate>) -> Vec<String> {
        let nodes = update.unwrap().nodes.into_iter();
        nodes.filter_map(|(_, node)| node.label().map(str::to_owned)).collect()
    }

    fn draw(ui: &mut Ui) {
        say_nothing(ui.ctx(), "a window");
        let _ = ui.button("Reveal");
    }

    #[test]
    fn a_window_that_is_drawn_is_read_whole_and_one_that_is_not_has_nothing_to_read() {
        let ctx = Context::default();
        ctx.enable_accesskit();
        for _ in 0..2 {
            let drawn = ctx.run_ui(RawInput::default(), draw);
            assert!(labels(drawn.platform_output.accesskit_update.clone()).contains(&"Reveal".to_owned()));
            drawn.drop_without_applying_deltas();
            let hidden = ctx.run_logic(&RawInput::default(), |ctx| say_nothing(ctx, "a window"));
            assert_eq!(labels(hidden.platform_output.accesskit_update), ["a window"]);
        }
    }
}
