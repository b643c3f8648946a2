# Words of Home.

# The group of users.
users = Users
# The group of clients.
clients = Clients
# The group of what needs attention.
attention = Needs attention
# Nothing should be looked at.
calm = Nothing needs attention
# Why not.
calm_text = No tokens or clients are waiting, expiring or expired, and no users are locked or disabled
# A line.
all_users = All users
# A line.
administrators = Administrators
# A line.
disabled_users = Disabled users
# A line.
locked_users = Locked users
# While the figures are being read.
loading = Loading the directory
# The group of one's own account.
account = Your account
# What a person who is not an administrator should know.
account_text = Administrators manage the users of this directory. Ask one of them to change your details.
# A line.
last_sign_in = Last sign-in
# A line.
role = Primary Role
# The group of what is to be done in a new directory.
first_steps = First steps
# A step.
create_user = Create a user
# What for.
create_user_text = Clients are registered for users
# Its button.
create_user_now = Create user
# A step.
start_service = Start the registration service
# A step.
hand_over = Hand over a token
# How.
hand_over_text = Generate a token and paste it into the user's client
# Its button.
generate_token = Generate a token
# Below a step that needs no more work.
step_done = Done
# A command line, the same in each language.
serve = avo-admin serve --listen 0.0.0.0:8443 --database { $database }
greeting = Signed in as { $first_name }
expired = { $count ->
    [one] 1 token or client has expired
   *[other] { $count } tokens or clients have expired
}
expires_soon = { $count ->
    [one] 1 token or client expires within a day
   *[other] { $count } tokens or clients expire within a day
}
provisioned = { $count ->
    [one] 1 client is ready to register
   *[other] { $count } clients are ready to register
}
waiting = { $count ->
    [one] 1 client is waiting after Reregister
   *[other] { $count } clients are waiting after Reregister
}
locked = { $count ->
    [one] 1 user is locked after wrong passwords
   *[other] { $count } users are locked after wrong passwords
}
# Two or more spellings of an address, which count as one since an upgrade.
same_email = { $count ->
    [one] 1 user has the same Email Id as another
   *[other] { $count } users have the same Email Id as another. Change one of them
}
disabled = { $count ->
    [one] 1 user is disabled
   *[other] { $count } users are disabled
}
# What is counted, and how many there are.
figure = { $label }: { $count }
# The clock of the computer was moved.
clock_ahead = The clock was moved ahead from { $from } to { $to }
clock_ahead_text = Nothing has expired for good because of it until you confirm the time
clock_back = The clock was set back from { $from } to { $to }
clock_back_text = What has expired stays expired. Confirm the time if it is right now
# Its button.
confirm_clock = Confirm time
# About the folder of the directory's file.
folder_open = Other accounts can write to the folder of the directory
folder_open_text = They can take the directory away or put another one in its place. Give it a folder of its own that only its owner can open
second_name = The directory's file has a second name (hard link)
second_name_text = It won't be opened again until the other name is removed
# No automatic backup has succeeded for two days. The text below is why the last attempt failed, or this:
backup_overdue = No automatic backup since { $when }
backup_never = There has been no automatic backup yet
backup_overdue_text = One is made each day while Avo Admin or the registration service is running
# What the button says and where it leads, for screen readers.
backup_settings = Settings of the backups
