//! What a client sends when it registers or connects, what it receives, and the service that receives it.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::characters::{is_control_or_bidi, is_ignorable};
use super::client::ClientName;
use super::credential::CredentialHash;
use super::time::Timestamp;
use super::token::{TokenHash, TokenRefusal};
use super::user::{UserId, UserName};

/// The longest host name (RFC 1035), in characters.
const MOST_HOST_CHARS: usize = 253;
/// The longest version, in characters.
const MOST_VERSION_CHARS: usize = 64;

/// The name of the machine a client runs on, as it is kept and shown. It comes from another machine and stands in tables
/// and in the trail, so it brings neither control characters nor ones that turn the reading direction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HostName(String);

/// A client's own version, as it is kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClientVersion(String);

impl HostName {
    /// Checks `text`, then trims it: 1 to 253 characters, not all of them spaces and none invisible. `None` otherwise.
    pub fn parse(text: &str) -> Option<Self> {
        shown(text, MOST_HOST_CHARS).map(Self)
    }

    /// The name, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ClientVersion {
    /// Checks `text`, then trims it: 1 to 64 characters, not all of them spaces and none invisible. `None` otherwise.
    pub fn parse(text: &str) -> Option<Self> {
        shown(text, MOST_VERSION_CHARS).map(Self)
    }

    /// The version, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn shown(text: &str, most_chars: usize) -> Option<String> {
    let is_unseen = |character| is_control_or_bidi(character) || is_ignorable(character);
    // All of it is looked at, the ends too, so that the rule can be published as a pattern and a length.
    let is_good = text.chars().count() <= most_chars && !text.chars().any(is_unseen);
    let text = text.trim();
    (is_good && !text.is_empty()).then(|| text.to_owned())
}

/// What a client says of itself when it connects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// Where the client runs.
    pub host: HostName,
    /// Its own version.
    pub version: ClientVersion,
}

/// What a client asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientAsks {
    /// To register with its token.
    Register {
        /// SHA-256 of the token.
        token: TokenHash,
        /// Where the client runs.
        host: HostName,
        /// Its own version.
        version: ClientVersion,
        /// SHA-256 of the credential it has made.
        credential: CredentialHash,
    },
    /// To connect with its credential.
    Connect {
        /// SHA-256 of the credential.
        credential: CredentialHash,
        /// What it says of itself; clients of earlier versions say nothing.
        introduction: Option<Introduction>,
    },
}

/// One request of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRequest {
    /// What is asked for.
    pub asks: ClientAsks,
    /// The address it came from, for the trail.
    pub address: IpAddr,
}

/// A client that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Its name.
    pub client: ClientName,
    /// Whose it is.
    pub user_name: UserName,
    /// When its credential stops to work.
    pub credential_expires_at: Option<Timestamp>,
}

/// Why a client was not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientRefusal {
    /// The credential it made belongs, or belonged, to another registration.
    CredentialTaken,
    /// Its token or credential is not accepted, under the code of that refusal.
    #[serde(untagged)]
    Token(TokenRefusal),
}

/// News of a client that has registered or is used from two machines, for those who watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Whose client.
    pub user: UserId,
    /// The client's name.
    pub client: String,
    /// The host it came from.
    pub host: String,
    /// The other host, where it is used from two machines; none where it has registered.
    pub other_host: Option<String>,
}

/// SHA-256 of a certificate, as people compare it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl Fingerprint {
    /// Finds 64 hexadecimal digits in either case, with or without colons and white space between pairs, also in the
    /// line of the service or of OpenSSL that they stand in. `None` where there is none, or another one too.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|character| !is_ignorable(*character)).collect();
        let mut runs = vec![String::new()];
        for word in text.split(|character: char| !character.is_alphanumeric()) {
            let is_pairs = word.len().is_multiple_of(2) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
            match runs.last_mut() {
                Some(run) if is_pairs => run.push_str(word),
                _ => runs.push(String::new()),
            }
        }
        let mut found = runs.iter().filter_map(|run| Self::from_digits(run));
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    fn from_digits(digits: &str) -> Option<Self> {
        let pairs = digits.as_bytes().chunks_exact(2);
        let bytes: Option<Vec<u8>> = pairs
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect();
        bytes?.try_into().ok().map(Self)
    }
}

impl fmt::Display for Fingerprint {
    /// Pairs of upper-case digits with colons between, as browsers show it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            let colon = if index == 0 { "" } else { ":" };
            write!(formatter, "{colon}{byte:02X}")?;
        }
        Ok(())
    }
}

/// The registration service of a directory, as it said of itself when it last started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceInfo {
    /// What clients enter as their server, such as `https://console.example.com:8443`.
    pub url: String,
    /// SHA-256 of the certificate that clients meet; none where it speaks plain HTTP on this machine alone, and where a
    /// proxy has a certificate that was not named.
    pub fingerprint: Option<Fingerprint>,
    /// When it last started.
    pub started_at: Timestamp,
    /// When it stopped in good order; none while it runs, and where it was killed.
    pub stopped_at: Option<Timestamp>,
}

/// Why the registration service answers nothing until it is started again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceTrouble {
    /// The directory is damaged.
    Damaged,
    /// A file of the directory was removed or replaced while it was open.
    Replaced,
}

impl ServiceTrouble {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Damaged, Self::Replaced];

    /// The code in logs, metrics and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Replaced => "replaced",
        }
    }

    /// What a code means.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.code() == code)
    }
}

/// The registration service of a directory, in its current state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownService {
    /// What it said of itself.
    pub info: ServiceInfo,
    /// Whether it is gone without a word: it was killed, or its machine was.
    pub is_gone: bool,
    /// Why it answers nothing, if it does not.
    pub trouble: Option<ServiceTrouble>,
}

impl KnownService {
    /// What is known from its last report, from whether it is running, and from what it noted beside the directory. Where
    /// it can't be determined whether it is running, its report counts.
    pub fn new(info: ServiceInfo, is_there: Option<bool>, trouble: Option<ServiceTrouble>) -> Self {
        let is_gone = info.stopped_at.is_none() && is_there == Some(false);
        Self { info, is_gone, trouble }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_reads_as_people_write_it() {
        let fingerprint = Fingerprint(std::array::from_fn(|index| u8::try_from(index * 7).unwrap()));
        let shown = fingerprint.to_string();
        assert!(shown.starts_with("00:07:0E:15:"), "{shown}");
        assert_eq!(shown.len(), 95);
        for written in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace(':', ""),
            format!(" {} ", shown.replace(':', " ")),
            format!("certificate fingerprint (SHA-256) {shown}\n"),
            format!("sha256 Fingerprint={shown}"),
            format!("\u{feff}\"{shown}\"."),
            shown.replace(":15:", ":15:\r\n"),
            format!("{shown} and again {}", shown.to_lowercase()),
        ] {
            assert_eq!(Fingerprint::parse(&written), Some(fingerprint), "{written}");
        }
        for wrong in [
            "",
            "00:07",
            &shown[..92],
            &format!("{shown}:00"),
            &shown.replace('E', "G"),
            &format!("SHA1 Fingerprint={}", &shown[..59]),
            &format!("{shown} or {}", shown.replace("00:", "01:")),
        ] {
            assert_eq!(Fingerprint::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_host_brings_nothing_invisible() {
        assert_eq!(
            HostName::parse("  build-7.example.com ").unwrap().as_str(),
            "build-7.example.com"
        );
        assert!(HostName::parse(&"x".repeat(253)).is_some());
        for wrong in [
            "",
            "  ",
            "a\u{202E}b",
            "a\u{0}b",
            "a\nb",
            "a\n",
            "\u{2028}a",
            &"x".repeat(254),
            &format!("x{}", " ".repeat(253)),
        ] {
            assert!(HostName::parse(wrong).is_none(), "{wrong:?}");
        }
        // Two hosts that look alike are not to be two.
        for unseen in [
            '\u{AD}',
            '\u{200B}',
            '\u{2060}',
            '\u{3164}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{E0041}',
        ] {
            assert!(HostName::parse(&format!("build{unseen}-7")).is_none(), "{unseen:?}");
            assert!(ClientVersion::parse(&unseen.to_string()).is_none(), "{unseen:?}");
        }
        assert_eq!(ClientVersion::parse(" 1.2.3 ").unwrap().as_str(), "1.2.3");
        assert!(ClientVersion::parse(&"1".repeat(64)).is_some() && ClientVersion::parse(&"1".repeat(65)).is_none());
    }

    #[test]
    fn a_service_is_gone_only_where_it_neither_runs_nor_said_that_it_stops() {
        let started_at = Timestamp::from_unix_ms(1_000);
        let info = |stopped_at| ServiceInfo {
            url: "https://console.example.com:8443".to_owned(),
            fingerprint: None,
            started_at,
            stopped_at,
        };
        let is_gone = |stopped_at, is_there| KnownService::new(info(stopped_at), is_there, None).is_gone;
        assert!(is_gone(None, Some(false)));
        assert!(!is_gone(None, Some(true)));
        assert!(!is_gone(None, None), "its report counts where nothing else is known");
        assert!(!is_gone(Some(started_at), Some(false)));
    }

    #[test]
    fn a_trouble_is_read_back_from_its_code() {
        for trouble in ServiceTrouble::ALL {
            assert_eq!(ServiceTrouble::of_code(trouble.code()), Some(trouble));
        }
        assert_eq!(ServiceTrouble::of_code("something later"), None);
    }
}
