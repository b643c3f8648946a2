# Words about the clipboard: what was done, and why something was not.

# Our text was taken off the clipboard.
token_cleared = The token was cleared from the clipboard
# The clipboard has not answered within the limit: the cause, and the whole message.
not_responding = The clipboard isn't responding
not_responding_next = The clipboard isn't responding. Close the program you last copied from and try again
# There is no clipboard: the cause, and what to do.
unavailable = The clipboard can't be reached
unavailable_next = Use Reveal or Download to hand over the token
# Another program has the clipboard.
busy = Another program is using the clipboard
# What to do about a clipboard in use, or one that does not answer.
try_again_next = Try again in a moment, or use Reveal or Download
# The system refused to clear our text.
still_there = The system didn't clear the clipboard, so the token is still on it
still_there_next = Click in this window and select Clear now, or copy any other text over it
failed = { $cause }. { $next_step }
token_not_copied = The token was not copied. { $cause }. { $next_step }
