# Words of opening the directory.

opening = Verzeichnis wird geöffnet
failed = Das Verzeichnis kann nicht geöffnet werden
set_log_aside = Log zur Seite legen
use_copy = Diese Kopie verwenden
