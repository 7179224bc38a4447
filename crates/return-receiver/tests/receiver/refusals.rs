//! Each refusal, and what the till hears of it.

use sale::ReturnToken;

use crate::support::{Request, STORE, Till, checking};

async fn check(till: &Till, request: Request, status: u16) {
    let reply = till.send(&request).await;
    assert_eq!(reply.status, status, "{}", String::from_utf8_lossy(&request.bytes()));
    assert!(reply.body.contains("This page cannot be shown"), "{reply:?}");
}

#[tokio::test]
async fn another_host_is_misdirected() {
    let mut till = Till::open().await;
    let post = || till.post("response={}");
    let port = till.receiver.port();
    for host in [
        format!("localhost:{port}"),
        format!("rebound.example:{port}"),
        format!("[::1]:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("127.0.0.1:{port}."),
        String::new(),
    ] {
        check(&till, post().without("Host").with("Host", &host), 421).await;
    }
    check(&till, post().without("Host"), 421).await;
    check(&till, post().with("Host", &till.host()), 421).await;
    let mut absolute = post();
    absolute.line = format!("POST http://rebound.example{} HTTP/1.1", till.path());
    check(&till, absolute, 421).await;
    till.nothing_arrived();
}

#[tokio::test]
async fn only_get_head_and_post_are_used() {
    let mut till = Till::open().await;
    for method in ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"] {
        for path in [till.path(), "/".to_owned(), "/favicon.ico".to_owned()] {
            let preflight = till
                .request(method, &path)
                .with("Origin", STORE)
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Private-Network", "true");
            let reply = till.send(&preflight).await;
            assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD, POST")));
        }
    }
    till.nothing_arrived();
}

#[tokio::test]
async fn whatever_is_not_expected_is_not_found_and_looks_alike() {
    let mut till = Till::open().await;
    let forgotten = ReturnToken::new([7; 32]);
    till.receiver.expect(forgotten.digest());
    till.receiver.forget(forgotten.digest());
    let unknown = ReturnToken::new([8; 32]);
    let mut bodies = Vec::new();
    for path in [
        "/".to_owned(),
        "/return/".to_owned(),
        "/return/nonsense".to_owned(),
        format!("/return/{}", unknown.to_path()),
        format!("/return/{}", forgotten.to_path()),
        format!("{}/", till.path()),
        till.path().to_uppercase(),
    ] {
        for method in ["GET", "POST"] {
            // Nothing else that is wrong with it may show first.
            let request = till.request(method, &path).with("Origin", "https://elsewhere.example");
            let reply = till.send(&request.with("Content-Length", "0")).await;
            assert_eq!(reply.status, 404, "{method} {path}");
            bodies.push(reply.body);
        }
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    check(&till, till.request("POST", "/favicon.ico"), 404).await;
    till.nothing_arrived();
}

#[tokio::test]
async fn only_a_form_is_taken_and_anything_else_is_a_visit() {
    let mut till = Till::open().await;
    for other in ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "\u{e9}"]
    {
        let post = till.post("response={}").without("Content-Type");
        check(&till, post.with("Content-Type", other), 415).await;
        till.visited();
    }
    check(&till, till.post("response={}").without("Content-Type"), 415).await;
    till.visited();
    for form in [
        "application/x-www-form-urlencoded; charset=utf-8",
        "Application/X-WWW-Form-URLEncoded",
        "application/x-www-form-urlencoded ;charset=iso-8859-1",
    ] {
        let post = till.post("response={}").without("Content-Type").with("Content-Type", form);
        assert_eq!(till.exchange(&post, checking()).await.0.status, 200, "{form}");
    }
}

#[tokio::test]
async fn an_origin_is_the_stores_or_null_or_not_given() {
    let mut till = Till::open().await;
    for other in [
        "https://elsewhere.example",
        "http://mystore.29next.store",
        "https://mystore.29next.store.elsewhere.example",
        "https://mystore.29next.store:8443",
        "https://mystore.29next.store/",
        "",
        "null, null",
    ] {
        check(&till, till.post("response={}").with("Origin", other), 403).await;
        till.visited();
    }
    check(&till, till.request("GET", &till.path()).with("Origin", "http://127.0.0.1:1"), 403).await;
    till.visited();
    check(&till, till.post("").with("Origin", STORE).with("Origin", "http://x.example"), 403).await;
    till.visited();
    for own in [STORE, "null"] {
        let post = till.post("response={}").with("Origin", own);
        assert_eq!(till.exchange(&post, checking()).await.0.status, 200, "{own}");
    }
    till.receiver.accept_from(["https://shop.example", "https://www.shop.example"]);
    check(&till, till.post("response={}").with("Origin", STORE), 403).await;
    till.visited();
    let post = till.post("response={}").with("Origin", "https://www.shop.example");
    assert_eq!(till.exchange(&post, checking()).await.0.status, 200);
}

#[tokio::test]
async fn there_is_no_icon() {
    let mut till = Till::open().await;
    for method in ["GET", "HEAD"] {
        let reply = till.send(&till.request(method, "/favicon.ico")).await;
        assert_eq!((reply.status, reply.body.as_str()), (204, ""));
    }
    till.nothing_arrived();
}
