//! Starting, stopping, and the port.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use return_receiver::Options;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, pause};

use crate::support::{Reply, Till, paid};

fn wanting(port: u16) -> Options {
    Options { port: Some(port), ..Options::default() }
}

#[tokio::test]
async fn the_return_address_is_the_literal_one() {
    let till = Till::open().await;
    let port = till.receiver.port();
    let expected = format!("http://127.0.0.1:{port}/return/{}", "5e".repeat(32));
    assert_eq!(till.receiver.return_url(&till.token), expected);
}

#[tokio::test]
async fn the_port_is_taken_again_after_a_restart() {
    let mut till = Till::open().await;
    let port = till.receiver.port();
    for _ in 0..3 {
        let post = till.post("response={}");
        till.exchange(&post, paid()).await;
        till.receiver.stop().await;
        assert!(till.arrivals.recv().await.is_none(), "the channel ends with the receiver");
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err());
        till = Till::open_with(wanting(port)).await;
        assert_eq!(till.receiver.port(), port);
    }
}

#[tokio::test]
async fn a_port_that_is_not_free_is_replaced() {
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let taken = other.local_addr().unwrap().port();
    let mut till = Till::open_with(wanting(taken)).await;
    assert_ne!(till.receiver.port(), taken);
    assert_eq!(till.exchange(&till.post("response={}"), paid()).await.0.status, 200);
}

#[tokio::test]
async fn stopping_lets_a_return_finish_and_closes_the_idle() {
    let mut till = Till::open().await;
    let mut idle = till.connect().await;
    let mut stream = till.begin(&till.post("response={}")).await;
    let returned = till.returned().await;
    let stopping = tokio::spawn(till.receiver.stop());
    assert_eq!(idle.read(&mut [0; 1]).await.unwrap_or(0), 0);
    returned.answer.send(paid()).unwrap();
    assert_eq!(Reply::read(&mut stream).await.status, 200);
    drop(stream);
    stopping.await.unwrap();
}

#[tokio::test]
async fn stopping_is_bounded() {
    let mut till = Till::open().await;
    let mut stream = till.begin(&till.post("response={}")).await;
    let unanswered = till.returned().await;
    pause();
    let began = Instant::now();
    till.receiver.stop().await;
    assert_eq!(began.elapsed().as_secs(), 2);
    assert_eq!(stream.read(&mut [0; 1]).await.unwrap_or(0), 0);
    assert!(unanswered.answer.is_closed());
}

#[tokio::test]
async fn dropping_ends_everything() {
    let mut till = Till::open().await;
    let host = till.host();
    let mut stream = till.begin(&till.post("response={}")).await;
    let mut unanswered = till.returned().await;
    drop(till.receiver);
    unanswered.answer.closed().await;
    assert_eq!(stream.read(&mut [0; 1]).await.unwrap_or(0), 0);
    assert!(till.arrivals.recv().await.is_none());
    let refused = tokio::time::timeout(Duration::from_secs(1), TcpStream::connect(host)).await;
    assert!(refused.unwrap().is_err());
}
