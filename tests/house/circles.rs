//! No module imports one that imports it back, by whatever way around: among the children of each module, imports have
//! an order. What a module offers of its children by `pub use` counts for the child.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::rust_source::{imported, paths_at, sources, split_code, without_tests};

/// The path of a module from the crate's root.
type Module = Vec<String>;

/// A source file: the module it is, and its code without tests.
type Source = (Module, String);

/// Which sibling a module imports, for all modules: the parent, the importing child and the imported one.
type Arrows = BTreeMap<Module, BTreeMap<String, BTreeSet<String>>>;

fn read(src: &Path) -> Vec<Source> {
    let module = |file: &Path| {
        let path = file.strip_prefix(src).unwrap().with_extension("");
        let mut module: Module = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        module
    };
    let files = sources(src).into_iter();
    files
        .map(|file| (module(&file), file))
        .filter(|(module, _)| !module.iter().any(|part| part == "tests"))
        .map(|(module, file)| {
            let (code, _) = split_code(&fs::read_to_string(&file).unwrap());
            (module, without_tests(&code).to_owned())
        })
        .collect()
}

/// What modules offer of their children: the module and the name, and the child.
fn offered(sources: &[Source]) -> BTreeMap<(Module, String), String> {
    let mut offered = BTreeMap::new();
    for (module, code) in sources {
        for start in ["pub use ", "pub(crate) use ", "pub(super) use "] {
            for (at, _) in code.match_indices(start) {
                let rest = &code[at + start.len()..];
                for path in paths_at(rest.strip_prefix("self::").unwrap_or(rest)) {
                    if let [child, .., name] = path.as_slice() {
                        offered.insert((module.clone(), (*name).to_owned()), (*child).to_owned());
                    }
                }
            }
        }
    }
    offered
}

fn arrows(sources: &[Source]) -> Arrows {
    let known: BTreeSet<&Module> = sources.iter().map(|(module, _)| module).collect();
    let offered = offered(sources);
    let mut arrows = Arrows::new();
    for (module, code) in sources {
        let here: Vec<&str> = module.iter().map(String::as_str).collect();
        for (_, path) in imported(code, &here) {
            let mut there: Module = path.iter().map(|part| (*part).to_owned()).collect();
            // A name that a module offers of a child stands for the child.
            let named = there.pop().unwrap_or_default();
            match offered.get(&(there.clone(), named.clone())) {
                Some(child) => there.push(child.clone()),
                None => there.push(named),
            }
            let common = here.iter().zip(&there).take_while(|(one, other)| one == other).count();
            let (Some(from), Some(to)) = (here.get(common), there.get(common)) else {
                continue;
            };
            if known.contains(&there[..=common].to_vec()) {
                let children = arrows.entry(there[..common].to_vec()).or_default();
                children.entry((*from).to_owned()).or_default().insert(to.clone());
            }
        }
    }
    arrows
}

/// The children that can be reached from themselves.
fn circle(children: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let reached_from = |start: &String| {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(next) = waiting.pop() {
            for to in children.get(next).into_iter().flatten() {
                if reached.insert(to.clone()) {
                    waiting.push(to);
                }
            }
        }
        reached
    };
    let in_circle = children.keys().filter(|child| reached_from(child).contains(*child));
    in_circle.cloned().collect()
}

/// Each circle: the parent module, and the children in it.
fn circles(sources: &[Source]) -> Vec<(Module, BTreeSet<String>)> {
    let arrows = arrows(sources).into_iter();
    arrows
        .map(|(parent, children)| (parent, circle(&children)))
        .filter(|(_, circle)| !circle.is_empty())
        .collect()
}

#[test]
fn imports_among_modules_form_no_circle() {
    let sources = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(sources.len() > 200);
    assert_eq!(circles(&sources), []);
}

#[test]
fn a_circle_is_found_also_through_what_a_module_offers_of_its_child() {
    let source = |path: &str, code: &str| (path.split('/').map(str::to_owned).collect(), code.to_owned());
    let all = [
        source("app", "mod a; mod b; mod c; pub use c::{Thing, other::More};"),
        source("app/a", "use super::b::B;"),
        source("app/b", "use crate::app::Thing;"),
        source("app/c", "use super::a;"),
        source("app/d", "use super::a;"),
    ];
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(circles(&all), [(vec!["app".to_owned()], names(&["a", "b", "c"]))]);
    assert_eq!(circles(&all[..3]), []);
}
