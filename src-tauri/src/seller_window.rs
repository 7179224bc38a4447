//! The seller's window.

use std::path::PathBuf;

use tauri::{AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};

/// Its label, which the one capability names.
pub(crate) const LABEL: &str = "seller";

/// Opens it. Closing it ends the program.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, browser: PathBuf) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Tillway")
        .inner_size(1360.0, 820.0)
        .min_inner_size(1024.0, 700.0)
        .data_directory(browser)
        .on_navigation(is_own)
        .build()?;
    let app = app.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            app.exit(0);
        }
    });
    Ok(())
}

/// Brings it to the front: a second start of the program asks for that.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// It shows the program's own pages and nothing else.
fn is_own(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}
