//! The index in which a search of users finds its candidates: for each user an entry with the parts of three letters, and
//! one with the letters and pairs, of the user's and the clients' search keys.
//!
//! An entry says which parts there are and not in which order, so a candidate is compared with its rows before it counts.
//! Entries are written after the change that they are of, by the upkeep: what was changed since is listed
//! (`unindexed_users`) and counts as a candidate of every search. So an answer never depends on how far the index is, and
//! a change costs the same however many clients its user has.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rusqlite::{Connection, Statement, params};

use super::error::StoreError;
use super::rows::{numbers, only_row, text_as_far_as_readable};
use super::transaction::{Tx, WriteTx};

/// Letters of one part of the index of trigrams.
const PART_LETTERS: usize = 3;
/// The most parts of a search that are looked up; with more, the engine's expression would become too deep.
const MOST_PARTS: usize = 64;

/// Users of whom a search may find some, and no others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Candidates {
    /// Their numbers, in no order.
    pub(super) ids: Vec<i64>,
    /// Whether there are more than were asked for.
    pub(super) are_more: bool,
}

impl Candidates {
    /// `ids` were looked up with a limit of one more than `most`.
    pub(super) fn of(mut ids: Vec<i64>, most: usize) -> Self {
        let are_more = ids.len() > most;
        ids.truncate(most);
        Self { ids, are_more }
    }
}

/// Takes all entries away, to be written anew.
pub(super) fn begin_anew(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "INSERT INTO user_trigrams (user_trigrams) VALUES ('delete-all');
         INSERT INTO user_letters (user_letters) VALUES ('delete-all');
         DELETE FROM unindexed_users;
         UPDATE search_index SET indexed_below = iif(EXISTS (SELECT 1 FROM users), 0, NULL);",
    )?;
    Ok(())
}

impl Tx<'_> {
    /// Whether [`WriteTx::index_users`] has something to do.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub(crate) fn has_users_to_index(&self) -> Result<bool, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM unindexed_users)
                 OR EXISTS (SELECT 1 FROM search_index WHERE indexed_below IS NOT NULL)",
        )?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Whether every user has had an entry.
    pub(super) fn has_search_index(&self) -> Result<bool, StoreError> {
        Ok(self.indexed_below()?.is_none())
    }

    fn indexed_below(&self) -> Result<Option<i64>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT indexed_below FROM search_index")?;
        let found = only_row(statement.query([])?, |row| Ok(row.get(0)?))?;
        found.ok_or_else(|| StoreError::damaged("how far the search index is, is missing"))
    }

    /// Lists of at most `most` users; whoever has all `words`, which are folded, is in each. None where the index can't say.
    pub(super) fn candidates(&self, words: &[String], most: usize) -> Result<Vec<Candidates>, StoreError> {
        let (long, short): (Vec<&str>, Vec<&str>) =
            (words.iter().map(String::as_str)).partition(|word| word.chars().nth(PART_LETTERS - 1).is_some());
        let mut lists = Vec::new();
        if !self.has_search_index()? {
            return Ok(lists);
        }
        for (table, parts) in [
            ("user_trigrams", all_trigrams(&long)),
            ("user_letters", all_letters(&short)),
        ] {
            if !parts.is_empty() {
                lists.push(self.candidates_in(table, &parts, most)?);
            }
        }
        Ok(lists)
    }

    fn candidates_in(&self, table: &str, parts: &BTreeSet<String>, most: usize) -> Result<Candidates, StoreError> {
        let quoted = parts.iter().take(MOST_PARTS);
        let quoted = quoted.map(|part| format!("\"{}\"", part.replace('"', "\"\"")));
        let expression = quoted.collect::<Vec<_>>().join(" AND ");
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT rowid FROM {table} WHERE {table} MATCH ?1
             UNION ALL SELECT user_id FROM unindexed_users LIMIT ?2"
        ))?;
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        Ok(Candidates::of(
            numbers(statement.query(params![expression, limit])?)?,
            most,
        ))
    }
}

fn all_trigrams(words: &[&str]) -> BTreeSet<String> {
    let letters = words.iter().map(|word| word.chars().collect::<Vec<_>>());
    letters
        .flat_map(|letters| letters.windows(PART_LETTERS).map(String::from_iter).collect::<Vec<_>>())
        .collect()
}

fn all_letters(words: &[&str]) -> BTreeSet<String> {
    let parts = words.iter().flat_map(|word| letters_and_pairs(word));
    parts.map(|part| word_of(part, String::new())).collect()
}

/// Each letter and each pair of letters that follow each other, once.
fn letters_and_pairs(text: &str) -> Vec<(char, Option<char>)> {
    let singles = text.chars().map(|letter| (letter, None));
    let pairs = text.chars().zip(text.chars().skip(1).map(Some));
    let mut all: Vec<_> = singles.chain(pairs).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Adds a letter or a pair to `text`, in digits that the engine takes for one word.
fn word_of((letter, next): (char, Option<char>), mut text: String) -> String {
    for letter in [Some(letter), next].into_iter().flatten() {
        // Writing to a text does not fail.
        let _ = write!(text, "x{:x}", u32::from(letter));
    }
    text
}

/// The statements that write entries.
struct EntryWriter<'t> {
    read: Statement<'t>,
    trigrams: Statement<'t>,
    letters: Statement<'t>,
    delete_trigrams: Statement<'t>,
    delete_letters: Statement<'t>,
    done: Statement<'t>,
}

impl<'t> EntryWriter<'t> {
    fn new(connection: &'t Connection) -> Result<Self, StoreError> {
        Ok(Self {
            read: connection.prepare(
                "SELECT search_key || ifnull((SELECT group_concat(search_key, '') FROM clients WHERE user_id = ?1), '')
                 FROM users WHERE id = ?1",
            )?,
            trigrams: connection.prepare("INSERT OR REPLACE INTO user_trigrams (rowid, entry) VALUES (?1, ?2)")?,
            letters: connection.prepare("INSERT OR REPLACE INTO user_letters (rowid, entry) VALUES (?1, ?2)")?,
            delete_trigrams: connection.prepare("DELETE FROM user_trigrams WHERE rowid = ?1")?,
            delete_letters: connection.prepare("DELETE FROM user_letters WHERE rowid = ?1")?,
            done: connection.prepare("DELETE FROM unindexed_users WHERE user_id = ?1")?,
        })
    }

    fn write(&mut self, user: i64) -> Result<(), StoreError> {
        let text: Option<String> = only_row(self.read.query([user])?, |row| Ok(text_as_far_as_readable(row, 0)?))?;
        if let Some(text) = text {
            let letters = letters_and_pairs(&text).into_iter();
            let letters = letters.fold(String::new(), |line, part| word_of(part, line) + " ");
            self.trigrams.execute(params![user, text])?;
            self.letters.execute(params![user, letters])?;
        } else {
            self.delete_trigrams.execute([user])?;
            self.delete_letters.execute([user])?;
        }
        self.done.execute([user])?;
        Ok(())
    }
}

impl WriteTx<'_> {
    /// Writes the entries of at most `limit` users that have none, or old ones.
    pub(crate) fn index_users(&self, limit: u32) -> Result<(), StoreError> {
        let mut writer = EntryWriter::new(&self.transaction)?;
        if let Some(from) = self.indexed_below()? {
            let users = self.numbers("SELECT id FROM users WHERE id >= ?1 ORDER BY id LIMIT ?2", from, limit)?;
            let next = users.last().map(|last| last + 1);
            users.into_iter().try_for_each(|user| writer.write(user))?;
            let mut keep = self
                .transaction
                .prepare_cached("UPDATE search_index SET indexed_below = ?1")?;
            keep.execute([next])?;
            return Ok(());
        }
        let users = self.numbers(
            "SELECT user_id FROM unindexed_users WHERE user_id >= ?1 LIMIT ?2",
            0,
            limit,
        )?;
        users.into_iter().try_for_each(|user| writer.write(user))
    }

    fn numbers(&self, sql: &str, from: i64, limit: u32) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.transaction.prepare_cached(sql)?;
        numbers(statement.query(params![from, limit])?)
    }
}
