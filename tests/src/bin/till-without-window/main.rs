//! The till without its window: the `till` crate in a process of its own, driven by lines of JSON.
//!
//! On standard input comes `{"id": 1, "command": "charge", "arguments": {"saleId": "…"}}`. On
//! standard output goes the answer, `{"id": 1, "ok": …, "took": …}` with the nanoseconds that it
//! took, or `{"id": 1, "error": …}`, and, unasked,
//! each of the till's events as `{"event": …}` and whatever a desktop would have shown as
//! `{"window": …}`. Commands bear the names that the desktop host gives them and run beside one
//! another; the log goes to standard error. The process ends with its input.

mod arguments;
mod beneath;
mod commands;
mod flags;
mod no_desktop;
mod output;

use std::sync::Arc;
use std::time::Instant;

use clap::Parser;
use serde::Deserialize;
use serde_json::{Value, json};
use till::{App, AppEvent, Config};
use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::arguments::Arguments;
use crate::commands::Till;
use crate::flags::Flags;
use crate::no_desktop::{NoDesktop, Window};
use crate::output::Output;

/// One line of the input.
#[derive(Deserialize)]
struct Request {
    id: u64,
    command: String,
    #[serde(default)]
    arguments: Arguments,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let flags = Flags::parse();
    let wanted = std::env::var("RUST_LOG").ok().and_then(|text| text.parse::<Targets>().ok());
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // Errors are told in any case.
    let filter = wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::ERROR));
    tracing_subscriber::registry().with(lines).with(filter).init();
    beneath::install(&flags)?;
    let output = Output::start()?;
    let timings = flags.timings()?;
    let (gone, windows) = unbounded_channel();
    let saved = flags.data_dir.join("saved");
    let desktop = NoDesktop::new(flags.keychain, flags.windows, flags.token, saved, &output, gone);
    let desktop = Arc::new(desktop);
    let config = Config { data_dir: flags.data_dir, version: "0.0.0-test".to_owned(), timings };
    let app = App::new(config, desktop.clone());
    tokio::spawn(forward(app.clone(), app.events(), output.clone()));
    tokio::spawn(tell_of_closed_windows(app.clone(), windows));
    let resuming = app.clone();
    tokio::spawn(async move { resuming.resume().await });
    let served = serve(Till { app: app.clone(), desktop }, output).await;
    app.close().await;
    served
}

/// Answers each line as soon as it can, until there are no more.
async fn serve(till: Till, output: Output) -> anyhow::Result<()> {
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let Request { id, command, arguments } = serde_json::from_str(&line)?;
        let (till, output) = (till.clone(), output.clone());
        tokio::spawn(async move {
            let began = Instant::now();
            let result = till.run(&command, arguments).await;
            let nanoseconds = u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
            output.write(&match result {
                Ok(answer) => json!({ "id": id, "ok": answer, "took": nanoseconds }),
                Err(error) => json!({ "id": id, "error": error, "took": nanoseconds }),
            });
        });
    }
    Ok(())
}

/// Tells the till of the windows that it has closed itself, as a desktop does.
async fn tell_of_closed_windows(app: App, mut windows: UnboundedReceiver<Window>) {
    while let Some((sale, attempt)) = windows.recv().await {
        // What goes wrong here is logged by a desktop; there is nobody to tell.
        let _ = app.payment_window_closed(&sale, attempt).await;
    }
}

/// Writes the till's events as they come. Whoever fell behind gets a snapshot, as on the desktop.
async fn forward(app: App, mut events: Receiver<AppEvent>, output: Output) {
    loop {
        let event = match events.recv().await {
            Ok(event) => event,
            Err(RecvError::Lagged(_)) => match app.snapshot().await {
                Ok(snapshot) => AppEvent::StoreChanged { snapshot: Box::new(snapshot) },
                Err(_) => continue,
            },
            Err(RecvError::Closed) => return,
        };
        output.write(&json!({ "event": serde_json::to_value(&event).unwrap_or(Value::Null) }));
    }
}
