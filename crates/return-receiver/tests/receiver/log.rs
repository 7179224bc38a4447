//! What is written to the log, and above all what is not.

use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::LevelFilter;

use crate::support::{Till, paid};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_says_why_but_never_who_or_what() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _default = tracing::subscriber::set_default(subscriber);

    let mut till = Till::open().await;
    let post = till.post("response=ana%40example.com");
    let (_, returned) = till.exchange(&post, paid()).await;
    let shown = format!("{:?}", return_receiver::Arrival::Visited { token: returned.token });
    till.send(&post.clone().with("Origin", "https://elsewhere.example")).await;
    till.send(&till.request("GET", "/secret-path")).await;

    let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap() + &shown;
    assert!(written.contains("nothing is expected at this path"), "{written}");
    assert!(written.contains("it comes from another origin"), "{written}");
    for secret in [&*till.token.to_path(), "return/", "ana", "elsewhere", "secret", "209484"] {
        assert!(!written.contains(secret), "{secret} in {written}");
    }
}
