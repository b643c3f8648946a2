# Words of text that is copied and is not a secret.

# The User Name of a row, in its menu.
user_name = User name
# The e-mail address of a row, in its menu.
email = E-mail
# A command line.
command = Command
# Copies the User Name.
copy_user_name = Copy user name
# Copies the e-mail address.
copy_email = Copy e-mail
copy = Copy { $what }
copied = { $what } copied
copied_over_secret = { $kind ->
    [password] { $what } copied. The one-time password for { $name } is no longer on the clipboard
   *[token] { $what } copied. The token for { $name } is no longer on the clipboard
}
not_copied = { $what } was not copied. { $cause }
