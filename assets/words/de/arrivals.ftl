# Words of clients that register, or are used from two machines, while the window is open.

registered_client = { $client } wurde registriert
registered_from = { $client } wurde von { $host } aus registriert
several_registered = { $count } Clients wurden registriert: { $names } und { $more } weitere
used_from_two_machines = { $client } wird von zwei Computern aus verwendet: { $host } und { $other_host }
several_from_two_machines = { $count } Clients werden von zwei Computern aus verwendet: { $names } und { $more } weitere
