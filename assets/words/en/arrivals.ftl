# Words of clients that register, or are used from two machines, while the window is open.

registered_client = { $client } registered
registered_from = { $client } registered from { $host }
several_registered = { $count } clients registered: { $names } and { $more } more
used_from_two_machines = { $client } is used from two machines: { $host } and { $other_host }
several_from_two_machines = { $count } clients are used from two machines: { $names } and { $more } more
