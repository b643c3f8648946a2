//! Reading Rust by eye: code without comments and texts, and the paths it names.

use std::fs;
use std::path::{Path, PathBuf};

/// `text` with comments gone and texts emptied, line by line as before. The texts come back beside it.
pub(crate) fn split_code(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut texts = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let (mut index, mut line) = (0, 1);
    while index < characters.len() {
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < characters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => {
                while index < characters.len() && !(at(index) == '*' && at(index + 1) == '/') {
                    line += usize::from(at(index) == '\n');
                    code.extend((at(index) == '\n').then_some('\n'));
                    index += 1;
                }
                index += 2;
            }
            'r' if matches!((at(index + 1), at(index + 2)), ('"', _) | ('#', '"')) && !is_word(code.chars().last()) => {
                let closing = if at(index + 1) == '#' { "\"#" } else { "\"" };
                index += 1 + closing.len();
                let rest: String = characters[index..].iter().collect();
                let inner = rest.split(closing).next().unwrap_or_default().to_owned();
                index += inner.chars().count() + closing.len();
                let breaks = inner.matches('\n').count();
                texts.push((line, inner));
                line += breaks;
                code.push_str(&"\n".repeat(breaks));
                code.push_str("\"\"");
            }
            '"' => {
                let (start, mut inner) = (line, String::new());
                index += 1;
                while index < characters.len() && at(index) != '"' {
                    if at(index) == '\\' {
                        inner.push(at(index));
                        index += 1;
                    }
                    line += usize::from(at(index) == '\n');
                    code.extend((at(index) == '\n').then_some('\n'));
                    inner.push(at(index));
                    index += 1;
                }
                index += 1;
                texts.push((start, inner));
                code.push_str("\"\"");
            }
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while index < characters.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            other => {
                line += usize::from(other == '\n');
                code.push(other);
                index += 1;
            }
        }
    }
    (code, texts)
}

pub(crate) fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_alphanumeric() || character == '_')
}

/// What is left when the tests at the end of a file are cut off.
pub(crate) fn without_tests(code: &str) -> &str {
    let lines = code.match_indices("#[cfg(");
    let tests = lines.filter(|(at, _)| {
        let rest = &code[*at..];
        let (attribute, after) = rest.split_once(']').unwrap_or((rest, ""));
        attribute.contains("test") && after.trim_start().starts_with("mod tests")
    });
    tests.map(|(at, _)| at).next().map_or(code, |at| &code[..at])
}

/// The paths from the crate's root, each with its line. `modules` is where the file stands.
pub(crate) fn imported<'c>(code: &'c str, modules: &[&'c str]) -> Vec<(usize, Vec<&'c str>)> {
    let mut found = Vec::new();
    for root in ["crate::", "avo_admin::", "super::"] {
        for (at, _) in code.match_indices(root) {
            if is_word(code[..at].chars().last()) || code[..at].ends_with("::") {
                continue;
            }
            let (mut rest, mut above) = (&code[at..], modules.len());
            if root == "super::" {
                while let Some(after) = rest.strip_prefix("super::") {
                    (rest, above) = (after, above.saturating_sub(1));
                }
            } else {
                (rest, above) = (&rest[root.len()..], 0);
            }
            let line = code[..at].matches('\n').count() + 1;
            let whole = |path: Vec<&'c str>| modules[..above].iter().copied().chain(path).collect();
            found.extend(paths_at(rest).into_iter().map(|path| (line, whole(path))));
        }
    }
    found
}

/// The paths at the beginning of `rest`: one, or those of a group in braces.
pub(crate) fn paths_at(rest: &str) -> Vec<Vec<&str>> {
    let rest = rest.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        return members(group).into_iter().flat_map(paths_at).collect();
    }
    let end = rest.find(|character| !is_word(Some(character))).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    if word.is_empty() {
        return vec![Vec::new()];
    }
    let tails = after.strip_prefix("::").map_or_else(|| vec![Vec::new()], paths_at);
    tails.into_iter().map(|tail| [vec![word], tail].concat()).collect()
}

/// The members of a group of paths, whose opening brace has been read.
fn members(group: &str) -> Vec<&str> {
    let (mut members, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members.retain(|member| !member.trim().is_empty());
    members
}

/// Every Rust file under `folder`.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
