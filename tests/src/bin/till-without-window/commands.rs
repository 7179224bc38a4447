//! The commands: one for each use case, of the same name, as the desktop host has them.

use std::sync::Arc;

use sale::SaleId;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use till::App;
use till::view::ErrorView;

use crate::arguments::{Arguments, misuse};
use crate::beneath;
use crate::no_desktop::NoDesktop;

/// The till and what it has in a desktop's place.
#[derive(Clone)]
pub(crate) struct Till {
    pub(crate) app: App,
    pub(crate) desktop: Arc<NoDesktop>,
}

/// In JSON, as the desktop hands it to its window.
type Answer = Result<Box<RawValue>, ErrorView>;

impl Till {
    /// Runs one command.
    pub(crate) async fn run(&self, command: &str, mut given: Arguments) -> Answer {
        let app = &self.app;
        match command {
            "snapshot" => reply(app.snapshot().await),
            "try_practice" => reply(app.try_practice().await),
            "check_connection" => {
                reply(app.check_connection(&given.text("address")?, &given.text("token")?).await)
            }
            "connect_store" => {
                reply(app.connect_store(&given.text("address")?, &given.text("token")?).await)
            }
            "stores" => reply(Ok(app.stores())),
            "open_store" => reply(app.open_store(&given.text("key")?).await),
            "sync_catalogue" => reply(app.sync_catalogue().await),
            "pause_sync" => reply(app.pause_sync().await),
            "save_settings" => reply(app.save_settings(given.take("settings")?).await),
            "offers" => reply(app.offers().await),
            "save_offer" => reply(app.save_offer(given.take("offer")?).await),
            "move_offer" => reply(app.move_offer(given.take("id")?, given.take("to")?).await),
            "remove_offer" => reply(app.remove_offer(given.take("id")?).await),
            "payment_gateways" => reply(app.payment_gateways().await),

            "search_products" => {
                let (query, after) = (given.text("query")?, given.take("after")?);
                reply(app.search_products(query, after, given.take("limit")?).await)
            }
            "scan_code" => reply(app.scan_code(given.text("code")?).await),
            "find_customers" => reply(app.find_customers(&given.text("text")?).await),
            "find_store_customers" => reply(app.find_store_customers(&given.text("text")?).await),
            "customer_details" => {
                let email = given.text("email")?;
                reply(app.customer_details(&email, given.take("userId")?).await)
            }
            "change_currency" => reply(app.change_currency(&given.text("currency")?).await),
            "quote_sale" => reply(app.quote_sale(&given.sale()?).await),
            "add_article" => reply(app.add_article(given.take("variantId")?).await),
            "change_cart" => reply(app.change_cart(given.take("change")?).await),
            "new_sale" => reply(app.new_sale().await),
            "hold_sale" => reply(app.hold_sale().await),
            "held_sales" => reply(app.held_sales().await),
            "take_up_sale" => reply(app.take_up_sale(&given.sale()?).await),

            "charge" => reply(app.charge(&given.sale()?).await),
            "show_window" => reply(app.show_window(&given.sale()?).await),
            "open_in_browser" => reply(app.open_in_browser(&given.sale()?).await),
            "copy_link" => reply(app.copy_link(&given.sale()?).await),
            "check_now" => reply(app.check_now(&given.sale()?).await),
            "cancel_sale" => reply(app.cancel_sale(&given.sale()?).await),
            "reopen_cart" => reply(app.reopen_cart(&given.sale()?).await),
            "payment_window_closed" => {
                let sale: SaleId = given.take("saleId")?;
                // The news of a window may come long after its end.
                let told: Option<u32> = given.take("attempt")?;
                let closed = self.desktop.customer_closed(&sale, told).or(told);
                let closed = closed.ok_or_else(|| misuse("there is no such window".to_owned()))?;
                reply(app.payment_window_closed(&sale, closed).await)
            }
            "unlock_keychain" => answer(&self.desktop.unlock()),
            "machine" => answer(&beneath::command(&mut given)?),
            "release_windows" => answer(&self.desktop.release_windows()),
            "add_upsell" => {
                let (variant, price) = (given.take("variantId")?, given.take("price")?);
                reply(app.add_upsell(&given.sale()?, variant, price).await)
            }

            "receipt" => reply(app.receipt(&given.sale()?).await),
            "print_receipt" => reply(app.print_receipt(&given.sale()?).await),
            "save_receipt_pdf" => reply(app.save_receipt_pdf(&given.sale()?).await),
            "sample_receipt" => reply(app.sample_receipt(given.take("paper")?).await),
            "test_print" => reply(app.test_print(given.take("paper")?).await),

            "list_sales" => reply(app.list_sales(given.take("query")?).await),
            "sale_choices" => reply(app.sale_choices().await),
            "sale_detail" => reply(app.sale_detail(&given.sale()?).await),
            "refresh_order" => reply(app.refresh_order(&given.sale()?).await),
            "open_status_page" => reply(app.open_status_page(&given.sale()?).await),
            "settle_attention" => {
                reply(app.settle_attention(&given.sale()?, given.take("attentionId")?).await)
            }
            "list_attention" => reply(app.list_attention().await),
            "accept_order" => {
                reply(app.accept_order(&given.sale()?, given.take("attentionId")?).await)
            }
            "reject_order" => {
                reply(app.reject_order(&given.sale()?, given.take("attentionId")?).await)
            }
            "cancel_order" => {
                let (sale, matter) = (given.sale()?, given.take("attentionId")?);
                reply(app.cancel_order(&sale, matter, given.take("choice")?).await)
            }
            "calculate_refund" => {
                reply(app.calculate_refund(&given.sale()?, given.take("choice")?).await)
            }
            "refund_order" => reply(app.refund_order(&given.sale()?, given.take("request")?).await),
            "add_order_note" => {
                reply(app.add_order_note(&given.sale()?, &given.text("message")?).await)
            }
            "read_order_notes" => reply(app.read_order_notes(&given.sale()?).await),
            "pull_in_order" => reply(app.pull_in_order(&given.text("number")?).await),
            "compare_with_store" => {
                reply(app.compare_with_store(given.take("from")?, given.take("to")?).await)
            }
            "stop_comparison" => reply(app.stop_comparison().await),
            "comparison" => reply(app.comparison().await),
            "mend_finding" => reply(app.mend_finding(given.take("findingId")?).await),
            "restore_backup" => reply(app.restore_backup().await),
            "data_view" => reply(app.data_view().await),
            "back_up_now" => reply(app.back_up_now().await),
            "look_at_backup" => reply(app.look_at_backup(given.take("number")?).await),
            "restore_backup_of" => reply(app.restore_backup_of(given.take("number")?).await),
            "export_everything" => reply(app.export_everything().await),
            "stop_export" => reply(app.stop_export().await),
            "set_retention" => reply(app.set_retention(given.take("days")?).await),
            "begin_new_books" => reply(app.begin_new_books().await),
            "report" => reply(app.report(given.take("from")?, given.take("to")?).await),
            "make_day_sheet" => {
                reply(app.make_day_sheet(given.take("from")?, given.take("to")?).await)
            }
            "day_sheets" => {
                reply(app.day_sheets(given.take("before")?, given.take("limit")?).await)
            }
            "day_sheet" => reply(app.day_sheet(given.take("number")?).await),
            "day_sheet_document" => reply(app.day_sheet_document(given.take("number")?).await),
            "print_day_sheet" => reply(app.print_day_sheet(given.take("number")?).await),
            "export_csv" => {
                let (kind, from, to) =
                    (given.take("kind")?, given.take("from")?, given.take("to")?);
                reply(app.export_csv(kind, from, to).await)
            }
            "stop_csv" => reply(app.stop_csv().await),
            "latest_csv" => reply(app.latest_csv().await),
            other => Err(misuse(format!("there is no command {other}"))),
        }
    }
}

fn reply<T: Serialize>(result: till::Result<T>) -> Answer {
    answer(&result.map_err(|error| error.view())?)
}

fn answer<T: Serialize>(value: &T) -> Answer {
    to_raw_value(value).map_err(|error| misuse(error.to_string()))
}
