//! The words of the dialogs Edit User and Create User. Labels of fields and causes of failures live in `domain`.

use crate::domain::client::{Client, ClientAction, ClientStatus};
use crate::domain::time::Timestamp;
use crate::state::UsedToken;
use crate::ui::format::Times;

/// The dialog's name while a user is changed.
pub fn edit_user() -> &'static str {
    "Edit User"
}
/// The dialog's name while a user is created.
pub fn create_user() -> &'static str {
    "Create User"
}
/// The dialog's name while it shows one's own clients, and the entry of the menu.
pub fn token_management() -> &'static str {
    "Token Management"
}
/// Under the name while there is no user yet.
pub fn new_user() -> &'static str {
    "A new user of this directory"
}
/// The accessible name of the two tabs together.
pub fn tabs() -> &'static str {
    "Parts of the dialog"
}
/// The first tab.
pub fn tab_details() -> &'static str {
    "User Details"
}
/// The second tab.
pub fn tab_provision() -> &'static str {
    "Avo Assure Client Provision"
}
/// Saves the details and closes.
pub fn update() -> &'static str {
    "Update"
}
/// Creates the user.
pub fn create() -> &'static str {
    "Create"
}
/// Leaves Token Management.
pub fn close() -> &'static str {
    "Close"
}
/// Leaves without doing it.
pub fn cancel() -> &'static str {
    "Cancel"
}
/// In the footer while an answer is awaited.
pub fn saving() -> &'static str {
    "Saving, one moment"
}
/// In the body while the user is read.
pub fn loading() -> &'static str {
    "Reading the user"
}
/// Reads the user once more.
pub fn try_again() -> &'static str {
    "Try again"
}
/// In the footer of the second tab.
pub fn clients_note() -> &'static str {
    "Client changes take effect at once. Update saves the user details."
}
/// In the footer of Token Management.
pub fn own_clients_note() -> &'static str {
    "Your own clients. Changes take effect at once."
}
/// In the footer while a user is created.
pub fn create_note() -> &'static str {
    "Create saves the user and goes on to the clients"
}
/// In the footer while nothing is typed.
pub fn no_changes() -> &'static str {
    "No unsaved changes"
}

/// The field that tells where the identity is checked.
pub fn configuration() -> &'static str {
    "Configuration"
}
/// Stands before the box Admin.
pub fn secondary_role() -> &'static str {
    "Secondary Role"
}
/// The box that makes an administrator.
pub fn admin() -> &'static str {
    "Admin"
}
/// Said when lowering the role took Admin away.
pub fn admin_dropped() -> &'static str {
    "Admin was taken away, only a Quality Manager can have it"
}
/// Below the password of an existing user.
pub fn password_kept() -> &'static str {
    "Leave both empty to keep the present one"
}
/// Below the password of a new user.
pub fn password_rule() -> &'static str {
    "At least 15 characters; the user changes it at the first sign-in"
}
/// Below the User Name of a new user.
pub fn user_name_help() -> &'static str {
    "It cannot be changed later"
}

/// The title of a conflict.
pub fn conflict_title() -> &'static str {
    "Somebody else changed this user in the meantime"
}
/// What to do where both changed a field.
pub fn conflict_choose() -> &'static str {
    "Choose what to keep, then select Update"
}
/// What to do where nobody has to choose.
pub fn conflict_merged() -> &'static str {
    "No field was changed by both of you. Select Update to save yours with theirs"
}
/// Before what you typed.
pub fn yours() -> &'static str {
    "Yours"
}
/// Before what the other person saved.
pub fn theirs() -> &'static str {
    "Theirs"
}
/// Keeps what you typed.
pub fn keep_yours() -> &'static str {
    "Keep yours"
}
/// Takes what the other person saved.
pub fn take_theirs() -> &'static str {
    "Take theirs"
}

/// Inside the empty field for a client's name.
pub fn client_name_hint() -> &'static str {
    "For example build-host-8"
}
/// Makes a client and its token.
pub fn generate() -> &'static str {
    "Generate"
}
/// The name of the token's box.
pub fn token() -> &'static str {
    "Token"
}
/// In the box while there is no token.
pub fn token_none() -> &'static str {
    "Generate, Reregister or Reprovision to get a token"
}
/// The same where one cannot Reprovision.
pub fn own_token_none() -> &'static str {
    "Generate or Reregister to get a token"
}
/// What a screen reader reads while the token is masked.
pub fn token_hidden() -> &'static str {
    "Hidden until Reveal is selected"
}
/// How long a new token waits.
pub fn token_expires() -> &'static str {
    "Token expires"
}
/// How long a client works with what it gets for its token.
pub fn client_works_for() -> &'static str {
    "Client works for"
}
/// What both choices are for.
pub fn terms_note() -> &'static str {
    "Both apply to Generate, Reregister and Reprovision"
}
/// The same where one cannot Reprovision.
pub fn own_terms_note() -> &'static str {
    "Both apply to Generate and Reregister"
}
/// Said while Never is chosen.
pub fn never_expires_caution() -> &'static str {
    "A token that never expires works until it is used; choose this only where the client cannot be registered within 30 days"
}
/// Above the clients of somebody who is disabled.
pub fn user_disabled() -> &'static str {
    "This user is disabled"
}
/// What that means for them.
pub fn user_disabled_how() -> &'static str {
    "Tokens and clients are refused until the user is enabled in the table of users"
}
/// Below a token that no longer works.
pub fn token_void() -> &'static str {
    "This token is void: its client was deregistered or deleted"
}
/// Below a token that has run out.
pub fn token_expired() -> &'static str {
    "This token has expired. Make a new one"
}
/// Shows the token.
pub fn reveal() -> &'static str {
    "Reveal"
}
/// Masks the token.
pub fn hide() -> &'static str {
    "Hide"
}
/// Puts the token on the clipboard once more.
pub fn copy() -> &'static str {
    "Copy"
}
/// Writes the token to a file.
pub fn download() -> &'static str {
    "Download"
}
/// Takes our text off the clipboard.
pub fn clear_now() -> &'static str {
    "Clear now"
}
/// While the token is on its way to the clipboard.
pub fn copying() -> &'static str {
    "Copying"
}
/// Said aloud once the token is on the clipboard.
pub fn copied() -> &'static str {
    "Copied to the clipboard"
}
/// Once the token has left the clipboard.
pub fn cleared() -> &'static str {
    "Cleared from the clipboard"
}

/// The name of the table.
pub fn clients() -> &'static str {
    "Clients"
}
/// A column's title.
pub fn column_client() -> &'static str {
    "Client Name"
}
/// A column's title.
pub fn column_status() -> &'static str {
    "Status"
}
/// A column's title.
pub fn column_expires() -> &'static str {
    "Expires"
}
/// A column's title.
pub fn column_host() -> &'static str {
    "Host"
}
/// A column's title.
pub fn column_issued() -> &'static str {
    "Token issued"
}
/// A column's title.
pub fn column_seen() -> &'static str {
    "Last seen"
}
/// A column's title.
pub fn column_actions() -> &'static str {
    "Actions"
}
/// Something that has not happened yet.
pub fn not_yet() -> &'static str {
    "not yet"
}
/// A moment that never was.
pub fn never() -> &'static str {
    "never"
}
/// Something without an end, as it is read aloud.
pub fn never_expires_said() -> &'static str {
    "Never expires"
}
/// In the column Expires of a client that has nothing that could run out.
pub fn nothing_to_expire() -> &'static str {
    "–"
}
/// The same for those who do not see it.
pub fn nothing_to_expire_said() -> &'static str {
    "Nothing that could expire"
}
/// The title of an empty table.
pub fn no_clients() -> &'static str {
    "No clients yet"
}
/// What to do about an empty table.
pub fn no_clients_how() -> &'static str {
    "A client is one installation that works for this user. Enter its name above and select Generate"
}
/// The same for one's own clients.
pub fn no_own_clients_how() -> &'static str {
    "A client is one installation that works for you. Enter its name above and select Generate"
}
/// The title of the second tab while a user is created.
pub fn create_first() -> &'static str {
    "Create the user first"
}
/// Why that tab is empty.
pub fn create_first_how() -> &'static str {
    "Clients belong to a user. Once the user is created, this tab makes tokens for them"
}
/// Goes back to the first tab.
pub fn to_details() -> &'static str {
    "Go to User Details"
}

/// Asks before unsaved details are thrown away.
pub fn discard_title() -> &'static str {
    "Discard what you changed?"
}
/// Throws them away.
pub fn discard() -> &'static str {
    "Discard changes"
}
/// Keeps them.
pub fn keep_editing() -> &'static str {
    "Keep editing"
}
/// Closes although a token is lost.
pub fn close_anyway() -> &'static str {
    "Close anyway"
}
/// Does not close.
pub fn keep_open() -> &'static str {
    "Keep open"
}

/// How much is unsaved.
pub fn unsaved(count: usize) -> String {
    match count {
        0 => no_changes().to_owned(),
        1 => "1 unsaved change".to_owned(),
        _ => format!("{count} unsaved changes"),
    }
}

/// What discarding loses.
pub fn discard_text(count: usize) -> String {
    format!(
        "{} would be lost. Client changes have taken effect already and stay",
        unsaved(count)
    )
}

/// The banner of a fresh token.
pub fn token_for(client: &str, user: &str) -> String {
    let (client, user) = token_for_parts(client, user);
    format!("{client}{user}")
}

/// The same in the two parts of which each may be cut short.
pub fn token_for_parts(client: &str, user: &str) -> (String, String) {
    (format!("Token for {client}"), format!(", for {user}"))
}

/// Below a token: what to do with it, and until when it works.
pub fn token_how(expires: Option<&str>) -> String {
    let until = expires.map_or_else(|| "never expires".to_owned(), |at| format!("expires {at}"));
    format!("Paste it in the client. It is shown only now, works once and {until}.")
}

/// Below a token of somebody who is disabled.
pub fn token_of_disabled() -> &'static str {
    "It is shown only now, and refused until the user is enabled."
}

/// What became of a token that its client has registered with.
pub fn token_used(used: &UsedToken, times: &Times) -> String {
    let client = super::arrivals::registered(used.client_name.as_str(), used.host.as_deref());
    let at = used
        .at
        .map_or_else(String::new, |at| format!(" {}", times.day_and_time(at)));
    format!("{client}{at}; this token is used up")
}

/// The file that such a token was written to.
pub fn used_file(path: &str) -> String {
    format!("Delete the file {path}, which is of no use any more")
}

/// The status as it is painted where room is short; its full words are said and shown where the pointer rests.
pub const fn status_in_short(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Waiting => "Waiting for client",
        other => other.label(),
    }
}

/// When a client runs out, for those who do not see the column.
pub fn expires_at(away: &str, exact: &str) -> String {
    format!("Expires {away}, {exact}")
}

/// The same within its last day.
pub fn expires_soon(away: &str, exact: &str) -> String {
    format!("Expires soon, {away}, {exact}")
}

/// When it ran out.
pub fn expired_at(away: &str, exact: &str) -> String {
    format!("Expired {away}, {exact}")
}

/// How to get another token for a client: who manages only the own ones cannot Reprovision.
pub fn get_another(client: &str, is_own: bool) -> String {
    if is_own {
        format!("Deregister and Reregister {client} to get another")
    } else {
        format!("Reprovision {client} to get another")
    }
}

/// The countdown beside a token on the clipboard.
pub fn on_clipboard(secs: i64) -> String {
    format!("On the clipboard, cleared in {secs} s")
}

/// The countdown where the clipboard holds the token of another client.
pub fn other_on_clipboard(client: &str, secs: i64) -> String {
    format!("The token for {client} is on the clipboard, cleared in {secs} s")
}

/// The same without the seconds that run, as it is said aloud.
pub fn other_copied(client: &str) -> String {
    format!("The token for {client} is on the clipboard")
}

/// Copying failed; what still works.
pub fn copy_failed(why: &str) -> String {
    format!(
        "Not copied: {}. Reveal and Download still work",
        why.trim_end_matches('.')
    )
}

/// Clearing failed; what to do.
pub fn clear_failed(why: &str) -> String {
    format!(
        "Still on the clipboard, it could not be cleared: {}. Copy something else to replace it",
        why.trim_end_matches('.')
    )
}

/// Where the token was written.
pub fn downloaded(path: &str) -> String {
    format!("Saved to {path}. Delete the file once the client is registered")
}

/// The password meter.
pub fn strength(reason: &str, is_create: bool) -> String {
    if is_create {
        reason.to_owned()
    } else {
        format!("{reason}. {}.", password_kept())
    }
}

/// Fields only the other person changed.
pub fn taken_over(fields: &[String]) -> String {
    format!("Taken over from them: {}", fields.join(", "))
}

/// One such field with its old and its new value.
pub fn from_to(field: &str, from: &str, to: &str) -> String {
    format!("{field} ({from} is now {to})")
}

/// The accessible name of the choice for one field.
pub fn choice_group(field: &str) -> String {
    format!("{field}, yours or theirs")
}

/// The accessible name of an action on a client.
pub fn action_name(action: ClientAction, client: &str) -> String {
    format!("{} {client}", action.label())
}

/// What is under way.
pub const fn acting(action: ClientAction) -> &'static str {
    match action {
        ClientAction::Reprovision => "Reprovisioning",
        ClientAction::Deregister => "Deregistering",
        ClientAction::Reregister => "Reregistering",
        ClientAction::Delete => "Deleting",
    }
}

/// The question before an action.
pub fn action_title(action: ClientAction, client: &str) -> String {
    format!("{} {client}?", action.label())
}

/// What an action on a client stops or takes away, or nothing where it does neither.
pub fn action_consequence(action: ClientAction, client: &Client, now: Timestamp) -> Option<String> {
    let name = client.name.as_str();
    let has_expired = client.credential_expires_at.is_some_and(|at| at <= now);
    let stops = if has_expired {
        "has expired and works no more"
    } else {
        "stops working at once"
    };
    let stays = if has_expired { "" } else { " and stays so" };
    let place = client
        .host
        .as_deref()
        .map_or_else(String::new, |host| format!(" on {host}"));
    match action {
        ClientAction::Delete => Some(format!(
            "{name} and its history in this table are removed, and its name is free again. This cannot be undone"
        )),
        ClientAction::Reprovision if client.holds_credential => Some(format!(
            "{name}{place} {stops}{stays} until it registers with the new token"
        )),
        ClientAction::Deregister if client.holds_credential => Some(format!(
            "{name}{place} {stops}. To use it again, select Reregister and register it with a new token"
        )),
        _ => None,
    }
}

/// The question before a token that nobody has is replaced.
pub fn replace_title(client: &str) -> String {
    format!("Replace the token for {client}?")
}

/// What replacing loses.
pub fn replace_text(client: &str, is_own: bool) -> String {
    format!(
        "The token for {client} was neither copied nor downloaded and cannot be shown again. {}",
        get_another(client, is_own)
    )
}

/// What replacing loses where the same client gets the next one.
pub fn replace_own_text(client: &str) -> String {
    format!("The token for {client} was neither copied nor downloaded. The new one takes its place and the old is void")
}

/// The question before a dialog with such a token closes.
pub fn lose_title(client: &str) -> String {
    format!("Close without the token for {client}?")
}

/// What closing loses.
pub fn lose_text(client: &str, is_own: bool) -> String {
    format!(
        "It was neither copied nor downloaded and cannot be shown again. {}",
        get_another(client, is_own)
    )
}
