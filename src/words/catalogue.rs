//! How a message becomes text: Fluent files, one a subject and language.
//!
//! A message without arguments is formatted once a language and then costs a table look-up; one with arguments is kept
//! for its arguments, because most frames say the same as the last. Fluent's isolation marks (U+2068, U+2069) are off:
//! egui paints in logical order, so a right-to-left value cannot reorder the sentence around it, and accessible names
//! and copied text must hold what is seen and nothing else.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::cache::{self, Source};
use super::language::{Language, language};
use super::numbers;
use super::pseudo;

type Bundle = FluentBundle<FluentResource>;

/// What a message without arguments says, once a language.
#[derive(Debug)]
pub(crate) struct Texts([OnceLock<&'static str>; Language::ALL.len()]);

impl Texts {
    pub(crate) const fn new() -> Self {
        Self([const { OnceLock::new() }; Language::ALL.len()])
    }
}

/// The messages of one subject in every language.
pub(crate) struct Subject {
    #[cfg(test)]
    pub(crate) name: &'static str,
    pub(crate) english: &'static str,
    pub(crate) german: &'static str,
    /// Each message with its arguments, as the source uses them.
    #[cfg(test)]
    pub(crate) messages: &'static [(&'static str, &'static [&'static str])],
    bundles: [OnceLock<Bundle>; Language::ALL.len()],
}

impl Subject {
    #[cfg_attr(
        not(test),
        expect(unused_variables, reason = "tests compare the list with the files")
    )]
    pub(crate) const fn new(
        name: &'static str,
        english: &'static str,
        german: &'static str,
        messages: &'static [(&'static str, &'static [&'static str])],
    ) -> Self {
        Self {
            #[cfg(test)]
            name,
            english,
            german,
            #[cfg(test)]
            messages,
            bundles: [const { OnceLock::new() }; Language::ALL.len()],
        }
    }

    /// The text of a message without arguments.
    pub(crate) fn fixed(&self, texts: &Texts, message: &'static str) -> &'static str {
        let language = language();
        let Some(text) = texts.0.get(language.index()) else {
            return message;
        };
        // Leaked on purpose: once for each message and language of the program.
        text.get_or_init(|| self.format(language, message, None).leak())
    }

    /// The text of a message with its arguments.
    pub(crate) fn filled(&self, message: &'static str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let source = Source {
            language: language(),
            subject: std::ptr::from_ref(self).addr(),
            message,
        };
        cache::sentence(source, arguments, || {
            let arguments = arguments.iter().map(|(name, value)| (*name, value.clone()));
            let arguments: FluentArgs<'_> = arguments.collect();
            self.format(source.language, message, Some(&arguments))
        })
    }

    fn format(&self, language: Language, message: &'static str, arguments: Option<&FluentArgs<'_>>) -> String {
        let Some(bundle) = self.bundle(language) else {
            return message.to_owned();
        };
        let pattern = bundle.get_message(message).and_then(|message| message.value());
        let text = pattern.map(|pattern| bundle.format_pattern(pattern, arguments, &mut Vec::new()));
        let text = text.unwrap_or(Cow::Borrowed(message));
        if language == Language::Pseudo {
            pseudo::bracketed(&text)
        } else {
            text.into_owned()
        }
    }

    fn bundle(&self, language: Language) -> Option<&Bundle> {
        let slot = self.bundles.get(language.index())?;
        Some(slot.get_or_init(|| self.load(language)))
    }

    /// Reads the file. What cannot be read is left out, which a test finds.
    fn load(&self, language: Language) -> Bundle {
        let text = match language {
            Language::English | Language::Pseudo => self.english,
            Language::German => self.german,
        };
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English | Language::Pseudo => numbers::english_value,
            Language::German => numbers::german_value,
        }));
        if language == Language::Pseudo {
            bundle.set_transform(Some(pseudo::lengthened));
        }
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        if bundle.add_resource(resource).is_err() {
            tracing::error!("a message of the catalogue stands twice");
        }
        bundle
    }
}

/// Functions for the messages of a subject: `name;` gives `&'static str`, `name(argument: type);` gives `String`.
macro_rules! words {
    (@message $name:ident) => {
        #[doc = concat!("The message `", stringify!($name), "`.")]
        pub fn $name() -> &'static str {
            static TEXTS: $crate::words::Texts = $crate::words::Texts::new();
            SUBJECT.fixed(&TEXTS, stringify!($name))
        }
    };
    (@message $name:ident ($($argument:ident: $type:ty),+)) => {
        #[doc = concat!("The message `", stringify!($name), "`.")]
        pub fn $name($($argument: $type),+) -> String {
            SUBJECT.filled(stringify!($name), &[$((stringify!($argument), fluent_bundle::FluentValue::from($argument))),+])
        }
    };
    ($subject:literal: $($name:ident $(($($argument:ident: $type:ty),+ $(,)?))?;)*) => {
        pub(crate) static SUBJECT: $crate::words::Subject = $crate::words::Subject::new(
            $subject,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/words/en/", $subject, ".ftl")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/words/de/", $subject, ".ftl")),
            &[$((stringify!($name), &[$($(stringify!($argument)),+)?])),*],
        );
        $(words!(@message $name $(($($argument: $type),+))?);)*
    };
}
pub(crate) use words;
