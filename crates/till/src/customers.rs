//! Finding customers: those seen here at once, then the store's.

use admin_api::UserQuery;

use crate::app::App;
use crate::error::Result;
use crate::view::CustomerHit;

/// How many of each are shown.
const MOST: u32 = 8;

impl App {
    /// Customers whose name, email or phone contains `text`: seen on this till first, then the
    /// store's (`usersList`). Where the store cannot be asked, those seen here are all.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn find_customers(&self, text: &str) -> Result<Vec<CustomerHit>> {
        let store = self.store()?;
        let wanted = text.trim().to_owned();
        if wanted.chars().count() < 2 {
            return Ok(Vec::new());
        }
        let query = UserQuery::of(&wanted);
        let seen = store.ledger.look_up(move |books| books.find_customers(&wanted, MOST)).await?;
        let mut hits: Vec<CustomerHit> = seen
            .into_iter()
            .map(|seen| CustomerHit {
                customer: seen.customer,
                orders: seen.orders,
                seen_here: true,
            })
            .collect();
        let Ok(client) = store.client() else { return Ok(hits) };
        match client.users_list(&query).await {
            Ok(users) => hits.extend(
                users
                    .into_iter()
                    .take(MOST as usize)
                    .map(|user| CustomerHit {
                        customer: user.customer,
                        orders: user.orders,
                        seen_here: false,
                    })
                    .filter(|user| !hits.iter().any(|hit| same(hit, user)))
                    .collect::<Vec<_>>(),
            ),
            Err(error) => tracing::info!(%error, "only customers seen here are shown"),
        }
        Ok(hits)
    }
}

fn same(a: &CustomerHit, b: &CustomerHit) -> bool {
    a.customer.email.eq_ignore_ascii_case(&b.customer.email)
}
