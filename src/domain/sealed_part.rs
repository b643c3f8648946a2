//! A sealed part of the audit trail: entries that were moved out of the directory into a file, which keeps their chain.
//!
//! The file is text, a JSON object a line. The first line says which part it is; each further one is an entry with its
//! hash, oldest first. Where nothing but the file is at hand, its chain can be verified; that it is the one of a directory
//! shows at the head which the directory kept of it.

use serde::{Deserialize, Serialize};

use super::anchor::DirectoryMark;
use super::canonical::Canonical;
use super::hex::{hex, unhex};
use super::trail::{EntryHash, TrailHead};

/// The version of the form.
const VERSION: u32 = 1;

/// Which part of which trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedPart {
    /// The directory.
    pub directory: DirectoryMark,
    /// The entry before its first one; number 0 where it begins the trail.
    pub before: TrailHead,
    /// Its last entry.
    pub last: TrailHead,
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadLine {
    avo_sealed_trail: u32,
    directory: String,
    before: i64,
    before_hash: String,
    last: i64,
    last_hash: String,
}

/// A value of an entry, as the directory keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SealedValue {
    /// No value.
    Null,
    /// A number.
    Integer(i64),
    /// Text.
    Text(String),
    /// What the program never writes, but the chain covers.
    Odd {
        /// Its type in the form of the hashes: `F`, `T` (not UTF-8) or `B`.
        kind: char,
        /// Its bytes, in hexadecimal digits.
        hex: String,
    },
}

/// An entry: the values that are hashed, in the order of the hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the column of the same name")]
pub struct SealedEntry {
    pub id: SealedValue,
    pub at: SealedValue,
    pub actor_kind: SealedValue,
    pub actor_id: SealedValue,
    pub actor_name: SealedValue,
    pub action: SealedValue,
    pub user_id: SealedValue,
    pub user_name: SealedValue,
    pub client_id: SealedValue,
    pub client_name: SealedValue,
    pub detail: SealedValue,
    pub entry_hash: String,
}

/// Why a file is not the sealed part that it says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedProblem {
    /// It is no such file.
    Foreign,
    /// A line is not the one that was written.
    LineChanged {
        /// Which, counted from 1.
        line: u64,
    },
    /// Lines are missing at its end.
    CutOff,
    /// It is a part of another trail, or is not followed by the part that it should be.
    NotOfThisTrail,
}

impl SealedPart {
    /// The first line of the file.
    pub(crate) fn head_line(&self) -> serde_json::Result<String> {
        serde_json::to_string(&HeadLine {
            avo_sealed_trail: VERSION,
            directory: hex(&self.directory.0),
            before: self.before.id,
            before_hash: hex(&self.before.hash.0),
            last: self.last.id,
            last_hash: hex(&self.last.hash.0),
        })
    }

    fn parse(line: &str) -> Option<Self> {
        let line: HeadLine = serde_json::from_str(line).ok()?;
        let head = |id, hash: &str| {
            Some(TrailHead {
                id,
                hash: EntryHash(unhex(hash)?),
            })
        };
        (line.avo_sealed_trail == VERSION).then_some(())?;
        Some(Self {
            directory: DirectoryMark(unhex(&line.directory)?),
            before: head(line.before, &line.before_hash)?,
            last: head(line.last, &line.last_hash)?,
        })
    }
}

impl SealedValue {
    /// Bytes of a type that JSON has no form for.
    pub(crate) fn odd(kind: char, bytes: &[u8]) -> Self {
        Self::Odd { kind, hex: hex(bytes) }
    }

    /// Adds the value to a list to be hashed; none where it is in no known form.
    fn put(&self, list: &mut Canonical) -> Option<()> {
        match self {
            Self::Null => list.null(),
            Self::Integer(number) => list.integer(*number),
            Self::Text(text) => list.text(text.as_bytes()),
            Self::Odd { kind: 'F', hex } => list.double(f64::from_bits(u64::from_be_bytes(unhex(hex)?))),
            Self::Odd { kind: 'T', hex } => list.text(&bytes_of(hex)?),
            Self::Odd { kind: 'B', hex } => list.bytes(&bytes_of(hex)?),
            Self::Odd { .. } => return None,
        }
        Some(())
    }
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<char> = hex.chars().collect();
    let pairs = digits
        .chunks(2)
        .map(|pair| unhex::<1>(&pair.iter().collect::<String>()));
    pairs.map(|byte| byte.map(|[byte]| byte)).collect()
}

impl SealedEntry {
    /// Its line in the file.
    pub(crate) fn line(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The entry with its number and the hash that follows from its values and the entry before; none where it can't be an
    /// entry.
    fn head_after(&self, previous: EntryHash) -> Option<TrailHead> {
        let SealedValue::Integer(id) = self.id else { return None };
        let values = [
            &self.id,
            &self.at,
            &self.actor_kind,
            &self.actor_id,
            &self.actor_name,
            &self.action,
            &self.user_id,
            &self.user_name,
            &self.client_id,
            &self.client_name,
            &self.detail,
        ];
        let mut list = EntryHash::begin(previous);
        values.into_iter().try_for_each(|value| value.put(&mut list))?;
        let hash = EntryHash(list.finish());
        (hex(&hash.0) == self.entry_hash).then_some(TrailHead { id, hash })
    }
}

/// Verifies the lines of a file one after the other.
#[derive(Debug)]
pub struct SealedReading {
    part: SealedPart,
    last: TrailHead,
    lines: u64,
}

impl SealedReading {
    /// Begins with the first line of a file.
    ///
    /// # Errors
    /// [`SealedProblem::Foreign`].
    pub fn begin(line: &str) -> Result<Self, SealedProblem> {
        let part = SealedPart::parse(line).ok_or(SealedProblem::Foreign)?;
        Ok(Self {
            part,
            last: part.before,
            lines: 1,
        })
    }

    /// Goes on with the next line, and returns the entry's number and hash.
    ///
    /// # Errors
    /// [`SealedProblem::LineChanged`].
    pub fn next(&mut self, line: &str) -> Result<TrailHead, SealedProblem> {
        self.lines += 1;
        let changed = SealedProblem::LineChanged { line: self.lines };
        let entry: SealedEntry = serde_json::from_str(line).map_err(|_| changed)?;
        let head = entry.head_after(self.last.hash).ok_or(changed)?;
        if head.id <= self.last.id || head.id > self.part.last.id {
            return Err(changed);
        }
        self.last = head;
        Ok(head)
    }

    /// The part, once all lines were read.
    ///
    /// # Errors
    /// [`SealedProblem::CutOff`].
    pub fn end(self) -> Result<SealedPart, SealedProblem> {
        if self.last == self.part.last {
            Ok(self.part)
        } else {
            Err(SealedProblem::CutOff)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(id: i64, detail: SealedValue, previous: EntryHash) -> (SealedEntry, EntryHash) {
        let mut entry = SealedEntry {
            id: SealedValue::Integer(id),
            at: SealedValue::Integer(1_795_000_000_000 + id),
            actor_kind: SealedValue::Text("user".to_owned()),
            actor_id: SealedValue::Integer(1),
            actor_name: SealedValue::Text("ana.garcia".to_owned()),
            action: SealedValue::Text("signed_in".to_owned()),
            user_id: SealedValue::Null,
            user_name: SealedValue::Null,
            client_id: SealedValue::Null,
            client_name: SealedValue::Null,
            detail,
            entry_hash: String::new(),
        };
        let mut list = EntryHash::begin(previous);
        for value in [
            &entry.id,
            &entry.at,
            &entry.actor_kind,
            &entry.actor_id,
            &entry.actor_name,
            &entry.action,
            &entry.user_id,
            &entry.user_name,
            &entry.client_id,
            &entry.client_name,
            &entry.detail,
        ] {
            value.put(&mut list).unwrap();
        }
        let hash = EntryHash(list.finish());
        entry.entry_hash = hex(&hash.0);
        (entry, hash)
    }

    fn file(details: &[SealedValue]) -> Vec<String> {
        let (mut lines, mut hash) = (Vec::new(), EntryHash::NONE);
        for (id, detail) in (1..).zip(details) {
            let (entry, own) = entry(id, detail.clone(), hash);
            lines.push(entry.line().unwrap());
            hash = own;
        }
        let part = SealedPart {
            directory: DirectoryMark([1; 16]),
            before: TrailHead {
                id: 0,
                hash: EntryHash::NONE,
            },
            last: TrailHead {
                id: i64::try_from(details.len()).unwrap(),
                hash,
            },
        };
        lines.insert(0, part.head_line().unwrap());
        lines
    }

    fn read(lines: &[String]) -> Result<SealedPart, SealedProblem> {
        let mut lines = lines.iter();
        let mut reading = SealedReading::begin(lines.next().unwrap())?;
        for line in lines {
            reading.next(line)?;
        }
        reading.end()
    }

    fn value() -> impl Strategy<Value = SealedValue> {
        prop_oneof![
            Just(SealedValue::Null),
            any::<i64>().prop_map(SealedValue::Integer),
            ".{0,40}".prop_map(SealedValue::Text),
            any::<u64>().prop_map(|bits| SealedValue::odd('F', &bits.to_be_bytes())),
            proptest::collection::vec(any::<u8>(), 0..20).prop_map(|bytes| SealedValue::odd('T', &bytes)),
            proptest::collection::vec(any::<u8>(), 0..20).prop_map(|bytes| SealedValue::odd('B', &bytes)),
        ]
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_read_back_and_no_other_line(
            details in proptest::collection::vec(value(), 1..6), at in any::<prop::sample::Index>(), other in value()
        ) {
            let lines = file(&details);
            prop_assert!(read(&lines).is_ok());
            let at = at.index(details.len());
            prop_assume!(other != details[at]);
            let mut changed = details.clone();
            changed[at] = other;
            let (mut forged, changed) = (lines.clone(), file(&changed));
            forged[at + 1] = changed[at + 1].clone();
            prop_assert!(read(&forged).is_err());
            let mut without = lines.clone();
            without.remove(at + 1);
            prop_assert!(read(&without).is_err());
        }

        #[test]
        fn no_text_panics(line in ".{0,200}") {
            let _ = SealedReading::begin(&line);
            let mut reading = SealedReading::begin(&file(&[SealedValue::Null])[0]).unwrap();
            let _ = reading.next(&line);
        }
    }

    #[test]
    fn lines_that_were_moved_are_named() {
        let mut lines = file(&[SealedValue::Null, SealedValue::Integer(2), SealedValue::Integer(3)]);
        lines.swap(2, 3);
        assert_eq!(read(&lines), Err(SealedProblem::LineChanged { line: 3 }));
        lines.swap(2, 3);
        lines.pop();
        assert_eq!(read(&lines), Err(SealedProblem::CutOff));
        assert_eq!(read(&["{}".to_owned()]), Err(SealedProblem::Foreign));
    }

    #[test]
    fn an_entry_after_the_last_one_that_was_sealed_is_not_of_the_part() {
        let lines = file(&[SealedValue::Null, SealedValue::Integer(2)]);
        let whole = read(&lines).unwrap();
        let (entry, _) = entry(3, SealedValue::Null, whole.last.hash);
        let longer = [&lines[..], &[entry.line().unwrap()]].concat();
        assert_eq!(read(&longer), Err(SealedProblem::LineChanged { line: 4 }));
    }

    #[test]
    fn a_file_of_another_version_is_foreign() {
        let head = file(&[SealedValue::Null])[0].replace("\"avo_sealed_trail\":1", "\"avo_sealed_trail\":2");
        assert_eq!(read(&[head]), Err(SealedProblem::Foreign));
    }
}
