//! Sentences that were formatted before. A screen says the same in most frames, and finding a sentence here takes a
//! fraction of the time of formatting it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash as _, Hasher as _, RandomState};

use fluent_bundle::FluentValue;

use super::language::Language;

/// Sentences kept on a thread, several times what a screen shows. A full cache is emptied: the next frame fills it again.
const MOST_SENTENCES: usize = 1_024;

/// A sentence, and what it was formatted from.
struct Sentence {
    source: Source,
    arguments: Vec<FluentValue<'static>>,
    text: String,
}

/// Which message in which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Source {
    pub(super) language: Language,
    /// The address of the subject, because messages of two subjects may have the same name.
    pub(super) subject: usize,
    pub(super) message: &'static str,
}

/// The sentences by the hash of what they were formatted from; of two with the same hash the later is kept.
#[derive(Default)]
struct Cache {
    hashes: RandomState,
    sentences: HashMap<u64, Sentence>,
}

thread_local! {
    static CACHE: RefCell<Cache> = RefCell::default();
}

/// The sentence of `source` with `arguments`; `format` makes it if it is not known.
pub(super) fn sentence(
    source: Source,
    arguments: &[(&'static str, FluentValue<'_>)],
    format: impl FnOnce() -> String,
) -> String {
    let hash = CACHE.with_borrow(|cache| cache.hash(source, arguments));
    let known = CACHE.with_borrow(|cache| cache.find(hash, source, arguments));
    known.unwrap_or_else(|| {
        let text = format();
        CACHE.with_borrow_mut(|cache| cache.keep(hash, source, arguments, text.clone()));
        text
    })
}

/// Drops every sentence of this thread, with the names in them. Called when a person signs out.
pub(crate) fn forget_sentences() {
    CACHE.with_borrow_mut(|cache| cache.sentences.clear());
}

impl Cache {
    fn hash(&self, source: Source, arguments: &[(&'static str, FluentValue<'_>)]) -> u64 {
        let mut hasher = self.hashes.build_hasher();
        source.hash(&mut hasher);
        for (_, value) in arguments {
            match value {
                FluentValue::String(text) => text.hash(&mut hasher),
                FluentValue::Number(number) => number.value.to_bits().hash(&mut hasher),
                _ => {}
            }
        }
        hasher.finish()
    }

    fn find(&self, hash: u64, source: Source, arguments: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
        let known = self.sentences.get(&hash).filter(|known| known.source == source)?;
        let values = arguments.iter().map(|(_, value)| value);
        known.arguments.iter().eq(values).then(|| known.text.clone())
    }

    fn keep(&mut self, hash: u64, source: Source, arguments: &[(&'static str, FluentValue<'_>)], text: String) {
        if self.sentences.len() >= MOST_SENTENCES {
            self.sentences.clear();
        }
        let arguments = arguments.iter().map(|(_, value)| value.into_owned()).collect();
        let sentence = Sentence {
            source,
            arguments,
            text,
        };
        self.sentences.insert(hash, sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(language: Language, message: &'static str) -> Source {
        Source {
            language,
            subject: 7,
            message,
        }
    }

    #[test]
    fn a_sentence_is_formatted_once_for_each_language_message_and_argument() {
        let asked = [
            (Language::English, "one", "a"),
            (Language::German, "one", "a"),
            (Language::English, "two", "a"),
            (Language::English, "one", "b"),
        ];
        for round in ["first", "second"] {
            for (language, message, argument) in asked {
                let arguments = [("name", FluentValue::from(argument))];
                let text = sentence(source(language, message), &arguments, || {
                    assert_eq!(round, "first", "it is known");
                    format!("{language:?} {message} {argument}")
                });
                assert_eq!(text, format!("{language:?} {message} {argument}"));
            }
        }
    }

    #[test]
    fn what_is_forgotten_is_formatted_anew() {
        for text in ["before", "after"] {
            let shown = sentence(source(Language::English, "forgotten"), &[], || text.to_owned());
            assert_eq!(shown, text);
            forget_sentences();
        }
    }

    #[test]
    fn the_cache_is_bounded() {
        for count in 0..3 * MOST_SENTENCES {
            let arguments = [("count", FluentValue::from(count))];
            let text = sentence(source(Language::English, "many"), &arguments, || count.to_string());
            assert_eq!(text, count.to_string());
        }
        CACHE.with_borrow(|cache| assert!(cache.sentences.len() <= MOST_SENTENCES));
    }
}
