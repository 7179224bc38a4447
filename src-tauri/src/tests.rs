//! The real access list, asked through tauri's own test runtime: what each window may do.

use std::collections::BTreeSet;

use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use till::{Config, Timings};

use crate::desktop::Desktop;
use crate::{commands, manage, seller_window};

const BUILD_SCRIPT: &str = include_str!("../build.rs");
const HANDLERS: &str = include_str!("commands.rs");

/// The words between two marks in a source file, one to a line.
fn listed(source: &str, from: &str, to: &str) -> BTreeSet<String> {
    let (_, rest) = source.split_once(from).expect("the list's start");
    let (list, _) = rest.split_once(to).expect("the list's end");
    let word = |line: &str| line.trim().trim_matches([',', '"']).to_owned();
    list.lines().map(word).filter(|word| !word.is_empty()).collect()
}

fn commands() -> BTreeSet<String> {
    listed(BUILD_SCRIPT, "const COMMANDS: &[&str] = &[", "];")
}

fn program(folder: &std::path::Path) -> App<MockRuntime> {
    let app = mock_builder()
        .invoke_handler(commands::handler())
        .build(tauri::generate_context!(test = true))
        .expect("the program's own configuration");
    let config = Config {
        data_dir: folder.to_owned(),
        version: "0".to_owned(),
        timings: Timings::default(),
    };
    manage(app.handle(), Desktop::new(app.handle().clone(), folder.join("window")), config);
    app
}

fn window(app: &App<MockRuntime>, label: &str, address: &str) -> WebviewWindow<MockRuntime> {
    let address = WebviewUrl::External(address.parse().expect("an address"));
    WebviewWindowBuilder::new(app, label, address).build().expect("a window")
}

fn call(
    window: &WebviewWindow<MockRuntime>,
    command: &str,
    from: &str,
) -> Result<String, serde_json::Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: from.parse().expect("an address"),
        body: InvokeBody::default(),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| format!("{body:?}"))
}

#[test]
fn the_access_list_names_every_command() {
    let handled = listed(HANDLERS, "tauri::generate_handler![", "]");
    assert_eq!(handled, commands());
}

#[test]
fn the_payment_window_reaches_no_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = program(folder.path());
    let own = [
        "plugin:event|listen",
        "plugin:event|emit",
        "plugin:webview|create_webview_window",
        "plugin:opener|open_url",
        "plugin:clipboard-manager|read_text",
        "plugin:window-state|save_window_state",
    ];
    for label in ["pay-0", "popup-1"] {
        // Its own page, and, should one ever be shown in it, a page of the program.
        for address in ["https://checkout.example.com/x", "tauri://localhost/"] {
            let name = format!("{label}{}", address.len());
            let window = window(&app, &name, address);
            let all = commands();
            for command in all.iter().map(String::as_str).chain(own) {
                let answer = call(&window, command, address).expect_err(command).to_string();
                assert!(answer.contains("not allowed"), "{label} {address} {command}: {answer}");
            }
        }
    }
}

#[test]
fn the_sellers_window_reaches_its_commands_from_its_own_pages_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = program(folder.path());
    let window = window(&app, seller_window::LABEL, "tauri://localhost/");
    let answer = call(&window, "stores", "tauri://localhost/").expect("allowed");
    assert!(answer.contains("practice"), "{answer}");
    let answer = call(&window, "stores", "https://example.com/").expect_err("a foreign page");
    assert!(answer.to_string().contains("not allowed"), "{answer}");
}
