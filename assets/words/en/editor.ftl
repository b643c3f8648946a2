# Words of Edit User, Create User and Token Management.

# The dialog's name while a user is changed.
edit_user = Edit User
# The dialog's name while a user is created.
create_user = Create User
# The dialog's name while it shows one's own clients, and the entry of the menu.
token_management = Token Management
# Under the name while there is no user yet.
new_user = New user in this directory
# The accessible name of the two tabs together.
tabs = Sections of the dialog
# The first tab.
tab_details = User Details
# The second tab.
tab_provision = Avo Assure Client Provision
# Saves the details and closes.
update = Update
# Creates the user.
create = Create
# Leaves Token Management.
close = Close
# Leaves without doing it.
cancel = Cancel
# In the footer while an answer is awaited.
saving = Saving
# In the body while the user is read.
loading = Loading the user
# Reads the user once more.
try_again = Try again
# In the footer of the second tab.
clients_note = Client changes take effect immediately. Update saves the user details.
# In the footer of Token Management.
own_clients_note = Your own clients. Changes take effect immediately.
# In the footer while a user is created.
create_note = Create saves the user and opens the clients
# The field that tells where the identity is checked.
configuration = Configuration
# Stands before the box Admin.
secondary_role = Secondary Role
# The box that makes an administrator.
admin = Admin
# Said when lowering the role took Admin away.
admin_dropped = Admin was cleared: only a Quality Manager can be an Admin
# Below the password of an existing user.
password_kept = Leave both empty to keep the current password
# Below the password of a new user.
password_rule = At least 15 characters. The user must change it at the first sign-in
# Below the User Name of a new user.
user_name_help = Can't be changed later
# The title of a conflict.
conflict_title = Another administrator changed this user
# The same with who and when, such as "bo.lindqvist changed this user (2 min ago)".
conflict_title_by = { $name } changed this user ({ $when })
# The same after the directory was closed, restored and opened again.
conflict_title_closed = This user is different since the directory was closed
# A client, as above.
client_conflict_by = { $name } changed this client ({ $when })
# What to do where both changed a field.
conflict_choose = Choose what to keep, then select Update
# What to do if there is nothing to choose.
conflict_merged = Your changes don't overlap. Select Update to save both
# Before what you typed.
yours = Yours
# Before what the other person saved.
theirs = Theirs
# Keeps what you typed.
keep_yours = Keep yours
# Takes what the other person saved.
take_theirs = Take theirs
# The same where no person is known: the directory was closed, restored and opened again.
in_directory = In the directory
take_from_directory = Take the directory's
conflict_merged_closed = Your changes are in other fields. Select Update to save them
# Inside the empty field for a client's name.
client_name_hint = For example build-host-8
# Makes a client and its token.
generate = Generate
# The name of the token's box.
token = Token
# In the box while there is no token.
token_none = Generate, Reregister or Reprovision to get a token
# The same where one cannot Reprovision.
own_token_none = Generate or Reregister to get a token
# What a screen reader reads while the token is masked.
token_hidden = Hidden until Reveal is selected
# How long a new token waits.
token_expires = Token expires
# How long a client works with what it gets for its token.
client_works_for = Client works for
# What both choices are for.
terms_note = Both apply to Generate, Reregister and Reprovision
# The same where one cannot Reprovision.
own_terms_note = Both apply to Generate and Reregister
# Said while Never is chosen.
never_expires_caution = A token that never expires works until it is used. Choose this only if the client can't be registered within 30 days
# Above the clients of a disabled user.
user_disabled = This user is disabled
# What that means for them.
user_disabled_how = Tokens and clients are refused until the user is enabled in User Management
# Shows the token.
reveal = Reveal
# Masks the token.
hide = Hide
# Puts the token on the clipboard once more.
copy = Copy
# Three words that tell this token from others, to compare over the telephone.
check_words = Check words: { $words }
# What they are for.
check_words_how = The client shows the same words once this token is pasted
# Puts server, fingerprint and token on the clipboard in one text.
copy_with_server = Copy with server
# What that is for.
copy_with_server_how = Server, fingerprint and token in one text. Paste it into any field of the client
# Writes the token to a file.
download = Download
# Takes our text off the clipboard.
clear_now = Clear now
# While the token is on its way to the clipboard.
copying = Copying
# Said aloud once the token is on the clipboard.
copied = Copied to the clipboard
# Once the token has left the clipboard.
cleared = Cleared from the clipboard
# Once another copy has taken the token's place on the clipboard.
replaced = Replaced by another copy
# The name of the table.
clients = Clients
# A column's title.
column_client = Client Name
# A column's title.
column_status = Status
# A column's title.
column_expires = Expires
# A column's title.
column_host = Host
# A column's title.
column_issued = Token issued
# A column's title.
column_seen = Last seen
# A column's title.
column_actions = Actions
# Something that has not happened yet.
not_yet = not yet
# A moment that never was.
never = never
# Something without an end, as it is read aloud.
never_expires_said = Never expires
# In the column Expires of a client that has nothing that could run out.
nothing_to_expire = –
# The same for those who do not see it.
nothing_to_expire_said = Nothing that can expire
# The title of an empty table.
no_clients = No clients yet
# What to do about an empty table.
no_clients_how = A client is one installation that works for this user. Enter its name above and select Generate
# The same for one's own clients.
no_own_clients_how = A client is one installation that works for you. Enter its name above and select Generate
# The title of the second tab while a user is created.
create_first = Create the user first
# Why that tab is empty.
create_first_how = Clients belong to a user. Create the user, then generate tokens here
# Goes back to the first tab.
to_details = Go to User Details
# Asks before unsaved details are thrown away.
discard_title = Discard your changes?
# Throws them away.
discard = Discard changes
# Keeps them.
keep_editing = Keep editing
# Closes although a token is lost.
close_anyway = Close anyway
# Does not close.
keep_open = Keep open
# Below a token of a disabled user.
token_of_disabled = It is shown only now and is refused until the user is enabled.
unsaved = { $count ->
    [0] No unsaved changes
    [one] 1 unsaved change
   *[other] { $count } unsaved changes
}
discard_text = { $count ->
    [one] 1 unsaved change will be lost. Client changes have already taken effect and stay
   *[other] { $count } unsaved changes will be lost. Client changes have already taken effect and stay
}
token_for = Token for { $client }, for { $user }
token_expiring = Paste it in the client. It is shown only now, works once and expires { $expires }.
token_never_expiring = Paste it in the client. It is shown only now, works once and never expires.
used_by = { $client } registered. This token is used up
used_by_at = { $client } registered { $at }. This token is used up
used_by_on = { $client } registered from { $host }. This token is used up
used_by_on_at = { $client } registered from { $host } { $at }. This token is used up
spent_file = The token in { $path } no longer works. Delete the file
# Below a token that no longer works, and why.
token_replaced = This token is void: { $client } got a newer one from another console. Reprovision { $client } to get another
token_replaced_own = This token is void: { $client } got a newer one from another console. Deregister and Reregister { $client } to get another
token_deregistered = This token is void: { $client } was deregistered. Reregister { $client } to get another
token_client_deleted = This token is void: { $client } was deleted
token_user_deleted = This token is void: its user was deleted
token_expired = This token has expired. Reprovision { $client } to get another
token_expired_own = This token has expired. Deregister and Reregister { $client } to get another
# The message about a token that left the clipboard by itself, and why.
left_suspended = The token for { $client } was cleared from the clipboard: its user is disabled
left_replaced = The token for { $client } was cleared from the clipboard: the client got a newer one from another console
left_deregistered = The token for { $client } was cleared from the clipboard: the client was deregistered
left_client_deleted = The token for { $client } was cleared from the clipboard: the client was deleted
left_user_deleted = The token for { $client } was cleared from the clipboard: its user was deleted
left_expired = The token for { $client } was cleared from the clipboard: it has expired
expires_at = Expires { $away }, { $exact }
expires_soon = Expires soon, { $away }, { $exact }
expired_at = Expired { $away }, { $exact }
on_clipboard = On the clipboard, cleared in { $secs } s
other_on_clipboard = { $kind ->
    [password] The one-time password for { $name } is on the clipboard, cleared in { $secs } s
   *[token] The token for { $name } is on the clipboard, cleared in { $secs } s
}
other_copied = { $kind ->
    [password] The one-time password for { $name } is on the clipboard
   *[token] The token for { $name } is on the clipboard
}
copy_failed_because = { $kind ->
    [password] Not copied. { $why }. Reveal still works
   *[token] Not copied. { $why }. Reveal and Download still work
}
clear_failed_because = Still on the clipboard. { $why }. Copy something else to replace it
clear_unknown_because = It may still be on the clipboard. { $why }. Copy something else to replace it
downloaded = Saved to { $path }. Delete the file once the client is registered
strength_or_kept = { $reason }. Leave both empty to keep the current password.
taken_over_and_choose = Updated from the other administrator: { $fields }. { conflict_choose }
taken_over_and_merged = Updated from the other administrator: { $fields }. { conflict_merged }
taken_from_directory_and_choose = Updated from the directory: { $fields }. { conflict_choose }
taken_from_directory_and_merged = Updated from the directory: { $fields }. { conflict_merged_closed }
your_value = { yours }: { $value }
their_value = { theirs }: { $value }
directory_value = { in_directory }: { $value }
whose = { $full_name }, { $email }
from_to = { $field } ({ $from } is now { $to })
choice_group = { $field }, yours or theirs
choice_group_closed = { $field }, yours or the directory's
reprovision_client = Reprovision { $client }
deregister_client = Deregister { $client }
reregister_client = Reregister { $client }
delete_client = Delete { $client }
reprovision_question = Reprovision { $client }?
deregister_question = Deregister { $client }?
reregister_question = Reregister { $client }?
delete_question = Delete { $client }?
delete_consequence = { $client } and its history in this table are removed, and its name is free again. This can't be undone
reprovision_consequence = { $client } stops working immediately, until it registers with the new token
reprovision_consequence_on = { $client } on { $host } stops working immediately, until it registers with the new token
reprovision_expired = { $client } has expired and can no longer connect until it registers with the new token
reprovision_expired_on = { $client } on { $host } has expired and can no longer connect until it registers with the new token
deregister_consequence = { $client } stops working immediately. To use it again, select Reregister and register it with a new token
deregister_consequence_on = { $client } on { $host } stops working immediately. To use it again, select Reregister and register it with a new token
deregister_expired = { $client } has expired and can no longer connect. To use it again, select Reregister and register it with a new token
deregister_expired_on = { $client } on { $host } has expired and can no longer connect. To use it again, select Reregister and register it with a new token
replace_title = Replace the token for { $client }?
replace_lost = The token for { $client } was not copied or downloaded and can't be shown again. Reprovision { $client } to get another
replace_lost_own = The token for { $client } was not copied or downloaded and can't be shown again. Deregister and Reregister { $client } to get another
replace_own_text = The token for { $client } was not copied or downloaded. The new one replaces it and the old one is void
lose_title = Close without the token for { $client }?
lose_lost = It was not copied or downloaded and can't be shown again. Reprovision { $client } to get another
lose_lost_own = It was not copied or downloaded and can't be shown again. Deregister and Reregister { $client } to get another
acting_reprovision = Reprovisioning
acting_deregister = Deregistering
acting_reregister = Reregistering
acting_delete = Deleting
waiting_in_short = Waiting for client
# What an action stops, and below it which token it replaces.
consequence_and_loss =
    { $consequence }.

    { $loss }
# The box that leaves only some of a user's clients in the table.
filter_clients = Filter clients
# Inside that box while it is empty.
filter_hint = Filter { $total } clients
# Beside the box: all clients, and how many of them are registered.
clients_count = { $total } clients, { $registered } registered
# Beside the box while it leaves some out.
clients_shown = { $shown } of { $total } clients, { $registered } registered
# In place of the table when the filter leaves none.
no_client_matches = No client matches
# What to do then.
no_client_matches_how = The filter looks in the client's name and host
# Empties the filter box.
clear_filter = Clear filter
# In the cell of a host, in short: its client is used from two machines.
two_machines = Two machines
# The same as it is read aloud and where the pointer rests.
used_from_two_machines = Used from two machines: { $host } and { $other_host }, { $relative }, { $exact }. If this is not intended, Deregister the client
