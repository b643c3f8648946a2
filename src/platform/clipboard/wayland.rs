//! Reads a selection of a Wayland compositor that lets programs control the clipboard (ext-data-control).

use std::io::{self, Read as _};

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use wl_clipboard_rs::paste::{ClipboardType, Error, MimeType, Seat, get_contents};
use wl_clipboard_rs::utils::is_primary_selection_supported;

use super::readable::wait_for;
use super::{ClipboardError, MOST_TEXT_BYTES, READ_LIMIT, Selection, in_one_line};
use crate::platform::clock::Deadline;

/// Whether the compositor lets programs control the clipboard.
pub(super) fn is_supported() -> bool {
    is_primary_selection_supported().is_ok()
}

/// The text of `from`; `None` where there is none.
///
/// # Errors
/// [`ClipboardError::Unavailable`] where the compositor has no such protocol.
pub(super) fn read_text(from: Selection) -> Result<Option<String>, ClipboardError> {
    let deadline = Deadline::after(READ_LIMIT);
    let kind = match from {
        Selection::Clipboard => ClipboardType::Regular,
        Selection::Primary => ClipboardType::Primary,
    };
    match get_contents(kind, Seat::Unspecified, MimeType::Text) {
        Ok((mut pipe, _)) => {
            fcntl_getfl(&pipe)
                .and_then(|flags| fcntl_setfl(&pipe, flags | OFlags::NONBLOCK))
                .map_err(|error| unavailable(&error))?;
            read_all(&mut pipe, |pipe| wait_for(pipe, &deadline)).map(|bytes| String::from_utf8(bytes).ok())
        }
        Err(Error::ClipboardEmpty | Error::NoMimeType | Error::NoSeats) => Ok(None),
        Err(Error::PrimarySelectionUnsupported) if from == Selection::Primary => Ok(None),
        Err(error) => Err(unavailable(&error)),
    }
}

/// Everything up to the end of `pipe`, which does not block; `wait` waits for more.
fn read_all<P: io::Read>(
    pipe: &mut P,
    wait: impl Fn(&P) -> Result<(), ClipboardError>,
) -> Result<Vec<u8>, ClipboardError> {
    let mut bytes = Vec::new();
    loop {
        // One more than may come, so that too much is noticed.
        let room = (MOST_TEXT_BYTES + 1).saturating_sub(bytes.len()) as u64;
        match pipe.by_ref().take(room).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() > MOST_TEXT_BYTES => return Err(ClipboardError::TooLarge),
            Ok(_) => return Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(pipe)?,
            Err(error) => return Err(unavailable(&error)),
        }
    }
}

fn unavailable(error: &impl ToString) -> ClipboardError {
    ClipboardError::Unavailable(in_one_line(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends pieces, and blocks between them.
    struct Pieces(Vec<Option<Vec<u8>>>);

    impl io::Read for Pieces {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.pop() {
                Some(Some(mut piece)) => {
                    let count = piece.len().min(into.len());
                    into[..count].copy_from_slice(&piece[..count]);
                    piece.drain(..count);
                    if !piece.is_empty() {
                        self.0.push(Some(piece));
                    }
                    Ok(count)
                }
                Some(None) => Err(io::ErrorKind::WouldBlock.into()),
                None => Ok(0),
            }
        }
    }

    fn read(pieces: Vec<Option<Vec<u8>>>) -> Result<Vec<u8>, ClipboardError> {
        read_all(&mut Pieces(pieces), |_| Ok(()))
    }

    #[test]
    fn a_text_that_is_sent_in_pieces_is_read_whole() {
        let pieces = vec![Some(b"host".to_vec()), None, Some(b"build-".to_vec())];
        assert_eq!(read(pieces), Ok(b"build-host".to_vec()));
    }

    #[test]
    fn a_text_over_the_limit_is_refused_and_one_at_the_limit_is_read() {
        let text = vec![b'x'; MOST_TEXT_BYTES];
        assert_eq!(read(vec![Some(text.clone())]), Ok(text.clone()));
        assert_eq!(
            read(vec![Some(b"x".to_vec()), Some(text)]),
            Err(ClipboardError::TooLarge)
        );
    }

    #[test]
    fn an_owner_that_sends_nothing_is_not_waited_for_beyond_the_limit() {
        let pieces = vec![Some(b"late".to_vec()), None];
        let out_of_time = |_: &Pieces| Err(ClipboardError::TimedOut);
        assert_eq!(
            read_all(&mut Pieces(pieces), out_of_time),
            Err(ClipboardError::TimedOut)
        );
    }
}
