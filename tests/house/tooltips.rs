//! Text that may be cut is drawn in one place, which gives it one tooltip at most.

use std::fs;
use std::path::Path;

use crate::rust_source::sources;

const CUTS: &str = ".truncate()";
const CUT_HERE: &str = "src/ui/widgets/cut_text.rs";

#[test]
fn text_is_cut_in_one_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["src/ui", "src/client"].map(|folder| sources(&root.join(folder)));
    let found: Vec<String> = files
        .concat()
        .into_iter()
        .filter(|path| fs::read_to_string(path).unwrap().contains(CUTS))
        .map(|path| path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect();
    assert_eq!(found, [CUT_HERE], "use widgets::cut_text_ui, which has one tooltip");
}
