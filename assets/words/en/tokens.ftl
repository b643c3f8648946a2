# Words of why a token is refused, for administrators.
malformed = Incomplete or mistyped token
malformed_next = Copy the whole token again
unknown = This directory doesn't know the token
unknown_next = Check that it was made in this directory, or make a new token
used = The token has been used: its client has registered
used_next = Reprovision the client if it must register again
replaced = The token is void: its client has a newer one
replaced_next = Use the client's newest token, or make a new one
deregistered = The token is void: its client was deregistered
deregistered_next = Reregister the client to get a new one
expired = The token has expired
expired_next = Reprovision the client to get a new one
disabled = This client's user is disabled
disabled_next = Enable the user first
