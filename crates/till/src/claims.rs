//! What came back through the customer's browser, compared with the store's own records.

use std::collections::{HashMap, HashSet};

use admin_api::{ApiError, Client, Failure, OrderRead};
use sale::{Difference, Order, PaymentStatus, Point, SaleId};

use crate::check::{Case, PATIENCE};
use crate::error::Result;
use crate::open_store::OpenStore;

/// What the store says of the orders that came back.
#[derive(Default)]
pub(crate) struct Claimed {
    pub(crate) confirmed: bool,
    pub(crate) numbers: HashSet<String>,
    /// An order that a person must look at, with what is wrong about it.
    pub(crate) doubt: Option<(String, Vec<Difference>)>,
}

impl OpenStore {
    /// Compares the orders that came back, newest first, with the store's own records of them. The
    /// first that agrees is believed.
    pub(crate) async fn look_up_claims(&self, case: &Case, client: &Client) -> Result<Claimed> {
        let (id, mut claimed) = (&case.sale.id, Claimed::default());
        let mut records: HashMap<&str, Option<OrderRead>> = HashMap::new();
        for claim in &case.claims {
            let number = claim.number.as_str();
            if !records.contains_key(number) {
                let read = self.claimed_record(id, number, client).await?;
                claimed.numbers.insert(number.to_owned());
                records.insert(number, read);
            }
            let Some(Some(record)) = records.get(number) else {
                if case.sale.checks >= PATIENCE {
                    claimed.doubt.get_or_insert_with(|| missing(number));
                }
                continue;
            };
            let found = case.faults(Some(claim), &record.order);
            if found.is_empty() {
                self.confirm(id, record.clone()).await?;
                return Ok(Claimed { confirmed: true, ..claimed });
            }
            if !only_pending(&found, &record.order) || case.sale.checks >= PATIENCE {
                claimed.doubt.get_or_insert_with(|| (number.to_owned(), found));
            }
        }
        Ok(claimed)
    }

    /// The store's record of an order that came back; none while it has none.
    async fn claimed_record(
        &self,
        id: &SaleId,
        number: &str,
        client: &Client,
    ) -> Result<Option<OrderRead>> {
        match client.orders_retrieve(number).await {
            Ok(read) => Ok(Some(read)),
            Err(ApiError { failure: Failure::NotFound, .. }) => Ok(None),
            Err(error @ ApiError { failure: Failure::PermissionMissing, .. }) => {
                self.blocked(id, number).await?;
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn missing(number: &str) -> (String, Vec<Difference>) {
    let expected = number.to_owned();
    let missing = Difference { point: Point::OrderMissing, expected, found: String::new() };
    (number.to_owned(), vec![missing])
}

fn only_pending(found: &[Difference], record: &Order) -> bool {
    found.iter().all(|difference| difference.point == Point::PaymentStatus)
        && record.payment_status == PaymentStatus::Pending
}
