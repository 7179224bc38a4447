//! Linux: what WebKitGTK must find in its environment, and how it is to be at rest.

use std::env;

use gtk::glib;
use gtk::prelude::GtkSettingsExt as _;
use tauri::{Runtime, WebviewWindow};

/// With the renderer that WebKit takes by default, some drivers leave its windows blank.
const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Gives the program the environment it needs, unless it has it. To be called while it has no other
/// thread: another could be reading its environment. That is why the standard library asks for unsafe
/// code, and glib does it here; to start the program over would load all its libraries twice.
pub(crate) fn prepare() {
    if env::var_os(RENDERER).is_none() {
        // Where it cannot be set, the program goes on as it is.
        let _ = glib::setenv(RENDERER, "1", false);
    }
}

/// How long a caret takes to go and come back, in milliseconds: twice as long as by default.
const BLINK_MS: i32 = 2_400;

/// Has the caret blink at half the pace. A till that nobody uses draws nothing else, all day. (Without
/// blinking at all, WebKitGTK 2.50 draws the window anew with every frame of the screen.)
pub(crate) fn rest() {
    if let Some(settings) = gtk::Settings::default() {
        settings.set_gtk_cursor_blink_time(BLINK_MS);
    }
}

/// Has a window's session, and all that it kept of its pages, end with the window.
pub(crate) fn end_with_window<R: Runtime>(window: &WebviewWindow<R>) {
    let asked = window.with_webview(|view| webview_release::release_when_closed(&view.inner()));
    if let Err(error) = asked {
        tracing::warn!(%error, "a closed payment window's session will stay until the program ends");
    }
}
