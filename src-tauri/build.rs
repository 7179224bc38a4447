//! Tells tauri which commands are the program's own, so that they too are refused to every window
//! that no capability names.

use tauri_build::{AppManifest, Attributes};

/// Every command of `src/commands.rs`.
const COMMANDS: &[&str] = &[
    "accept_order",
    "add_article",
    "add_upsell",
    "back_up_now",
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
    "data_view",
    "day_report",
    "export_everything",
    "find_customers",
    "find_store_customers",
    "held_sales",
    "hold_sale",
    "list_attention",
    "list_sales",
    "sale_choices",
    "look_at_backup",
    "mend_finding",
    "move_offer",
    "new_sale",
    "offers",
    "open_in_browser",
    "open_status_page",
    "open_store",
    "pause_sync",
    "payment_gateways",
    "print_receipt",
    "quote_sale",
    "refresh_order",
    "reject_order",
    "remove_offer",
    "reopen_cart",
    "restore_backup",
    "restore_backup_of",
    "sale_detail",
    "save_offer",
    "save_settings",
    "scan_code",
    "search_products",
    "set_retention",
    "settle_attention",
    "show_window",
    "snapshot",
    "stop_comparison",
    "stop_export",
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
