//! What is wrong with a certificate that can be used: its time, and who can replace it.

use std::fmt;
use std::path::{Path, PathBuf};

use yasna::{ASN1Result, BERReader, Tag};

use crate::domain::time::Timestamp;
use crate::platform::private_file;

/// How long before its end a certificate is reported.
const SOON_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// When a certificate is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Validity {
    from: Timestamp,
    until: Timestamp,
}

/// A certificate that is used although its operator should do something about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateWarning {
    /// It is no longer valid.
    Expired(PathBuf, Timestamp),
    /// It is not valid yet.
    NotYetValid(PathBuf, Timestamp),
    /// It expires within 14 days.
    ExpiresSoon(PathBuf, Timestamp),
    /// Other accounts can change the file.
    OpenToChange(PathBuf),
}

/// The validity in a certificate in DER (RFC 5280, section 4.1). `None` where it is none.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods are not general enough in their lifetimes"
)]
pub(super) fn validity(certificate: &[u8]) -> Option<Validity> {
    let read = yasna::parse_der(certificate, |reader| {
        reader.read_sequence(|certificate| {
            let validity = certificate.next().read_sequence(|body| {
                body.read_optional(|version| version.read_tagged(Tag::context(0), |number| number.read_i64()))?;
                for _serial_algorithm_issuer in 0..3 {
                    body.next().read_der()?;
                }
                let validity = body.next().read_sequence(|validity| {
                    Ok(Validity {
                        from: moment(validity.next())?,
                        until: moment(validity.next())?,
                    })
                })?;
                while body.read_optional(|field| field.read_der())?.is_some() {}
                Ok(validity)
            })?;
            for _algorithm_signature in 0..2 {
                certificate.next().read_der()?;
            }
            Ok(validity)
        })
    });
    read.ok()
}

fn moment(reader: BERReader<'_, '_>) -> ASN1Result<Timestamp> {
    let unix_secs = if reader.lookahead_tag()? == yasna::tags::TAG_UTCTIME {
        reader.read_utctime()?.datetime().unix_timestamp()
    } else {
        reader.read_generalized_time()?.datetime().unix_timestamp()
    };
    Ok(Timestamp::from_unix_ms(unix_secs.saturating_mul(1000)))
}

/// What to tell the operator.
pub(super) fn warnings(certificate: &Path, validity: Option<Validity>, now: Timestamp) -> Vec<CertificateWarning> {
    let of_time = validity.and_then(|validity| of_time(certificate, validity, now));
    let is_open = private_file::can_others_write(certificate);
    let of_access = is_open.then(|| CertificateWarning::OpenToChange(certificate.to_owned()));
    of_time.into_iter().chain(of_access).collect()
}

fn of_time(path: &Path, validity: Validity, now: Timestamp) -> Option<CertificateWarning> {
    let path = path.to_owned();
    if now > validity.until {
        Some(CertificateWarning::Expired(path, validity.until))
    } else if now < validity.from {
        Some(CertificateWarning::NotYetValid(path, validity.from))
    } else if validity.until.unix_ms() - now.unix_ms() <= SOON_MS {
        Some(CertificateWarning::ExpiresSoon(path, validity.until))
    } else {
        None
    }
}

impl fmt::Display for CertificateWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired(path, at) => write!(
                formatter,
                "The certificate {} expired on {}. Clients that verify it by its issuer refuse it; renew it",
                path.display(),
                Day(*at)
            ),
            Self::NotYetValid(path, at) => write!(
                formatter,
                "The certificate {} is valid only from {}. Check it and the clock",
                path.display(),
                Day(*at)
            ),
            Self::ExpiresSoon(path, at) => write!(
                formatter,
                "The certificate {} expires on {}. Renew it; the service reads the new one without a restart",
                path.display(),
                Day(*at)
            ),
            Self::OpenToChange(path) => write!(
                formatter,
                "Other accounts can change the certificate {}; chmod 644 restricts it",
                path.display()
            ),
        }
    }
}

/// The day of a moment, in UTC.
struct Day(Timestamp);

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0.unix_ms()) {
            Ok(at) => write!(formatter, "{}", at.strftime("%Y-%m-%d")),
            Err(_) => write!(formatter, "an unknown day"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 24 * 60 * 60 * 1000;

    fn at(days: i64) -> Timestamp {
        Timestamp::from_unix_ms(1_795_000_000_000 + days * DAY_MS)
    }

    #[test]
    fn a_certificate_tells_its_validity_in_both_forms_of_time() {
        // UTCTime up to 2049, GeneralizedTime from 2050 on.
        for (from, until) in [((2020, 2, 29), (2049, 12, 31)), ((2050, 1, 1), (2125, 1, 1))] {
            let mut parameters = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
            parameters.not_before = rcgen::date_time_ymd(from.0, from.1, from.2);
            parameters.not_after = rcgen::date_time_ymd(until.0, until.1, until.2);
            let made = parameters.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap();
            let read = validity(made.der()).unwrap();
            let day = |(year, month, day): (i32, u8, u8)| format!("{year}-{month:02}-{day:02}");
            assert_eq!(
                (Day(read.from).to_string(), Day(read.until).to_string()),
                (day(from), day(until))
            );
            assert_eq!(validity(&made.der()[1..]), None);
        }
    }

    #[test]
    fn only_the_days_around_the_end_are_reported() {
        let validity = Validity {
            from: at(0),
            until: at(90),
        };
        let path = Path::new("c.pem");
        let of = |now| of_time(path, validity, now);
        assert_eq!(
            of(at(-1)),
            Some(CertificateWarning::NotYetValid(path.to_owned(), at(0)))
        );
        assert_eq!(of(at(75)), None);
        assert_eq!(
            of(at(76)),
            Some(CertificateWarning::ExpiresSoon(path.to_owned(), at(90)))
        );
        assert_eq!(of(at(91)), Some(CertificateWarning::Expired(path.to_owned(), at(90))));
    }
}
