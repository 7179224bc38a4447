//! Runs a practice store by itself, until Ctrl-C.

use std::error::Error;

use practice_store::{Options, PracticeStore};

const USAGE: &str = "practice-store [--folder DIR] [--port N] [--token T]";

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "what it prints is how it is found")]
async fn main() -> Result<(), Box<dyn Error>> {
    let store = PracticeStore::start(options(std::env::args().skip(1))?).await?;
    println!("address  {}", store.origin());
    println!("token    {}", store.token());
    tokio::signal::ctrl_c().await?;
    store.stop().await;
    Ok(())
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match name.as_str() {
            "--folder" => options.folder = Some(value.into()),
            "--port" => options.port = Some(value.parse()?),
            "--token" => options.token = Some(value),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(options)
}
