//! Customers seen on this till.

use rusqlite::params;
use sale::Customer;

use crate::fold::fold;
use crate::sale_lists::contains;
use crate::sales::digits;
use crate::{Books, LedgerError, Posting, Result};

/// A customer who has bought here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCustomer {
    /// The fields as last used.
    pub customer: Customer,
    /// How many paid sales of this till.
    pub orders: u32,
}

impl Posting<'_> {
    /// Remembers a customer whose payment was confirmed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn see_customer(&self, customer: &Customer, at: i64) -> Result<()> {
        let fields =
            serde_json::to_string(customer).map_err(|_| LedgerError::Unreadable("customer"))?;
        self.connection
            .prepare_cached(
                "INSERT INTO customers (email, fields, name, digits, orders, seen_at)
                 VALUES (?1, ?2, ?3, ?4, 1, ?5)
                 ON CONFLICT (email) DO UPDATE SET fields = excluded.fields,
                     name = excluded.name, digits = excluded.digits,
                     orders = orders + 1, seen_at = excluded.seen_at",
            )?
            .execute(params![
                customer.email.trim().to_lowercase(),
                fields,
                fold(&customer.name()),
                digits(&customer.phone),
                at
            ])?;
        Ok(())
    }
}

impl Books<'_> {
    /// Customers whose name, email or phone contains `text`, last seen first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_customers(&self, text: &str, limit: u32) -> Result<Vec<SeenCustomer>> {
        let text = text.trim();
        let number = digits(text);
        let looks_like_a_number = number.len() >= 3 && !text.contains(char::is_alphabetic);
        let mut statement = self.connection.prepare_cached(
            "SELECT fields, orders FROM customers
             WHERE email LIKE ?1 ESCAPE '\\' OR name LIKE ?2 ESCAPE '\\'
                OR (?3 <> '' AND digits LIKE '%' || ?3 || '%')
             ORDER BY seen_at DESC LIMIT ?4",
        )?;
        let rows = statement.query_map(
            params![
                contains(&text.to_lowercase()),
                contains(&fold(text)),
                if looks_like_a_number { number.as_str() } else { "" },
                limit
            ],
            |row| Ok((row.get::<_, String>(0)?, row.get(1)?)),
        )?;
        rows.map(|row| {
            let (fields, orders) = row?;
            let customer =
                serde_json::from_str(&fields).map_err(|_| LedgerError::Unreadable("customer"))?;
            Ok(SeenCustomer { customer, orders })
        })
        .collect()
    }
}
