//! Waiting for what the owner of a selection sends, no longer than its time allows.

use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::ClipboardError;
use crate::platform::clock::Deadline;

/// Waits until something can be read from `source`, or its owner has ended.
///
/// # Errors
/// [`ClipboardError::TimedOut`] once the deadline is over.
pub(super) fn wait_for(source: &impl AsFd, deadline: &Deadline) -> Result<(), ClipboardError> {
    let left = deadline.left();
    if left.is_zero() {
        return Err(ClipboardError::TimedOut);
    }
    let limit = Timespec::try_from(left).map_err(|error| ClipboardError::Unavailable(error.to_string()))?;
    match poll(&mut [PollFd::new(source, PollFlags::IN)], Some(&limit)) {
        // A signal, or the end of the time: whoever reads next finds out which.
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(ClipboardError::Unavailable(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Write as _, pipe};
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_sent_is_there_to_be_read() {
        let (reader, mut writer) = pipe().unwrap();
        writer.write_all(b"token").unwrap();
        let deadline = Deadline::after(Duration::from_mins(1));
        assert_eq!(wait_for(&reader, &deadline), Ok(()));
    }

    #[test]
    fn nothing_is_waited_for_once_the_time_is_over() {
        let (reader, _writer) = pipe().unwrap();
        let deadline = Deadline::after(Duration::ZERO);
        assert_eq!(wait_for(&reader, &deadline), Err(ClipboardError::TimedOut));
    }
}
