//! The commands: one for each use case, of the same name. None of them decides anything.

use sale::{CartChange, Money, RefundChoice};
use tauri::ipc::Invoke;
use tauri::{Runtime, State, command};
use till::view::{
    AttentionItem, BackupLook, BooksProof, BooksView, CancelChoice, ComparisonView,
    ConnectionCheck, CsvKind, CsvView, CustomerDetails, CustomerHit, DaySheetRow, DaySheetView,
    Document, ErrorView, ExportedView, HeldSale, OfferDraft, OffersView, PaperSettings,
    PaymentGateways, RefundQuote, RefundRequest, ReportView, SaleChoices, SaleRow, SaleView,
    ScanResult, SearchResult, SettingsView, Snapshot, StoreChoice,
};
use till::{App, AppEvent, SaleQuery};

use crate::events::Outbox;

type Till<'a> = State<'a, App>;
type Reply<T> = Result<T, ErrorView>;

/// Every command. `build.rs` lists the same names for the access list.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        accept_order,
        add_article,
        add_order_note,
        add_upsell,
        back_up_now,
        begin_new_books,
        calculate_refund,
        cancel_order,
        cancel_sale,
        change_cart,
        change_currency,
        charge,
        check_connection,
        check_now,
        compare_with_store,
        comparison,
        connect_store,
        copy_link,
        customer_details,
        data_view,
        day_sheet,
        day_sheet_document,
        day_sheets,
        export_csv,
        export_everything,
        find_customers,
        find_store_customers,
        held_sales,
        hold_sale,
        latest_csv,
        list_attention,
        list_sales,
        sale_choices,
        look_at_backup,
        make_day_sheet,
        mend_finding,
        move_offer,
        new_sale,
        next_events,
        offers,
        open_in_browser,
        open_status_page,
        open_store,
        pause_sync,
        payment_gateways,
        print_day_sheet,
        print_receipt,
        pull_in_order,
        quote_sale,
        read_order_notes,
        receipt,
        refresh_order,
        refund_order,
        reject_order,
        remove_offer,
        reopen_cart,
        report,
        restore_backup,
        restore_backup_of,
        sample_receipt,
        save_receipt_pdf,
        sale_detail,
        sample_receipt,
        save_offer,
        save_receipt_pdf,
        save_settings,
        scan_code,
        search_products,
        set_retention,
        settle_attention,
        show_window,
        snapshot,
        stop_comparison,
        stop_csv,
        stop_export,
        stores,
        sync_catalogue,
        take_up_sale,
        test_print,
        try_practice,
        verify_books,
    ]
}

fn reply<T>(result: till::Result<T>) -> Reply<T> {
    result.map_err(|error| {
        tracing::info!(error = %till::causes(&error), "refused");
        error.view()
    })
}

#[command]
async fn snapshot(till: Till<'_>) -> Reply<Snapshot> {
    reply(till.snapshot().await)
}

/// The events after the one numbered `after`, and the number of the last; the number alone, where none is
/// named. A window that lacks some begins anew.
#[command]
async fn next_events(
    till: Till<'_>,
    outbox: State<'_, Outbox>,
    after: Option<u64>,
) -> Reply<(u64, Vec<AppEvent>)> {
    let Some(after) = after else { return Ok((outbox.last(), Vec::new())) };
    match outbox.after(after).await {
        Ok(came) => Ok(came),
        Err(last) => {
            let snapshot = Box::new(reply(till.snapshot().await)?);
            Ok((last, vec![AppEvent::StoreChanged { snapshot }]))
        }
    }
}

#[command]
async fn try_practice(till: Till<'_>) -> Reply<Snapshot> {
    reply(till.try_practice().await)
}

#[command]
async fn check_connection(
    till: Till<'_>,
    address: String,
    token: String,
) -> Reply<ConnectionCheck> {
    reply(till.check_connection(&address, &token).await)
}

#[command]
async fn connect_store(till: Till<'_>, address: String, token: String) -> Reply<Snapshot> {
    reply(till.connect_store(&address, &token).await)
}

#[command]
async fn stores(till: Till<'_>) -> Reply<Vec<StoreChoice>> {
    Ok(till.stores())
}

#[command]
async fn open_store(till: Till<'_>, key: String) -> Reply<Snapshot> {
    reply(till.open_store(&key).await)
}

#[command]
async fn sync_catalogue(till: Till<'_>) -> Reply<()> {
    reply(till.sync_catalogue().await)
}

#[command]
async fn pause_sync(till: Till<'_>) -> Reply<()> {
    reply(till.pause_sync().await)
}

#[command]
async fn search_products(
    till: Till<'_>,
    query: String,
    after: Option<String>,
    limit: u32,
) -> Reply<SearchResult> {
    reply(till.search_products(query, after, limit).await)
}

#[command]
async fn scan_code(till: Till<'_>, code: String) -> Reply<ScanResult> {
    reply(till.scan_code(code).await)
}

#[command]
async fn add_article(till: Till<'_>, variant_id: i64) -> Reply<SaleView> {
    reply(till.add_article(variant_id).await)
}

#[command]
async fn change_cart(till: Till<'_>, change: CartChange) -> Reply<SaleView> {
    reply(till.change_cart(change).await)
}

#[command]
async fn change_currency(till: Till<'_>, currency: String) -> Reply<SaleView> {
    reply(till.change_currency(&currency).await)
}

#[command]
async fn quote_sale(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.quote_sale(&sale_id).await)
}

#[command]
async fn new_sale(till: Till<'_>) -> Reply<()> {
    reply(till.new_sale().await)
}

#[command]
async fn hold_sale(till: Till<'_>) -> Reply<()> {
    reply(till.hold_sale().await)
}

#[command]
async fn held_sales(till: Till<'_>) -> Reply<Vec<HeldSale>> {
    reply(till.held_sales().await)
}

#[command]
async fn take_up_sale(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.take_up_sale(&sale_id).await)
}

#[command]
async fn find_customers(till: Till<'_>, text: String) -> Reply<Vec<CustomerHit>> {
    reply(till.find_customers(&text).await)
}

#[command]
async fn find_store_customers(till: Till<'_>, text: String) -> Reply<Vec<CustomerHit>> {
    reply(till.find_store_customers(&text).await)
}

#[command]
async fn customer_details(
    till: Till<'_>,
    email: String,
    user_id: Option<i64>,
) -> Reply<CustomerDetails> {
    reply(till.customer_details(&email, user_id).await)
}

#[command]
async fn charge(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.charge(&sale_id).await)
}

#[command]
async fn show_window(till: Till<'_>, sale_id: String) -> Reply<()> {
    reply(till.show_window(&sale_id).await)
}

#[command]
async fn open_in_browser(till: Till<'_>, sale_id: String) -> Reply<()> {
    reply(till.open_in_browser(&sale_id).await)
}

#[command]
async fn copy_link(till: Till<'_>, sale_id: String) -> Reply<()> {
    reply(till.copy_link(&sale_id).await)
}

#[command]
async fn check_now(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.check_now(&sale_id).await)
}

#[command]
async fn cancel_sale(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.cancel_sale(&sale_id).await)
}

#[command]
async fn reopen_cart(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.reopen_cart(&sale_id).await)
}

#[command]
async fn add_upsell(
    till: Till<'_>,
    sale_id: String,
    variant_id: i64,
    price: Money,
) -> Reply<SaleView> {
    reply(till.add_upsell(&sale_id, variant_id, price).await)
}

#[command]
async fn list_sales(till: Till<'_>, query: SaleQuery) -> Reply<Vec<SaleRow>> {
    reply(till.list_sales(query).await)
}

#[command]
async fn sale_choices(till: Till<'_>) -> Reply<SaleChoices> {
    reply(till.sale_choices().await)
}

#[command]
async fn sale_detail(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.sale_detail(&sale_id).await)
}

#[command]
async fn refresh_order(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.refresh_order(&sale_id).await)
}

#[command]
async fn open_status_page(till: Till<'_>, sale_id: String) -> Reply<()> {
    reply(till.open_status_page(&sale_id).await)
}

#[command]
async fn settle_attention(till: Till<'_>, sale_id: String, attention_id: i64) -> Reply<SaleView> {
    reply(till.settle_attention(&sale_id, attention_id).await)
}

#[command]
async fn list_attention(till: Till<'_>) -> Reply<Vec<AttentionItem>> {
    reply(till.list_attention().await)
}

#[command]
async fn accept_order(till: Till<'_>, sale_id: String, attention_id: i64) -> Reply<SaleView> {
    reply(till.accept_order(&sale_id, attention_id).await)
}

#[command]
async fn reject_order(till: Till<'_>, sale_id: String, attention_id: i64) -> Reply<SaleView> {
    reply(till.reject_order(&sale_id, attention_id).await)
}

#[command]
async fn cancel_order(
    till: Till<'_>,
    sale_id: String,
    attention_id: Option<i64>,
    choice: CancelChoice,
) -> Reply<SaleView> {
    reply(till.cancel_order(&sale_id, attention_id, choice).await)
}

#[command]
async fn calculate_refund(
    till: Till<'_>,
    sale_id: String,
    choice: RefundChoice,
) -> Reply<RefundQuote> {
    reply(till.calculate_refund(&sale_id, choice).await)
}

#[command]
async fn refund_order(till: Till<'_>, sale_id: String, request: RefundRequest) -> Reply<SaleView> {
    reply(till.refund_order(&sale_id, request).await)
}

#[command]
async fn add_order_note(till: Till<'_>, sale_id: String, message: String) -> Reply<SaleView> {
    reply(till.add_order_note(&sale_id, &message).await)
}

#[command]
async fn read_order_notes(till: Till<'_>, sale_id: String) -> Reply<SaleView> {
    reply(till.read_order_notes(&sale_id).await)
}

#[command]
async fn pull_in_order(till: Till<'_>, number: String) -> Reply<SaleView> {
    reply(till.pull_in_order(&number).await)
}

#[command]
async fn compare_with_store(till: Till<'_>, from: i64, to: i64) -> Reply<ComparisonView> {
    reply(till.compare_with_store(from, to).await)
}

#[command]
async fn stop_comparison(till: Till<'_>) -> Reply<Option<ComparisonView>> {
    reply(till.stop_comparison().await)
}

#[command]
async fn comparison(till: Till<'_>) -> Reply<Option<ComparisonView>> {
    reply(till.comparison().await)
}

#[command]
async fn mend_finding(till: Till<'_>, finding_id: i64) -> Reply<ComparisonView> {
    reply(till.mend_finding(finding_id).await)
}

#[command]
async fn verify_books(till: Till<'_>) -> Reply<BooksProof> {
    reply(till.verify_books().await)
}

#[command]
async fn restore_backup(till: Till<'_>) -> Reply<Snapshot> {
    reply(till.restore_backup().await)
}

#[command]
async fn begin_new_books(till: Till<'_>) -> Reply<Snapshot> {
    reply(till.begin_new_books().await)
}

#[command]
async fn report(till: Till<'_>, from: i64, to: i64) -> Reply<ReportView> {
    reply(till.report(from, to).await)
}

#[command]
async fn make_day_sheet(till: Till<'_>, from: i64, to: i64) -> Reply<DaySheetView> {
    reply(till.make_day_sheet(from, to).await)
}

#[command]
async fn day_sheets(till: Till<'_>, before: Option<i64>, limit: u32) -> Reply<Vec<DaySheetRow>> {
    reply(till.day_sheets(before, limit).await)
}

#[command]
async fn day_sheet(till: Till<'_>, number: i64) -> Reply<DaySheetView> {
    reply(till.day_sheet(number).await)
}

#[command]
async fn day_sheet_document(till: Till<'_>, number: i64) -> Reply<Document> {
    reply(till.day_sheet_document(number).await)
}

#[command]
async fn print_day_sheet(till: Till<'_>, number: i64) -> Reply<()> {
    reply(till.print_day_sheet(number).await)
}

#[command]
async fn export_csv(till: Till<'_>, kind: CsvKind, from: i64, to: i64) -> Reply<Option<CsvView>> {
    reply(till.export_csv(kind, from, to).await)
}

#[command]
async fn stop_csv(till: Till<'_>) -> Reply<Option<CsvView>> {
    reply(till.stop_csv().await)
}

#[command]
async fn latest_csv(till: Till<'_>) -> Reply<Option<CsvView>> {
    reply(till.latest_csv().await)
}

#[command]
async fn save_settings(till: Till<'_>, settings: SettingsView) -> Reply<SettingsView> {
    reply(till.save_settings(settings).await)
}

#[command]
async fn offers(till: Till<'_>) -> Reply<OffersView> {
    reply(till.offers().await)
}

#[command]
async fn save_offer(till: Till<'_>, offer: OfferDraft) -> Reply<OffersView> {
    reply(till.save_offer(offer).await)
}

#[command]
async fn move_offer(till: Till<'_>, id: i64, to: u32) -> Reply<OffersView> {
    reply(till.move_offer(id, to).await)
}

#[command]
async fn remove_offer(till: Till<'_>, id: i64) -> Reply<OffersView> {
    reply(till.remove_offer(id).await)
}

#[command]
async fn payment_gateways(till: Till<'_>) -> Reply<PaymentGateways> {
    reply(till.payment_gateways().await)
}

#[command]
async fn receipt(till: Till<'_>, sale_id: String) -> Reply<Document> {
    reply(till.receipt(&sale_id).await)
}

#[command]
async fn print_receipt(till: Till<'_>, sale_id: String) -> Reply<()> {
    reply(till.print_receipt(&sale_id).await)
}

#[command]
async fn save_receipt_pdf(till: Till<'_>, sale_id: String) -> Reply<Option<String>> {
    reply(till.save_receipt_pdf(&sale_id).await)
}

#[command]
async fn sample_receipt(till: Till<'_>, paper: PaperSettings) -> Reply<Document> {
    reply(till.sample_receipt(paper).await)
}

#[command]
async fn test_print(till: Till<'_>, paper: PaperSettings) -> Reply<()> {
    reply(till.test_print(paper).await)
}

#[command]
async fn back_up_now(till: Till<'_>) -> Reply<BooksView> {
    reply(till.back_up_now().await)
}

#[command]
async fn data_view(till: Till<'_>) -> Reply<BooksView> {
    reply(till.data_view().await)
}

#[command]
async fn export_everything(till: Till<'_>) -> Reply<Option<ExportedView>> {
    reply(till.export_everything().await)
}

#[command]
async fn look_at_backup(till: Till<'_>, number: u32) -> Reply<BackupLook> {
    reply(till.look_at_backup(number).await)
}

#[command]
async fn restore_backup_of(till: Till<'_>, number: u32) -> Reply<Snapshot> {
    reply(till.restore_backup_of(number).await)
}

#[command]
async fn set_retention(till: Till<'_>, days: Option<u32>) -> Reply<BooksView> {
    reply(till.set_retention(days).await)
}

#[command]
async fn stop_export(till: Till<'_>) -> Reply<()> {
    reply(till.stop_export().await)
}
