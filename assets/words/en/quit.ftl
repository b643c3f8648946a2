# Words of closing the window.

# The title.
title = Quit Avo Admin?
# The verb when our secret is still on the clipboard.
clear_and_quit = Clear and quit
# Nothing is lost.
plain_text = You have no unsaved changes.
clipboard_text = { $kind ->
    [password] The one-time password for { $name } is still on the clipboard. It is removed before the window closes.
   *[token] The token for { $name } is still on the clipboard. It is removed before the window closes.
}
clear_failed_text = { $kind ->
    [password] The one-time password for { $name } is still on the clipboard. { $why }. Copy something else to replace it.
   *[token] The token for { $name } is still on the clipboard. { $why }. Copy something else to replace it.
}
clear_unknown_text = { $kind ->
    [password] The one-time password for { $name } may still be on the clipboard. { $why }. Copy something else to replace it.
   *[token] The token for { $name } may still be on the clipboard. { $why }. Copy something else to replace it.
}
