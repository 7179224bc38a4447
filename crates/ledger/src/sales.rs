//! Sales: their rows, their carts, and lists of them.

use rusqlite::{OptionalExtension, Row, params};
use sale::{Cart, Currency, Customer, Money, SaleEvent, SaleId, SaleState};

use crate::{Books, LedgerError, Posting, Result};

/// A sale as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct SaleRecord {
    /// Its id.
    pub id: SaleId,
    /// Its state.
    pub state: SaleState,
    /// When it was started, in milliseconds since 1970, as all times here.
    pub started_at: i64,
    /// When its state last changed.
    pub changed_at: i64,
    /// Its cart, as typed.
    pub cart: Cart,
    /// Rises with whatever is written of it.
    pub revision: u32,
    /// JSON of why the last placing failed, in `till`'s words.
    pub refusal: Option<String>,
    /// The order that the store confirmed.
    pub order_number: Option<String>,
    /// The estimate, or the store's total once confirmed.
    pub total: Money,
    /// When it was paid.
    pub paid_at: Option<i64>,
    /// When the store is to be asked next.
    pub next_check_at: Option<i64>,
    /// How often it was asked since that began.
    pub checks: u32,
    /// JSON of why the last question failed, in `till`'s words.
    pub check_error: Option<String>,
    /// Until when a given-up payment is watched.
    pub watch_until: Option<i64>,
    /// Whether its order was made elsewhere and only pulled in.
    pub elsewhere: bool,
}

/// The setting that new sales begin to count their revisions from.
const LEAST_REVISION: &str = "least_revision";

const COLUMNS: &str =
    "id, state, started_at, changed_at, cart, revision, refusal, order_number, currency,
    total_minor, paid_at, next_check_at, checks, check_error, watch_until, elsewhere";

impl Posting<'_> {
    /// Starts a sale with an empty cart.
    ///
    /// # Errors
    /// When the database fails.
    pub fn start_sale(&self, id: &SaleId, currency: Currency, at: i64) -> Result<()> {
        let cart = to_json(&Cart::new(currency))?;
        self.connection
            .prepare_cached(
                "INSERT INTO sales (place, id, state, started_at, changed_at, cart, currency, revision)
                 VALUES (?1, ?2, 'building', ?3, ?3, ?4, ?5,
                         coalesce((SELECT value FROM settings WHERE key = ?6), 0))",
            )?
            .execute(params![
                self.free_place(at)?,
                id.as_str(),
                at,
                cart,
                currency.code(),
                LEAST_REVISION
            ])?;
        self.record(id, &SaleEvent::SaleStarted, at)?;
        Ok(())
    }

    /// Begins a sale that the store holds an order of and these books did not know; nothing is said
    /// yet of what became of it.
    ///
    /// # Errors
    /// When the database fails, or knows the sale.
    pub fn find_sale(
        &self,
        id: &SaleId,
        customer: &Customer,
        currency: Currency,
        at: i64,
    ) -> Result<()> {
        self.start_sale(id, currency, at)?;
        let mut cart = Cart::new(currency);
        cart.customer = customer.clone();
        self.save_cart(id, &cart, Money::zero(currency))
    }

    /// Begins a sale of an order that was made elsewhere, paid at `paid_at`: it is in nobody's takings
    /// here.
    ///
    /// # Errors
    /// [`LedgerError::NotAllowed`] when the sale is not new.
    pub fn pull_in(
        &self,
        id: &SaleId,
        order_number: &str,
        total: Money,
        paid_at: i64,
        at: i64,
    ) -> Result<()> {
        let order = order_number.to_owned();
        self.record(id, &SaleEvent::OrderPulledIn { order_number: order, total }, at)?;
        self.set_paid(id, order_number, total, paid_at)?;
        self.connection
            .prepare_cached("UPDATE sales SET elsewhere = 1 WHERE id = ?1")?
            .execute([id.as_str()])?;
        Ok(())
    }

    /// Keeps the cart as it is now, with the estimate that lists show.
    ///
    /// # Errors
    /// [`LedgerError::NotAllowed`] when the sale's cart may not be changed any more.
    pub fn save_cart(&self, id: &SaleId, cart: &Cart, estimate: Money) -> Result<()> {
        let state = self.sale_state(id)?;
        if !state.is_editable() {
            return Err(sale::NotAllowed(state).into());
        }
        let name = cart.customer.name();
        let customer = if name.is_empty() { cart.customer.email.trim() } else { name.as_str() };
        let items: u32 = cart.lines.iter().map(|line| line.quantity).sum();
        self.connection
            .prepare_cached(
                "UPDATE sales SET cart = ?2, customer = ?3, items = ?4, currency = ?5,
                 total_minor = ?6, phone = ?7 WHERE id = ?1",
            )?
            .execute(params![
                id.as_str(),
                to_json(cart)?,
                customer,
                items,
                cart.currency.code(),
                estimate.minor,
                digits(&cart.customer.phone)
            ])?;
        Ok(())
    }

    /// Keeps, or with none forgets, why the last placing failed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_refusal(&self, id: &SaleId, refusal: Option<&str>) -> Result<()> {
        self.set(id, "UPDATE sales SET refusal = ?2 WHERE id = ?1", refusal)
    }

    /// Keeps who places the sale's order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_seller(&self, id: &SaleId, seller: &str) -> Result<()> {
        self.set(id, "UPDATE sales SET seller = ?2 WHERE id = ?1", seller)
    }

    /// Keeps, or with none forgets, why the store could not be asked.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_check_error(&self, id: &SaleId, error: Option<&str>) -> Result<()> {
        self.set(id, "UPDATE sales SET check_error = ?2 WHERE id = ?1", error)
    }

    /// Plans the next question to the store about a sale; none ends them. `checks` counts the
    /// questions so far, from which the pause before the next grows.
    ///
    /// # Errors
    /// When the database fails.
    pub fn plan_check(&self, id: &SaleId, at: Option<i64>, checks: u32) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE sales SET next_check_at = ?2, checks = ?3 WHERE id = ?1")?
            .execute(params![id.as_str(), at, checks])?;
        Ok(())
    }

    /// Makes every question due that was planned for later, about sales and what their orders
    /// were asked for: the clock was set, or the till was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub fn hasten_checks(&self, now: i64) -> Result<()> {
        for table in ["sales", "upsells", "cancellations", "refunds", "notes"] {
            let sql = format!("UPDATE {table} SET next_check_at = ?1 WHERE next_check_at > ?1");
            self.connection.prepare_cached(&sql)?.execute([now])?;
        }
        Ok(())
    }

    /// Makes every question due about what a sale's orders were asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub fn hasten_checks_of(&self, id: &SaleId, now: i64) -> Result<()> {
        for table in ["upsells", "cancellations", "refunds", "notes"] {
            let sql = format!(
                "UPDATE {table} SET next_check_at = ?2 WHERE sale_id = ?1 AND next_check_at > ?2"
            );
            self.connection.prepare_cached(&sql)?.execute(params![id.as_str(), now])?;
        }
        Ok(())
    }

    /// Watches a payment that was given up until then; none ends the watch.
    ///
    /// # Errors
    /// When the database fails.
    pub fn watch(&self, id: &SaleId, until: Option<i64>) -> Result<()> {
        self.set(id, "UPDATE sales SET watch_until = ?2 WHERE id = ?1", until)
    }

    /// Ties a sale to the order that the store confirmed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_paid(&self, id: &SaleId, order_number: &str, total: Money, at: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE sales SET order_number = ?2, total_minor = ?3, currency = ?4,
                 paid_at = coalesce(paid_at, ?5), refusal = NULL, check_error = NULL WHERE id = ?1",
            )?
            .execute(params![id.as_str(), order_number, total.minor, total.currency.code(), at])?;
        Ok(())
    }

    /// Has every sale's revision, also of those to come, above those that other books had given.
    ///
    /// # Errors
    /// When the database fails.
    pub fn raise_revisions(&self, above: u32) -> Result<()> {
        self.set_setting(LEAST_REVISION, &above)?;
        // What the index of sales knows, it knows as well as before.
        let raise = "UPDATE sales SET revision = revision + ?1, indexed = indexed + ?1";
        self.connection.execute(raise, [above])?;
        Ok(())
    }

    /// Notes that something changed about a sale that the books don't hold.
    ///
    /// # Errors
    /// When the database fails.
    pub fn touch(&self, id: &SaleId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE sales SET revision = revision + 1 WHERE id = ?1")?
            .execute([id.as_str()])?;
        Ok(())
    }

    /// The place of a sale that is started now: behind those that were started in the same moment.
    fn free_place(&self, at: i64) -> Result<i64> {
        let mut taken = self.connection.prepare_cached("SELECT 1 FROM sales WHERE place = ?1")?;
        let mut place = first_place(at);
        while taken.exists([place])? {
            place += 1;
        }
        Ok(place)
    }

    fn set<T: rusqlite::ToSql>(&self, id: &SaleId, sql: &str, value: T) -> Result<()> {
        self.connection.prepare_cached(sql)?.execute(params![id.as_str(), value])?;
        Ok(())
    }
}

impl Books<'_> {
    /// One sale.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn sale(&self, id: &SaleId) -> Result<SaleRecord> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM sales WHERE id = ?1"))?
            .query_row([id.as_str()], |row| Ok(sale_record(row)))
            .optional()?
            .ok_or(LedgerError::NotFound("sale"))?
    }

    /// The highest revision of a sale.
    ///
    /// # Errors
    /// When the database fails.
    pub fn highest_revision(&self) -> Result<u32> {
        let sql = "SELECT coalesce(max(revision), 0) FROM sales";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// A sale's state.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn sale_state(&self, id: &SaleId) -> Result<SaleState> {
        let word: String = self
            .connection
            .prepare_cached("SELECT state FROM sales WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or(LedgerError::NotFound("sale"))?;
        SaleState::parse(&word).ok_or(LedgerError::Unreadable("state"))
    }

    /// Who placed a sale's order; empty where nobody was named.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is no sale of this id.
    pub fn seller(&self, id: &SaleId) -> Result<String> {
        self.connection
            .prepare_cached("SELECT seller FROM sales WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or(LedgerError::NotFound("sale"))
    }

    /// Every sale in one of `states`, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sales_in(&self, states: &[SaleState]) -> Result<Vec<SaleRecord>> {
        let mut sales = Vec::new();
        for state in states {
            let sql = format!("SELECT {COLUMNS} FROM sales WHERE state = ?1 ORDER BY id");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows = statement.query_map([state.word()], |row| Ok(sale_record(row)))?;
            for row in rows {
                sales.push(row??);
            }
        }
        Ok(sales)
    }

    /// The sales about which the store is to be asked by `now`, and when the next is due after that.
    ///
    /// # Errors
    /// When the database fails.
    pub fn due_checks(&self, now: i64) -> Result<(Vec<SaleId>, Option<i64>)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM sales WHERE next_check_at <= ?1 ORDER BY next_check_at",
        )?;
        let due = statement
            .query_map([now], |row| row.get::<_, String>(0))?
            .map(|id| id?.parse().map_err(|_| LedgerError::Unreadable("id")))
            .collect::<Result<Vec<SaleId>>>()?;
        let next = self
            .connection
            .prepare_cached("SELECT min(next_check_at) FROM sales WHERE next_check_at > ?1")?
            .query_row([now], |row| row.get(0))?;
        Ok((due, next))
    }

    /// The currency of a sale's cart, while that can be edited.
    ///
    /// # Errors
    /// When the database fails.
    pub fn cart_currency(&self, id: &SaleId) -> Result<Option<Currency>> {
        let row: Option<(String, String)> = self
            .connection
            .prepare_cached("SELECT state, currency FROM sales WHERE id = ?1")?
            .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let editable =
            row.filter(|(state, _)| SaleState::parse(state).is_some_and(SaleState::is_editable));
        Ok(editable.and_then(|(_, currency)| currency.parse().ok()))
    }
}

/// The first place of the sales that were started at this time. A place is a 64th of a second: finer
/// ones would make every list of the index longer, and few sales are started in the same.
pub(crate) fn first_place(at: i64) -> i64 {
    at >> 4
}

fn sale_record(row: &Row<'_>) -> Result<SaleRecord> {
    let cart: String = row.get("cart")?;
    Ok(SaleRecord {
        id: id(row)?,
        state: state(row)?,
        started_at: row.get("started_at")?,
        changed_at: row.get("changed_at")?,
        cart: serde_json::from_str(&cart).map_err(|_| LedgerError::Unreadable("cart"))?,
        revision: row.get("revision")?,
        refusal: row.get("refusal")?,
        order_number: row.get("order_number")?,
        total: total(row)?,
        paid_at: row.get("paid_at")?,
        next_check_at: row.get("next_check_at")?,
        checks: row.get("checks")?,
        check_error: row.get("check_error")?,
        watch_until: row.get("watch_until")?,
        elsewhere: row.get("elsewhere")?,
    })
}

fn id(row: &Row<'_>) -> Result<SaleId> {
    row.get::<_, String>("id")?.parse().map_err(|_| LedgerError::Unreadable("id"))
}

pub(crate) fn state(row: &Row<'_>) -> Result<SaleState> {
    SaleState::parse(&row.get::<_, String>("state")?).ok_or(LedgerError::Unreadable("state"))
}

pub(crate) fn total(row: &Row<'_>) -> Result<Money> {
    let currency: String = row.get("currency")?;
    let currency = currency.parse().map_err(|_| LedgerError::Unreadable("currency"))?;
    Ok(Money::new(row.get("total_minor")?, currency))
}

fn to_json(cart: &Cart) -> Result<String> {
    serde_json::to_string(cart).map_err(|_| LedgerError::Unreadable("cart"))
}

/// The digits of a phone number, whatever stands between them.
pub(crate) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
