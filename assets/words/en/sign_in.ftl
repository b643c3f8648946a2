# Words of signing in and the locked console.

# The button.
submit = Sign in
# The button while the password is being checked.
busy = Checking the password
# The field for who it is.
user_name = User Name
# Takes the account of the demonstration.
use_it = Use it
# The title of the offered account.
demo_title = Demonstration
# What may be done again once the wait is over.
try_now = You can try again now
# What a locked console says.
locked = The console is locked
demo_account = Sample data, deleted when you close the window. Sign in as { $user_name }
