//! What the customer reads.

use return_receiver::{Answer, Options, Words};

use crate::support::{Reply, Till, checking, paid};

async fn shown(answer: Answer) -> Reply {
    let mut till = Till::open().await;
    till.exchange(&till.post("response={}"), answer).await.0
}

/// What stands between these two, each of which must be there once.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).expect(after).0
}

#[tokio::test]
async fn each_answer_has_its_page() {
    let store = || "Lisbon Ceramics".to_owned();
    for (answer, heading, text) in [
        (paid(), "Thank you, your payment was received", "Order number 209484"),
        (Answer::NotCompleted { store: store() }, "Payment was not completed", "start it again"),
        (checking(), "Checking with the store", "asking the store about your payment"),
    ] {
        let reply = shown(answer).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(reply.body.starts_with("<!doctype html>\n<html lang=\"en\">"));
        assert_eq!(between(&reply.body, "<title>", "</title>"), heading);
        assert_eq!(between(&reply.body, "<h1>", "</h1>"), heading);
        assert_eq!(between(&reply.body, "<p class=\"store\">", "</p>"), "Lisbon Ceramics");
        assert!(between(&reply.body, "<p class=\"text\">", "</p>").contains(text));
    }
    let unnumbered = shown(Answer::Paid { store: store(), order_number: None }).await;
    assert!(!unnumbered.body.contains("Order number"));
}

#[tokio::test]
async fn the_policy_allows_this_style_and_no_other() {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    use sha2::{Digest, Sha256};

    for (answer, forms) in [(paid(), "'none'"), (Answer::NotKept, "'self'")] {
        let reply = shown(answer).await;
        let style = between(&reply.body, "<style>", "</style>");
        let hash = BASE64_STANDARD.encode(Sha256::digest(style));
        let expected = format!(
            "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; \
             form-action {forms}; frame-ancestors 'none'"
        );
        assert_eq!(reply.header("content-security-policy"), Some(expected.as_str()));
        assert!(!reply.body.contains("style=") && !reply.body.contains("<script"));
    }
}

#[tokio::test]
async fn a_store_cannot_write_markup() {
    let name = r#"<script>alert("1")</script> & 'Sons'"#.to_owned();
    let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Sons&#39;";
    let answer = Answer::Paid { store: name.clone(), order_number: Some(name.clone()) };
    for answer in [answer, Answer::NotCompleted { store: name.clone() }] {
        let reply = shown(answer).await;
        assert_eq!(between(&reply.body, "<p class=\"store\">", "</p>"), escaped);
        assert!(!reply.body.contains("<script"));
    }
}

#[tokio::test]
async fn what_was_not_kept_can_be_sent_again_from_its_page() {
    let mut till = Till::open().await;
    let order = r#"{"note": "<b>\"Fish & Chips\"</b> it's"}"#;
    let body = "response=%7B%22note%22%3A+%22%3Cb%3E%5C%22Fish+%26+Chips%5C%22%3C%2Fb%3E+it%27s%22\
                %7D&a%22b=%3E";
    let (reply, first) = till.exchange(&till.post(body), Answer::NotKept).await;
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("5")));
    assert!(reply.body.contains("The payment itself is not affected"), "{reply:?}");
    let form = between(&reply.body, "<form method=\"post\">\n", "</form>");
    let mut lines = form.lines();
    let escaped = "{&quot;note&quot;: &quot;&lt;b&gt;\\&quot;Fish &amp; Chips\\&quot;&lt;/b&gt; \
                   it&#39;s&quot;}";
    let input = |name: &str, value: &str| {
        Some(format!(r#"<input type="hidden" name="{name}" value="{value}">"#))
    };
    assert_eq!(first.response.as_deref(), Some(order));
    assert_eq!(lines.next().map(str::to_owned), input("response", escaped));
    assert_eq!(lines.next().map(str::to_owned), input("a&quot;b", "&gt;"));
    assert_eq!(lines.next(), Some("<button>Send again</button>"));

    // A browser sends that form with an origin of `null`: the page's referrer policy has it so.
    let again = till.post(body).with("Origin", "null");
    let (reply, second) = till.exchange(&again, paid()).await;
    assert_eq!((reply.status, second.response), (200, first.response));
}

#[tokio::test]
async fn the_till_may_bring_its_own_words() {
    let words = Words {
        language: "pt".to_owned(),
        paid: "Obrigado, recebemos o pagamento".to_owned(),
        order_number: "Encomenda".to_owned(),
        ..Words::default()
    };
    let mut till = Till::open_with(Options { words, ..Options::default() }).await;
    let (reply, _) = till.exchange(&till.post("response={}"), paid()).await;
    assert!(reply.body.contains("<html lang=\"pt\">"));
    assert!(reply.body.contains("Obrigado, recebemos o pagamento"));
    assert!(reply.body.contains("Encomenda 209484"));
}
