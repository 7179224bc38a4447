//! The commands: one for each use case, of the same name, as the desktop host has them.

use std::sync::Arc;

use sale::SaleId;
use serde::Serialize;
use serde_json::Value;
use till::view::ErrorView;
use till::{App, SaleQuery};

use crate::arguments::{Arguments, misuse};
use crate::no_desktop::NoDesktop;

/// The till and what it has in a desktop's place.
#[derive(Clone)]
pub(crate) struct Till {
    pub(crate) app: App,
    pub(crate) desktop: Arc<NoDesktop>,
}

type Answer = Result<Value, ErrorView>;

impl Till {
    /// Runs one command.
    pub(crate) async fn run(&self, command: &str, mut given: Arguments) -> Answer {
        let app = &self.app;
        match command {
            "snapshot" => reply(app.snapshot().await),
            "try_practice" => reply(app.try_practice().await),
            "check_connection" => {
                let (address, token): (String, String) =
                    (given.take("address")?, given.take("token")?);
                reply(app.check_connection(&address, &token).await)
            }
            "connect_store" => {
                let (address, token): (String, String) =
                    (given.take("address")?, given.take("token")?);
                reply(app.connect_store(&address, &token).await)
            }
            "stores" => reply(Ok(app.stores())),
            "open_store" => reply(app.open_store(&given.take::<String>("key")?).await),
            "sync_catalogue" => reply(app.sync_catalogue().await),
            "find_customers" => reply(app.find_customers(&given.take::<String>("text")?).await),
            "list_sales" => {
                let query = SaleQuery {
                    text: given.take("text")?,
                    state: given.take("state")?,
                    before: given.take("before")?,
                    limit: given.take("limit")?,
                };
                reply(app.list_sales(query).await)
            }
            "day_report" => reply(app.day_report(given.take("from")?, given.take("to")?).await),
            "save_settings" => reply(app.save_settings(given.take("settings")?).await),
            "payment_gateways" => reply(app.payment_gateways().await),
            "search_products" | "add_article" | "change_cart" | "new_sale" | "hold_sale"
            | "held_sales" => self.build(command, given).await,
            _ => self.run_on_sale(command, given).await,
        }
    }

    /// The commands that put a cart together.
    async fn build(&self, command: &str, mut given: Arguments) -> Answer {
        let app = &self.app;
        match command {
            "search_products" => {
                reply(app.search_products(given.take("query")?, given.take("limit")?).await)
            }
            "add_article" => reply(app.add_article(given.take("variantId")?).await),
            "change_cart" => reply(app.change_cart(given.take("change")?).await),
            "new_sale" => reply(app.new_sale().await),
            "hold_sale" => reply(app.hold_sale().await),
            "held_sales" => reply(app.held_sales().await),
            other => Err(misuse(format!("there is no command {other}"))),
        }
    }

    /// The commands that name a sale.
    async fn run_on_sale(&self, command: &str, mut given: Arguments) -> Answer {
        let app = &self.app;
        let id: SaleId = given.take("saleId")?;
        let sale = id.as_str();
        match command {
            "take_up_sale" => reply(app.take_up_sale(sale).await),
            "charge" => reply(app.charge(sale).await),
            "show_window" => reply(app.show_window(sale).await),
            "open_in_browser" => reply(app.open_in_browser(sale).await),
            "copy_link" => reply(app.copy_link(sale).await),
            "check_now" => reply(app.check_now(sale).await),
            "cancel_sale" => reply(app.cancel_sale(sale).await),
            "reopen_cart" => reply(app.reopen_cart(sale).await),
            "add_upsell" => reply(app.add_upsell(sale, given.take("variantId")?).await),
            "sale_detail" => reply(app.sale_detail(sale).await),
            "refresh_order" => reply(app.refresh_order(sale).await),
            "open_status_page" => reply(app.open_status_page(sale).await),
            "settle_attention" => {
                reply(app.settle_attention(sale, given.take("attentionId")?).await)
            }
            "payment_window_closed" => {
                self.desktop.customer_closed(&id);
                reply(app.payment_window_closed(&id).await)
            }
            other => Err(misuse(format!("there is no command {other}"))),
        }
    }
}

fn reply<T: Serialize>(result: till::Result<T>) -> Answer {
    let answer = result.map_err(|error| error.view())?;
    serde_json::to_value(answer).map_err(|error| misuse(error.to_string()))
}
