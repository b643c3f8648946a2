//! SHA-256 over a list of values, so that two different lists never have the same bytes.
//!
//! Each value is one byte for its type, its length in bytes as eight bytes, and its bytes; numbers are big-endian.
//! `N` is no value, `I` a signed integer of eight bytes, `F` a double of eight bytes (IEEE 754), `T` text in UTF-8, and
//! `B` bytes. The first value is a text that says what the list is. The form is part of the file format and never changes.

use sha2::{Digest as _, Sha256};

/// A list of values on its way into SHA-256 (FIPS 180-4).
pub(crate) struct Canonical(Sha256);

impl Canonical {
    /// A list that says of itself what it is.
    pub(crate) fn of(purpose: &str) -> Self {
        let mut list = Self(Sha256::new());
        list.text(purpose.as_bytes());
        list
    }

    /// No value, which is neither zero nor empty.
    pub(crate) fn null(&mut self) {
        self.value(b'N', &[]);
    }

    /// An integer.
    pub(crate) fn integer(&mut self, number: i64) {
        self.value(b'I', &number.to_be_bytes());
    }

    /// A double.
    pub(crate) fn double(&mut self, number: f64) {
        self.value(b'F', &number.to_bits().to_be_bytes());
    }

    /// A text, which a damaged file may hold in another encoding.
    pub(crate) fn text(&mut self, text: &[u8]) {
        self.value(b'T', text);
    }

    /// Bytes.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.value(b'B', bytes);
    }

    /// The hash of the list.
    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }

    fn value(&mut self, kind: u8, bytes: &[u8]) {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.0.update([kind]);
        self.0.update(length.to_be_bytes());
        self.0.update(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_the_documented_one() {
        let mut list = Canonical::of("p");
        list.null();
        list.integer(-2);
        list.double(1.5);
        list.text("é".as_bytes());
        list.bytes(&[]);
        let written = b"T\0\0\0\0\0\0\0\x01pN\0\0\0\0\0\0\0\0I\0\0\0\0\0\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xfe\
            F\0\0\0\0\0\0\0\x08\x3f\xf8\0\0\0\0\0\0T\0\0\0\0\0\0\0\x02\xc3\xa9B\0\0\0\0\0\0\0\0";
        assert_eq!(list.finish(), <[u8; 32]>::from(Sha256::digest(written)));
    }

    #[test]
    fn lists_that_would_run_together_differ() {
        let of = |texts: &[&str]| {
            let mut list = Canonical::of("p");
            for text in texts {
                list.text(text.as_bytes());
            }
            list.finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab", ""]), of(&["ab"]));
        let (mut null, mut empty) = (Canonical::of("p"), Canonical::of("p"));
        null.null();
        empty.text(b"");
        assert_ne!(null.finish(), empty.finish());
    }
}
