//! Linux: what WebKitGTK must find in its environment, and how it is to be at rest.

use std::env;

use gtk::glib;
use gtk::prelude::GtkSettingsExt as _;

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

/// Keeps the caret from blinking: the field with the focus is framed, and a till that nobody uses would
/// draw its window anew twice a second all day.
pub(crate) fn rest() {
    if let Some(settings) = gtk::Settings::default() {
        settings.set_gtk_cursor_blink(false);
    }
}
