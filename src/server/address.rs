//! The URL of the service, and which client addresses count as one.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The part of an address that its owner can't choose: all of IPv4, the first 64 bits of IPv6 (RFC 6177).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AddressBlock(IpAddr);

impl AddressBlock {
    pub(super) fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// The name of this computer, if it has one.
pub(super) fn host_name() -> Option<String> {
    whoami::hostname().ok().filter(|name| is_host_name(name))
}

/// Letters, digits, hyphens and dots (RFC 1123): what may stand in a URL and in a certificate.
fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

/// What clients enter as their server. Where the service listens on every address, it is the name of this computer.
pub(super) fn url(is_encrypted: bool, listen: SocketAddr) -> String {
    let scheme = if is_encrypted { "https" } else { "http" };
    if !listen.ip().is_unspecified() {
        return format!("{scheme}://{listen}");
    }
    let host = host_name().unwrap_or_else(|| "localhost".to_owned());
    format!("{scheme}://{host}:{}", listen.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(address: &str) -> AddressBlock {
        AddressBlock::of(address.parse().unwrap())
    }

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        assert_eq!(block("2001:db8:1:2::1"), block("2001:db8:1:2:ffff::9"));
        assert_ne!(block("2001:db8:1:2::1"), block("2001:db8:1:3::1"));
        assert_ne!(block("192.0.2.1"), block("192.0.2.2"));
        assert_eq!(block("::ffff:192.0.2.1"), block("192.0.2.1"));
    }

    #[test]
    fn the_url_works_on_another_computer() {
        let of = |listen: &str| url(true, listen.parse().unwrap());
        assert_eq!(of("192.0.2.7:8443"), "https://192.0.2.7:8443");
        assert_eq!(of("[2001:db8::7]:8443"), "https://[2001:db8::7]:8443");
        let everywhere = of("0.0.0.0:8443");
        assert!(
            !everywhere.contains("0.0.0.0") && everywhere.ends_with(":8443"),
            "{everywhere}"
        );
        assert_eq!(everywhere, of("[::]:8443"));
    }

    #[test]
    fn a_host_name_that_does_not_fit_into_a_url_is_ignored() {
        assert!(is_host_name("build-7.example.com") && is_host_name("localhost"));
        for wrong in ["", "a b", "a/b", "-a", "a.", "a:1", "ä", "a@b"] {
            assert!(!is_host_name(wrong), "{wrong}");
        }
    }
}
