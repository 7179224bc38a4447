//! Bytes that make no sense. A form is kept whatever it holds; everything else is refused.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Mutex;

use crate::support::{Till, checking};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Bodies that are nearly forms, and bodies that are not.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"response".to_vec()),
        Just(b"=".to_vec()),
        Just(b"&".to_vec()),
        Just(b"%".to_vec()),
        Just(b"%00".to_vec()),
        Just(b"%ff%fe".to_vec()),
        Just(b"{\"number\":".to_vec()),
        Just(b"</form><script>".to_vec()),
        Just(b"\r\n\r\n".to_vec()),
        vec(any::<u8>(), 0..40),
    ];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Sends bytes and closes the sending side; what comes back, up to a reset.
async fn poke(till: &Till, bytes: &[u8]) -> Vec<u8> {
    let mut stream = till.connect().await;
    let mut got = Vec::new();
    if stream.write_all(bytes).await.is_ok() {
        let _ = stream.shutdown().await;
        let _ = stream.read_to_end(&mut got).await;
    }
    got
}

#[test]
fn every_body_is_kept_raw() {
    let runtime = runtime();
    let till = Mutex::new(runtime.block_on(Till::open()));
    proptest!(|(body in bodies(), keep in any::<bool>())| {
        runtime.block_on(async {
            let mut till = till.lock().await;
            let answer = if keep { checking() } else { return_receiver::Answer::NotKept };
            let post = till.post(&body);
            let (reply, returned) = till.exchange(&post, answer).await;
            assert_eq!(reply.status, if keep { 200 } else { 503 });
            assert_eq!(returned.body, body);
            assert!(!reply.body.contains("<script"));
        });
    });
}

#[test]
fn nothing_that_breaks_off_is_handed_over() {
    let runtime = runtime();
    let till = Mutex::new(runtime.block_on(Till::open()));
    proptest!(|(cut in any::<Index>())| {
        runtime.block_on(async {
            let mut till = till.lock().await;
            let whole = till.post("response=%7B%22number%22%3A%221%22%7D").bytes();
            let got = poke(&till, &whole[..cut.index(whole.len())]).await;
            assert!(got.is_empty() || got.starts_with(b"HTTP/1.1 4"));
            while let Ok(arrival) = till.arrivals.try_recv() {
                assert!(matches!(arrival, return_receiver::Arrival::Visited { .. }));
            }
        });
    });
}

#[test]
fn nothing_without_the_token_gets_anywhere() {
    let runtime = runtime();
    let till = Mutex::new(runtime.block_on(Till::open()));
    let host = runtime.block_on(till.lock()).host();
    let heads = prop_oneof![
        Just(String::new()),
        Just("POST /return/ HTTP/1.1\r\n".to_owned()),
        Just("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned()),
        Just(format!(
            "POST /return/x HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )),
        Just(format!("GET / HTTP/1.0\r\nHost: {host}\r\n")),
    ];
    proptest!(|(head in heads, rest in vec(any::<u8>(), 0..400))| {
        runtime.block_on(async {
            let mut till = till.lock().await;
            let got = poke(&till, &[head.as_bytes(), &rest].concat()).await;
            assert!(got.is_empty() || got.starts_with(b"HTTP/1.1 4") || got.starts_with(b"HTTP/1.0 4"));
            till.nothing_arrived();
            assert_eq!(till.send(&till.request("GET", "/")).await.status, 404);
        });
    });
}
