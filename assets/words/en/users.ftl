# Words of User Management.

# The table.
table = Users
# The search box.
search = Search
# What can be searched for.
search_hint = Search name, e-mail, client or host
# A filter.
role = Role
# A filter.
client_status = Client status
# A filter.
state = State
# The filter lets everything through.
all_roles = All roles
# The filter lets everything through.
any_client_status = Any client status
# The filter lets everything through.
any_state = Any state
# A choice of the filter.
administrators = Administrators
# A choice of the filter.
active = Active
# A choice of the filter.
expires_soon = Expires soon
# The filter that Home leads to.
same_email = Same Email Id as another
# Nothing was found.
no_match = No user matches
# What to do about it.
no_match_text = Try fewer words or other filters
# The button that does it.
clear_filters = Clear filters
# The directory has no users.
empty = No users yet
# What helps.
empty_text = Create a user to give a client a token
# While the table is being read.
loading = Loading users
# A user without clients.
no_clients = none yet
# The row's menu.
menu = Actions for the user
# The last column, for those who do not see the buttons in it.
column_edit = Edit
totals = { $users ->
    [one] 1 user
   *[other] { $users } users
}, { $clients ->
    [one] 1 client
   *[other] { $clients } clients
}
range = { $first } to { $last } of { $total }
matches = { $found ->
    [one] 1 of { $total } matches
   *[other] { $found } of { $total } match
}
# While a filter by client status is set: how many such clients the users have that match.
matches_registered = { $found ->
    [one] 1 of { $total } matches
   *[other] { $found } of { $total } match
}, with { $clients ->
    [one] 1 registered client
   *[other] { $clients } registered clients
}
matches_deregistered = { $found ->
    [one] 1 of { $total } matches
   *[other] { $found } of { $total } match
}, with { $clients ->
    [one] 1 deregistered client
   *[other] { $clients } deregistered clients
}
matches_provisioned = { $found ->
    [one] 1 of { $total } matches
   *[other] { $found } of { $total } match
}, with { $clients ->
    [one] 1 provisioned client
   *[other] { $clients } provisioned clients
}
matches_waiting = { $found ->
    [one] 1 of { $total } matches
   *[other] { $found } of { $total } match
}, with { $clients ->
    [one] 1 client waiting
   *[other] { $clients } clients waiting
}
matches_expired = { $found ->
    [one] 1 of { $total } matches
   *[other] { $found } of { $total } match
}, with { $clients ->
    [one] 1 expired client
   *[other] { $clients } expired clients
}
matches_expiring = { $found ->
    [one] 1 of { $total } matches
   *[other] { $found } of { $total } match
}, with { $clients ->
    [one] 1 client that expires soon
   *[other] { $clients } clients that expire soon
}
# A filter that is set.
set_filter = { $filter }: { $value }
# The button on it.
remove_filter = Remove filter { $filter }: { $value }
# Below the table: what the search finds and the filters leave out.
hidden = { $count ->
    [one] 1 more is hidden by: { $filters }
   *[other] { $count } more are hidden by: { $filters }
}
# The same where nothing is left.
all_hidden = { $count ->
    [one] 1 user matches the search but is hidden by: { $filters }
   *[other] { $count } users match the search but are hidden by: { $filters }
}
# Below the name of a user whom the table would leave out without the change.
just_created = Just created
# The same.
just_changed = Just changed
# Why that user is shown, below the table.
left_out_created = { $user_name } was just created. The search or filters would otherwise hide this user.
left_out_changed = { $user_name } was just changed. The search or filters would otherwise hide this user.
# Below the name of a user whom a search found by a client.
found_client = Client { $client }
found_client_on_host = Client { $client } on { $host }
clients_registered = { $registered } of { $total } registered
clients_deregistered = { $registered } of { $total }, deregistered
clients_provisioned = { $registered } of { $total }, { $provisioned } provisioned
clients_waiting = { $registered } of { $total }, { $waiting } waiting
clients_expired = { $registered } of { $total }, { $expired } expired
clients_expiring = { $expiring ->
    [one] { $registered } of { $total }, 1 expires soon
   *[other] { $registered } of { $total }, { $expiring } expire soon
}
status_count = { $status }: { $count }
of_these_expiring = { $count ->
    [one] Of these, 1 expires soon
   *[other] Of these, { $count } expire soon
}
column_user_name = User Name
column_first_name = First Name
column_last_name = Last Name
column_email = Email Id
column_role = Primary Role
column_configuration = Configuration
column_clients = Clients
column_last_sign_in = Last sign-in
column_last_changed = Last changed
