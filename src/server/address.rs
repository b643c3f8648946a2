//! Where the service listens, its URL, and which client addresses count as one.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::str::FromStr;

use axum::http::Uri;

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

/// Where a service listens: an address with a port, or a name with all its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listen {
    name: Option<String>,
    addresses: Vec<SocketAddr>,
}

impl Listen {
    pub(super) fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The first address of another computer's reach.
    pub(super) fn public_address(&self) -> Option<SocketAddr> {
        let is_public = |address: &&SocketAddr| !address.ip().to_canonical().is_loopback();
        self.addresses.iter().find(is_public).copied()
    }

    /// What clients enter as their server, with the port that is really listened on. Where the service listens on every
    /// address, it is the name of this computer.
    pub(super) fn url(&self, is_encrypted: bool, bound: SocketAddr) -> String {
        let scheme = if is_encrypted { "https" } else { "http" };
        let host = match &self.name {
            Some(name) => name.clone(),
            None if bound.ip().is_unspecified() => host_name().unwrap_or_else(|| "localhost".to_owned()),
            None => return format!("{scheme}://{bound}"),
        };
        format!("{scheme}://{host}:{}", bound.port())
    }
}

impl From<SocketAddr> for Listen {
    fn from(address: SocketAddr) -> Self {
        Self {
            name: None,
            addresses: vec![address],
        }
    }
}

impl FromStr for Listen {
    type Err = String;

    /// An address with a port, or a name with a port, which is looked up.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Ok(address.into());
        }
        let (name, _) = text.rsplit_once(':').ok_or("it has no port")?;
        if !is_host_name(name) {
            return Err("it is neither an IP address nor a host name with a port".to_owned());
        }
        let mut addresses = Vec::new();
        for address in text.to_socket_addrs().map_err(|error| error.to_string())? {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        if addresses.is_empty() {
            return Err("the name has no address".to_owned());
        }
        Ok(Self {
            name: Some(name.to_owned()),
            addresses,
        })
    }
}

/// The address of the service as clients reach it, where that is not where it listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl FromStr for PublicUrl {
    type Err = String;

    /// HTTPS with a host and perhaps a port; plain HTTP on a loopback address only.
    fn from_str(text: &str) -> Result<Self, String> {
        let form = "it must be a URL such as https://console.example.com:8443, without path and user";
        let uri: Uri = text.parse().map_err(|_| form)?;
        let authority = uri.authority().ok_or(form)?;
        let is_bare = matches!(uri.path(), "" | "/") && uri.query().is_none() && !authority.as_str().contains('@');
        let bare_host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let address = bare_host.parse::<IpAddr>();
        if !is_bare || text.contains('#') || (address.is_err() && !is_host_name(bare_host)) {
            return Err(form.to_owned());
        }
        let is_loopback = address.map_or(bare_host == "localhost", |address| address.is_loopback());
        match uri.scheme_str() {
            Some("https") => Ok(Self(format!("https://{authority}"))),
            Some("http") if is_loopback => Ok(Self(format!("http://{authority}"))),
            Some("http") => Err("plain HTTP would expose every token to the network".to_owned()),
            _ => Err(form.to_owned()),
        }
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
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
        let of = |listen: &str| {
            let bound = listen.parse().unwrap();
            Listen::from(bound).url(true, bound)
        };
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
    fn a_name_is_listened_on_at_all_its_addresses() {
        let listen: Listen = "localhost:8443".parse().unwrap();
        assert!(!listen.addresses().is_empty() && listen.public_address().is_none());
        assert_eq!(listen.url(true, listen.addresses()[0]), "https://localhost:8443");
        for wrong in [
            "",
            "localhost",
            "localhost:x",
            "a b:1",
            "http://localhost:1",
            "::1:8443x",
        ] {
            assert!(wrong.parse::<Listen>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_public_address_is_a_bare_url_that_keeps_tokens_secret() {
        let read = |text: &str| text.parse::<PublicUrl>().map(|url| url.to_string());
        for right in [
            "https://console.example.com:8443",
            "https://[2001:db8::7]",
            "http://127.0.0.1:80",
            "http://localhost",
        ] {
            assert_eq!(read(right).as_deref(), Ok(right));
        }
        assert_eq!(read("https://a.example/").as_deref(), Ok("https://a.example"));
        for wrong in [
            "http://console.example.com",
            "console.example.com",
            "https://",
            "https://a/b",
            "https://u@a",
            "https://a?b",
            "https://a#b",
            "ftp://a",
            "https://a b",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_host_name_that_does_not_fit_into_a_url_is_ignored() {
        assert!(is_host_name("build-7.example.com") && is_host_name("localhost"));
        for wrong in ["", "a b", "a/b", "-a", "a.", "a:1", "ä", "a@b"] {
            assert!(!is_host_name(wrong), "{wrong}");
        }
    }
}
