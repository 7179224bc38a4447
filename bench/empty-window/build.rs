//! What every program with a Tauri window does when it is built.

fn main() {
    println!("cargo:rerun-if-changed=page");
    tauri_build::build();
}
