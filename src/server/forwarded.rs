//! The client behind a reverse proxy that the operator trusts.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The header field does not list addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MalformedForwarding;

/// The right-most address in `X-Forwarded-For` that is no trusted proxy. What stands left of it anyone can have written,
/// and so can all of it where the peer itself is not trusted.
pub(super) fn client_of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> Result<IpAddr, MalformedForwarding> {
    if !trusted.contains(&peer) {
        return Ok(peer);
    }
    let mut listed = Vec::new();
    for value in headers.get_all(FORWARDED_FOR) {
        let text = value.to_str().map_err(|_| MalformedForwarding)?;
        for entry in text.split(',') {
            listed.push(address_of(entry.trim()).ok_or(MalformedForwarding)?);
        }
    }
    let first_unknown = listed.iter().rev().find(|address| !trusted.contains(address));
    Ok(first_unknown.or(listed.first()).copied().unwrap_or(peer))
}

/// An address; some proxies add the port.
fn address_of(entry: &str) -> Option<IpAddr> {
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let address = bare.unwrap_or(entry).parse();
    let address = address.or_else(|_| entry.parse().map(|address: SocketAddr| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[&str]) -> Result<String, MalformedForwarding> {
        let trusted = ["127.0.0.1", "10.0.0.2"].map(|address| address.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        client_of(peer.parse().unwrap(), &headers, &trusted).map(|address| address.to_string())
    }

    #[test]
    fn the_right_most_address_that_is_no_proxy_counts() {
        let of = |lines: &[&str]| client("127.0.0.1", lines).unwrap();
        assert_eq!(of(&["192.0.2.1"]), "192.0.2.1");
        assert_eq!(of(&["198.51.100.1, 192.0.2.1"]), "192.0.2.1");
        assert_eq!(of(&["198.51.100.1, 192.0.2.1,10.0.0.2"]), "192.0.2.1");
        assert_eq!(of(&["198.51.100.1", "192.0.2.1", "10.0.0.2"]), "192.0.2.1");
        assert_eq!(of(&["192.0.2.1:4711"]), "192.0.2.1");
        assert_eq!(of(&["::ffff:192.0.2.1"]), "192.0.2.1");
        assert_eq!(of(&["[2001:db8::1]"]), "2001:db8::1");
        assert_eq!(of(&["[2001:db8::1]:443"]), "2001:db8::1");
        assert_eq!(of(&["10.0.0.2"]), "10.0.0.2");
        assert_eq!(of(&[]), "127.0.0.1");
    }

    #[test]
    fn others_can_write_what_they_like() {
        assert_eq!(client("192.0.2.9", &["198.51.100.1"]).unwrap(), "192.0.2.9");
        assert_eq!(client("192.0.2.9", &["nonsense"]).unwrap(), "192.0.2.9");
    }

    #[test]
    fn what_is_no_address_is_malformed() {
        for wrong in [
            "",
            "unknown",
            "192.0.2.1,",
            "192.0.2",
            "a.example",
            "192.0.2.1;",
            "[2001:db8::1",
        ] {
            assert_eq!(client("127.0.0.1", &[wrong]), Err(MalformedForwarding), "{wrong}");
        }
    }
}
