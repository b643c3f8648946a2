# Words of the list of keys.

# The title.
title = Keyboard
# Head of the keys that work everywhere.
everywhere = Everywhere
# Head of the keys of User Management, and the key that goes there.
user_management = User Management
# Head of the keys of Edit User.
edit_user = Edit User
# F1.
this_list = This list
# Goes to Home.
home = Home
# Goes to Settings.
settings = Settings
# Goes to the search box.
search = Search users
# Opens Create User.
create_user = Create a user
# Opens Identify a token.
identify_token = Identify a token
# Locks.
lock = Lock
# Refreshes what is shown.
refresh = Refresh
# Draws everything larger.
zoom_in = Zoom in
# Draws everything smaller.
zoom_out = Zoom out
# Draws everything in its usual size.
zoom_reset = Reset zoom
# Shows or hides the characters of a password field.
show_secret = Show or hide a password
# Moves on.
next_field = Next field or button
# Moves back.
previous_field = Previous field or button
# Closes what lies on top.
close = Close the topmost dialog or menu
# One row up or down.
move_row = Move by a row
# One page up or down.
move_page = Move by a page
# The first or last row.
move_to_end = Move to the first or last user
# Opens Edit User.
edit_chosen = Edit the user
# Opens Edit User with the clients in front.
open_clients = Clients of the selected user
# Opens the row's menu.
user_menu = Menu of the user
# Asks before deleting.
delete_user = Delete the user
# Turns to the other tab.
other_tab = Switch tabs
# Submits the tab.
enter_form = Update, or Generate
# Submits the details.
save = Update
