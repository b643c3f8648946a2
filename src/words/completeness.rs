//! The languages against each other and against the source: what the compiler cannot see in the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::Subject;

/// For each message its arguments and the messages it refers to.
type Messages = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

/// Fails where a file of `subject` cannot be read, where a language lacks a message or has one too many, and where a
/// message has other arguments than the source gives it.
pub(crate) fn assert_complete(subject: &Subject) {
    let languages = [("en", subject.english), ("de", subject.german)];
    let [english, german] = languages.map(|(language, text)| messages(text, &format!("{language}/{}", subject.name)));
    let (in_english, in_german): (Vec<_>, Vec<_>) = (english.keys().collect(), german.keys().collect());
    assert_eq!(
        in_english, in_german,
        "{}: both languages have the same messages",
        subject.name
    );
    let mut used = BTreeSet::new();
    for (name, expected) in subject.messages {
        let expected: BTreeSet<String> = expected.iter().map(|&argument| argument.to_owned()).collect();
        for (language, known) in [("en", &english), ("de", &german)] {
            let found = all_arguments(known, name, &mut used);
            assert_eq!(found, expected, "{language}/{}: arguments of {name}", subject.name);
        }
    }
    let unused: Vec<_> = english.keys().filter(|name| !used.contains(*name)).collect();
    assert!(unused.is_empty(), "{}: {unused:?} are not used", subject.name);
}

fn messages(text: &str, file: &str) -> Messages {
    let resource = parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
    let mut found = Messages::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let pattern = message
            .value
            .unwrap_or_else(|| panic!("{file}: {} says nothing", message.id.name));
        let (mut arguments, mut references) = (BTreeSet::new(), BTreeSet::new());
        collect(&pattern, &mut arguments, &mut references);
        let earlier = found.insert(message.id.name.to_owned(), (arguments, references));
        assert!(earlier.is_none(), "{file}: {} stands twice", message.id.name);
    }
    found
}

fn collect(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>, references: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, arguments, references),
            Expression::Select { selector, variants } => {
                collect_inline(selector, arguments, references);
                for variant in variants {
                    collect(&variant.value, arguments, references);
                }
            }
        }
    }
}

fn collect_inline(
    inline: &InlineExpression<&str>,
    arguments: &mut BTreeSet<String>,
    references: &mut BTreeSet<String>,
) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => {
            references.insert(id.name.to_owned());
        }
        _ => {}
    }
}

/// The arguments of a message and of those it refers to; notes all of them as used.
fn all_arguments(known: &Messages, name: &str, used: &mut BTreeSet<String>) -> BTreeSet<String> {
    used.insert(name.to_owned());
    let Some((arguments, references)) = known.get(name) else {
        return BTreeSet::new();
    };
    let referred = references
        .iter()
        .flat_map(|reference| all_arguments(known, reference, used));
    arguments.iter().cloned().chain(referred.collect::<Vec<_>>()).collect()
}
