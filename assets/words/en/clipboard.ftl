# Words about the clipboard: what was done, and why something was not.

# Our text was taken off the clipboard.
secret_cleared = { $kind ->
    [password] The one-time password was cleared from the clipboard
   *[token] The token was cleared from the clipboard
}
# What stands on the clipboard for a second in the place of a secret, should it be pasted.
cover = Cleared by Avo Admin
# A clipboard manager has put a cleared secret back: the cause, and what to do.
put_back = { $kind ->
    [password] A clipboard manager put the password back
   *[token] A clipboard manager put the token back
}
put_back_next = { $kind ->
    [password] Select Clear now, and delete the password from its history
   *[token] Select Clear now, and delete the token from its history
}
# What another program copied is too large to be read.
too_large = The text on the clipboard is too large
# Why nothing was pasted, and what to do.
paste_not_responding = Not pasted: the program you copied from isn't responding. Copy the text again, or type it
paste_too_large = Not pasted: the text on the clipboard is too large. Copy only what belongs in the field
paste_unavailable = Not pasted: the clipboard can't be reached. Type the text
# The clipboard has not answered within the limit: the cause, and the whole message.
not_responding = The clipboard isn't responding
not_responding_next = The clipboard isn't responding. Close the program you last copied from and try again
# There is no clipboard: the cause, and what to do.
unavailable = The clipboard can't be reached
unavailable_next = { $kind ->
    [password] Use Reveal to read out the password
   *[token] Use Reveal or Download to hand over the token
}
# Another program has the clipboard.
busy = Another program is using the clipboard
# What to do about a clipboard in use, or one that does not answer.
try_again_next = { $kind ->
    [password] Try again in a moment, or use Reveal
   *[token] Try again in a moment, or use Reveal or Download
}
# The system refused to clear our text.
still_there = The system didn't clear the clipboard
still_there_next = Click in this window and select Clear now, or copy any other text over it
failed = { $cause }. { $next_step }
secret_not_copied = { $kind ->
    [password] The one-time password was not copied. { $cause }. { $next_step }
   *[token] The token was not copied. { $cause }. { $next_step }
}
