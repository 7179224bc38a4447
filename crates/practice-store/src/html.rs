//! The frame of every HTML page of the store: its look, its script, and the rules that keep out
//! everything else.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse as _, Response};

use crate::random;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// A page, without its frame.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) status: StatusCode,
    pub(crate) title: String,
    /// HTML, already escaped.
    pub(crate) body: String,
    /// An origin that the page may send its form to, beside its own.
    pub(crate) returns_to: Option<String>,
}

impl Document {
    pub(crate) fn new(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self { title: title.into(), body: body.into(), ..Self::default() }
    }

    pub(crate) fn into_response(self) -> Response {
        let nonce = random::key();
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
            (CONTENT_SECURITY_POLICY, self.policy(&nonce)),
            (CACHE_CONTROL, "no-store".to_owned()),
            (REFERRER_POLICY, "no-referrer".to_owned()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        (self.status, headers, self.framed(&nonce)).into_response()
    }

    fn policy(&self, nonce: &str) -> String {
        let elsewhere = self.returns_to.as_deref().unwrap_or_default();
        format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; \
             img-src 'self'; connect-src 'self' {elsewhere}; form-action 'self' {elsewhere}; \
             base-uri 'none'; frame-ancestors 'none'"
        )
    }

    fn framed(&self, nonce: &str) -> String {
        format!(
            r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style nonce="{nonce}">{STYLE}</style>
</head>
<body>
<p class="band"><strong>Practice store.</strong> No card is used and nothing is charged.</p>
{body}
<script nonce="{nonce}">{SCRIPT}</script>
</body>
</html>
"#,
            title = escape(&self.title),
            body = self.body,
        )
    }
}

/// Text as it may stand in HTML, in attributes too.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_escaped_can_open_a_tag_or_close_an_attribute() {
        assert_eq!(escape("Café 🎁"), "Café 🎁");
        assert_eq!(escape(r#"<a b="c">'&"#), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
    }
}
