//! Runs a practice store by itself, until Ctrl-C.

mod arguments;

use std::io;
use std::process::ExitCode;

use arguments::{Asked, USAGE, read};
use practice_store::{Options, PracticeStore};

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "whoever asks for help reads it there")]
async fn main() -> ExitCode {
    match read(std::env::args().skip(1)) {
        Ok(Asked::Help) => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Ok(Asked::Store(options)) => match run(options).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refuse(&error.to_string(), ExitCode::FAILURE),
        },
        Err(refusal) => refuse(&format!("{refusal}\n\n{USAGE}"), ExitCode::from(2)),
    }
}

#[expect(clippy::print_stdout, reason = "what it prints is how it is found")]
async fn run(options: Options) -> io::Result<()> {
    let store = PracticeStore::start(options).await?;
    println!("address  {}", store.origin());
    println!("token    {}", store.token());
    tokio::signal::ctrl_c().await?;
    store.stop().await;
    Ok(())
}

#[expect(clippy::print_stderr, reason = "there is nowhere else to say why it does not run")]
fn refuse(message: &str, code: ExitCode) -> ExitCode {
    eprintln!("{message}");
    code
}
