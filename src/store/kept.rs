//! What is kept of clients with their users, so that lists work nothing out for all rows: how many there are by standing.
//! Triggers keep it; here it is made for rows that came without them.

use rusqlite::Connection;

use super::error::StoreError;
use super::rows::only_row;

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

/// Refuses where what is kept is not what the clients come to.
pub(super) fn check(connection: &Connection) -> Result<(), StoreError> {
    let odd = STANDINGS.map(|(_, column)| format!("users.{column} <> ifnull(counted.{column}, 0)"));
    let mut users = connection.prepare(&format!(
        "SELECT users.id FROM users LEFT JOIN ({}) AS counted ON counted.user_id = users.id WHERE {} LIMIT 1",
        counted(),
        odd.join(" OR ")
    ))?;
    let user = only_row(users.query([])?, |row| Ok(row.get::<_, i64>(0)?))?;
    if let Some(user) = user {
        return Err(StoreError::damaged(format!(
            "user {user} has another number of clients than is kept"
        )));
    }
    let mut figures = connection.prepare(
        "SELECT standing FROM client_figures
         WHERE clients <> (SELECT count(*) FROM clients WHERE clients.standing = client_figures.standing)",
    )?;
    let standing = only_row(figures.query([])?, |row| Ok(row.get::<_, String>(0)?))?;
    standing.map_or(Ok(()), |standing| {
        Err(StoreError::damaged(format!(
            "there is another number of {standing} clients than is kept"
        )))
    })
}

fn counted() -> String {
    let sums = STANDINGS.map(|(standing, column)| format!("sum(standing = '{standing}') AS {column}"));
    format!("SELECT user_id, {} FROM clients GROUP BY user_id", sums.join(", "))
}
