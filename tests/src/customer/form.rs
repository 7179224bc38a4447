//! The forms on a page, as far as a customer needs them.

/// A form: where it goes, and what is in it.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    pub(super) fn new(action: &str, fields: &[(&str, &str)]) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { action: action.to_owned(), fields: fields.iter().map(own).collect() }
    }

    /// What a field holds.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// The form with something typed into a field.
    pub(super) fn filled(&self, name: &str, value: &str) -> Self {
        let mut filled = self.clone();
        filled.fields.retain(|(field, _)| field != name);
        filled.fields.push((name.to_owned(), value.to_owned()));
        filled
    }

    /// The form as it is sent.
    pub(super) fn body(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish()
    }
}

/// Every form of a page, in order.
pub(super) fn forms(html: &str) -> Vec<Form> {
    html.split("<form ")
        .skip(1)
        .filter_map(|rest| {
            let form = rest.split("</form>").next()?;
            let inputs = form.split("<input ").skip(1);
            Some(Form {
                action: attribute(form, "action")?,
                fields: inputs
                    .filter_map(|input| {
                        Some((
                            attribute(input, "name")?,
                            attribute(input, "value").unwrap_or_default(),
                        ))
                    })
                    .collect(),
            })
        })
        .collect()
}

/// The value of an attribute of the tag that the text begins in.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let marker = format!("{name}=\"");
    let begins = |(at, _): &(usize, &str)| *at == 0 || tag[..*at].ends_with(' ');
    let (at, _) = tag.match_indices(&marker).find(begins)?;
    let start = at + marker.len();
    let value = tag[start..].split('"').next()?;
    Some(unescape(value))
}

fn unescape(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (mark, plain)| text.replace(mark, plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_a_browser_reads_them() {
        let html = r#"<p>no form</p>
            <form method="post" action="/pay/1/code/" novalidate><input id="code" name="code" value="">
            <button>Go</button></form>
            <form method="post" action="http://127.0.0.1:1/return/ab" data-after="600">
            <input type="hidden" name="response" value="{&quot;title&quot;: &quot;a &lt;b&gt; &amp;amp; c&quot;}">
            </form>"#;
        let found = forms(html);
        let actions: Vec<_> = found.iter().map(|form| form.action.as_str()).collect();
        assert_eq!(actions, ["/pay/1/code/", "http://127.0.0.1:1/return/ab"]);
        assert_eq!(found[0].filled("code", "12 3").body(), "code=12+3");
        assert_eq!(found[1].field("response"), Some(r#"{"title": "a <b> &amp; c"}"#));
        assert!(!found[0].has("response"));
    }
}
