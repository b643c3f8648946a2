//! Names of sample users, put together as [`super::cultures`] says.

use super::chance::Chance;
use super::cultures::{CULTURES, Culture, Stock};
use crate::domain::fold::fold;

/// A first or last name, or a part of one.
#[derive(Debug, Clone, Default)]
pub(super) struct Name {
    /// As its bearer writes it.
    pub(super) written: String,
    /// What stands for it in User Names and addresses: small ASCII letters.
    pub(super) letters: String,
}

/// What a sample user is called, and where the user works.
#[derive(Debug)]
pub(super) struct FullName {
    pub(super) first: Name,
    pub(super) last: Name,
    pub(super) site: &'static str,
}

/// All names there are.
#[derive(Debug)]
pub(super) struct Names(Ranked<People>);

impl Names {
    pub(super) fn new() -> Self {
        Self(Ranked::new(
            CULTURES.iter().map(|culture| (culture.share, People::of(culture))),
        ))
    }

    /// The name of somebody.
    pub(super) fn one(&self, chance: &mut Chance) -> FullName {
        let people = self.0.pick(chance);
        people.map_or_else(FullName::nobody, |people| people.one(chance))
    }
}

impl FullName {
    fn nobody() -> Self {
        Self {
            first: Name::default(),
            last: Name::default(),
            site: "",
        }
    }
}

/// People whose names come from one language.
#[derive(Debug)]
struct People {
    site: &'static str,
    own_script_percent: u32,
    women: Store,
    men: Store,
    family: Store,
    feminine: &'static [(&'static str, &'static str)],
}

impl People {
    fn of(culture: &Culture) -> Self {
        Self {
            site: culture.site,
            own_script_percent: culture.own_script_percent,
            women: Store::of(&culture.women),
            men: Store::of(&culture.men),
            family: Store::of(&culture.family),
            feminine: culture.feminine,
        }
    }

    fn one(&self, chance: &mut Chance) -> FullName {
        let is_in_own_script = chance.percent(self.own_script_percent);
        let is_woman = chance.percent(50);
        let first = if is_woman { &self.women } else { &self.men }.pick(chance);
        let mut last = self.family.pick(chance);
        if is_woman {
            last = last.map(|part| self.feminine(part));
        }
        let [first, last] = [first, last].map(|name| name.finished(is_in_own_script));
        FullName {
            first,
            last,
            site: self.site,
        }
    }

    /// A woman's form of a family name.
    fn feminine(&self, name: &str) -> String {
        let mut endings = self.feminine.iter();
        let changed =
            endings.find_map(|(ending, for_women)| Some(format!("{}{for_women}", name.strip_suffix(*ending)?)));
        changed.unwrap_or_else(|| name.to_owned())
    }
}

/// A [`Stock`], ready to be picked from.
#[derive(Debug)]
struct Store {
    common: Ranked<Part>,
    rare_percent: u32,
    rare: [Ranked<Part>; 2],
}

impl Store {
    fn of(stock: &Stock) -> Self {
        let ranks = stock.evenness..;
        let common = ranks
            .zip(parts(stock.common))
            .map(|(rank, part)| (100_000 / rank, part));
        Self {
            common: Ranked::new(common),
            rare_percent: stock.rare_percent,
            rare: stock.rare.map(|list| Ranked::new(parts(list).map(|part| (1, part)))),
        }
    }

    fn pick(&self, chance: &mut Chance) -> Part {
        let [beginnings, endings] = &self.rare;
        if chance.percent(self.rare_percent) {
            let beginning = beginnings.pick(chance).cloned().unwrap_or_default();
            return beginning.followed_by(endings.pick(chance));
        }
        self.common.pick(chance).cloned().unwrap_or_default()
    }
}

/// A name or a part of one, in both scripts.
#[derive(Debug, Clone, Default)]
struct Part {
    written: String,
    letters: String,
    /// Whether the letters are also a way of writing it.
    has_latin_form: bool,
}

fn parts(list: &str) -> impl Iterator<Item = Part> {
    list.split_whitespace().map(|entry| match entry.split_once('/') {
        Some((written, letters)) => Part {
            written: written.replace('_', " "),
            letters: letters.to_owned(),
            has_latin_form: true,
        },
        None => Part {
            written: entry.replace('_', " "),
            letters: letters_of(entry.split('_').next().unwrap_or_default()),
            has_latin_form: false,
        },
    })
}

fn letters_of(name: &str) -> String {
    fold(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

impl Part {
    fn followed_by(mut self, ending: Option<&Self>) -> Self {
        if let Some(ending) = ending {
            self.written.push_str(&ending.written);
            self.letters.push_str(&ending.letters);
        }
        self
    }

    fn map(self, change: impl Fn(&str) -> String) -> Self {
        Self {
            written: change(&self.written),
            letters: change(&self.letters),
            ..self
        }
    }

    fn finished(self, is_in_own_script: bool) -> Name {
        let Self {
            mut written, letters, ..
        } = self;
        if self.has_latin_form && !is_in_own_script {
            written.clone_from(&letters);
            if let Some(first) = written.get_mut(..1) {
                first.make_ascii_uppercase();
            }
        }
        Name { written, letters }
    }
}

/// Things of which some are picked more often than others.
#[derive(Debug)]
struct Ranked<T> {
    /// The shares up to each thing, and the thing.
    things: Vec<(u32, T)>,
    total: u32,
}

impl<T> Ranked<T> {
    fn new(things: impl Iterator<Item = (u32, T)>) -> Self {
        let mut total = 0;
        let up_to = |(share, thing)| {
            total += share;
            (total, thing)
        };
        let things = things.map(up_to).collect();
        Self { things, total }
    }

    fn pick(&self, chance: &mut Chance) -> Option<&T> {
        let wanted = chance.below(self.total);
        let place = self.things.partition_point(|(up_to, _)| *up_to <= wanted);
        self.things.get(place).map(|(_, thing)| thing)
    }
}
