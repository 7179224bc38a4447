//! Finding customers: those seen here at once, then the store's, each with her last orders.

use admin_api::UserQuery;
use sale::Customer;

use crate::app::App;
use crate::causes::causes;
use crate::error::Result;
use crate::view::{CustomerDetails, CustomerHit, RecentOrder};

/// How many are shown.
const MOST: u32 = 8;

/// How many of a customer's last orders are shown.
const MOST_ORDERS: u32 = 5;

/// With fewer letters, everybody would be found.
const SHORTEST: usize = 2;

impl App {
    /// Customers seen on this till whose name, email or phone contains `text`, last seen first.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn find_customers(&self, text: &str) -> Result<Vec<CustomerHit>> {
        let store = self.store()?;
        let wanted = text.trim().to_owned();
        if wanted.chars().count() < SHORTEST {
            return Ok(Vec::new());
        }
        let seen = store.ledger.look_up(move |books| books.find_customers(&wanted, MOST)).await?;
        Ok(seen
            .into_iter()
            .map(|seen| CustomerHit {
                customer: seen.customer,
                orders: seen.orders,
                seen_here: true,
            })
            .collect())
    }

    /// The store's customers whose name, email or phone contains `text` (`usersList`).
    ///
    /// # Errors
    /// When the store cannot be asked, or the token lacks `users:read`.
    pub async fn find_store_customers(&self, text: &str) -> Result<Vec<CustomerHit>> {
        if text.trim().chars().count() < SHORTEST {
            return Ok(Vec::new());
        }
        let users = self.store()?.client()?.users_list(&UserQuery::of(text)).await?;
        Ok(users
            .into_iter()
            .take(MOST as usize)
            .map(|user| CustomerHit {
                customer: user.customer,
                orders: user.orders,
                seen_here: false,
            })
            .collect())
    }

    /// A customer's addresses (`usersAddressesList`) and last orders: this till's, and those that
    /// the store finds by the email address (`ordersList`). Where the store cannot be asked, what
    /// is known here is all.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn customer_details(
        &self,
        email: &str,
        user_id: Option<i64>,
    ) -> Result<CustomerDetails> {
        let store = self.store()?;
        let wanted = email.trim().to_lowercase();
        let look = store.ledger.look_up(move |books| books.paid_sales_of(&wanted, MOST_ORDERS));
        let mut details = CustomerDetails {
            addresses: Vec::new(),
            orders: look.await?.into_iter().filter_map(RecentOrder::of_sale).collect(),
        };
        let Ok(client) = store.client() else { return Ok(details) };
        let customer = Customer { email: email.trim().to_owned(), user_id, ..Customer::default() };
        let addresses = async {
            match user_id {
                Some(id) => client.users_addresses_list(id, &customer).await,
                None => Ok(Vec::new()),
            }
        };
        let orders = async {
            match email.trim() {
                "" => Ok(Vec::new()),
                email => client.orders_list_about(email).await.map(|page| page.rows),
            }
        };
        let (addresses, orders) = tokio::join!(addresses, orders);
        match addresses {
            Ok(addresses) => details.addresses = addresses,
            Err(error) => {
                tracing::info!(error = %causes(&error), "a customer's addresses are not shown")
            }
        }
        match orders {
            Ok(rows) => details.add(rows.into_iter().map(RecentOrder::of_store)),
            Err(error) => {
                tracing::info!(error = %causes(&error), "only the orders of this till are shown")
            }
        }
        Ok(details)
    }
}

impl CustomerDetails {
    /// Puts the store's orders among this till's.
    fn add(&mut self, orders: impl Iterator<Item = RecentOrder>) {
        for order in orders {
            if self.orders.iter().all(|known| known.number != order.number) {
                self.orders.push(order);
            }
        }
        self.orders.sort_by_key(|order| std::cmp::Reverse(order.placed_at));
        self.orders.truncate(MOST_ORDERS as usize);
    }
}

impl RecentOrder {
    fn of_sale(sale: ledger::SaleSummary) -> Option<Self> {
        Some(Self {
            number: sale.order_number?,
            placed_at: Some(sale.started_at),
            total: Some(sale.total),
            payment_status: None,
            sale_id: Some(sale.id),
        })
    }

    fn of_store(row: admin_api::OrderRow) -> Self {
        Self {
            number: row.number,
            placed_at: row.placed_at,
            total: row.total,
            payment_status: row.payment_status,
            sale_id: None,
        }
    }
}
