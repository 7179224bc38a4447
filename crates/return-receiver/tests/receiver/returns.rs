//! What is taken, how it is handed over, and when the customer is answered.

use std::time::Duration;

use return_receiver::Answer;
use tokio::io::AsyncWriteExt;
use tokio::time::{Instant, pause, timeout};

use crate::support::{Reply, STORE, Till, checking, paid};

#[tokio::test]
async fn a_return_reaches_the_till_byte_for_byte() {
    let mut till = Till::open().await;
    let body = "response=%7B%22number%22%3A+%22209484%22%7D&extra=1";
    let post = till.post(body).with("Origin", STORE);
    let (reply, returned) = till.exchange(&post, paid()).await;
    assert_eq!(reply.status, 200);
    assert_eq!(returned.token, till.token.digest());
    assert_eq!(returned.response.as_deref(), Some(r#"{"number": "209484"}"#));
    assert_eq!(returned.body, body.as_bytes());
}

#[tokio::test]
async fn nobody_is_answered_before_the_till_has_spoken() {
    let mut till = Till::open().await;
    let mut stream = till.begin(&till.post("response={}")).await;
    let returned = till.returned().await;
    pause();
    let early = timeout(Duration::from_secs(11), stream.readable()).await;
    assert!(early.is_err(), "answered before the return was kept");
    returned.answer.send(paid()).unwrap();
    assert!(Reply::read(&mut stream).await.body.contains("your payment was received"));
}

#[tokio::test]
async fn a_silent_till_has_not_kept_the_return() {
    let mut till = Till::open().await;
    let mut stream = till.begin(&till.post("response={}")).await;
    let _unanswered = till.returned().await;
    pause();
    let began = Instant::now();
    assert_eq!(Reply::read(&mut stream).await.status, 503);
    assert_eq!(began.elapsed().as_secs_f64().round(), 12.0);
}

#[tokio::test]
async fn a_till_that_is_gone_has_not_kept_the_return() {
    let mut till = Till::open().await;
    let mut stream = till.begin(&till.post("response={}")).await;
    drop(till.returned().await.answer);
    assert_eq!(Reply::read(&mut stream).await.status, 503);
    till.arrivals.close();
    assert_eq!(till.send(&till.post("response={}")).await.status, 503);
}

#[tokio::test]
async fn a_repeat_is_handed_over_like_the_first() {
    let mut till = Till::open().await;
    let post = till.post("response={}");
    for answer in [paid(), paid(), Answer::NotKept, paid()] {
        let (_, returned) = till.exchange(&post, answer).await;
        assert_eq!(returned.response.as_deref(), Some("{}"));
    }
    till.nothing_arrived();
}

#[tokio::test]
async fn a_form_without_its_one_response_is_kept_too() {
    let mut till = Till::open().await;
    for body in ["", "&&&", "Response={}", "{\"number\":\"1\"}", "response={}&response={}", "%ff="]
    {
        let (reply, returned) = till.exchange(&till.post(body), checking()).await;
        assert_eq!((returned.response, returned.body), (None, body.as_bytes().to_vec()));
        assert!(reply.body.contains("Checking with the store"), "{reply:?}");
    }
}

#[tokio::test]
async fn a_visit_has_the_till_check() {
    let mut till = Till::open().await;
    let seen = till.send(&till.request("GET", &till.path())).await;
    assert_eq!(seen.status, 200);
    assert!(seen.body.contains("Checking with the store"), "{seen:?}");
    till.visited();
    let head = till.send(&till.request("HEAD", &till.path())).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), seen.header("content-length"));
    till.visited();
    till.nothing_arrived();
}

#[tokio::test]
async fn the_stores_own_query_is_no_hindrance() {
    let mut till = Till::open().await;
    let mut post = till.post("response={}");
    post.line = format!("POST {}?session=1 HTTP/1.1", till.path());
    assert_eq!(till.exchange(&post, checking()).await.0.status, 200);
    post.line = format!("POST http://{}{} HTTP/1.1", till.host(), till.path());
    assert_eq!(till.exchange(&post, checking()).await.0.status, 200);
}

#[tokio::test]
async fn several_tokens_are_live_at_once() {
    let mut till = Till::open().await;
    for byte in 0..20 {
        let token = sale::ReturnToken::new([byte; 32]);
        till.receiver.expect(token.digest());
        let mut post = till.post("response={}");
        post.line = format!("POST /return/{} HTTP/1.1", token.to_path());
        assert_eq!(till.exchange(&post, paid()).await.1.token, token.digest());
    }
    assert_eq!(till.exchange(&till.post("response={}"), paid()).await.1.token, till.token.digest());
}

#[tokio::test]
async fn a_client_that_has_closed_its_sending_side_is_still_answered() {
    let mut till = Till::open().await;
    let mut stream = till.begin(&till.post("response={}")).await;
    stream.shutdown().await.unwrap();
    till.returned().await.answer.send(paid()).unwrap();
    assert_eq!(Reply::read(&mut stream).await.status, 200);
}

#[tokio::test]
async fn only_one_request_is_taken_from_a_connection() {
    let mut till = Till::open().await;
    let twice = [till.post("response=1").bytes(), till.post("response=2").bytes()].concat();
    let mut stream = till.connect().await;
    stream.write_all(&twice).await.unwrap();
    let returned = till.returned().await;
    assert_eq!(returned.body, b"response=1");
    returned.answer.send(paid()).unwrap();
    assert_eq!(Reply::read(&mut stream).await.body.matches("<!doctype").count(), 1);
    till.nothing_arrived();
}
