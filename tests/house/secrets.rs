//! Every type that carries a secret is one whose debug print is tested, so that none is forgotten when a type is added.
//!
//! Not its job: the prints themselves, which `tests/directory_rules/secrets_in_debug.rs` looks at.

use std::collections::BTreeSet;
use std::path::Path;

use crate::rust_source::{sources, split_code, without_tests};

/// The types whose contents are secret.
const SECRETS: [&str; 8] = [
    "SecretText",
    "OneTimeSecret",
    "TokenSecret",
    "CredentialSecret",
    "PasswordHash",
    "PasswordAttempt",
    "NewPassword",
    "Zeroizing",
];

/// Types that print themselves and no secret: without one, or only the request that they carry. A certificate in use
/// prints its name alone, which a test beside it looks at.
const WITHOUT_SECRET: [&str; 4] = ["AfterHash", "CertificateInUse", "Interrupter", "Ticket"];

/// Types that no test program can make, because they are private. Their print is derived, so it is that of their fields.
const PRIVATE: [&str; 6] = [
    "Download",
    "Form",
    "IdentifyToken",
    "PendingCredential",
    "PutSecret",
    "RegisteredCredential",
];

#[derive(Debug, PartialEq)]
enum Print {
    None,
    Derived,
    ByHand,
}

struct Declared<'a> {
    name: &'a str,
    body: &'a str,
    print: Print,
}

impl Declared<'_> {
    fn holds(&self, names: &[&str]) -> bool {
        words(self.body).any(|word| names.contains(&word))
    }
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
}

/// The structs and enums of a file.
fn declared(code: &str) -> Vec<Declared<'_>> {
    let mut found = Vec::new();
    let mut attributes = 0;
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mut names = words(line)
            .skip_while(|word| !["struct", "enum"].contains(word))
            .skip(1);
        let is_head = ["pub", "struct", "enum"]
            .iter()
            .any(|word| line.trim_start().starts_with(word));
        if let (true, Some(name)) = (is_head, names.next()) {
            let derived = words(&code[attributes..start]).any(|word| word == "Debug");
            let by_hand = code.contains(&format!("Debug for {name} ")) || code.contains(&format!("Debug for {name}<"));
            let print = match (derived, by_hand) {
                (true, _) => Print::Derived,
                (false, true) => Print::ByHand,
                (false, false) => Print::None,
            };
            found.push(Declared {
                name,
                body: body(code[start..].split_once(name).map_or("", |(_, rest)| rest)),
                print,
            });
        }
        // Attributes belong to the next item, and end with whatever else there is.
        if line.trim_start().starts_with("#[") || line.trim().is_empty() {
            continue;
        }
        if line.trim_end().ends_with(['}', ';', '{']) {
            attributes = at;
        }
    }
    found
}

/// What stands between the first bracket and the one that closes it, or nothing where there is none.
fn body(code: &str) -> &str {
    let Some(start) = code.find(['{', '(', ';']) else {
        return "";
    };
    let (open, close) = match code.as_bytes()[start] {
        b'{' => ('{', '}'),
        b'(' => ('(', ')'),
        _ => return "",
    };
    let mut depth = 0;
    for (at, character) in code[start..].char_indices() {
        depth += i32::from(character == open) - i32::from(character == close);
        if depth == 0 {
            return &code[start..start + at];
        }
    }
    panic!("a type without an end: {}", code.lines().next().unwrap_or_default());
}

#[test]
fn every_type_that_carries_a_secret_is_one_whose_print_is_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = [
        "tests/directory_rules/secrets_in_debug.rs",
        "tests/network/client/registering.rs",
    ]
    .map(|path| std::fs::read_to_string(root.join(path)).unwrap())
    .concat();
    let tested: BTreeSet<&str> = words(&tests).collect();
    let mut private = BTreeSet::new();
    let mut wrong = Vec::new();
    let sources: Vec<_> = sources(&root.join("src"))
        .into_iter()
        .map(|path| (split_code(&std::fs::read_to_string(&path).unwrap()).0, path))
        .collect();
    for (code, path) in &sources {
        for Declared { name, print, body } in declared(without_tests(code)) {
            let this = Declared { name, body, print };
            let carries = this.holds(&SECRETS) && this.print != Print::None;
            if this.print == Print::Derived && this.holds(&["Zeroizing"]) {
                wrong.push(format!("{}: {name} prints what it wipes", path.display()));
            }
            let is_by_hand = this.print == Print::ByHand && !WITHOUT_SECRET.contains(&name);
            if !carries && !is_by_hand {
                continue;
            }
            if PRIVATE.contains(&name) && this.print == Print::Derived {
                private.insert(name);
            } else if !tested.contains(name) {
                wrong.push(format!("{}: the debug print of {name} is not tested", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(private, BTreeSet::from(PRIVATE), "the list names what is no such type");
}

#[test]
fn a_type_that_carries_a_secret_is_found_with_the_kind_of_its_print() {
    let code = "#[derive(Debug)]\npub struct A {\n    a: SecretText,\n}\n\npub(super) struct B(u8, TokenSecret);\n\
                impl fmt::Debug for B {\n    fn fmt() {}\n}\nenum C {\n    D,\n}\n#[derive(Clone)]\nstruct E;\n";
    let found: Vec<_> = declared(code)
        .into_iter()
        .map(|one| (one.name, one.holds(&SECRETS), one.print))
        .collect();
    let wanted = [
        ("A", true, Print::Derived),
        ("B", true, Print::ByHand),
        ("C", false, Print::None),
        ("E", false, Print::None),
    ];
    assert_eq!(found, wanted);
}
