//! The address of a server as a person enters it.
//!
//! A token is as valuable as a key, so it is sent over TLS only. Plain HTTP is for this computer only.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use hyper::Uri;
use idna::AsciiDenyList;
use rustls::pki_types::ServerName;

/// Where a registration service is: scheme, host and port, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    is_tls: bool,
    host: Host,
    port: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Host {
    Name(String),
    Address(IpAddr),
}

/// Why a text is not the address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressError {
    /// It is empty.
    Missing,
    /// It is not an address.
    Malformed,
    /// Its scheme is neither https nor http.
    Scheme,
    /// Plain HTTP to another computer.
    PlainHttp,
    /// It contains a name or a password.
    UserInfo,
    /// Something follows the port.
    Path,
}

impl ServerAddress {
    /// Reads an address; white space at the ends is ignored, and `https://` is meant where no scheme is named.
    ///
    /// # Errors
    /// `AddressError`, which repeats nothing of what was typed.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Missing);
        }
        let whole = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let whole = with_ascii_host(whole).ok_or(AddressError::Malformed)?;
        let uri: Uri = whole.parse().map_err(|_| AddressError::Malformed)?;
        let is_tls = match uri.scheme_str().unwrap_or_default() {
            scheme if scheme.eq_ignore_ascii_case("https") => true,
            scheme if scheme.eq_ignore_ascii_case("http") => false,
            _ => return Err(AddressError::Scheme),
        };
        let authority = uri.authority().ok_or(AddressError::Malformed)?.as_str();
        if authority.contains('@') {
            return Err(AddressError::UserInfo);
        }
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() || text.contains('#') {
            return Err(AddressError::Path);
        }
        let address = Self::read_authority(is_tls, authority).ok_or(AddressError::Malformed)?;
        if !is_tls && !address.is_loopback() {
            return Err(AddressError::PlainHttp);
        }
        Ok(address)
    }

    fn read_authority(is_tls: bool, authority: &str) -> Option<Self> {
        let (host, port) = if let Some(rest) = authority.strip_prefix('[') {
            let (host, port) = rest.split_once(']')?;
            (Host::Address(IpAddr::V6(host.parse::<Ipv6Addr>().ok()?)), port)
        } else {
            let (host, port) = authority.split_at_checked(authority.find(':').unwrap_or(authority.len()))?;
            (read_host(host)?, port)
        };
        let usual = if is_tls { 443 } else { 80 };
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => usual,
            None => return None,
            Some(digits) => digits.parse().ok().filter(|port| *port != 0)?,
        };
        Some(Self { is_tls, host, port })
    }

    /// Whether the scheme is https.
    pub const fn is_tls(&self) -> bool {
        self.is_tls
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    /// The host as the resolver takes it, an IPv6 address without brackets.
    pub(super) fn host(&self) -> String {
        match &self.host {
            Host::Name(name) => name.clone(),
            Host::Address(address) => address.to_string(),
        }
    }

    /// Host and port as they stand in a request; the usual port is left out.
    pub(super) fn authority(&self) -> String {
        let host = match &self.host {
            Host::Address(IpAddr::V6(address)) => format!("[{address}]"),
            _ => self.host(),
        };
        let usual = if self.is_tls { 443 } else { 80 };
        if self.port == usual {
            host
        } else {
            format!("{host}:{}", self.port)
        }
    }

    /// The name a certificate must be made for.
    pub(super) fn server_name(&self) -> Option<ServerName<'static>> {
        match &self.host {
            Host::Name(name) => ServerName::try_from(name.clone()).ok(),
            Host::Address(address) => Some(ServerName::from(*address)),
        }
    }

    /// Whether it is this computer itself.
    pub(super) fn is_loopback(&self) -> bool {
        match &self.host {
            // RFC 6761: always loopback.
            Host::Name(name) => name == "localhost",
            Host::Address(address) => address.is_loopback(),
        }
    }
}

/// `whole` with its host as A-labels (RFC 5890), the form that resolvers and certificates know. `None` where it has none.
fn with_ascii_host(whole: String) -> Option<String> {
    if whole.is_ascii() {
        return Some(whole);
    }
    let (scheme, rest) = whole.split_once("://")?;
    let (authority, path) = rest.split_at_checked(rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
    let (host, port) = authority.split_at_checked(authority.find(':').unwrap_or(authority.len()))?;
    let host = idna::domain_to_ascii_cow(host.as_bytes(), AsciiDenyList::URL).ok()?;
    Some(format!("{scheme}://{host}{port}{path}"))
}

fn read_host(host: &str) -> Option<Host> {
    if let Ok(address) = host.parse() {
        return Some(Host::Address(address));
    }
    let name = host.to_ascii_lowercase();
    // What ends in a number is a mistyped IPv4 address, or one in a form that is easily misread.
    let is_number = name
        .rsplit('.')
        .next()
        .is_some_and(|last| last.starts_with(|first: char| first.is_ascii_digit()));
    (!is_number && ServerName::try_from(name.as_str()).is_ok()).then_some(Host::Name(name))
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_tls { "https" } else { "http" };
        write!(formatter, "{scheme}://{}", self.authority())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_people_write_it() {
        for (typed, shown) in [
            ("https://console.example.com:8443", "https://console.example.com:8443"),
            ("  HTTPS://Console.Example.com/ ", "https://console.example.com"),
            ("console.example.com:8443", "https://console.example.com:8443"),
            ("console", "https://console"),
            ("https://10.0.0.7:443", "https://10.0.0.7"),
            ("https://[2001:db8::7]:8443", "https://[2001:db8::7]:8443"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.2:80", "http://127.0.0.2"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("BÜCHER.example:8443/", "https://xn--bcher-kva.example:8443"),
            ("https://例え。テスト", "https://xn--r8jz45g.xn--zckzah"),
        ] {
            assert_eq!(ServerAddress::parse(typed).unwrap().to_string(), shown, "{typed}");
            assert_eq!(
                ServerAddress::parse(shown).unwrap(),
                ServerAddress::parse(typed).unwrap()
            );
        }
    }

    #[test]
    fn a_wrong_address_says_what_is_wrong() {
        use AddressError::{Malformed, Missing, Path, PlainHttp, Scheme, UserInfo};
        for (typed, problem) in [
            ("", Missing),
            ("  ", Missing),
            ("https://", Malformed),
            ("https://:8443", Malformed),
            ("https://exa mple.com", Malformed),
            ("https://example.com:0", Malformed),
            ("https://example.com:99999", Malformed),
            ("https://example.com:", Malformed),
            ("https://10.0.0.999", Malformed),
            ("https://0x7f.1", Malformed),
            ("https://[::1", Malformed),
            ("https://-", Malformed),
            ("ftp://example.com", Scheme),
            ("file:///etc/passwd", Malformed),
            ("http://example.com", PlainHttp),
            ("http://localhost.example.com", PlainHttp),
            ("http://10.0.0.7", PlainHttp),
            ("http://[::ffff:10.0.0.7]", PlainHttp),
            ("http://0.0.0.0:8080", PlainHttp),
            ("https://ana:secret@example.com", UserInfo),
            ("http://localhost@example.com", UserInfo),
            ("https://example.com/v1/clients/register", Path),
            ("https://example.com/?a=b", Path),
            ("https://example.com/#a", Path),
            ("https://bücher.example/ü", Path),
            ("https://ana@bücher.example", Malformed),
            ("https://bü\u{FF0F}cher.example", Malformed),
            ("http://bücher.example", PlainHttp),
        ] {
            assert_eq!(ServerAddress::parse(typed), Err(problem), "{typed}");
        }
    }

    proptest::proptest! {
        /// The address that is kept is the one that is used.
        #[test]
        fn an_accepted_address_is_read_again_as_the_same(
            text in "\\PC{0,40}|(https?://)?[a-zü0-9.-]{1,20}(:[0-9]{1,6})?/?|(https?://)?\\[[0-9a-f:]{2,20}\\](:[0-9]{1,5})?",
        ) {
            if let Ok(address) = ServerAddress::parse(&text) {
                proptest::prop_assert_eq!(ServerAddress::parse(&address.to_string()).ok(), Some(address));
            }
        }
    }
}
