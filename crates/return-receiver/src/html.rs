//! The customer's page as text: one template, one style, and the escaping of all that goes in.

use std::fmt::Write as _;

/// What a page says.
pub(crate) struct Page<'a> {
    pub(crate) language: &'a str,
    /// The store's name, where it is known.
    pub(crate) store: Option<&'a str>,
    pub(crate) tone: Tone,
    pub(crate) heading: &'a str,
    pub(crate) text: Option<&'a str>,
    pub(crate) resend: Option<Resend<'a>>,
}

/// How the page looks at a glance; its words say the same.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tone {
    Good,
    Plain,
    Wait,
}

/// A form which brings the same post again, to the address that the page has.
pub(crate) struct Resend<'a> {
    pub(crate) button: &'a str,
    /// The form as it was posted.
    pub(crate) body: &'a [u8],
}

impl Page<'_> {
    pub(crate) fn render(&self) -> String {
        let language = escape(self.language);
        let heading = escape(self.heading);
        let (class, mark) = self.tone.parts();
        let store = self.store.map(|name| paragraph("store", name)).unwrap_or_default();
        let text = self.text.map(|text| paragraph("text", text)).unwrap_or_default();
        let resend = self.resend.as_ref().map(Resend::render).unwrap_or_default();
        format!(
            r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>{STYLE}</style>
</head>
<body>
<main class="{class}">
<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="{mark}"/></svg>
{store}<h1>{heading}</h1>
{text}{resend}</main>
</body>
</html>
"#
        )
    }
}

impl Tone {
    /// The style's class and the path drawn in the circle.
    const fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Good => ("good", "M7.5 12.5l3 3 6-6.5"),
            Self::Plain => ("plain", "M8 12h8"),
            Self::Wait => ("wait", "M12 7v5l3 2"),
        }
    }
}

impl Resend<'_> {
    fn render(&self) -> String {
        let mut form = String::from("<form method=\"post\">\n");
        for (name, value) in crate::form::fields(self.body) {
            let (name, value) = (escape(&name), escape(&value));
            writeln!(form, r#"<input type="hidden" name="{name}" value="{value}">"#)
                .expect("writing to a string does not fail");
        }
        form + "<button>" + &escape(self.button) + "</button>\n</form>\n"
    }
}

fn paragraph(class: &str, text: &str) -> String {
    format!("<p class=\"{class}\">{}</p>\n", escape(text))
}

/// The text as it stands in an element or in a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(char),
        }
    }
    escaped
}

/// Kept in the source, not in a file of its own: there a checkout with other line ends would
/// change the bytes that the policy's hash was made of.
pub(crate) const STYLE: &str = "
:root {
  color-scheme: light dark;
  --ground: #f4f5f6; --surface: #fff; --line: #d9dde1; --text: #15191c; --quiet: #586169;
  --accent: #0b6e63; --on-accent: #fff; --good: #17693a; --wait: #8a5300;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111416; --surface: #1a1e21; --line: #2c3237; --text: #eef1f3; --quiet: #9aa5ad;
    --accent: #4cc7b6; --on-accent: #06221e; --good: #63d48f; --wait: #f0b35a;
  }
}
* { box-sizing: border-box; margin: 0 }
body {
  min-height: 100vh; padding: 24px; display: grid; place-items: center;
  font: 22px/32px system-ui, 'Inter', 'Segoe UI', 'Noto Sans', sans-serif;
  color: var(--text); background: var(--ground); overflow-wrap: anywhere;
}
main {
  width: min(720px, 100%); padding: 48px 40px; display: grid; gap: 16px; justify-items: center;
  text-align: center; background: var(--surface); border: 1px solid var(--line);
  border-radius: 16px;
}
svg {
  width: 88px; height: 88px; fill: none; stroke: currentColor; stroke-width: 1.75;
  stroke-linecap: round; stroke-linejoin: round; color: var(--quiet);
}
.good svg { color: var(--good) }
.wait svg { color: var(--wait) }
h1 { font-size: clamp(32px, 6vw, 48px); line-height: 1.2; font-weight: 680; text-wrap: balance }
.store { color: var(--quiet); font-weight: 600 }
.text { max-width: 32em; text-wrap: pretty; font-variant-numeric: tabular-nums }
button {
  min-height: 56px; margin-top: 8px; padding: 0 32px; font: inherit; font-weight: 600;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: 8px;
}
button:focus-visible { outline: 3px solid var(--text); outline-offset: 3px }
";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unescape(text: &str) -> String {
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn escaped_text_says_the_same_and_is_never_markup(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert_eq!(unescape(&escaped), text);
        }
    }
}
