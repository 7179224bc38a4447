//! As the till is built.

fn main() {
    println!("cargo:rerun-if-changed=page");
    if std::env::var("TARGET").is_ok_and(|target| target == "x86_64-unknown-linux-gnu") {
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    }
    tauri_build::build();
}
