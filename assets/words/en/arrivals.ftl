# Words of clients that register while the window is open.

registered_client = { $client } registered
registered_from = { $client } registered from { $host }
several_registered = { $count } clients registered: { $names } and { $more } more
