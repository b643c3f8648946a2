# Words of the registration service.

title = Registrierungsdienst
server = Server
fingerprint = Fingerabdruck des Zertifikats
fingerprint_short = Fingerabdruck
no_certificate = Keiner (unverschlüsseltes HTTP, nur dieser Computer)
state = Zustand
none = Für dieses Verzeichnis wurde noch kein Registrierungsdienst gestartet
loading = Verzeichnis wird geladen
started = Gestartet { $when }
stopped = Beendet { $when }. Starten Sie ihn wieder mit avo-admin serve
gone = Gestartet { $when }, läuft aber nicht mehr. Starten Sie ihn wieder mit avo-admin serve
gone_beside_token = Der Registrierungsdienst unter { $url } läuft nicht mehr. Clients können sich registrieren, sobald avo-admin serve wieder läuft
stopped_beside_token = Der Registrierungsdienst unter { $url } wurde { $when } beendet. Clients können sich registrieren, sobald avo-admin serve wieder läuft
start_with = Clients registrieren sich bei ihm. Starten Sie ihn mit avo-admin serve --listen 0.0.0.0:8443
none_beside_token = Für dieses Verzeichnis wurde noch kein Registrierungsdienst gestartet. Clients können sich registrieren, sobald avo-admin serve läuft
stopped_ask = Beendet { $when }. Bitten Sie einen Administrator, ihn wieder zu starten
gone_ask = Gestartet { $when }, läuft aber nicht mehr. Bitten Sie einen Administrator, ihn wieder zu starten
ask_to_start = Clients registrieren sich bei ihm. Bitten Sie einen Administrator, den Registrierungsdienst zu starten
gone_beside_token_ask = Der Registrierungsdienst unter { $url } läuft nicht mehr. Bitten Sie einen Administrator, ihn wieder zu starten
stopped_beside_token_ask = Der Registrierungsdienst unter { $url } wurde { $when } beendet. Bitten Sie einen Administrator, ihn wieder zu starten
none_beside_token_ask = Für dieses Verzeichnis wurde noch kein Registrierungsdienst gestartet. Bitten Sie einen Administrator, ihn zu starten
