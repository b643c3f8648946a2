//! This program once more as a process of its own, for what belongs to a whole process.

use std::process::Command;

const CHILD: &str = "AVO_ADMIN_TEST_CHILD";

/// Runs `work` in a process of its own. `test` is the whole name of the calling test, which is run again as the child.
pub(crate) fn in_a_process_of_its_own(test: &str, work: impl FnOnce()) {
    if std::env::var_os(CHILD).is_some() {
        return work();
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&child.stdout);
    let err = String::from_utf8_lossy(&child.stderr);
    assert!(child.status.success() && out.contains("1 passed"), "{out}\n{err}");
}
