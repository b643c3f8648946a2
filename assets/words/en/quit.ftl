# Words of closing the window.

# The title.
title = Quit Avo Admin?
# The verb when our token is still on the clipboard.
clear_and_quit = Clear and quit
# Nothing is lost.
plain_text = You have no unsaved changes.
clipboard_text = The token for { $client_name } is still on the clipboard. It is removed before the window closes.
clear_failed_text = The token for { $client_name } is still on the clipboard. { $why }. Copy something else to replace it.
clear_unknown_text = The token for { $client_name } may still be on the clipboard. { $why }. Copy something else to replace it.
