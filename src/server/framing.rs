//! Finds requests that tell the length of their body in two ways (RFC 9112, section 6.3).
//!
//! hyper accepts Transfer-Encoding and drops a Content-Length beside it, so a handler can't see that both were sent. A
//! proxy that believes the other one would let a client hide a request in another's. So the bytes are followed as they
//! come in. What hyper refuses by itself, such as an invalid length, is not followed any further.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use zeroize::Zeroizing;

/// How much of a line is kept: more than any field takes that is looked at.
const KEPT_BYTES: usize = 128;

/// Whether a request of the connection was ambiguous. None of its requests is answered then.
#[derive(Debug, Clone, Default)]
pub(super) struct Ambiguity(Arc<AtomicBool>);

impl Ambiguity {
    pub(super) fn is_found(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A stream whose requests are followed while they are read.
pub(super) struct Followed<S> {
    stream: S,
    requests: Requests,
    found: Ambiguity,
}

impl<S> Followed<S> {
    pub(super) fn new(stream: S) -> (Self, Ambiguity) {
        let found = Ambiguity::default();
        let followed = Self {
            stream,
            requests: Requests::default(),
            found: found.clone(),
        };
        (followed, found)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Followed<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let read = buffer.filled().get(before..).unwrap_or_default();
        if self.requests.has_ambiguous(read) {
            self.found.0.store(true, Ordering::Release);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Followed<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// What the next bytes belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    RequestLine,
    Fields {
        length: Option<u64>,
        is_encoded: bool,
    },
    /// So many bytes of a body, and what comes behind it.
    Bytes {
        left: u64,
        is_chunk: bool,
    },
    ChunkSize,
    Trailers,
    /// Something hyper closes the connection for.
    Lost,
}

/// Follows the requests of a connection.
struct Requests {
    part: Part,
    /// The beginning of the present line. It may be the one with the secret.
    line: Zeroizing<Vec<u8>>,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            part: Part::RequestLine,
            line: Zeroizing::new(Vec::with_capacity(KEPT_BYTES)),
        }
    }
}

impl Requests {
    /// Whether one of the requests that these bytes complete is ambiguous.
    fn has_ambiguous(&mut self, mut bytes: &[u8]) -> bool {
        let mut has_ambiguous = false;
        while let Some((first, rest)) = bytes.split_first() {
            match self.part {
                Part::Lost => return has_ambiguous,
                Part::Bytes { left, is_chunk } => {
                    let taken = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    bytes = bytes.get(taken..).unwrap_or_default();
                    self.part = match left - taken as u64 {
                        0 if is_chunk => Part::ChunkSize,
                        0 => Part::RequestLine,
                        left => Part::Bytes { left, is_chunk },
                    };
                }
                _ => {
                    bytes = rest;
                    if *first != b'\n' {
                        if self.line.len() < KEPT_BYTES {
                            self.line.push(*first);
                        }
                        continue;
                    }
                    let line = std::mem::replace(&mut self.line, Self::default().line);
                    let line = line.strip_suffix(b"\r").unwrap_or(&line);
                    has_ambiguous |= self.part.is_ambiguous_at(line);
                    self.part = self.part.after(line);
                }
            }
        }
        has_ambiguous
    }
}

/// The same is found however the bytes come in.
#[cfg(any(test, fuzzing))]
pub(crate) fn check_framing(bytes: &[u8]) {
    is_ambiguous(bytes);
}

/// At once, and byte by byte.
#[cfg(any(test, fuzzing))]
fn is_ambiguous(bytes: &[u8]) -> bool {
    let at_once = Requests::default().has_ambiguous(bytes);
    let mut requests = Requests::default();
    let mut by_byte = false;
    for byte in bytes {
        by_byte |= requests.has_ambiguous(&[*byte]);
    }
    assert_eq!(at_once, by_byte, "it depends on how the bytes come in");
    at_once
}

impl Part {
    /// Whether `line` ends the head of a request with both.
    const fn is_ambiguous_at(self, line: &[u8]) -> bool {
        let has_both = matches!(
            self,
            Self::Fields {
                length: Some(_),
                is_encoded: true
            }
        );
        has_both && line.is_empty()
    }

    /// What comes behind `line`.
    fn after(self, line: &[u8]) -> Self {
        match self {
            // Empty lines before a request are skipped.
            Self::RequestLine if line.is_empty() => self,
            Self::RequestLine => Self::Fields {
                length: None,
                is_encoded: false,
            },
            Self::Fields { length, is_encoded } if line.is_empty() => match length {
                _ if is_encoded => Self::ChunkSize,
                None | Some(0) => Self::RequestLine,
                Some(left) => Self::Bytes { left, is_chunk: false },
            },
            Self::Fields { length, is_encoded } => after_field(line, length, is_encoded),
            Self::ChunkSize => after_chunk_size(line),
            Self::Trailers if line.is_empty() => Self::RequestLine,
            Self::Trailers | Self::Bytes { .. } | Self::Lost => self,
        }
    }
}

fn after_field(line: &[u8], length: Option<u64>, is_encoded: bool) -> Part {
    let mut parts = line.splitn(2, |byte| *byte == b':');
    let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if name.eq_ignore_ascii_case(b"transfer-encoding") {
        let is_encoded = true;
        return Part::Fields { length, is_encoded };
    }
    if !name.eq_ignore_ascii_case(b"content-length") {
        return Part::Fields { length, is_encoded };
    }
    // Beside Transfer-Encoding hyper does not look at it, so even an invalid one is one.
    let value = number(value.trim_ascii(), 10).or(is_encoded.then_some(0));
    value.map_or(Part::Lost, |value| Part::Fields {
        length: Some(value),
        is_encoded,
    })
}

fn after_chunk_size(line: &[u8]) -> Part {
    let size = line.split(|byte| *byte == b';').next().unwrap_or_default();
    match number(size.trim_ascii(), 16) {
        Some(0) => Part::Trailers,
        // The line end behind the data belongs to it.
        Some(size) => Part::Bytes {
            left: size.saturating_add(2),
            is_chunk: true,
        },
        None => Part::Lost,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u64> {
    let is_number = digits.iter().all(u8::is_ascii_alphanumeric);
    let text = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
    u64::from_str_radix(text, radix).ok()
}

#[cfg(test)]
mod tests {
    fn is_ambiguous(text: &str) -> bool {
        super::is_ambiguous(text.as_bytes())
    }

    const BOTH: &str = "POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n";

    #[test]
    fn both_lengths_are_found_behind_any_other_request() {
        for before in [
            "",
            "\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nabc\r\n",
            "POST / HTTP/1.1\ncontent-length: 0\n\n",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n5;x=y\r\nabc\r\n\r\nA\r\n0123456789\r\n0\r\nx: y\r\n\r\n",
        ] {
            assert!(!is_ambiguous(before), "{before}");
            assert!(is_ambiguous(&format!("{before}{BOTH}")), "{before}");
        }
        assert!(is_ambiguous("A\r\ntransfer-encoding: x\r\ncontent-length: -\r\n\r\n"));
        assert!(is_ambiguous("A\ntransfer-encoding:\ncontent-length:\n\n"));
    }

    #[test]
    fn what_looks_like_a_head_inside_a_body_is_not_one() {
        let length = BOTH.len();
        assert!(!is_ambiguous(&format!(
            "POST / HTTP/1.1\r\ncontent-length: {length}\r\n\r\n{BOTH}"
        )));
        let chunk = format!("{length:x}\r\n{BOTH}\r\n0\r\n\r\n");
        assert!(!is_ambiguous(&format!(
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n{chunk}"
        )));
        // Nor is the value of another field, however long.
        let long = "x".repeat(1000);
        assert!(!is_ambiguous(&format!(
            "A\r\nx: {long}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n"
        )));
    }
}
