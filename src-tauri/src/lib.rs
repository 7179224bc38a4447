//! The desktop host: windows, commands, keychain, the practice store's start.
//!
//! It decides nothing about sales. Each command calls one use case of `till` and hands its answer
//! to the seller's window; the customer's window reaches no command at all.

mod cli;
mod commands;
mod data_folder;
mod desktop;
mod events;
mod keychain;
mod logging;
mod payment_window;
mod pictures;
mod seller_window;
#[cfg(test)]
mod tests;
mod verify;
#[cfg(target_os = "linux")]
mod webkit;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use tauri::{AppHandle, Manager, RunEvent, Runtime};
use till::{App, Config, Timings};

use crate::cli::Cli;
use crate::data_folder::DataFolder;
use crate::desktop::Desktop;

/// How long closing the books may keep the program.
const CLOSES_WITHIN: Duration = Duration::from_secs(3);

/// Runs the program until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if cli.verify {
        return match DataFolder::path_of(cli.data_dir) {
            Ok(path) => verify::run(&path),
            Err(error) => cli::fail(error),
        };
    }
    #[cfg(target_os = "linux")]
    webkit::prepare();
    let folder = match DataFolder::open(cli.data_dir) {
        Ok(folder) => folder,
        Err(error) => return cli::fail(error),
    };
    let _log = logging::start(&folder.path);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    match start(folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "ended");
            cli::fail(&error)
        }
    }
}

fn start(folder: DataFolder) -> Result<(), String> {
    let mut context = tauri::generate_context!();
    folder.name_instance(&mut context.config_mut().identifier);
    // The first till on this folder answers for the second; only if it cannot is the lock asked.
    let single = tauri_plugin_single_instance::init(|app, _, _| seller_window::show(app));
    let app = tauri::Builder::default()
        .plugin(single)
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_filter(|label| label == seller_window::LABEL)
                .build(),
        )
        .register_asynchronous_uri_scheme_protocol("picture", pictures::answer)
        .invoke_handler(commands::handler())
        .setup(move |app| set_up(app.handle(), folder).map_err(Into::into))
        .build(context)
        .map_err(|error| error.to_string())?;
    app.run(|app, event| {
        if let RunEvent::ExitRequested { .. } = event {
            tracing::info!("the last window is closed");
            app.cleanup_before_exit();
            close_books(app);
        }
    });
    Ok(())
}

/// Books that are not closed in time are checked at the next start, and nothing else.
fn close_books(app: &AppHandle) {
    let till = app.state::<App>().inner().clone();
    let closing = async { tokio::time::timeout(CLOSES_WITHIN, till.close()).await };
    if tauri::async_runtime::block_on(closing).is_err() {
        tracing::warn!("the books were not closed in time");
    }
}

fn set_up(app: &AppHandle, mut folder: DataFolder) -> Result<(), String> {
    folder.lock()?;
    #[cfg(target_os = "linux")]
    webkit::rest();
    let config = Config {
        data_dir: folder.path.clone(),
        version: app.package_info().version.to_string(),
        timings: Timings::default(),
    };
    let browser = folder.browser();
    manage(app, Desktop::new(app.clone(), browser.clone()), config);
    app.manage(folder);
    events::keep(app);
    let till = app.state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move { till.resume().await });
    seller_window::open(app, browser).map_err(|error| error.to_string())
}

/// Makes the till that the commands use.
fn manage<R: Runtime>(app: &AppHandle<R>, desktop: Desktop<R>, config: Config) {
    app.manage(App::new(config, Arc::new(desktop)));
}
