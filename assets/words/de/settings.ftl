# Words of Settings.

subtitle = Anzeige und Sicherheit gelten für Ihr Konto auf diesem Computer, und zwar sofort
appearance = Erscheinungsbild
appearance_text = System folgt dem Design des Desktops, oder Hell, wenn es nicht erkannt wird
system = System
light = Hell
dark = Dunkel
language = Sprache
language_text = System folgt der Sprache des Desktops, oder Englisch, wenn sie nicht verfügbar ist
english = English
german = Deutsch
clipboard = Sekunden bis zum Löschen der Zwischenablage
clipboard_text = Kopierte Tokens und Einmalpasswörter werden nach dieser Zeit aus der Zwischenablage entfernt (10 bis 120 Sekunden)
lock = Minuten bis zur Sperre
lock_text = Sperren nach so vielen Minuten ohne Aktivität (2 bis 15)
look = Anzeige
safety = Sicherheit
fewer = Weniger: { $name }
more = Mehr: { $name }
out_of_bounds = Geben Sie eine Zahl von { $least } bis { $most } ein
