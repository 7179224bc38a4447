//! Where a run is played: a shop, a wire, and a till that may end at any moment and is started again.

use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard, watch};
use tokio::time::sleep;

use super::diary::Diary;
use super::fate::{End, How};
use crate::sale::Sale;
use crate::shop::Shop;
use crate::till::{Outcome, Setup, Till};
use crate::wire::Wire;

/// A shop, a wire and a till.
pub struct Stage {
    /// The store.
    pub shop: Shop,
    /// The wire between it and the till.
    pub wire: Wire,
    /// What was seen.
    pub diary: Diary,
    till: Mutex<Till>,
    /// Counts the till's starts.
    starts: watch::Sender<u32>,
}

/// How long the till waits for what: as short as can be, so that a run ends soon, but each grace
/// longer than any delay of the wire, as a store's own delays are shorter than the till's true graces.
fn setup() -> Setup {
    Setup::default()
        .unpaced()
        .log("info")
        .on_a_ruled_disk()
        .timing("firstPollMs", 400)
        .timing("firstPauseMs", 60)
        .timing("closedPageMs", 900)
        .timing("sharedPageMs", 2_500)
        .timing("timeOutMs", 5_000)
        .timing("upsellMs", 2_500)
}

impl Stage {
    /// A shop, a wire on which nothing is wrong yet, and a till that is connected over it.
    pub async fn set() -> Self {
        let shop = Shop::open().await;
        let wire = Wire::to(&shop).await;
        let till = setup().over(&wire, &shop).await;
        let (diary, starts) = (Diary::default(), watch::Sender::new(1));
        Self { shop, wire, diary, till: Mutex::new(till), starts }
    }

    /// The till, while nobody ends it.
    pub async fn till(&self) -> MutexGuard<'_, Till> {
        self.till.lock().await
    }

    /// Runs a command; the till may end before it answers.
    pub(super) async fn ask(&self, command: &str, arguments: Value) -> Outcome {
        let pending = self.till().await.begin(command, arguments);
        pending.outcome().await
    }

    /// Runs a command about a sale and shows the sale, if the till lives to answer and agrees.
    pub(super) async fn ask_of(&self, command: &str, sale: &str) -> Option<Sale> {
        match self.ask(command, json!({ "saleId": sale })).await {
            Outcome::Done(view) if view["state"].is_string() => Some(Sale::new(view)),
            _ => None,
        }
    }

    /// Ends the till, if this start of it still runs, lets happen what happens meanwhile, and starts
    /// it again.
    pub(super) async fn end(&self, of: u32, end: End, meanwhile: impl FnOnce()) {
        let mut till = self.till().await;
        if of != self.starts() {
            return meanwhile();
        }
        self.strike(&mut till, end.how).await;
        self.diary.count_end(end.name);
        meanwhile();
        sleep(end.down).await;
        if let Some((turn, how)) = end.again {
            till.set_up(|setup| setup.ending_at(Some((turn.moment, turn.let_by))));
            till.try_restart().await;
            till.set_up(|setup| setup.ending_at(None));
            self.strike(&mut till, how).await;
            self.diary.count_end("while it was starting again");
        }
        assert!(till.try_restart().await, "the till does not start any more");
        self.starts.send_modify(|starts| *starts += 1);
    }

    /// Ends the till's process, or its whole machine.
    pub(super) async fn strike(&self, till: &mut Till, how: How) {
        till.kill().await;
        self.note_pages(till);
        if let How::PowerFailed(seed) = how {
            let loss = till.lose_power(seed).await;
            self.diary.count("power failures", 1);
            self.diary.count("writes that were not synced when the power failed", loss.unsynced);
            self.diary.count("writes that were lost by that", loss.lost);
        }
    }

    /// This start of the till, and its end.
    pub(super) async fn gone(&self) -> (u32, watch::Receiver<bool>) {
        let till = self.till().await;
        (self.starts(), till.gone())
    }

    /// Moves the time of day, for this start of the till and all that follow.
    pub(super) async fn shift_clock(&self, ms: i64) {
        let mut till = self.till().await;
        till.set_up(|setup| setup.clock_shifted(ms));
        let _ = till.begin("machine", json!({ "clockShiftMs": ms })).outcome().await;
    }

    /// How often the till was started.
    pub(super) fn starts(&self) -> u32 {
        *self.starts.borrow()
    }

    /// The page that the till last sent the customer of this sale to.
    pub(super) async fn page_of(&self, sale: &str) -> Option<String> {
        self.note_pages(&*self.till().await);
        let pages = self.shop.books().payment_pages.into_iter().rev();
        let mut own = pages.filter(|page| page.request["attribution"]["utm_content"] == sale);
        let shown = self.diary.read().pages;
        own.find_map(|page| {
            shown.iter().find(|address| address.contains(&format!("/pay/{}/", page.id))).cloned()
        })
    }

    /// Every page that the till has sent a customer to, in this run of it.
    pub(super) fn note_pages(&self, till: &Till) {
        let field = |kind: &str, name: &str| {
            let told = till.windows(kind).into_iter();
            told.filter_map(|window| window[name].as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        let shown = [("opened", "address"), ("browser", "address"), ("copied", "text")];
        let shown = shown.into_iter().flat_map(|(kind, name)| field(kind, name));
        self.diary.note(|seen| {
            for page in shown {
                if !seen.pages.contains(&page) {
                    seen.pages.push(page);
                }
            }
        });
    }
}
