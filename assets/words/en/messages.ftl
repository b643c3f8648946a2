# Messages about users, clients and tokens, shown for a while and kept in the list.

# A user was created. The product's own words.
user_created = User Created Successfully!
# The details of a user were saved.
user_updated = User updated successfully
# One's own password was changed.
password_changed = Password changed
# The role of the person who is signed in was lowered.
administrator_lost = You are no longer an administrator. Ask another administrator if this is a mistake
# What was typed about a user can\'t be kept.
draft_lost = Your unsaved changes to a user were discarded
# A user whose name is not known any longer was deleted.
unnamed_deleted = Deleted the user
# A client whose name is not known any longer was deregistered.
unnamed_client_deregistered = The client is deregistered
# A client whose name is not known any longer was deleted.
unnamed_client_deleted = The client is deleted
# Download was pressed too often.
download_queue_full = The disk is busy and the token was not saved. Try again in a moment
user_deleted = Deleted { $user_name }
user_enabled = { $user_name } is enabled
user_disabled = { $user_name } is disabled
user_unlocked = { $user_name } is unlocked
user_not_deleted = { $user_name } was not deleted. { $why }
unnamed_not_deleted = The user was not deleted. { $why }
not_enabled = The user was not enabled. { $why }
not_disabled = The user was not disabled. { $why }
not_unlocked = The user was not unlocked. { $why }
client_deregistered = { $client } is deregistered
client_deleted = { $client } is deleted
token_discarded = The token for { $client } was discarded because the console was locked. Reprovision { $client } to get a new one
secret_copied_without_dialog = { $kind ->
    [password] The one-time password for { $name } is being copied to the clipboard
   *[token] The token for { $name } is being copied to the clipboard
}
token_saved = The token was saved to { $path }
token_not_saved = The token was not saved. { $why }
