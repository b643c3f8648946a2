//! Words of the dialog Edit User and Create User.
