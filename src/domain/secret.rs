//! Text that must not outlive its use: typed passwords and revealed tokens.
//!
//! The characters live in one buffer whose capacity is reserved before anything secret is written, so that growing
//! never leaves a copy behind, and which is overwritten with zeros when it is dropped or cleared. Not its job:
//! deciding whether the text is a good password ([`super::password`]) or a well-formed token ([`super::token`]).

use std::fmt;
use std::ops::Range;

use zeroize::Zeroize;

/// The most bytes a secret text may have; typing beyond it is ignored. Twice what the longest password may need.
pub const SECRET_CAPACITY_BYTES: usize = 1024;

/// A secret text being typed or shown. It has no `Display` and its `Debug` shows nothing of the content.
pub struct SecretText {
    text: String,
}

impl SecretText {
    /// An empty text with its whole capacity reserved.
    pub fn new() -> Self {
        Self {
            text: String::with_capacity(SECRET_CAPACITY_BYTES),
        }
    }

    /// The text itself. Every caller is a place where the secret is used; keep them few.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The number of characters (code points).
    pub fn char_count(&self) -> usize {
        self.text.chars().count()
    }

    /// Inserts `text` before the character at `char_index` and returns how many characters went in.
    ///
    /// What does not fit in [`SECRET_CAPACITY_BYTES`] is left out, because growing would copy the secret.
    pub fn insert(&mut self, char_index: usize, text: &str) -> usize {
        let mut at = self.byte_index(char_index);
        let mut inserted = 0;
        for character in text.chars() {
            if self.text.len() + character.len_utf8() > SECRET_CAPACITY_BYTES {
                break;
            }
            self.text.insert(at, character);
            at += character.len_utf8();
            inserted += 1;
        }
        inserted
    }

    /// Removes the characters in `char_range`; the freed bytes are overwritten.
    pub fn remove(&mut self, char_range: Range<usize>) {
        let range = self.byte_index(char_range.start)..self.byte_index(char_range.end);
        if range.start >= range.end {
            return;
        }
        let mut kept = Self::new();
        kept.text.push_str(self.text.get(..range.start).unwrap_or_default());
        kept.text.push_str(self.text.get(range.end..).unwrap_or_default());
        *self = kept;
    }

    /// Overwrites and empties the text.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// Moves the text out and leaves an empty one.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    fn byte_index(&self, char_index: usize) -> usize {
        self.text
            .char_indices()
            .nth(char_index)
            .map_or(self.text.len(), |(index, _)| index)
    }
}

impl Default for SecretText {
    fn default() -> Self {
        Self::new()
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        let mut secret = Self::new();
        secret.insert(0, text);
        secret
    }
}

impl Clone for SecretText {
    fn clone(&self) -> Self {
        Self::from(self.expose())
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for SecretText {}

impl Drop for SecretText {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretText(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_character_not_by_byte() {
        let mut text = SecretText::from("aé🦊z");
        text.insert(2, "ß");
        assert_eq!(text.expose(), "aéß🦊z");
        text.remove(1..3);
        assert_eq!(text.expose(), "a🦊z");
        text.remove(1..99);
        assert_eq!(text.expose(), "a");
    }

    #[test]
    fn never_grows_beyond_its_reserved_capacity() {
        let mut text = SecretText::new();
        let before = text.text.capacity();
        text.insert(0, &"x".repeat(SECRET_CAPACITY_BYTES * 2));
        assert_eq!(text.text.len(), SECRET_CAPACITY_BYTES);
        assert_eq!(text.text.capacity(), before);
    }

    #[test]
    fn debug_shows_nothing_of_the_content() {
        assert_eq!(format!("{:?}", SecretText::from("hunter2")), "SecretText(…)");
    }

    #[test]
    fn what_was_taken_or_cleared_leaves_nothing_behind() {
        let mut text = SecretText::from("aé🦊");
        assert_eq!((text.char_count(), text.is_empty()), (3, false));
        assert_eq!(text.insert(3, "bc"), 2, "how many went in");
        let taken = text.take();
        assert_eq!(taken.expose(), "aé🦊bc");
        assert_eq!((text.char_count(), text.is_empty()), (0, true));
        let mut copy = taken.clone();
        assert_eq!(copy, taken);
        copy.clear();
        assert!(copy.is_empty() && copy != taken);
    }

    #[test]
    fn a_character_that_does_not_fit_whole_is_left_out() {
        let mut text = SecretText::from("x".repeat(SECRET_CAPACITY_BYTES - 1).as_str());
        assert_eq!(text.insert(0, "é"), 0);
        assert_eq!(text.insert(0, "e"), 1);
        assert_eq!(text.char_count(), SECRET_CAPACITY_BYTES);
    }
}
