//! What a release must not contain, although a dependency offers it.

use std::process::Command;

/// Features that show a window's content to another program.
const FORBIDDEN: [(&str, &str); 2] = [("eframe", "inspection"), ("eframe", "__screenshot")];

/// Each package of a build without tests, with the features it is built with.
fn built() -> Vec<(String, Vec<String>)> {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ])
        .args(["--target", "all", "--format", "{p}|{f}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let lines = String::from_utf8(tree.stdout).unwrap();
    let split = |line: &str| {
        let (package, features) = line.split_once('|')?;
        let name = package.split(' ').next()?.to_owned();
        let features = features.split([',', ' ']).map(str::to_owned).collect();
        Some((name, features))
    };
    lines.lines().filter_map(split).collect()
}

#[test]
fn no_feature_that_shows_the_window_to_others_is_built() {
    let built = built();
    assert!(built.iter().any(|(name, _)| name == "eframe"), "the list is read");
    for (package, feature) in FORBIDDEN {
        let has = |(name, features): &&(String, Vec<String>)| name == package && features.iter().any(|f| f == feature);
        assert!(
            !built.iter().any(|entry| has(&entry)),
            "{package} is built with {feature}"
        );
    }
}
