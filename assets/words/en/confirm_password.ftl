# Words of confirming a change with the password.

# The title.
title = Confirm with your password
# Why.
text = This requires your password. You won't be asked again for 10 minutes.
# The button.
submit = Confirm
