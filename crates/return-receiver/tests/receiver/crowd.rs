//! Connections that want nothing, and the customer among them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::support::{Reply, Till, paid};

const PROMPTLY: Duration = Duration::from_secs(2);

/// Connections that have sent this much and then fall silent.
async fn silent(till: &Till, count: usize, sent: &[u8]) -> Vec<TcpStream> {
    let mut streams = Vec::new();
    for _ in 0..count {
        let mut stream = till.connect().await;
        // The receiver may have closed it in favour of the next.
        let _ = stream.write_all(sent).await;
        streams.push(stream);
    }
    streams
}

async fn a_return_is_answered(till: &mut Till) {
    let post = till.post("response={}");
    let (reply, _) = timeout(PROMPTLY, till.exchange(&post, paid())).await.expect("promptly");
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn two_hundred_silent_connections_do_not_keep_the_customer_out() {
    let mut till = Till::open().await;
    let half = till.post("response={}").bytes();
    let mut crowd = silent(&till, 200, b"").await;
    a_return_is_answered(&mut till).await;
    crowd.extend(silent(&till, 200, &half[..60]).await);
    a_return_is_answered(&mut till).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rush_of_newcomers_does_not_push_the_customer_out() {
    let mut till = Till::open().await;
    let rushing = Arc::new(AtomicBool::new(true));
    let rush = std::thread::spawn({
        let (host, rushing) = (till.host(), rushing.clone());
        move || {
            let mut held = std::collections::VecDeque::new();
            while rushing.load(Ordering::Relaxed) {
                held.extend(std::net::TcpStream::connect(&host));
                held.drain(..held.len().saturating_sub(200));
            }
        }
    });
    for _ in 0..20 {
        a_return_is_answered(&mut till).await;
    }
    rushing.store(false, Ordering::Relaxed);
    rush.join().unwrap();
}

#[tokio::test]
async fn the_one_here_longest_makes_room_and_only_when_it_must() {
    let till = Till::open().await;
    let request = till.request("GET", "/");
    let mut crowd = silent(&till, 64, b"").await;
    assert_eq!(till.send(&request).await.status, 404);
    let mut oldest = crowd.remove(0);
    assert_eq!(timeout(PROMPTLY, oldest.read(&mut [0; 1])).await.unwrap().unwrap_or(0), 0);
    for stream in &mut crowd {
        stream.write_all(&request.bytes()).await.unwrap();
        assert_eq!(Reply::read(stream).await.status, 404);
    }
}

#[tokio::test]
async fn whoever_has_shown_a_live_token_stays() {
    let mut till = Till::open().await;
    let mut kept = till.begin(&till.post("response={}")).await;
    let returned = till.returned().await;
    let whole = till.post("response=slow").bytes();
    let (first, rest) = whole.split_at(whole.len() - 4);
    let mut sending = till.connect().await;
    sending.write_all(first).await.unwrap();
    a_return_is_answered(&mut till).await;

    let _crowd = silent(&till, 200, b"POST").await;
    returned.answer.send(paid()).unwrap();
    assert_eq!(Reply::read(&mut kept).await.status, 200);
    sending.write_all(rest).await.unwrap();
    let returned = till.returned().await;
    assert_eq!(returned.body, b"response=slow");
    returned.answer.send(paid()).unwrap();
    assert_eq!(Reply::read(&mut sending).await.status, 200);
}

#[tokio::test]
async fn when_all_are_busy_a_newcomer_waits_for_the_first_to_finish() {
    let mut till = Till::open().await;
    let mut waiting = Vec::new();
    for _ in 0..64 {
        let stream = till.begin(&till.post("response={}")).await;
        waiting.push((stream, till.returned().await.answer));
    }
    let mut newcomer = till.begin(&till.post("response=late")).await;
    let (mut stream, answer) = waiting.swap_remove(31);
    let began = Instant::now();
    answer.send(paid()).unwrap();
    // It is answered but does not close: that must not hold the place either.
    stream.readable().await.unwrap();
    let returned = till.returned().await;
    assert_eq!(returned.body, b"response=late");
    returned.answer.send(paid()).unwrap();
    assert_eq!(Reply::read(&mut newcomer).await.status, 200);
    assert!(began.elapsed() < Duration::from_secs(1));
    assert_eq!(Reply::read(&mut stream).await.status, 200);
}
