//! Sizes and times.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, pause, sleep};

use crate::support::{Reply, Request, Till, checking};

const MIB: usize = 1024 * 1024;

fn body(len: usize) -> Vec<u8> {
    let mut body = b"response=".to_vec();
    body.resize(len, b'x');
    body
}

fn chunked(till: &Till, body: &[u8]) -> Request {
    let mut chunks = Vec::new();
    for chunk in body.chunks(70_001) {
        chunks.extend(format!("{:x};note=1\r\n", chunk.len()).bytes());
        chunks.extend([chunk, b"\r\n"].concat());
    }
    chunks.extend(b"0\r\nTrailer: 1\r\n\r\n");
    till.post(chunks).without("Content-Length").with("Transfer-Encoding", "chunked")
}

#[tokio::test]
async fn a_body_of_one_mebibyte_is_taken() {
    let mut till = Till::open().await;
    let body = body(MIB);
    for post in [till.post(&body), chunked(&till, &body)] {
        let (reply, returned) = till.exchange(&post, checking()).await;
        assert_eq!(reply.status, 200);
        assert!(returned.body == body);
    }
}

#[tokio::test]
async fn one_byte_more_is_too_large_and_its_sender_is_told() {
    let mut till = Till::open().await;
    for len in [MIB + 1, 4 * MIB] {
        for post in [till.post(body(len)), chunked(&till, &body(len))] {
            assert_eq!(till.send(&post).await.status, 413);
            till.visited();
        }
    }
    till.nothing_arrived();
}

#[tokio::test]
async fn a_declared_length_is_refused_before_any_of_it_is_sent() {
    let mut till = Till::open().await;
    let request = till.post("").without("Content-Length");
    let announced = request.with("Content-Length", "1048577").with("Expect", "100-continue");
    let reply = till.send(&announced).await;
    assert_eq!(reply.status, 413);
    till.visited();
}

/// Writes without end until the connection does not take it any more.
async fn pour(stream: &mut TcpStream) {
    while stream.write_all(&[b'x'; 16 * 1024]).await.is_ok() {}
}

#[tokio::test]
async fn a_sender_without_end_is_cut_off() {
    let till = Till::open().await;
    let endless = till.post("").without("Content-Length").with("Content-Length", "99999999999");
    let mut stream = till.begin(&endless).await;
    let began = Instant::now();
    pour(&mut stream).await;
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_head_must_be_complete_within_five_seconds() {
    let till = Till::open().await;
    let head = till.post("response={}").bytes();
    for sent in [0, 1, 40, head.len() - 14] {
        let began = Instant::now();
        let mut stream = till.connect().await;
        stream.write_all(&head[..sent]).await.unwrap();
        assert_eq!(stream.read(&mut [0; 1]).await.unwrap(), 0);
        assert_eq!(began.elapsed().as_secs(), 5, "{sent} bytes sent");
    }
}

#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_is_no_exception() {
    let till = Till::open().await;
    let began = Instant::now();
    let (mut reader, mut writer) = till.connect().await.into_split();
    let head = till.post("response={}").bytes();
    let trickle = tokio::spawn(async move {
        for byte in head {
            if writer.write_all(&[byte]).await.is_err() {
                return;
            }
            sleep(Duration::from_millis(700)).await;
        }
    });
    assert_eq!(reader.read(&mut [0; 1]).await.unwrap_or(0), 0);
    assert_eq!(began.elapsed().as_secs(), 5);
    trickle.abort();
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stalls_is_refused_in_time() {
    let mut till = Till::open().await;
    let began = Instant::now();
    let stalled = till.post("response=").without("Content-Length").with("Content-Length", "11");
    let reply = till.send(&stalled).await;
    assert_eq!((reply.status, began.elapsed().as_secs()), (408, 12));
    till.visited();
}

#[tokio::test]
async fn a_client_that_does_not_read_is_let_go() {
    let mut till = Till::open().await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(till.host().parse().unwrap()).await.unwrap();
    // Each of these is written as six in the page that offers them again.
    let quotes = vec![b'"'; MIB];
    stream.write_all(&till.post(quotes).bytes()).await.unwrap();
    drop(till.returned().await.answer);
    pause();
    sleep(Duration::from_secs(16)).await;
    let mut got = Vec::new();
    let _ = stream.read_to_end(&mut got).await;
    assert!(got.starts_with(b"HTTP/1.1 503"));
    assert!(got.len() < 6 * MIB, "{}", got.len());
}

#[tokio::test]
async fn heads_are_bounded_in_number_and_size() {
    let till = Till::open().await;
    let with_headers = |count| {
        (0..count).fold(till.request("GET", "/"), |request, n| request.with(&format!("X-{n}"), ""))
    };
    assert_eq!(till.send(&with_headers(63)).await.status, 404);
    let cookies = |len| till.request("GET", "/").with("Cookie", &"c".repeat(len));
    assert_eq!(till.send(&cookies(24 * 1024)).await.status, 404);
    for request in [with_headers(64), cookies(64 * 1024)] {
        let mut stream = till.begin(&request).await;
        assert_eq!(Reply::read_bare(&mut stream).await.status, 431);
    }
}
