# Words of clients that register while the window is open.

registered_client = { $client } wurde registriert
registered_from = { $client } wurde von { $host } aus registriert
several_registered = { $count } Clients wurden registriert: { $names } und { $more } weitere
