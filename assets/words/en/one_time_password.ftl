# Words of the dialog One-time password, of the question before it, and of the button that asks for it.

# The dialog, the button, the entry of the row menu and the verb of the question.
title = One-time password
# While it is being made.
making = Making the password
# Closes the dialog.
done = Done
# Beside the button in Create User.
for_new_user = Creates the user with a password that works for 24 hours and must be changed at the first sign-in
# Beside the button in Edit User.
in_place_of_password = Replaces the password with one that works for 24 hours and must be changed at the first sign-in
whose = { $full_name }, { $user_name }
# Below the password.
works_until = Works until { $expires } and must be changed at the first sign-in. It is shown only now.
suspended = { $full_name } is disabled and can sign in with it once enabled.
question_title = Make a one-time password for { $user_name }?
question_text = The current password of { $full_name } stops working immediately, and open sessions end. The new one works for 24 hours and must be changed at the first sign-in.
question_text_locked = The current password of { $full_name } stops working immediately, open sessions end, and the user is unlocked. The new one works for 24 hours and must be changed at the first sign-in.
question_text_disabled = The current password of { $full_name } stops working immediately. The new one works for 24 hours, once the user is enabled, and must be changed at the first sign-in.
lose_title = Close without the password for { $user_name }?
lose_text = It was not copied or revealed and can't be shown again. Make another one for { $user_name } if you close now
# In the place of a password that no longer works, and why.
replaced = This password no longer works: { $full_name } has a newer one-time password
changed = This password is no longer needed: { $full_name } has another password now
user_deleted = This password no longer works: its user was deleted
expired = This password has expired. Make another one
# The message about a password that a lock wiped.
discarded = The one-time password for { $user_name } was discarded because the console was locked. Make another one if you have not handed it over
# The message about a password that left the clipboard by itself, and why.
left_suspended = The one-time password for { $user_name } was cleared from the clipboard: the user is disabled
left_replaced = The one-time password for { $user_name } was cleared from the clipboard: the user has a newer one
left_changed = The one-time password for { $user_name } was cleared from the clipboard: the user has another password now
left_user_deleted = The one-time password for { $user_name } was cleared from the clipboard: the user was deleted
left_expired = The one-time password for { $user_name } was cleared from the clipboard: it has expired
