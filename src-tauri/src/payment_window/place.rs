//! Where on the screens the customer's window goes.

use tauri::{AppHandle, LogicalPosition, Manager as _, Monitor, Runtime};

use super::SIZE;
use crate::seller_window;

/// In the middle of the customer's screen where there is one besides the seller's, else beside the
/// till as far as its screen goes.
pub(super) fn place<R: Runtime>(app: &AppHandle<R>) -> Option<LogicalPosition<f64>> {
    let seller = app.get_webview_window(seller_window::LABEL)?;
    let own = seller.current_monitor().ok()??;
    let monitors = seller.available_monitors().ok()?;
    if let Some(other) = monitors.iter().find(|monitor| monitor.position() != own.position()) {
        let (left, top, width, height) = area(other);
        return Some(LogicalPosition::new(
            left + (width - SIZE.0) / 2.0,
            top + (height - SIZE.1) / 2.0,
        ));
    }
    let (left, top, width, height) = area(&own);
    let position = seller.outer_position().ok()?.to_logical::<f64>(own.scale_factor());
    let size = seller.outer_size().ok()?.to_logical::<f64>(own.scale_factor());
    Some(LogicalPosition::new(
        (position.x + size.width).min(left + width - SIZE.0).max(left),
        position.y.min(top + height - SIZE.1).max(top),
    ))
}

fn area(monitor: &Monitor) -> (f64, f64, f64, f64) {
    let scale = monitor.scale_factor();
    let position = monitor.position().to_logical::<f64>(scale);
    let size = monitor.size().to_logical::<f64>(scale);
    (position.x, position.y, size.width, size.height)
}
