//! The till's events, forwarded to the seller's window and to no other.

use tauri::{AppHandle, Emitter, Manager, Runtime};
use till::{App, AppEvent};
use tokio::sync::broadcast::error::RecvError;

use crate::seller_window::LABEL;

/// The name under which every event goes.
const NAME: &str = "till";

/// Forwards events for as long as the program runs. A window that fell behind gets a snapshot.
pub(crate) fn forward<R: Runtime>(app: &AppHandle<R>) {
    let till = app.state::<App>().inner().clone();
    let mut events = till.events();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            let event = match events.recv().await {
                Ok(event) => event,
                Err(RecvError::Lagged(_)) => match till.snapshot().await {
                    Ok(snapshot) => AppEvent::StoreChanged { snapshot: Box::new(snapshot) },
                    Err(_) => continue,
                },
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = app.emit_to(LABEL, NAME, event) {
                tracing::warn!(%error, "an event was not forwarded");
            }
        }
    });
}
