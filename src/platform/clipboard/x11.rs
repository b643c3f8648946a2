//! Reads a selection of an X server (ICCCM 2.4, and 2.7.2 for texts that are sent in pieces).
//!
//! There are owners that serve one request at a time, drop another that comes meanwhile, and wait for ever for one who
//! began to take pieces and went away. So one text is read at a time, and one that is too large is taken to its end.

use std::sync::{Mutex, PoisonError};

use x11rb::connection::Connection as _;
use x11rb::errors::{ConnectionError, ReplyError};
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, GetPropertyReply, Property, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::{COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT, CURRENT_TIME, NONE};

use super::readable::wait_for;
use super::{ClipboardError, MOST_TEXT_BYTES, READ_LIMIT, Selection, in_one_line};
use crate::platform::clock::Deadline;

/// [`MOST_TEXT_BYTES`] in the protocol's units of four bytes, and one more, so that too much is noticed.
#[expect(clippy::cast_possible_truncation, reason = "a small constant")]
const MOST_UNITS: u32 = (MOST_TEXT_BYTES / 4 + 1) as u32;

/// Held while a selection is read.
static READING_CLIPBOARD: Mutex<()> = Mutex::new(());
static READING_PRIMARY: Mutex<()> = Mutex::new(());

/// The text of `from`; `None` where there is none.
pub(super) fn read_text(from: Selection) -> Result<Option<String>, ClipboardError> {
    let reading = match from {
        Selection::Clipboard => &READING_CLIPBOARD,
        Selection::Primary => &READING_PRIMARY,
    };
    let _alone = reading.lock().unwrap_or_else(PoisonError::into_inner);
    let reader = Reader::open(from).map_err(unavailable)?;
    if !reader.has_owner().map_err(unavailable)? {
        return Ok(None);
    }
    let utf8 = reader.atom(b"UTF8_STRING").map_err(unavailable)?;
    if let Some(bytes) = reader.convert(utf8)? {
        return Ok(String::from_utf8(bytes).ok());
    }
    let latin1 = reader.convert(AtomEnum::STRING.into())?;
    Ok(latin1.map(|bytes| bytes.into_iter().map(char::from).collect()))
}

/// A connection of its own, which the server forgets with everything asked on it when it is closed.
struct Reader {
    connection: RustConnection,
    window: Window,
    selection: Atom,
    /// Where the owner puts the text.
    property: Atom,
    /// The type of a property that announces a text in pieces.
    pieces: Atom,
    deadline: Deadline,
}

impl Reader {
    fn open(from: Selection) -> Result<Self, ReplyError> {
        let deadline = Deadline::after(READ_LIMIT);
        let (connection, screen) = RustConnection::connect(None).map_err(|_| ConnectionError::UnknownError)?;
        let screen = connection.setup().roots.get(screen);
        let root = screen.ok_or(ConnectionError::UnknownError)?.root;
        let window = connection.generate_id().map_err(|_| ConnectionError::UnknownError)?;
        let wants = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        connection.create_window(
            COPY_DEPTH_FROM_PARENT,
            window,
            root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::COPY_FROM_PARENT,
            COPY_FROM_PARENT,
            &wants,
        )?;
        let atom = |name: &[u8]| Ok::<_, ReplyError>(connection.intern_atom(false, name)?.reply()?.atom);
        let selection = match from {
            Selection::Clipboard => atom(b"CLIPBOARD")?,
            Selection::Primary => AtomEnum::PRIMARY.into(),
        };
        let (property, pieces) = (atom(b"AVO_ADMIN_PASTE")?, atom(b"INCR")?);
        Ok(Self {
            connection,
            window,
            selection,
            property,
            pieces,
            deadline,
        })
    }

    fn atom(&self, name: &[u8]) -> Result<Atom, ReplyError> {
        Ok(self.connection.intern_atom(false, name)?.reply()?.atom)
    }

    fn has_owner(&self) -> Result<bool, ReplyError> {
        Ok(self.connection.get_selection_owner(self.selection)?.reply()?.owner != NONE)
    }

    /// The selection in the form `target`; `None` where its owner does not have it in that form.
    fn convert(&self, target: Atom) -> Result<Option<Vec<u8>>, ClipboardError> {
        self.connection
            .convert_selection(self.window, self.selection, target, self.property, CURRENT_TIME)
            .and_then(|_| self.connection.flush())
            .map_err(unavailable)?;
        loop {
            match self.next_event()? {
                Event::SelectionNotify(answer) if answer.target == target && answer.property == NONE => {
                    return Ok(None);
                }
                Event::SelectionNotify(answer) if answer.target == target => return self.take_answer().map(Some),
                _ => {}
            }
        }
    }

    fn take_answer(&self) -> Result<Vec<u8>, ClipboardError> {
        let answer = self.take_property()?;
        if answer.type_ != self.pieces {
            return Ok(answer.value);
        }
        self.take_pieces()
    }

    /// Takes one piece after the other, each of which asks for the next by being deleted, up to an empty one.
    fn take_pieces(&self) -> Result<Vec<u8>, ClipboardError> {
        let mut bytes = Vec::new();
        loop {
            self.wait_for_piece()?;
            let piece = match self.take_property() {
                Ok(answer) => answer.value,
                Err(ClipboardError::TooLarge) => return self.leave_pieces(),
                Err(error) => return Err(error),
            };
            if piece.is_empty() {
                return Ok(bytes);
            }
            bytes.extend_from_slice(&piece);
            if bytes.len() > MOST_TEXT_BYTES {
                return self.leave_pieces();
            }
        }
    }

    /// Lets the owner send the rest of what is too large, as long as there is time.
    fn leave_pieces<T>(&self) -> Result<T, ClipboardError> {
        // Whatever goes wrong with the rest, this is why nothing is read.
        let _ = self.pass_pieces();
        Err(ClipboardError::TooLarge)
    }

    /// Asks for one piece after the other and looks at none.
    fn pass_pieces(&self) -> Result<(), ClipboardError> {
        loop {
            let piece = self.property(false, 0).map_err(unavailable)?;
            if piece.type_ != NONE {
                self.connection
                    .delete_property(self.window, self.property)
                    .and_then(|_| self.connection.flush())
                    .map_err(unavailable)?;
                if piece.bytes_after == 0 {
                    return Ok(());
                }
            }
            self.wait_for_piece()?;
        }
    }

    fn wait_for_piece(&self) -> Result<(), ClipboardError> {
        loop {
            if let Event::PropertyNotify(change) = self.next_event()?
                && change.atom == self.property
                && change.state == Property::NEW_VALUE
            {
                return Ok(());
            }
        }
    }

    /// Takes the property off the window, unless it is too large.
    fn take_property(&self) -> Result<GetPropertyReply, ClipboardError> {
        let property = self.property(true, MOST_UNITS).map_err(unavailable)?;
        if property.bytes_after > 0 || property.value.len() > MOST_TEXT_BYTES {
            return Err(ClipboardError::TooLarge);
        }
        Ok(property)
    }

    /// At most `units` of the property, which is deleted where that is all of it.
    fn property(&self, deletes: bool, units: u32) -> Result<GetPropertyReply, ReplyError> {
        let (window, name) = (self.window, self.property);
        self.connection
            .get_property(deletes, window, name, AtomEnum::ANY, 0, units)?
            .reply()
    }

    /// The next event, for which x11rb can't wait with a limit.
    fn next_event(&self) -> Result<Event, ClipboardError> {
        loop {
            if let Some(event) = self.connection.poll_for_event().map_err(unavailable)? {
                return Ok(event);
            }
            wait_for(self.connection.stream(), &self.deadline)?;
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unavailable(error: impl ToString) -> ClipboardError {
    ClipboardError::Unavailable(in_one_line(&error.to_string()))
}
