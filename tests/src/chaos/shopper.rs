//! What a customer does on the payment page, and on the way back from it.

use super::diary::{Post, Said};
use super::stage::Stage;
use crate::customer::{Customer, WayBack};

/// The pause before a customer tries again.
const AGAIN: std::time::Duration = std::time::Duration::from_millis(250);

/// A customer of one sale, with its payment page open.
pub(super) struct Shopper<'s> {
    stage: &'s Stage,
    sale: &'s str,
    email: &'s str,
    tries: usize,
    address: String,
    page: Customer,
}

impl<'s> Shopper<'s> {
    /// Opens the page.
    pub(super) async fn at(
        stage: &'s Stage,
        address: &str,
        sale: &'s str,
        email: &'s str,
        tries: usize,
    ) -> Self {
        let page = Customer::open(address).await;
        Self { stage, sale, email, tries, address: address.to_owned(), page }
    }

    /// Pays, with the bank's window where the bank wants it.
    pub(super) async fn pay(&mut self) {
        match self.email.starts_with("bank-window") {
            true => self.page.pay_with_bank().await,
            false => self.page.pay().await,
        }
    }

    /// Is declined, and goes back on the page.
    pub(super) async fn be_declined(&mut self) {
        self.page.be_declined().await;
        self.page.cancel().await;
    }

    /// Goes back on the page without paying.
    pub(super) async fn cancel(&mut self) {
        self.page.cancel().await;
    }

    /// What the page would post; none where it posts nothing.
    pub(super) fn way_back(&self) -> Option<WayBack> {
        let stays = self.email.starts_with("never-returns");
        (!stays).then(|| self.page.way_back())
    }

    /// What the page would have posted, had it not been paid; none where the store has no such page.
    pub(super) fn nothing(&self) -> Option<WayBack> {
        let pages = self.stage.shop.books().payment_pages;
        let page = pages.iter().find(|page| self.address.contains(&page.id))?;
        let url = page.request["payment_details"]["payment_return_url"].as_str()?.to_owned();
        Some(WayBack { url, response: "{}".to_owned(), origin: self.stage.wire.origin() })
    }

    /// Comes back with what the page posts; tries again where nobody answers, or the till asks for
    /// it. Gives what was read last.
    pub(super) async fn come_back(&self) -> Option<Said> {
        let way_back = self.way_back()?;
        for _ in 0..self.tries {
            match self.post(&way_back, self.page.has_paid()).await {
                None | Some(Said::NotKept) => tokio::time::sleep(AGAIN).await,
                said => return said,
            }
        }
        None
    }

    /// Posts something to the return address, once.
    pub(super) async fn post(&self, way_back: &WayBack, paid: bool) -> Option<Said> {
        let said = way_back.try_to_go().await.ok().map(|page| Said::on(&page));
        let post = Post { sale: self.sale.to_owned(), body: way_back.body(), paid, said };
        self.stage.diary.note(|seen| seen.posts.push(post));
        said
    }
}
