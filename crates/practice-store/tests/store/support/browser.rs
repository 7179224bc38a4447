//! A browser without a script engine.

use super::{Answer, Call};

pub(crate) struct Browser {
    url: String,
    cookie: Option<String>,
    page: Answer,
}

/// A form as it stands on a page.
pub(crate) struct Form {
    pub(crate) action: String,
    /// What its tag says, for the attributes that the page's script goes by.
    tag: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Browser {
    pub(crate) async fn open(url: &str) -> Self {
        Self::open_with(url, None).await
    }

    async fn open_with(url: &str, cookie: Option<String>) -> Self {
        let page = Answer { status: 0, headers: Default::default(), body: Vec::new() };
        let mut browser = Self { url: url.to_owned(), cookie, page };
        browser.load(Call::get(url)).await;
        browser
    }

    pub(crate) fn html(&self) -> &str {
        self.page.text()
    }

    pub(crate) fn answer(&self) -> &Answer {
        &self.page
    }

    pub(crate) async fn reload(&mut self) {
        self.load(Call::get(&self.url)).await;
    }

    async fn load(&mut self, call: Call) {
        let mut call = call;
        for _ in 0..5 {
            if let Some(cookie) = &self.cookie {
                call = call.header("cookie", cookie);
            }
            self.page = call.send().await;
            if let Some(given) = self.page.header("set-cookie") {
                self.cookie = given.split(';').next().map(str::to_owned);
            }
            if self.page.status != 303 {
                return;
            }
            self.url = self.absolute(self.page.header("location").unwrap());
            call = Call::get(&self.url);
        }
        panic!("{} redirects without end", self.url);
    }

    fn absolute(&self, address: &str) -> String {
        match address.strip_prefix('/') {
            Some(path) => format!("{}/{path}", origin_of(&self.url)),
            None => address.to_owned(),
        }
    }

    /// Sends a form and shows what comes of it.
    pub(crate) async fn submit(&mut self, form: Form) {
        self.url = self.absolute(&form.action);
        self.load(Call::post(&self.url).form(&form.fields)).await;
    }

    /// Fills a field of the step's form, and presses Enter.
    pub(crate) async fn fill(&mut self, name: &str, value: &str) {
        let mut form = self.form(&format!("/{name}/"));
        form.fields = vec![(name.to_owned(), value.to_owned())];
        self.submit(form).await;
    }

    /// Presses the button of the form whose address ends so.
    pub(crate) async fn press(&mut self, action: &str) {
        self.submit(self.form(action)).await;
    }

    /// Walks to the step where the customer can pay.
    pub(crate) async fn go_to_card(&mut self) {
        self.press("/email/").await;
        self.fill("code", "000000").await;
    }

    pub(crate) fn form(&self, action: &str) -> Form {
        let fits = |form: &Form| form.action.ends_with(action);
        self.forms()
            .into_iter()
            .find(fits)
            .unwrap_or_else(|| panic!("no {action} in {}", self.html()))
    }

    /// The form that leads back to the till.
    pub(crate) fn way_back(&self) -> Option<Form> {
        self.forms().into_iter().find(|form| form.fields.iter().any(|(name, _)| name == "response"))
    }

    fn forms(&self) -> Vec<Form> {
        let parts = self.html().split("<form ").skip(1);
        parts.map(|part| Form::read(part.split("</form>").next().unwrap())).collect()
    }

    /// Does what the page's script does by itself, until the page leads away or rests. Answers what
    /// was sent to the till.
    pub(crate) async fn act_alone(mut self) -> Vec<String> {
        let mut sent = Vec::new();
        for _ in 0..10 {
            if let Some(watch) = attribute(self.html(), "data-watch") {
                let over = Call::get(self.absolute(&watch)).send().await;
                assert_eq!(over.text(), "over", "the bank's window has confirmed");
                self.reload().await;
            }
            let Some(form) = self.forms().into_iter().find(|form| form.says("data-after")) else {
                return sent;
            };
            if let Some((_, response)) = form.fields.iter().find(|(name, _)| name == "response") {
                let times = if form.says("data-twice") { 2 } else { 1 };
                sent.extend(std::iter::repeat_n(response.clone(), times));
                return sent;
            }
            let popup = attribute(&form.tag, "data-popup").map(|path| self.absolute(&path));
            let cookie = self.cookie.clone();
            self.submit(form).await;
            if let Some(popup) = popup {
                let bank = Box::pin(Self::open_with(&popup, cookie)).await;
                assert!(Box::pin(bank.act_alone()).await.is_empty());
            }
        }
        panic!("the page does not come to rest: {}", self.html());
    }
}

impl Form {
    fn read(html: &str) -> Self {
        let (tag, inside) = html.split_once('>').unwrap();
        let inputs = inside.split("<input ").skip(1).map(|part| part.split('>').next().unwrap());
        Self {
            action: attribute(tag, "action").unwrap(),
            tag: tag.to_owned(),
            fields: inputs
                .map(|input| {
                    let value = attribute(input, "value").unwrap_or_default();
                    (attribute(input, "name").unwrap(), value)
                })
                .collect(),
        }
    }

    fn says(&self, attribute: &str) -> bool {
        self.tag.contains(attribute)
    }
}

/// The value of the first attribute of this name.
fn attribute(html: &str, name: &str) -> Option<String> {
    let start = html
        .find(&format!(" {name}=\""))
        .map(|at| at + name.len() + 3)
        .or_else(|| html.starts_with(&format!("{name}=\"")).then_some(name.len() + 2))?;
    let value = html[start..].split('"').next().unwrap();
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    Some(marks.iter().fold(value.to_owned(), |text, (mark, plain)| text.replace(mark, plain)))
}

fn origin_of(url: &str) -> &str {
    let end = url["http://".len()..].find('/').map_or(url.len(), |end| end + "http://".len());
    &url[..end]
}
