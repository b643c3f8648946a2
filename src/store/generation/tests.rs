use super::*;

const A: [u8; 16] = [1; 16];
const B: [u8; 16] = [2; 16];

/// A case: what main file, mark and log are, and what is said to them.
type Case = (&'static str, MainMark, Option<Mark>, Option<u32>, Result<(), Mismatch>);

const fn mark(generation: i64, log: LogMark) -> Mark {
    Mark::Of {
        identity: A,
        generation,
        log,
    }
}

const CASES: [Case; 25] = {
    use LogMark::{Any, From};
    use MainMark::{Earlier, Known, Unreadable};
    use Mismatch::{Log, Older, Other};
    [
        ("closed", Known(A, 5), Some(mark(5, From(9))), None, Ok(())),
        ("killed", Known(A, 5), Some(mark(5, From(9))), Some(9), Ok(())),
        (
            "log restarted",
            Known(A, 5),
            Some(mark(5, From(u32::MAX))),
            Some(3),
            Ok(()),
        ),
        (
            "log before the mark",
            Known(A, 5),
            Some(mark(5, From(9))),
            Some(8),
            Err(Log),
        ),
        (
            "another log",
            Known(A, 5),
            Some(mark(5, From(9))),
            Some(1 << 30),
            Err(Log),
        ),
        (
            "opening killed before the raise",
            Known(A, 4),
            Some(mark(5, Any)),
            Some(1),
            Ok(()),
        ),
        (
            "opening killed after the raise",
            Known(A, 5),
            Some(mark(5, Any)),
            Some(1),
            Ok(()),
        ),
        ("older copy", Known(A, 4), Some(mark(5, From(9))), None, Err(Older)),
        ("much older copy", Known(A, 3), Some(mark(5, Any)), None, Err(Older)),
        (
            "older copy beside a log",
            Known(A, 4),
            Some(mark(5, From(9))),
            Some(9),
            Err(Log),
        ),
        (
            "much older copy beside a log",
            Known(A, 3),
            Some(mark(5, Any)),
            Some(9),
            Err(Log),
        ),
        (
            "copy of an earlier schema",
            Earlier,
            Some(mark(5, From(9))),
            None,
            Err(Older),
        ),
        (
            "the same beside a log",
            Earlier,
            Some(mark(5, From(9))),
            Some(9),
            Err(Log),
        ),
        (
            "another directory",
            Known(B, 5),
            Some(mark(5, From(9))),
            None,
            Err(Other),
        ),
        (
            "another directory beside a log",
            Known(B, 5),
            Some(mark(5, From(9))),
            Some(9),
            Err(Log),
        ),
        ("older mark", Known(A, 6), Some(mark(5, From(9))), None, Ok(())),
        (
            "older mark beside a log",
            Known(A, 6),
            Some(mark(5, From(9))),
            Some(9),
            Err(Log),
        ),
        ("no mark", Known(A, 5), None, None, Ok(())),
        ("no mark beside a log", Known(A, 5), None, Some(9), Err(Log)),
        ("earlier schema", Earlier, None, Some(9), Ok(())),
        ("upgrade killed", Earlier, Some(Mark::Upgrading), Some(9), Ok(())),
        (
            "upgrade killed late",
            Known(A, 0),
            Some(Mark::Upgrading),
            Some(9),
            Ok(()),
        ),
        (
            "writing back killed",
            Unreadable,
            Some(mark(5, From(9))),
            Some(10),
            Ok(()),
        ),
        (
            "damaged beside another log",
            Unreadable,
            Some(mark(5, From(9))),
            Some(1 << 30),
            Err(Log),
        ),
        ("damaged", Unreadable, Some(mark(5, From(9))), None, Ok(())),
    ]
};

#[test]
fn main_file_mark_and_log_are_judged_together() {
    for (what, main, mark, salt, wanted) in CASES {
        assert_eq!(judge(main, mark, salt), wanted, "{what}");
    }
}
