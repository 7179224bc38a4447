//! What a customer's window is for, and where it may go for that.

use sale::SaleId;
use tauri::Url;
use till::PaymentPage;

/// The placing that a window shows the page of.
#[derive(Debug)]
pub(super) struct Duty {
    pub(super) sale: SaleId,
    pub(super) attempt: u32,
    /// Where it may go besides https pages.
    origins: Vec<String>,
}

impl Duty {
    pub(super) fn of(page: &PaymentPage) -> Self {
        let origins = page.store_origin.iter().chain([&page.return_origin]).cloned().collect();
        Self { sale: page.sale.clone(), attempt: page.attempt, origins }
    }

    pub(super) fn is_of(&self, sale: &SaleId, attempt: u32) -> bool {
        self.sale == *sale && self.attempt == attempt
    }
}

/// Whether a window may go there. One that has no duty yet stays where it is.
pub(super) fn allows(duty: Option<&Duty>, url: &Url) -> bool {
    let is_allowed = |duty: &Duty| {
        url.scheme() == "https" || duty.origins.contains(&url.origin().ascii_serialization())
    };
    url.as_str() == "about:blank" || duty.is_some_and(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Url {
        text.parse().expect("an address")
    }

    fn duty() -> Duty {
        Duty::of(&PaymentPage {
            sale: "0192f0c1-7a3b-7c4d-8e5f-001122334455".parse().expect("an id"),
            attempt: 1,
            address: address("http://127.0.0.1:4000/pay/x"),
            return_origin: "http://127.0.0.1:5000".to_owned(),
            store_origin: Some("http://127.0.0.1:4000".to_owned()),
        })
    }

    #[test]
    fn the_window_goes_to_https_and_back_to_the_till_only() {
        let duty = duty();
        let check = |text: &str, expected: bool| {
            assert_eq!(allows(Some(&duty), &address(text)), expected, "{text}");
        };
        check("https://checkout.example.com/x", true);
        check("about:blank", true);
        check("http://127.0.0.1:4000/pay/x", true);
        check("http://127.0.0.1:5000/return/x", true);
        check("http://127.0.0.1:5001/return/x", false);
        check("http://localhost:5000/", false);
        check("http://checkout.example.com/", false);
        check("tauri://localhost/", false);
        check("http://tauri.localhost/", false);
        check("ipc://localhost/snapshot", false);
        check("file:///etc/passwd", false);
        check("javascript:alert(1)", false);
        check("data:text/html,x", false);
        check("about:config", false);
    }

    #[test]
    fn a_window_without_a_duty_goes_nowhere() {
        for (text, expected) in
            [("about:blank", true), ("https://checkout.example.com/x", false), ("ipc://x/", false)]
        {
            assert_eq!(allows(None, &address(text)), expected, "{text}");
        }
    }
}
