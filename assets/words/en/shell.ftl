# Words of the frame around the screens.

# The navigation pane.
navigation = Navigation
# A screen.
home = Home
# The group of an administrator's screens.
admin = Admin
# A screen.
user_management = User Management
# A screen.
settings = Settings
# The signed-in user, and the menu that opens there.
profile = Profile
# An entry of that menu.
lock = Lock
# The button and the dialog of messages.
messages = Messages
# The list is empty.
no_messages = No messages yet
# What the list is for.
no_messages_text = Messages are kept here until you sign out
# Our secret could not be taken away.
clear_failed = { $kind ->
    [password] The one-time password for { $name } is still on the clipboard. { $why }
   *[token] The token for { $name } is still on the clipboard. { $why }
}
clear_unknown = { $kind ->
    [password] The one-time password for { $name } may still be on the clipboard. { $why }
   *[token] The token for { $name } may still be on the clipboard. { $why }
}
# Only administrators see the screen.
not_administrator = Only administrators can see this page
# What happened and what to do.
not_administrator_text = Your role has changed. Ask an administrator if you still need access
# Leads to Home.
go_home = Go to Home
# The signed-in user, as the Profile menu is read aloud.
who = { $full_name }, { $roles }
