//! Prints the interface's types.
#[expect(clippy::print_stdout, reason = "its purpose")]
fn main() {
    print!("{}", till::view::typescript());
}
