# Words of what is wrong with a field, and the strength of a password.
missing = Erforderlich
user_name_characters = Verwenden Sie nur Buchstaben A bis Z, Ziffern und . _ - @
user_name_length = Verwenden Sie 3 bis 64 Zeichen
user_name_taken = Dieser Benutzername ist vergeben. Wählen Sie einen anderen
email_form = Geben Sie eine vollständige Adresse ein, zum Beispiel name@example.com
# $name is the key of a character's name, $code its code point, such as U+200B.
email_invisible = { $name ->
    [tab] Entfernen Sie den Tabulator
    [no-break-space] Entfernen Sie das geschützte Leerzeichen ({ $code })
    [soft-hyphen] Entfernen Sie das unsichtbare weiche Trennzeichen ({ $code })
    [zero-width-space] Entfernen Sie das unsichtbare Leerzeichen ohne Breite ({ $code })
    [zero-width-non-joiner] Entfernen Sie den unsichtbaren Bindehemmer ({ $code })
    [zero-width-joiner] Entfernen Sie den unsichtbaren Breitenlosverbinder ({ $code })
    [word-joiner] Entfernen Sie den unsichtbaren Wortverbinder ({ $code })
    [byte-order-mark] Entfernen Sie die unsichtbare Byte-Reihenfolge-Marke ({ $code })
    [direction] Entfernen Sie das unsichtbare Zeichen für die Leserichtung ({ $code })
   *[other] Entfernen Sie das unsichtbare Zeichen { $code }
}
email_length = Verwenden Sie höchstens 254 Bytes (es sind { $count })
# Beside an address that is accepted.
email_mixed_scripts = Prüfen Sie den Buchstaben { $letter }: Er gehört zu einer anderen Schrift als die davor
email_taken = Ein anderer Benutzer hat diese E-Mail-Adresse. Geben Sie eine andere ein
name_length = Verwenden Sie höchstens 100 Zeichen
name_characters = Entfernen Sie die unsichtbaren Steuerzeichen
name_invisible = Geben Sie etwas Sichtbares ein
name_marks = Verwenden Sie höchstens 5 Zeichen über oder unter einem Buchstaben
admin_needs_manager = Nur ein Quality Manager kann Admin sein
client_name_characters = Verwenden Sie nur Buchstaben A bis Z, Ziffern, Leerzeichen und . _ -
client_name_length = Verwenden Sie höchstens 64 Zeichen
client_name_taken = Im Verzeichnis gibt es bereits einen Client mit diesem Namen. Wählen Sie einen anderen
password_too_short = Verwenden Sie mindestens 15 Zeichen (es sind { $count })
password_too_long = Verwenden Sie höchstens 128 Zeichen (es sind { $count })
# These four are about characters that a password field can't take from the keyboard.
password_several_lines = Geben Sie eine einzige Zeile ein: Hier ist ein Zeilenumbruch, der sich nicht tippen lässt
password_tab = Entfernen Sie den Tabulator, der sich nicht tippen lässt
password_byte_order_mark = Entfernen Sie die unsichtbare Byte-Reihenfolge-Marke (U+FEFF), die sich nicht tippen lässt
# $code is the code point of the character, such as U+001B.
password_control_character = Entfernen Sie das Steuerzeichen { $code }, das sich nicht tippen lässt
password_common = Dieses Passwort ist zu verbreitet. Wählen Sie ein anderes
password_derived = Leiten Sie das Passwort nicht vom Namen oder von der E-Mail-Adresse des Benutzers ab
password_of_product = Leiten Sie das Passwort nicht von den Namen des Produkts und seiner Rollen ab
# A word such as "password" or "welcome", with digits.
password_of_common_word = Leiten Sie das Passwort nicht von einem Wort ab, aus dem viele Passwörter bestehen
password_guessable = Zu leicht zu erraten: Vermeiden Sie Wiederholungen und einfache Muster
password_unchanged = Das neue Passwort muss sich vom aktuellen unterscheiden
passwords_differ = Die Passwörter stimmen nicht überein
current_password_wrong = Das aktuelle Passwort ist falsch
not_a_public_key = Kein öffentlicher age-Schlüssel. Kopieren Sie die ganze Zeile, die mit age1 beginnt, wie age-keygen sie ausgibt
field_problem = { $field }: { $problem }
strong = Stark
good = Gut
fair = Ausreichend
strength_with_warning = { $strength }. { $warning }
warning_keyboard = Tastenreihen und -muster sind leicht zu erraten
warning_repeats = Wiederholte Zeichen und Wörter sind leicht zu erraten
warning_common = Es ähnelt einem häufig verwendeten Passwort
warning_sequences = Folgen wie abc oder 6543 sind leicht zu erraten
warning_dates = Datumsangaben und Jahre sind leicht zu erraten
warning_single_word = Ein einzelnes Wort ist leicht zu erraten
warning_names = Namen sind leicht zu erraten
