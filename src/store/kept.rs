//! What is kept of clients with their users, so that lists work nothing out for all rows: how many there are by standing.
//! Triggers keep it; here it is made for rows that came without them.

use rusqlite::Connection;

use super::error::StoreError;

/// What a client can count as, and the column of users that counts it.
pub(super) const STANDINGS: [(&str, &str); 5] = [
    ("registered", "registered_clients"),
    ("waiting", "waiting_clients"),
    ("provisioned", "provisioned_clients"),
    ("deregistered", "deregistered_clients"),
    ("expired", "expired_clients"),
];

/// Counts the clients that are there, and begins to keep the figures.
pub(super) fn begin(connection: &Connection) -> Result<(), StoreError> {
    count_all(connection)?;
    connection.execute_batch(include_str!("migrations/0008_orders.sql"))?;
    connection.execute_batch(include_str!("migrations/0008_triggers.sql"))?;
    Ok(())
}

/// Counts the clients of every user.
pub(super) fn count_all(connection: &Connection) -> Result<(), StoreError> {
    let columns = STANDINGS.map(|(_, column)| format!("{column} = counted.{column}"));
    connection.execute(
        &format!(
            "UPDATE users SET {} FROM ({}) AS counted WHERE users.id = counted.user_id",
            columns.join(", "),
            counted()
        ),
        [],
    )?;
    connection.execute(
        "UPDATE client_figures SET clients =
             (SELECT count(*) FROM clients WHERE clients.standing = client_figures.standing)",
        [],
    )?;
    Ok(())
}

fn counted() -> String {
    let sums = STANDINGS.map(|(standing, column)| format!("sum(standing = '{standing}') AS {column}"));
    format!("SELECT user_id, {} FROM clients GROUP BY user_id", sums.join(", "))
}
