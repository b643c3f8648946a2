# Words of the registration service.

# The group in Settings.
title = Registration service
# What a client connects to.
server = Server
# SHA-256 of its certificate.
fingerprint = Certificate fingerprint
# The same beside a token, where room is short.
fingerprint_short = Fingerprint
# There is no certificate.
no_certificate = None (plain HTTP, this computer only)
# Whether it runs.
state = State
# There is none.
none = No registration service has been started for this directory
# While it is not known yet.
loading = Loading the directory
started = Started { $when }
stopped = Stopped { $when }. Start it again with avo-admin serve
gone = Started { $when }, but is no longer running. Start it again with avo-admin serve
gone_beside_token = The registration service at { $url } is no longer running. Clients can register once avo-admin serve is running again
stopped_beside_token = The registration service at { $url } stopped { $when }. Clients can register once avo-admin serve is running again
start_with = Clients register with it. Start it with avo-admin serve --listen 0.0.0.0:8443
none_beside_token = No registration service has been started for this directory. Clients can register once avo-admin serve is running
# For users who are not administrators, and can't start it.
stopped_ask = Stopped { $when }. Ask an administrator to start it again
gone_ask = Started { $when }, but is no longer running. Ask an administrator to start it again
ask_to_start = Clients register with it. Ask an administrator to start the registration service
gone_beside_token_ask = The registration service at { $url } is no longer running. Ask an administrator to start it again
stopped_beside_token_ask = The registration service at { $url } stopped { $when }. Ask an administrator to start it again
none_beside_token_ask = No registration service has been started for this directory. Ask an administrator to start it
# It runs or ran, and answers nothing.
damaged = Stopped answering because the directory is damaged. Restore a backup and start it again with avo-admin serve
damaged_ask = Stopped answering because the directory is damaged. Contact an administrator
damaged_beside_token = The registration service at { $url } stopped answering because the directory is damaged. Clients can't register until it is restored
replaced = Stopped answering because a file of the directory was moved or replaced. Check its folder and start it again with avo-admin serve
replaced_ask = Stopped answering because a file of the directory was moved or replaced. Contact an administrator
replaced_beside_token = The registration service at { $url } stopped answering because a file of the directory was moved or replaced. Clients can't register until it is started again
