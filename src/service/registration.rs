//! Clients register with their token and connect with their credential. The network side of it is not here.

use super::acceptance::{Refused, RegistrationStep, check_connect, check_registration, odd, owner_of};
use super::clock::is_trusted;
use super::gate::Gate as _;
use super::left_out::LeftOut;
use super::{Service, Session};
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::client::{Client, ClientEvent, ClientState};
use crate::domain::credential::CredentialHash;
use crate::domain::expiry::credential_end;
use crate::domain::failure::Failure;
use crate::domain::host_change::HostVerdict;
use crate::domain::registration::{
    Admitted, Arrival, ClientAsks, ClientRefusal, ClientRequest, ClientVersion, Fingerprint, HostName, Introduction,
    ServiceInfo,
};
use crate::domain::time::Timestamp;
use crate::domain::token::{TokenHash, TokenRefusal};
use crate::domain::user::UserId;
use crate::store::{Hold, KnownToken, Owner, RegisteredClient, Tx, WriteTx};

/// What came of one request.
pub type Admission = Result<Admitted, ClientRefusal>;

/// Which refusals are recorded. Who decides it counts them, so each is decided once, however often the transaction is done.
#[derive(Default)]
struct Recording {
    decided: Vec<bool>,
    next: usize,
}

impl Recording {
    /// The transaction begins, perhaps again.
    fn begin(&mut self) {
        self.next = 0;
    }

    fn of_next(&mut self, why: ClientRefusal, decide: impl FnOnce(ClientRefusal) -> bool) -> bool {
        let decided = self.decided.get(self.next).copied();
        self.next += 1;
        decided.unwrap_or_else(|| {
            let is_recorded = decide(why);
            self.decided.push(is_recorded);
            is_recorded
        })
    }
}

/// Clients that have registered, or were found to be used from two machines, since the last request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrivals {
    /// Which, oldest first.
    pub clients: Vec<Arrival>,
    /// From where to look next time.
    pub mark: i64,
}

impl Service {
    /// Answers requests of clients, all in one transaction: when this returns, everything that was granted is on the
    /// disk. A token is used up once; the same registration sent again, because the answer was lost, succeeds again.
    ///
    /// A refusal is written to the audit trail where `is_recorded` says so: who floods the service with refusals must
    /// not fill the disk. Those that are left out are counted, and an entry says later how many they were.
    ///
    /// # Errors
    /// [`Failure::Storage`]; then none of them has happened. A refusal is an answer and not a failure.
    pub fn admit(
        &mut self,
        requests: &[ClientRequest],
        mut is_recorded: impl FnMut(ClientRefusal) -> bool,
    ) -> Result<Vec<Admission>, Failure> {
        let clock = std::sync::Arc::clone(&self.clock);
        let left_out_before = self.left_out;
        let mut recording = Recording::default();
        let (answers, left_out) = self.directory.write::<_, Failure>(|tx| {
            let now = clock.now();
            let mut left_out = left_out_before;
            recording.begin();
            if let Some(due) = left_out.filter(|left_out| !requests.is_empty() && left_out.is_due(now)) {
                due.write(tx, now)?;
                left_out = None;
            }
            let answers = requests.iter().map(|request| {
                let refused = match answer(tx, request, now)? {
                    Ok(admitted) => return Ok(Ok(admitted)),
                    Err(refused) => refused,
                };
                see_expiry(tx, &refused, now)?;
                if recording.of_next(refused.why, &mut is_recorded) {
                    record(tx, request, &refused, now)?;
                } else {
                    left_out = Some(LeftOut::and_one(left_out, now));
                }
                Ok(Err(refused.why))
            });
            Ok((answers.collect::<Result<_, Failure>>()?, left_out))
        })?;
        self.left_out = left_out;
        Ok(answers)
    }

    /// The clients that have registered, or were found to be used from two machines, since `after`, which is the mark of an earlier answer; without one only the
    /// mark. Administrators get all of them, other users their own.
    ///
    /// # Errors
    /// [`Failure`], as everywhere below.
    pub fn arrivals(&mut self, session: &Session, after: Option<i64>) -> Result<Arrivals, Failure> {
        self.reading(session, Operation::ReadOwnAccount, |tx, caller| {
            let user = &caller.account.user;
            let of = (!user.roles.is_administrator()).then_some(user.id);
            Ok(Arrivals {
                clients: after.map_or_else(|| Ok(Vec::new()), |after| tx.arrivals(after, of))?,
                mark: tx.audit_end()?,
            })
        })
    }

    /// Tries whether a registration would be written, by writing as much and taking it back.
    ///
    /// # Errors
    /// [`Failure::Storage`] where it would not.
    pub fn check_writable(&mut self) -> Result<(), Failure> {
        self.directory.write::<_, Failure>(|tx| Ok(tx.write_trial()?))?;
        self.directory.write(|tx| Ok(tx.end_trials()?))
    }

    /// Keeps where the registration service is found, for the console to show; `account` is the one of the operating
    /// system that runs it. Returns what was kept.
    pub fn note_service_started(
        &mut self,
        url: &str,
        fingerprint: Option<Fingerprint>,
        account: &str,
    ) -> Result<ServiceInfo, Failure> {
        let now = self.now();
        let info = ServiceInfo {
            url: url.to_owned(),
            fingerprint,
            started_at: now,
            stopped_at: None,
        };
        self.directory.write::<_, Failure>(|tx| {
            tx.hold(Hold::RegistrationService)?;
            tx.keep_registration_service(&info)?;
            write_service_audit(tx, AuditAction::ServiceStarted, account, url, now)
        })?;
        Ok(info)
    }

    /// Keeps the fingerprint of the certificate that the running service has now.
    pub fn note_certificate_renewed(&mut self, fingerprint: Fingerprint) -> Result<(), Failure> {
        self.directory.write(|tx| {
            tx.hold(Hold::RegistrationService)?;
            if let Some(info) = tx.registration_service()? {
                tx.keep_registration_service(&ServiceInfo {
                    fingerprint: Some(fingerprint),
                    ..info
                })?;
            }
            Ok(())
        })
    }

    /// Keeps that the registration service which was `started` has stopped in good order. Where another one has started
    /// since, that one runs on, and it is the one the console shows.
    pub fn note_service_stopped(&mut self, started: &ServiceInfo, account: &str) -> Result<(), Failure> {
        let (now, left_out) = (self.now(), self.left_out.take());
        self.directory.write(|tx| {
            if let Some(left_out) = left_out {
                left_out.write(tx, now)?;
            }
            tx.hold(Hold::RegistrationService)?;
            let last = tx.registration_service()?;
            // Its certificate may have been renewed since.
            if let Some(last) = last.filter(|last| (&last.url, last.started_at) == (&started.url, started.started_at)) {
                tx.keep_registration_service(&ServiceInfo {
                    stopped_at: Some(now),
                    ..last
                })?;
            }
            write_service_audit(tx, AuditAction::ServiceStopped, account, &started.url, now)
        })
    }
}

fn write_service_audit(
    tx: &WriteTx<'_>,
    action: AuditAction,
    account: &str,
    url: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    tx.write_audit(&AuditEntry {
        at: now,
        actor: AuditActor::SystemAccount(account.to_owned()),
        action,
        user: None,
        client: None,
        detail: Some(AuditDetail::service(url)),
    })?;
    Ok(())
}

/// A token or credential that was refused as expired never works again, whatever the clock shows.
fn see_expiry(tx: &WriteTx<'_>, refused: &Refused, now: Timestamp) -> Result<(), Failure> {
    if let (ClientRefusal::Token(TokenRefusal::Expired), Some(client)) = (refused.why, refused.client)
        && is_trusted(tx, now)?
    {
        tx.see_expiry_of_client(client, now)?;
    }
    Ok(())
}

fn answer(tx: &WriteTx<'_>, request: &ClientRequest, now: Timestamp) -> Result<Result<Admitted, Refused>, Failure> {
    match &request.asks {
        ClientAsks::Register {
            token,
            host,
            version,
            credential,
        } => register(tx, token, (host, version, credential), now),
        ClientAsks::Connect {
            credential,
            introduction,
        } => connect(tx, credential, introduction.as_ref(), now),
    }
}

fn register(
    tx: &WriteTx<'_>,
    token: &TokenHash,
    brought: (&HostName, &ClientVersion, &CredentialHash),
    now: Timestamp,
) -> Result<Result<Admitted, Refused>, Failure> {
    let (host, version, credential) = brought;
    tx.hold(Hold::Token(token))?;
    tx.hold(Hold::Credential(credential))?;
    let known = match check_registration(tx, token, credential, now)? {
        Ok(RegistrationStep::Repeat(client)) => return admitted(tx, &client).map(Ok),
        Ok(RegistrationStep::UseUp(known)) => known,
        Err(refused) => return Ok(Err(refused)),
    };
    let client = client_of(tx, &known)?;
    tx.hold(Hold::Client(client.id))?;
    let Some(next) = next_state(&client, ClientEvent::Register) else {
        return Err(odd("a live token of a client that awaits none"));
    };
    let registered = RegisteredClient {
        host,
        version,
        credential,
        expires_at: credential_end(known.credential_days, now),
    };
    if !(tx.use_up_token(token, credential, now)? && tx.register_client(&client, next, &registered, now)?) {
        return Err(odd("a token that could not be used up"));
    }
    let owner = owner_of(tx, &client)?;
    tx.write_audit(&AuditEntry {
        at: now,
        actor: AuditActor::Nobody,
        action: AuditAction::ClientRegistered,
        user: Some(named_owner(&owner)),
        client: Some((client.id, client.name.to_string())),
        detail: Some(AuditDetail::client_registered(host)),
    })?;
    admitted(tx, &client_of(tx, &known)?).map(Ok)
}

fn connect(
    tx: &WriteTx<'_>,
    credential: &CredentialHash,
    introduction: Option<&Introduction>,
    now: Timestamp,
) -> Result<Result<Admitted, Refused>, Failure> {
    tx.hold(Hold::Credential(credential))?;
    let client = match check_connect(tx, credential, now)? {
        Ok(client) => client,
        Err(refused) => return Ok(Err(refused)),
    };
    if next_state(&client, ClientEvent::Connect).is_none() {
        return Err(odd("a credential of a client that has not registered"));
    }
    if let Some(introduction) = introduction {
        tx.hold(Hold::Client(client.id))?;
        take_host(tx, &client, &introduction.host, now)?;
    }
    tx.see_client(client.id, introduction.map(|introduction| &introduction.version), now)?;
    admitted(tx, &client).map(Ok)
}

/// Keeps the host that a client named, and puts on record what it means. The trail is read only if the host is another
/// one, so a fleet that stays where it is costs nothing more.
fn take_host(tx: &WriteTx<'_>, client: &Client, host: &HostName, now: Timestamp) -> Result<(), Failure> {
    let before = client.host.as_deref();
    let verdict = HostVerdict::of(before, host, now, |since| tx.host_changes(client.id, since))?;
    if verdict == HostVerdict::Unchanged {
        return Ok(());
    }
    tx.keep_host(client, host)?;
    let (from, to) = (before.unwrap_or_default().to_owned(), host.as_str().to_owned());
    let (action, detail) = match verdict {
        HostVerdict::Renamed => (
            AuditAction::ClientHostChanged,
            AuditDetail::ClientHostChanged { from, to },
        ),
        HostVerdict::TwoMachines => (
            AuditAction::ClientUsedFromTwoMachines,
            AuditDetail::ClientUsedFromTwoMachines { from, to },
        ),
        HostVerdict::Unchanged | HostVerdict::Unrecorded => return Ok(()),
    };
    let owner = owner_of(tx, client)?;
    tx.write_audit(&AuditEntry {
        at: now,
        actor: AuditActor::Nobody,
        action,
        user: Some(named_owner(&owner)),
        client: Some((client.id, client.name.to_string())),
        detail: Some(detail),
    })?;
    Ok(())
}

fn record(tx: &WriteTx<'_>, request: &ClientRequest, refused: &Refused, now: Timestamp) -> Result<(), Failure> {
    let user = match refused.user {
        Some(id) => tx.owner(id)?.as_ref().map(named_owner),
        None => None,
    };
    let client = match refused.client {
        Some(id) => tx.client(id)?.map(|client| (client.id, client.name.to_string())),
        None => None,
    };
    tx.write_audit(&AuditEntry {
        at: now,
        actor: AuditActor::Nobody,
        action: AuditAction::ClientRefused,
        user,
        client,
        detail: Some(AuditDetail::client_refused(&request.asks, request.address, refused.why)),
    })?;
    Ok(())
}

fn next_state(client: &Client, event: ClientEvent) -> Option<ClientState> {
    client.state.apply(event).ok().and_then(|step| step.next)
}

fn admitted(tx: &Tx<'_>, client: &Client) -> Result<Admitted, Failure> {
    Ok(Admitted {
        client: client.name.clone(),
        user_name: owner_of(tx, client)?.user_name,
        credential_expires_at: client.credential_expires_at,
    })
}

/// The owner as the audit trail names one.
fn named_owner(owner: &Owner) -> (UserId, String) {
    (owner.id, owner.user_name.to_string())
}

fn client_of(tx: &Tx<'_>, known: &KnownToken) -> Result<Client, Failure> {
    let client = match known.client {
        Some(id) => tx.client(id)?,
        None => None,
    };
    client.ok_or_else(|| odd("a live token without its client"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_decided_once_however_often_the_transaction_is_done() {
        let (mut recording, mut asked) = (Recording::default(), 0);
        let mut transaction = || {
            recording.begin();
            [(); 3].map(|()| {
                recording.of_next(ClientRefusal::CredentialTaken, |_| {
                    asked += 1;
                    asked != 2
                })
            })
        };
        let first = transaction();
        assert_eq!(first, [true, false, true]);
        assert_eq!(transaction(), first);
        assert_eq!(asked, 3);
    }
}
