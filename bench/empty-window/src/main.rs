//! An empty Tauri window: as large as the till's, built by the same profile from the same libraries,
//! with a page that holds one field and no script. Whatever the till needs beyond it is the till's own.

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "empty", WebviewUrl::App("index.html".into()))
                .title("Empty")
                .inner_size(1360.0, 820.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
