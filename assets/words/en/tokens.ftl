# Words of why a token is refused, for administrators.
malformed = Incomplete or mistyped token
unknown = This directory doesn't know the token
used = The token has been used: its client has registered
replaced = The token is void: its client has a newer one
deregistered = The token is void: its client was deregistered
expired = The token has expired
disabled = This client's user is disabled
# What to do next, by the client as it is now.
end_if_found = If it was found where it should not be, reprovision or deregister its client
copy_again = Copy the whole token again
check_directory = Check that it was made in this directory, or make a new token
enable_user = Enable the user first
reprovision = Reprovision the client to get a new one
reprovision_if_needed = Reprovision the client if it must register again
use_newest = Use the client's newest token, or reprovision the client
reregister = Reregister the client to get a new one
new_client = The client was deleted. Generate a token for a new one
