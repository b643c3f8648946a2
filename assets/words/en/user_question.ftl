# Words of questions about one user.

# The title for one's own account.
own_title = This is your own account
delete_title = Delete { $user_name }?
delete_text = { $clients ->
    [0] { $full_name } can no longer sign in. The account has no clients. This can't be undone. Backups still contain the account, automatic ones for up to five weeks.
    [one] { $full_name } can no longer sign in. The account's 1 client is deleted too. Its token and credential stop working immediately. This can't be undone. Backups still contain the account, automatic ones for up to five weeks.
   *[other] { $full_name } can no longer sign in. The account's { $clients } clients are deleted too. Their tokens and credentials stop working immediately. This can't be undone. Backups still contain the account, automatic ones for up to five weeks.
}
disable_title = Disable { $user_name }?
disable_text = { $registered ->
    [one] { $full_name } can no longer sign in, and 1 registered client stops working until the user is enabled again.
   *[other] { $full_name } can no longer sign in, and { $registered } registered clients stop working until the user is enabled again.
}
