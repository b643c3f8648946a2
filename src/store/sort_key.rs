//! The keys that names are sorted by: the directory's collation, stored as bytes whose order is the order of the names.
//!
//! Keys change with the collation's data, so each user's keys carry a version. A list is sorted by them only while all
//! are of one version, and by folded names until then ([`super::list`]). A program makes anew what is of an older version
//! than its own and leaves newer keys alone, so that two programs never undo each other's work.

use std::ops::ControlFlow;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use rusqlite::params;

use super::error::StoreError;
use super::rows::{each_row, text_as_far_as_readable};
use super::transaction::{Tx, WriteTx};
use super::users::USER_NAME;
use crate::domain::user::UserId;

/// Raise it whenever keys change, as they do with new data of `icu_collator`. A test here notices.
pub(super) const SORT_KEY_VERSION: i64 = 1;
/// The version of a user without keys.
const NO_KEYS: i64 = 0;

static ROOT: CollatorBorrowed<'static> = CollatorBorrowed::new_root(CollatorOptions::default());

/// The order of a directory's names, chosen when it is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collation {
    /// The root collation of CLDR, for names of all languages together.
    Root,
}

impl Collation {
    /// How the directory stores it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Root => "root",
        }
    }

    /// None for one that only a newer program knows.
    fn of_code(code: &str) -> Option<Self> {
        (code == Self::Root.code()).then_some(Self::Root)
    }

    /// The key of a name.
    pub(super) fn key(self, name: &str) -> Vec<u8> {
        let collator = match self {
            Self::Root => &ROOT,
        };
        let mut key = Vec::new();
        // The error type has no values.
        let Ok(()) = collator.write_sort_key_to(name, &mut key);
        key
    }
}

impl Tx<'_> {
    /// Whether all users have keys of the same version, whichever it is.
    pub(super) fn has_uniform_sort_keys(&self) -> Result<bool, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT (SELECT min(sort_key_version) FROM users), (SELECT max(sort_key_version) FROM users)",
        )?;
        let (oldest, newest): (Option<i64>, Option<i64>) =
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(oldest == newest && oldest != Some(NO_KEYS))
    }

    /// Whether [`Self::renew_sort_keys`] has something to do.
    pub(crate) fn has_old_sort_keys(&self) -> Result<bool, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT 1 FROM users WHERE sort_key_version < ?1")?;
        Ok(self.collation()?.is_some() && statement.exists([SORT_KEY_VERSION])?)
    }

    fn collation(&self) -> Result<Option<Collation>, StoreError> {
        let mut statement = self.transaction.prepare_cached("SELECT collation FROM directory")?;
        let code: String = statement.query_row([], |row| row.get(0))?;
        Ok(Collation::of_code(&code))
    }
}

impl WriteTx<'_> {
    /// Makes the keys of at most `limit` users anew whose keys are older than this program's.
    pub(crate) fn renew_sort_keys(&self, limit: u32) -> Result<(), StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, first_name, last_name FROM users WHERE sort_key_version < ?1 LIMIT ?2")?;
        let mut old = Vec::new();
        each_row(statement.query(params![SORT_KEY_VERSION, limit])?, USER_NAME, |row| {
            // Keys of a name that is no text any longer too, or the upkeep would never end.
            let names = (text_as_far_as_readable(row, 1)?, text_as_far_as_readable(row, 2)?);
            old.push((UserId(row.get(0)?), names));
            Ok(ControlFlow::Continue(()))
        })?;
        old.iter()
            .try_for_each(|(id, (first_name, last_name))| self.write_sort_keys(*id, first_name, last_name))
    }

    /// Writes the keys of a user's names. A separate statement after those that write the names, which mark the keys as
    /// old.
    pub(super) fn write_sort_keys(&self, id: UserId, first_name: &str, last_name: &str) -> Result<(), StoreError> {
        let Some(collation) = self.collation()? else {
            return Ok(());
        };
        self.transaction
            .prepare_cached(
                "UPDATE users SET first_name_sort = ?2, last_name_sort = ?3, sort_key_version = ?4 WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                collation.key(first_name),
                collation.key(last_name),
                SORT_KEY_VERSION
            ])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// Names whose letters are more than their characters one by one: marks, contractions, vowels before their consonant,
    /// syllables, letters beyond the first plane.
    const NAMES: [&str; 24] = [
        "O’Brien-Smith",
        "van der Berg",
        "d'Ångström",
        "A\u{30a}ngstro\u{308}m",
        "Øystein Æsir",
        "Nguyễn Thị Hòa",
        "Straße",
        "Łukasz Żółć",
        "İbrahim Ilgın",
        "Παπαδόπουλος",
        "Ёлкин Йосип",
        "Ґалаґан",
        "محمد بن عبد الله",
        "שָׁלוֹם",
        "ศรีสุวรรณ เกษม",
        "ແກ້ວ ເພັດ",
        "कृष्णमूर्ति",
        "தமிழ்ச்செல்வன்",
        "བསྟན་འཛིན",
        "က္ကျော်",
        "김철수 \u{1112}\u{1161}\u{11ab}",
        "さとう サトー ガ ハ゛",
        "𠮷野家 髙橋",
        "𞤀𞤣𞤤𞤢𞤥 𐐔𐐯",
    ];

    #[test]
    fn the_keys_are_those_of_the_version() {
        // The planes that have letters.
        let every_character = ('\0'..='\u{3ffff}').map(String::from);
        let mut digest = Sha256::new();
        for name in every_character.chain(NAMES.map(str::to_owned)) {
            let key = Collation::Root.key(&name);
            digest.update([u8::try_from(key.len()).unwrap()]);
            digest.update(&key);
        }
        let digest = digest.finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        assert_eq!(
            (SORT_KEY_VERSION, digest.as_str()),
            (1, "4cc6187274af7ecb3c6cc65410054cfaa72e60ac9310e1541e3614b592d618df"),
            "the keys of names have changed: raise SORT_KEY_VERSION, so that stored keys are made anew, and put the new \
             version and digest here"
        );
    }

    proptest! {
        #[test]
        fn the_keys_have_the_order_of_the_collation(
            left in "\\PC{0,12}|[a-cA-C\u{e0}-\u{e5} '-]{0,6}",
            right in "\\PC{0,12}|[a-cA-C\u{e0}-\u{e5} '-]{0,6}",
        ) {
            let (left_key, right_key) = (Collation::Root.key(&left), Collation::Root.key(&right));
            prop_assert_eq!(left_key.cmp(&right_key), ROOT.compare(&left, &right));
        }
    }
}
