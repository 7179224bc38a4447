//! Tells tauri which commands are the program's own, so that they too are refused to every window
//! that no capability names.

use tauri_build::{AppManifest, Attributes};

/// Every command of `src/commands.rs`.
const COMMANDS: &[&str] = &[
    "accept_order",
    "add_article",
    "add_upsell",
    "begin_new_books",
    "cancel_order",
    "cancel_sale",
    "change_cart",
    "change_currency",
    "charge",
    "check_connection",
    "check_now",
    "compare_with_store",
    "comparison",
    "connect_store",
    "copy_link",
    "customer_details",
    "day_report",
    "find_customers",
    "find_store_customers",
    "held_sales",
    "hold_sale",
    "list_attention",
    "list_sales",
    "sale_choices",
    "mend_finding",
    "new_sale",
    "open_in_browser",
    "open_status_page",
    "open_store",
    "pause_sync",
    "payment_gateways",
    "print_receipt",
    "quote_sale",
    "refresh_order",
    "reject_order",
    "reopen_cart",
    "restore_backup",
    "sale_detail",
    "save_settings",
    "scan_code",
    "search_products",
    "settle_attention",
    "show_window",
    "snapshot",
    "stop_comparison",
    "stores",
    "sync_catalogue",
    "take_up_sale",
    "try_practice",
    "verify_books",
];

fn main() {
    // Without this line a rebuilt interface is silently not embedded.
    println!("cargo:rerun-if-changed=../ui/dist");
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
