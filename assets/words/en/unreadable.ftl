# Words of rows of the directory that can't be read.
# How many are missing from what is shown.
users = { $count ->
    [one] 1 user can't be shown
   *[other] { $count } users can't be shown
}
clients = { $count ->
    [one] 1 client can't be shown
   *[other] { $count } clients can't be shown
}
audit_entries = { $count ->
    [one] 1 entry of the audit trail can't be shown
   *[other] { $count } entries of the audit trail can't be shown
}
# Which rows of a table of the directory's file: items such as "17 (bo.lindqvist)".
rows = { $count ->
    [one] Row { $rows } of the table { $table } is damaged
   *[other] Rows { $rows } of the table { $table } are damaged
}
# A row whose name can still be read.
named_row = { $id } ({ $name })
# After the first rows.
more_rows = { $count ->
    [one] { $rows } and 1 more
   *[other] { $rows } and { $count } more
}
# Which rows are missing and why.
told = { $missing }: { $rows }
next_step = Restore a backup (avo-admin restore FILE), or have the row corrected. Everything else can be used
