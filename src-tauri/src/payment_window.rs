//! The customer's window: the store's payment page in a session of its own that ends with it.
//!
//! No capability names it, so it reaches no command. It may go to https pages, to the receiver and,
//! where the store is on this machine, to the store; its title is the host of what it shows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sale::SaleId;
use tauri::utils::config::WebviewUrl;
use tauri::webview::{NewWindowFeatures, NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, LogicalPosition, Manager, Monitor, Runtime, Url, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};
use till::{App, PaymentPage};

use crate::seller_window;

/// Its size in logical pixels.
const SIZE: (f64, f64) = (480.0, 760.0);

/// How many windows a payment page may have open besides its own; a bank's is one.
const MOST_POPUPS: u32 = 4;

/// Makes each label different: one is still taken right after its window was closed.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// The windows that a customer may have: the payment page's own, and those that it opens.
#[derive(Clone, Copy)]
enum Kind {
    Page,
    Popup,
}

/// The windows that one payment page has opened.
#[derive(Clone)]
struct Popups {
    sale: SaleId,
    attempt: u32,
    open: Arc<AtomicU32>,
}

/// Where the window may go.
#[derive(Clone)]
struct Bounds {
    origins: Arc<[String]>,
}

/// Opens the window of a placing.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, page: &PaymentPage) -> tauri::Result<()> {
    let origins = page.store_origin.iter().chain([&page.return_origin]).cloned().collect();
    let bounds = Bounds { origins };
    let label = label(Kind::Page, &page.sale, page.attempt);
    let host = page.address.host_str().unwrap_or_default();
    let address = WebviewUrl::External(page.address.clone());
    let builder = WebviewWindowBuilder::new(app, label, address).title(host);
    let builder = match place(app) {
        Some(place) => builder.position(place.x, place.y),
        None => builder.center(),
    };
    let popups = Popups {
        sale: page.sale.clone(),
        attempt: page.attempt,
        open: Arc::new(AtomicU32::new(0)),
    };
    let window = guarded(app, builder.inner_size(SIZE.0, SIZE.1), &bounds, &popups).build()?;
    let (app, sale, attempt) = (app.clone(), page.sale.clone(), page.attempt);
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            closed(&app, sale.clone(), attempt);
        }
    });
    Ok(())
}

/// The open window of a placing.
pub(crate) fn find<R: Runtime>(
    app: &AppHandle<R>,
    sale: &SaleId,
    attempt: u32,
) -> Option<WebviewWindow<R>> {
    windows(app, &Kind::Page.of_attempt(sale, attempt)).pop()
}

/// Closes every window of a sale's customer.
pub(crate) fn close<R: Runtime>(app: &AppHandle<R>, sale: &SaleId) {
    for kind in [Kind::Page, Kind::Popup] {
        destroy(app, &kind.of_sale(sale));
    }
}

impl Kind {
    /// What the labels of a sale's windows begin with.
    fn of_sale(self, sale: &SaleId) -> String {
        match self {
            Self::Page => format!("pay-{sale}-"),
            Self::Popup => format!("popup-{sale}-"),
        }
    }

    /// The same for one placing.
    fn of_attempt(self, sale: &SaleId, attempt: u32) -> String {
        format!("{}{attempt}-", self.of_sale(sale))
    }
}

fn label(kind: Kind, sale: &SaleId, attempt: u32) -> String {
    format!("{}{}", kind.of_attempt(sale, attempt), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn windows<R: Runtime>(app: &AppHandle<R>, prefix: &str) -> Vec<WebviewWindow<R>> {
    let all = app.webview_windows().into_iter();
    all.filter(|(label, _)| label.starts_with(prefix)).map(|(_, window)| window).collect()
}

fn destroy<R: Runtime>(app: &AppHandle<R>, prefix: &str) {
    for window in windows(app, prefix) {
        if let Err(error) = window.destroy() {
            tracing::warn!(%error, "a payment window could not be closed");
        }
    }
}

/// What a payment page opened goes with it, and the till is told. Not at once: this is called from
/// within the loop that would have to close those windows.
fn closed<R: Runtime>(app: &AppHandle<R>, sale: SaleId, attempt: u32) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        destroy(&app, &Kind::Popup.of_attempt(&sale, attempt));
        let Some(till) = app.try_state::<App>().map(|till| till.inner().clone()) else { return };
        if let Err(error) = till.payment_window_closed(&sale, attempt).await {
            let error = till::causes(&error);
            tracing::error!(%error, "a closed payment window could not be noted");
        }
    });
}

/// What holds for the window and for every window that its pages open.
fn guarded<'a, R: Runtime, M: Manager<R>>(
    app: &AppHandle<R>,
    builder: WebviewWindowBuilder<'a, R, M>,
    bounds: &Bounds,
    popups: &Popups,
) -> WebviewWindowBuilder<'a, R, M> {
    let (allowed, opened) = (bounds.clone(), bounds.clone());
    let (app, popups) = (app.clone(), popups.clone());
    builder
        .incognito(true)
        .on_navigation(move |url| allowed.allow(url))
        .on_page_load(|window, load| {
            if let (PageLoadEvent::Started, Some(host)) = (load.event(), load.url().host_str()) {
                let _ = window.set_title(host);
            }
        })
        .on_new_window(move |url, features| popup(&app, &url, features, &opened, &popups))
}

fn popup<R: Runtime>(
    app: &AppHandle<R>,
    url: &Url,
    features: NewWindowFeatures,
    bounds: &Bounds,
    popups: &Popups,
) -> NewWindowResponse<R> {
    if !bounds.allow(url) || popups.open.load(Ordering::Relaxed) >= MOST_POPUPS {
        tracing::warn!(scheme = url.scheme(), "a payment page's window was refused");
        return NewWindowResponse::Deny;
    }
    let label = label(Kind::Popup, &popups.sale, popups.attempt);
    let blank = WebviewUrl::External("about:blank".parse().expect("a constant address"));
    let builder = WebviewWindowBuilder::new(app, label, blank)
        .title(url.host_str().unwrap_or_default())
        .inner_size(SIZE.0, SIZE.1)
        .window_features(features);
    match guarded(app, builder, bounds, popups).build() {
        Ok(window) => {
            popups.open.fetch_add(1, Ordering::Relaxed);
            let open = Arc::clone(&popups.open);
            window.on_window_event(move |event| {
                if matches!(event, WindowEvent::Destroyed) {
                    open.fetch_sub(1, Ordering::Relaxed);
                }
            });
            NewWindowResponse::Create { window }
        }
        Err(error) => {
            tracing::error!(%error, "a payment page's window could not be opened");
            NewWindowResponse::Deny
        }
    }
}

impl Bounds {
    fn allow(&self, url: &Url) -> bool {
        url.scheme() == "https"
            || url.as_str() == "about:blank"
            || self.origins.contains(&url.origin().ascii_serialization())
    }
}

/// In the middle of the customer's screen where there is one besides the seller's, else beside the
/// till as far as its screen goes.
fn place<R: Runtime>(app: &AppHandle<R>) -> Option<LogicalPosition<f64>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_windows_of_a_placing_are_no_others() {
        let sale: SaleId = "0192f0c1-7a3b-7c4d-8e5f-001122334455".parse().expect("an id");
        let (page, popup) = (label(Kind::Page, &sale, 1), label(Kind::Popup, &sale, 1));
        for (kind, label, other) in [(Kind::Page, &page, &popup), (Kind::Popup, &popup, &page)] {
            assert!(label.starts_with(&kind.of_sale(&sale)), "{label}");
            assert!(label.starts_with(&kind.of_attempt(&sale, 1)), "{label}");
            assert!(!other.starts_with(&kind.of_sale(&sale)), "{other}");
            let later = super::label(kind, &sale, 12);
            assert!(!later.starts_with(&kind.of_attempt(&sale, 1)), "{later}");
        }
    }

    #[test]
    fn the_window_goes_to_https_and_back_to_the_till_only() {
        let origins = ["http://127.0.0.1:4000", "http://127.0.0.1:5000"];
        let bounds = Bounds { origins: origins.map(str::to_owned).into() };
        let check = |address: &str, expected: bool| {
            assert_eq!(bounds.allow(&address.parse().expect("an address")), expected, "{address}");
        };
        check("https://checkout.example.com/x", true);
        check("about:blank", true);
        check("http://127.0.0.1:4000/pay/x", true);
        check("http://127.0.0.1:5000/return/x", true);
        check("http://127.0.0.1:5001/return/x", false);
        check("http://localhost:5000/", false);
        check("http://checkout.example.com/", false);
        check("tauri://localhost/", false);
        check("http://tauri.localhost/", false);
        check("ipc://localhost/snapshot", false);
        check("file:///etc/passwd", false);
        check("javascript:alert(1)", false);
        check("data:text/html,x", false);
        check("about:config", false);
    }
}
