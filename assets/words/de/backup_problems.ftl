# Wörter dafür, warum eine automatische Sicherung fehlschlug oder mit einer Einstellung fehlschlüge. Sie stehen auch beim Feld.
no_room = Zu wenig Platz auf dem Datenträger des Sicherungsordners. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner
no_room_beside = Zu wenig Platz auf dem Datenträger des Verzeichnisses, wo die Kopie entsteht. Schaffen Sie Platz
no_folder = Der Ordner lässt sich nicht finden oder anlegen. Prüfen Sie den Pfad, und ob der Datenträger verbunden ist
not_a_folder = Der Pfad ist eine Verknüpfung oder eine Datei. Wählen Sie einen Ordner
folder_open_to_others = Andere Konten können in den Ordner schreiben. Wählen Sie einen, den nur dieses Konto ändern kann
permission = Dieses Konto darf nicht in den Ordner schreiben. Prüfen Sie die Rechte, oder wählen Sie einen anderen Ordner
full = Der Datenträger ist vollgelaufen. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner
damaged = Das Verzeichnis ist beschädigt. Führen Sie avo-admin check aus
busy = Das Verzeichnis war belegt. Die Sicherung wird innerhalb einer Stunde wiederholt
recipient = Das ist kein öffentlicher Schlüssel von age. Kopieren Sie die ganze Zeile, die mit age1 beginnt
other = Die Sicherung ließ sich nicht schreiben. Das Protokoll nennt den Grund
folder_not_absolute = Geben Sie den ganzen Pfad des Ordners ein
