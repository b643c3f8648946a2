# Words of the dialog Identify a token.

# The title of the dialog, and the entry of the menu.
title = Identify a token
# What the dialog is for.
text = Paste a token to see whose it is. It is not stored, logged or used up.
# The field.
token = Token
# A line: the three words that tell this token from others.
check_words = Check words
# Asks.
submit = Identify
# While the answer is awaited.
busy = Looking up the token
# Nothing was pasted.
missing = Paste a token first
# The token works; the cause.
works = This token is valid: a client can register with it
# The accessible name of what is known.
answer = About the token
# A line.
user = User
# A line.
client = Client
# A line.
status = Client now
# The client is no longer there.
deleted = deleted
# A line.
issued = Issued
# A line.
expires = Expires
# A line.
expired = Expired
# A token without an end.
never = Never
hint = …{ $hint }
open = Open { $user_name }
used_up = Used up
void_since = Void since
# A moment relative to now, with its exact time.
moment = { $told } ({ $exact })
