//! Linux: what WebKitGTK must find in its environment.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// With the renderer that WebKit takes by default, some drivers leave its windows blank.
const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program over with the environment it needs, unless it has it. The environment of a
/// running program cannot be changed safely; that of a new one can.
pub(crate) fn prepare() {
    if env::var_os(RENDERER).is_some() {
        return;
    }
    if let Ok(program) = env::current_exe() {
        // This only returns where it failed, and then the program goes on as it is.
        let _ = Command::new(program).args(env::args_os().skip(1)).env(RENDERER, "1").exec();
    }
}
