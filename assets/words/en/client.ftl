# Words of the reference client's window.

# The window's title and heading.
title = Avo Assure Client Registration
# What it is for.
subtitle = Paste the token, or the text with its server, that the administrator copied for this computer
# The same once this computer is registered.
this_client = This computer is the client { $client } of { $user_name }
# The field for the server's address.
server = Server
# What an address looks like.
server_hint = https://console.example.com:8443
# The field for the token.
token = Token
# Below the field once a whole token is in it. Three words that the console shows beside the same token.
check_words = Check words: { $words }. The console shows the same words beside the token
# The field for the fingerprint of the server's certificate.
fingerprint = Certificate fingerprint
# Inside the empty field for the fingerprint.
fingerprint_hint = Optional
# When the fingerprint is needed.
fingerprint_help = Required if the server made its own certificate. The administrator's console shows it
# All fields were filled in from one pasted text, and what to do then.
filled_in = The form was filled in from the pasted text
filled_in_next = Select Submit to register
# Registers.
submit = Submit
# On Submit while a registration is under way.
submitting = Submitting…
# Connects.
connect = Connect
# On Connect while it is under way.
connecting = Connecting…
# Why Connect cannot be pressed.
register_first = Register first
# Nothing has been granted yet.
not_registered = Not registered
# Nothing has been granted yet, but may be without this machine knowing.
not_answered = Not registered. The last request was not answered
# The field for the token is empty.
token_missing = Paste the token from the administrator
# The checksum of the token is wrong.
token_malformed = Incomplete or mistyped token
# What to do about it.
token_malformed_next = Copy the whole token again
# The fingerprint is none.
fingerprint_malformed = Not a SHA-256 fingerprint. Copy the whole fingerprint again
# A fingerprint with an address that has no certificate.
fingerprint_without_tls = An http:// server has no certificate. Leave this empty
# The pasted fingerprint is compared with the certificate that the server has presented.
fingerprint_differs = The server's certificate has another fingerprint. Don't register, and tell the administrator
fingerprint_matches = Matches the server's certificate. Select Submit
# Another fingerprint than the one that is stored for the server, at Connect.
fingerprint_stored = Another fingerprint is stored for this server. Register again with a new token to replace it
# What to do after a registration.
connect_next = Select Connect to check that it works
registered_as = Registered as { $client } for { $user_name }
connected_as = Connected as { $client } for { $user_name }
accepted_by = { $server } accepts this client
registered_since = Registered as { $client } for { $user_name } since { $since }
no_longer_accepted = No longer accepted as { $client } for { $user_name }
at_server = at { $server }
at_server_until = at { $server }, until { $until }
at_server_expired = at { $server }. The credential expired on { $expired }, so a new token is needed
asking = Contacting { $server }
