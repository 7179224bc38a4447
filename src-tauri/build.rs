//! Tells tauri which commands are the program's own, so that they too are refused to every window
//! that no capability names.

use tauri_build::{AppManifest, Attributes};

/// Every command of `src/commands.rs`.
const COMMANDS: &[&str] = &[
    "accept_order",
    "add_article",
    "add_order_note",
    "add_upsell",
    "back_up_now",
    "begin_new_books",
    "calculate_refund",
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
    "day_sheet",
    "day_sheet_document",
    "day_sheets",
    "export_csv",
    "export_everything",
    "find_customers",
    "find_store_customers",
    "held_sales",
    "hold_sale",
    "latest_csv",
    "list_attention",
    "list_sales",
    "sale_choices",
    "look_at_backup",
    "make_day_sheet",
    "mend_finding",
    "move_offer",
    "new_sale",
    "next_events",
    "offers",
    "open_in_browser",
    "open_status_page",
    "open_store",
    "pause_sync",
    "payment_gateways",
    "print_day_sheet",
    "print_receipt",
    "pull_in_order",
    "quote_sale",
    "read_order_notes",
    "receipt",
    "refresh_order",
    "refund_order",
    "reject_order",
    "remove_offer",
    "reopen_cart",
    "report",
    "restore_backup",
    "restore_backup_of",
    "sample_receipt",
    "save_receipt_pdf",
    "sale_detail",
    "sample_receipt",
    "save_offer",
    "save_receipt_pdf",
    "save_settings",
    "scan_code",
    "search_products",
    "set_retention",
    "settle_attention",
    "show_window",
    "snapshot",
    "stop_comparison",
    "stop_csv",
    "stop_export",
    "stores",
    "sync_catalogue",
    "take_up_sale",
    "test_print",
    "try_practice",
    "verify_books",
];

fn main() {
    // Without this line a rebuilt interface is silently not embedded.
    println!("cargo:rerun-if-changed=../ui/dist");
    keep_same_code_once();
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}

/// Functions that came out the same need not be there twice. Rust's own linker on this system can tell.
fn keep_same_code_once() {
    if std::env::var("TARGET").is_ok_and(|target| target == "x86_64-unknown-linux-gnu") {
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    }
}
