//! The customers' windows: the store's payment page in a session of its own that ends with it.
//!
//! No capability names them, so they reach no command. They may go to https pages, to the receiver
//! and, where the store is on this machine, to the store; their title is the host of what they show.
//!
//! To make a window takes longer than all else between Charge and the payment page. So one is made
//! as soon as there is something to pay: hidden, empty, and never used twice.

mod duty;
mod place;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use sale::SaleId;
use tauri::utils::config::WebviewUrl;
use tauri::webview::{NewWindowFeatures, NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, Runtime, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use till::{App, PaymentPage};

use self::duty::{Duty, allows};

/// Its size in logical pixels.
const SIZE: (f64, f64) = (480.0, 760.0);

/// What a window shows before its page.
const BLANK: &str = "about:blank";

/// How many windows a payment page may have open besides its own; a bank's is one.
const MOST_POPUPS: usize = 4;

/// Makes each label different: one is still taken right after its window was closed.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// The customers' windows of one program.
pub(crate) struct PaymentWindows<R: Runtime> {
    inner: Arc<Inner<R>>,
}

struct Inner<R: Runtime> {
    app: AppHandle<R>,
    browser: PathBuf,
    /// Those that there are, but for the ready one.
    open: Mutex<Vec<Open>>,
    /// The one that waits for its page.
    ready: Mutex<Option<Made<R>>>,
    /// Whether a page may soon be asked for.
    is_expected: AtomicBool,
}

/// A window that was just made, and what will tell it its duty.
struct Made<R: Runtime> {
    window: WebviewWindow<R>,
    duty: Arc<OnceLock<Duty>>,
}

/// A window with a duty.
struct Open {
    label: String,
    kind: Kind,
    duty: Arc<OnceLock<Duty>>,
}

/// The windows that a customer may have: the payment page's own, and those that it opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Popup,
}

impl<R: Runtime> PaymentWindows<R> {
    pub(crate) fn new(app: AppHandle<R>, browser: PathBuf) -> Self {
        let (open, ready, is_expected) = Default::default();
        Self { inner: Arc::new(Inner { app, browser, open, ready, is_expected }) }
    }

    /// Has a window ready for as long as a page may soon be asked for. It does not wait for it.
    pub(crate) fn expect(&self, is_expected: bool) {
        self.inner.is_expected.store(is_expected, Ordering::SeqCst);
        let windows = self.clone();
        tauri::async_runtime::spawn_blocking(move || windows.make_ready());
    }

    fn make_ready(&self) {
        let mut ready = locked(&self.inner.ready);
        match (self.inner.is_expected.load(Ordering::SeqCst), ready.take()) {
            (true, None) => match self.make() {
                Ok(made) => *ready = Some(made),
                Err(error) => tracing::warn!(%error, "no payment window could be made beforehand"),
            },
            (false, Some(made)) => destroy(&made.window),
            (_, as_it_is) => *ready = as_it_is,
        }
    }

    /// Opens the window of a placing.
    pub(crate) fn open(&self, page: &PaymentPage) -> tauri::Result<()> {
        let ready = {
            // One that is just being made is waited for: it comes sooner than another would.
            let mut ready = locked(&self.inner.ready);
            self.inner.is_expected.store(false, Ordering::SeqCst);
            ready.take()
        };
        let made = ready.map_or_else(|| self.make(), Ok)?;
        let _ = made.duty.set(Duty::of(page));
        let label = made.window.label().to_owned();
        locked(&self.inner.open).push(Open { label, kind: Kind::Page, duty: made.duty });
        self.show(&made.window, &page.address).inspect_err(|_| {
            // It was never open: nobody is told that it is gone.
            self.forget(made.window.label());
            destroy(&made.window);
        })
    }

    /// Shows the page in the window. Where the window cannot be put or focused, the page can still be
    /// paid.
    fn show(&self, window: &WebviewWindow<R>, address: &Url) -> tauri::Result<()> {
        window.navigate(address.clone())?;
        let _ = window.set_title(address.host_str().unwrap_or_default());
        let _ = match place::place(&self.inner.app) {
            Some(place) => window.set_position(place),
            None => window.center(),
        };
        window.show()?;
        let _ = window.set_focus();
        let _ = window.as_ref().set_focus();
        Ok(())
    }

    /// The open window of a placing.
    pub(crate) fn find(&self, sale: &SaleId, attempt: u32) -> Option<WebviewWindow<R>> {
        let is_its_own =
            |open: &Open, duty: &Duty| open.kind == Kind::Page && duty.is_of(sale, attempt);
        self.windows(is_its_own).pop()
    }

    /// Closes every window of a sale's customer.
    pub(crate) fn close(&self, sale: &SaleId) {
        self.windows(|_, duty| duty.sale == *sale).iter().for_each(destroy);
    }

    fn windows(&self, is_wanted: impl Fn(&Open, &Duty) -> bool) -> Vec<WebviewWindow<R>> {
        let open = locked(&self.inner.open);
        let wanted =
            open.iter().filter(|open| open.duty.get().is_some_and(|duty| is_wanted(open, duty)));
        wanted.filter_map(|open| self.inner.app.get_webview_window(&open.label)).collect()
    }

    /// Makes a window that shows nothing yet.
    fn make(&self) -> tauri::Result<Made<R>> {
        let duty = Arc::default();
        // It must not take the focus from whatever the seller types.
        let builder = self.builder(Kind::Page, &duty).visible(false).focused(false);
        let window = builder.inner_size(SIZE.0, SIZE.1).build()?;
        // Without a load, even of nothing, its processes are not started.
        window.navigate(BLANK.parse().expect("a constant address"))?;
        self.follow(&window);
        Ok(Made { window, duty })
    }

    /// What holds for the window and for every window that its pages open.
    fn builder(
        &self,
        kind: Kind,
        duty: &Arc<OnceLock<Duty>>,
    ) -> WebviewWindowBuilder<'_, R, AppHandle<R>> {
        let (allowed, windows, opener) = (Arc::clone(duty), self.clone(), Arc::clone(duty));
        let blank = WebviewUrl::External(BLANK.parse().expect("a constant address"));
        WebviewWindowBuilder::new(&self.inner.app, label(kind), blank)
            .incognito(true)
            .data_directory(self.inner.browser.clone())
            .on_navigation(move |url| allows(allowed.get(), url))
            .on_page_load(|window, load| {
                if let (PageLoadEvent::Started, Some(host)) = (load.event(), load.url().host_str())
                {
                    let _ = window.set_title(host);
                }
            })
            .on_new_window(move |url, features| windows.popup(&url, features, &opener))
    }

    fn popup(
        &self,
        url: &Url,
        features: NewWindowFeatures,
        duty: &Arc<OnceLock<Duty>>,
    ) -> NewWindowResponse<R> {
        let is_its_own = |open: &&Open| open.kind == Kind::Popup && Arc::ptr_eq(&open.duty, duty);
        let popups = locked(&self.inner.open).iter().filter(is_its_own).count();
        if !allows(duty.get(), url) || popups >= MOST_POPUPS {
            tracing::warn!(scheme = url.scheme(), "a payment page's window was refused");
            return NewWindowResponse::Deny;
        }
        let builder = self
            .builder(Kind::Popup, duty)
            .title(url.host_str().unwrap_or_default())
            .inner_size(SIZE.0, SIZE.1)
            .window_features(features);
        match builder.build() {
            Ok(window) => {
                let (label, duty) = (window.label().to_owned(), Arc::clone(duty));
                locked(&self.inner.open).push(Open { label, kind: Kind::Popup, duty });
                self.follow(&window);
                NewWindowResponse::Create { window }
            }
            Err(error) => {
                tracing::error!(%error, "a payment page's window could not be opened");
                NewWindowResponse::Deny
            }
        }
    }

    fn follow(&self, window: &WebviewWindow<R>) {
        #[cfg(target_os = "linux")]
        crate::webkit::end_with_window(window);
        let (windows, label) = (self.clone(), window.label().to_owned());
        window.on_window_event(move |event| {
            if matches!(event, WindowEvent::Destroyed) {
                windows.closed(&label);
            }
        });
    }

    fn forget(&self, label: &str) -> Option<Open> {
        let mut open = locked(&self.inner.open);
        let place = open.iter().position(|open| open.label == label)?;
        Some(open.swap_remove(place))
    }

    /// What a payment page opened goes with it, and the till is told. Not at once: this is called from
    /// within the loop that would have to close those windows.
    fn closed(&self, label: &str) {
        let Some(closed) = self.forget(label) else { return };
        if closed.kind == Kind::Popup {
            return;
        }
        let windows = self.clone();
        tauri::async_runtime::spawn(async move {
            let Some(duty) = closed.duty.get() else { return };
            let of_this_page = |open: &Open, _: &Duty| Arc::ptr_eq(&open.duty, &closed.duty);
            windows.windows(of_this_page).iter().for_each(destroy);
            let till = windows.inner.app.try_state::<App>().map(|till| till.inner().clone());
            let Some(till) = till else { return };
            if let Err(error) = till.payment_window_closed(&duty.sale, duty.attempt).await {
                let error = till::causes(&error);
                tracing::error!(%error, "a closed payment window could not be noted");
            }
        });
    }
}

impl<R: Runtime> Clone for PaymentWindows<R> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

/// What they hold is whole at every moment.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn label(kind: Kind) -> String {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    match kind {
        Kind::Page => format!("pay-{number}"),
        Kind::Popup => format!("popup-{number}"),
    }
}

fn destroy<R: Runtime>(window: &WebviewWindow<R>) {
    if let Err(error) = window.destroy() {
        tracing::warn!(%error, "a payment window could not be closed");
    }
}
