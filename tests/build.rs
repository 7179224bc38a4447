//! Lets more tests run at once than there are cores: they wait for processes, sockets and the pace
//! of the Admin API, and hardly compute. `--test-threads` still decides where it is given.

fn main() {
    println!("cargo::rustc-env=RUST_TEST_THREADS=8");
    println!("cargo::rerun-if-changed=build.rs");
}
