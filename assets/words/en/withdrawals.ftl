# What a restore takes away, for windows and the command line.

# The comparison, before the list of what no longer works.
compared = Compared with the present directory, these no longer work as in the backup:
compared_nothing = Compared with the present directory, nothing was withdrawn since the backup.
not_compared = There is no readable directory to compare the backup with, so what was withdrawn since is not known. For safety, none of these will work:
not_compared_keep = There is no readable directory to compare the backup with. Tokens and credentials work as in the backup, also those that were used or withdrawn since.
# What becomes of a user and of a client.
user_change = User { $name }: { $changes }
client_change = Client { $name } of { $user_name }: { $change }
deleted = deleted
deregistered = deregistered
disabled = disabled
role_lowered = role lowered
needs_password = needs a one-time password
must_change = must change the password
# After the first fifty.
more = And { $count } more
secrets = Tokens of the backup that no longer work: { $tokens }. Credentials: { $credentials }
# After a restore.
no_administrator = No administrator can sign in with a password of the backup. Run avo-admin reset-password USER for one
