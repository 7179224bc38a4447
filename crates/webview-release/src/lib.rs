//! Lets a closed window's web view go, and with it the session whose cookies are its customer's.
//!
//! `wry` 0.57 has a view's content manager hold a handler that holds the view, which holds the manager. So
//! no view ever goes, nor does the context that it was made in: its cookies, its connections and two threads
//! stay until the program ends.

#![cfg(target_os = "linux")]

use gtk::prelude::{ObjectExt as _, WidgetExt as _};
use webkit2gtk::{WebView, WebViewExt as _};

/// Has the view go as soon as its window is closed. To be called once, from the thread that made it.
pub fn release_when_closed(view: &WebView) {
    let Some(manager) = view.user_content_manager() else { return };
    view.connect_destroy(move |_| {
        // SAFETY: GObject's dispose may be run on an object that others still hold: it leaves it valid, and
        // without its handlers. This one's class adds nothing to it. Of the view, which is being destroyed
        // itself, GTK and the caller of this handler hold references of their own.
        unsafe { manager.run_dispose() };
    });
}
