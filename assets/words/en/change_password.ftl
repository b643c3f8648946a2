# Words of changing one's own password.

# The title of the dialog, and the entry of the menu.
title = Change Password
# The present password.
current = Current Password
# The new password.
new = New Password
# The button.
submit = Change password
# The button while it is under way.
busy = Changing the password
# The heading when it must be changed.
must_heading = Choose your own password
# Why it must be changed.
must_text = Another person set this password. Choose one that only you know.
