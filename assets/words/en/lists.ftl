# How items are listed: each pattern adds one item to a list.
next_item = { $list }, { $item }
# Items that are clauses.
next_clause = { $list }; { $item }
