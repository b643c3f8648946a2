# Words of confirming a change with the password.

# The title.
title = Confirm with your password
# Why.
text = Changing a role or making a backup requires your password. You won't be asked again for 10 minutes.
text = This change requires your password. You won't be asked again for 10 minutes.
# The button.
submit = Confirm
