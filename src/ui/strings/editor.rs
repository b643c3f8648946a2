//! Words of the dialogs Edit User, Create User and Token Management.

use super::arrivals::in_short;
use super::clipboard::{cause, secret_cleared};
use crate::domain::client::{Client, ClientAction, ClientStatus};
use crate::domain::clipboard_failure::ClipboardFailure;
use crate::domain::time::Timestamp;
use crate::domain::token_standing::{TokenStanding, VoidCause};
use crate::state::SecretKind;
use crate::words::lists::list;
use crate::words::{Label as _, words};

words! {
    "editor":
    edit_user;
    create_user;
    token_management;
    new_user;
    tabs;
    tab_details;
    tab_provision;
    update;
    create;
    close;
    cancel;
    saving;
    loading;
    try_again;
    clients_note;
    own_clients_note;
    create_note;
    configuration;
    secondary_role;
    admin;
    admin_dropped;
    password_kept;
    password_rule;
    user_name_help;
    conflict_title;
    conflict_title_by(name: &str, when: &str);
    conflict_title_closed;
    client_conflict_by(name: &str, when: &str);
    conflict_choose;
    conflict_merged;
    yours;
    theirs;
    keep_yours;
    take_theirs;
    in_directory;
    take_from_directory;
    conflict_merged_closed;
    client_name_hint;
    generate;
    token;
    token_none;
    own_token_none;
    token_hidden;
    token_expires;
    client_works_for;
    terms_note;
    own_terms_note;
    never_expires_caution;
    user_disabled;
    user_disabled_how;
    reveal;
    hide;
    copy;
    check_words(words: &str);
    check_words_how;
    copy_with_server;
    copy_with_server_how;
    download;
    clear_now;
    copying;
    copied;
    cleared;
    replaced;
    clients;
    column_client;
    column_status;
    column_expires;
    column_host;
    column_issued;
    column_seen;
    column_actions;
    not_yet;
    never;
    never_expires_said;
    nothing_to_expire;
    nothing_to_expire_said;
    no_clients;
    no_clients_how;
    no_own_clients_how;
    create_first;
    create_first_how;
    to_details;
    discard_title;
    discard;
    keep_editing;
    close_anyway;
    keep_open;
    token_of_disabled;
    filter_clients;
    no_client_matches;
    no_client_matches_how;
    clear_filter;
    filter_hint(total: u64);
    clients_count(total: u64, registered: u64);
    clients_shown(shown: u64, total: u64, registered: u64);
    unsaved(count: usize);
    discard_text(count: usize);
    token_for(client: &str, user: &str);
    token_expiring(expires: &str);
    token_never_expiring;
    used_by(client: &str);
    used_by_at(client: &str, at: &str);
    used_by_on(client: &str, host: &str);
    used_by_on_at(client: &str, host: &str, at: &str);
    spent_file(path: &str);
    token_replaced(client: &str);
    token_replaced_own(client: &str);
    token_deregistered(client: &str);
    token_client_deleted(client: &str);
    token_user_deleted;
    token_expired(client: &str);
    token_expired_own(client: &str);
    left_suspended(client: &str);
    left_replaced(client: &str);
    left_deregistered(client: &str);
    left_client_deleted(client: &str);
    left_user_deleted(client: &str);
    left_expired(client: &str);
    expires_at(away: &str, exact: &str);
    expires_soon(away: &str, exact: &str);
    expired_at(away: &str, exact: &str);
    on_clipboard(secs: i64);
    other_on_clipboard(kind: &str, name: &str, secs: i64);
    other_copied(kind: &str, name: &str);
    copy_failed_because(kind: &str, why: &str);
    clear_failed_because(why: &str);
    clear_unknown_because(why: &str);
    downloaded(path: &str);
    strength_or_kept(reason: &str);
    taken_over_and_choose(fields: &str);
    taken_over_and_merged(fields: &str);
    taken_from_directory_and_choose(fields: &str);
    taken_from_directory_and_merged(fields: &str);
    your_value(value: &str);
    their_value(value: &str);
    directory_value(value: &str);
    whose(full_name: &str, email: &str);
    consequence_and_loss(consequence: &str, loss: &str);
    from_to(field: &str, from: &str, to: &str);
    choice_group(field: &str);
    choice_group_closed(field: &str);
    reprovision_client(client: &str);
    deregister_client(client: &str);
    reregister_client(client: &str);
    delete_client(client: &str);
    reprovision_question(client: &str);
    deregister_question(client: &str);
    reregister_question(client: &str);
    delete_question(client: &str);
    delete_consequence(client: &str);
    reprovision_consequence(client: &str);
    reprovision_consequence_on(client: &str, host: &str);
    reprovision_expired(client: &str);
    reprovision_expired_on(client: &str, host: &str);
    deregister_consequence(client: &str);
    deregister_consequence_on(client: &str, host: &str);
    deregister_expired(client: &str);
    deregister_expired_on(client: &str, host: &str);
    replace_title(client: &str);
    replace_lost(client: &str);
    replace_lost_own(client: &str);
    replace_own_text(client: &str);
    lose_title(client: &str);
    lose_lost(client: &str);
    lose_lost_own(client: &str);
    acting_reprovision;
    acting_deregister;
    acting_reregister;
    acting_delete;
    waiting_in_short;
    two_machines;
    used_from_two_machines(host: &str, other_host: &str, relative: &str, exact: &str);
}

/// Below a token: what to do with it, and when it expires.
pub fn token_how(expires: Option<&str>) -> String {
    expires.map_or_else(|| token_never_expiring().to_owned(), token_expiring)
}

/// What became of a token that its client has registered with, on which host and when, as far as that is known.
pub fn token_used(client: &str, host: Option<&str>, at: Option<&str>) -> String {
    let host = host.map(in_short);
    match (host.as_deref(), at) {
        (None, None) => used_by(client),
        (None, Some(at)) => used_by_at(client, at),
        (Some(host), None) => used_by_on(client, host),
        (Some(host), Some(at)) => used_by_on_at(client, host, at),
    }
}

/// What became of a token, in its box; none of one that may still work. `is_own` where the person cannot Reprovision;
/// `told` formats a moment.
pub fn token_spent(
    client: &str,
    standing: &TokenStanding,
    is_own: bool,
    told: impl FnOnce(Timestamp) -> String,
) -> Option<String> {
    Some(match standing {
        TokenStanding::Unread | TokenStanding::Live | TokenStanding::Suspended => return None,
        TokenStanding::Used { host, at } => {
            let at = at.map(told);
            token_used(client, host.as_deref(), at.as_deref())
        }
        TokenStanding::Void(VoidCause::Replaced) if is_own => token_replaced_own(client),
        TokenStanding::Void(VoidCause::Replaced) => token_replaced(client),
        TokenStanding::Void(VoidCause::Deregistered) => token_deregistered(client),
        TokenStanding::Void(VoidCause::ClientDeleted) => token_client_deleted(client),
        TokenStanding::Void(VoidCause::UserDeleted) => token_user_deleted().to_owned(),
        TokenStanding::Expired if is_own => token_expired_own(client),
        TokenStanding::Expired => token_expired(client),
    })
}

/// The message that a token has left the clipboard, because it does not work where its standing says why.
pub fn token_left_clipboard(client: &str, standing: &TokenStanding) -> String {
    match standing {
        TokenStanding::Unread | TokenStanding::Live | TokenStanding::Used { .. } => {
            secret_cleared(SecretKind::Token.code())
        }
        TokenStanding::Suspended => left_suspended(client),
        TokenStanding::Void(VoidCause::Replaced) => left_replaced(client),
        TokenStanding::Void(VoidCause::Deregistered) => left_deregistered(client),
        TokenStanding::Void(VoidCause::ClientDeleted) => left_client_deleted(client),
        TokenStanding::Void(VoidCause::UserDeleted) => left_user_deleted(client),
        TokenStanding::Expired => left_expired(client),
    }
}

/// The status as it is painted where room is short; its full words are the accessible name and the tooltip.
pub fn status_in_short(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Waiting => waiting_in_short(),
        other => other.label(),
    }
}

/// Copying failed; what still works.
pub fn copy_failed(kind: SecretKind, why: ClipboardFailure) -> String {
    copy_failed_because(kind.code(), &cause(kind, why))
}

/// Clearing failed; what to do.
pub fn clear_failed(kind: SecretKind, why: ClipboardFailure) -> String {
    let words = if why.is_still_there() {
        clear_failed_because
    } else {
        clear_unknown_because
    };
    words(&cause(kind, why))
}

/// The password meter.
pub fn strength(reason: &str, is_create: bool) -> String {
    if is_create {
        reason.to_owned()
    } else {
        strength_or_kept(reason)
    }
}

/// What to do about a conflict, after the fields that are taken over: from another person, or where `is_closing`, from
/// the directory that was closed meanwhile.
pub fn conflict_text(taken_over: &[String], asks: bool, is_closing: bool) -> String {
    let fields = list(taken_over);
    match (taken_over.is_empty(), asks) {
        (true, true) => conflict_choose().to_owned(),
        (true, false) => conflict_merged().to_owned(),
        (false, true) if is_closing => taken_from_directory_and_choose(&fields),
        (false, false) if is_closing => taken_from_directory_and_merged(&fields),
        (false, true) => taken_over_and_choose(&fields),
        (false, false) => taken_over_and_merged(&fields),
    }
}

/// The accessible name of an action on a client.
pub fn action_name(action: ClientAction, client: &str) -> String {
    match action {
        ClientAction::Reprovision => reprovision_client(client),
        ClientAction::Deregister => deregister_client(client),
        ClientAction::Reregister => reregister_client(client),
        ClientAction::Delete => delete_client(client),
    }
}

/// What is under way.
pub fn acting(action: ClientAction) -> &'static str {
    match action {
        ClientAction::Reprovision => acting_reprovision(),
        ClientAction::Deregister => acting_deregister(),
        ClientAction::Reregister => acting_reregister(),
        ClientAction::Delete => acting_delete(),
    }
}

/// The question before an action.
pub fn action_title(action: ClientAction, client: &str) -> String {
    match action {
        ClientAction::Reprovision => reprovision_question(client),
        ClientAction::Deregister => deregister_question(client),
        ClientAction::Reregister => reregister_question(client),
        ClientAction::Delete => delete_question(client),
    }
}

/// What an action on a client stops or removes; none where it does neither.
pub fn action_consequence(action: ClientAction, client: &Client, now: Timestamp) -> Option<String> {
    let (name, host) = (client.name.as_str(), client.host.as_deref());
    let has_expired = client.credential_expires_at.is_some_and(|at| at <= now);
    match action {
        ClientAction::Delete => Some(delete_consequence(name)),
        ClientAction::Reprovision if client.holds_credential => Some(match (host, has_expired) {
            (None, false) => reprovision_consequence(name),
            (Some(host), false) => reprovision_consequence_on(name, host),
            (None, true) => reprovision_expired(name),
            (Some(host), true) => reprovision_expired_on(name, host),
        }),
        ClientAction::Deregister if client.holds_credential => Some(match (host, has_expired) {
            (None, false) => deregister_consequence(name),
            (Some(host), false) => deregister_consequence_on(name, host),
            (None, true) => deregister_expired(name),
            (Some(host), true) => deregister_expired_on(name, host),
        }),
        _ => None,
    }
}

/// What replacing a token loses; `is_own` where the person cannot Reprovision.
pub fn replace_text(client: &str, is_own: bool) -> String {
    if is_own {
        replace_lost_own(client)
    } else {
        replace_lost(client)
    }
}

/// What closing with such a token loses; `is_own` where the person cannot Reprovision.
pub fn lose_text(client: &str, is_own: bool) -> String {
    if is_own {
        lose_lost_own(client)
    } else {
        lose_lost(client)
    }
}
