//! The till, as a process: spoken to as by its window, killed as by the system.

mod cart;
mod inbox;
mod money_back;
mod process;
mod setup;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::books;
use crate::customer::Customer;
use crate::deadline::{DEADLINE, in_time, seen};
use crate::sale::Sale;
pub use cart::Buyer;
use inbox::Happening;
pub use money_back::TakenBack;
use process::Process;
pub use process::{Outcome, Pending};
pub use setup::Setup;

/// How much of the log stands in a failure.
const LOG_LINES: usize = 30;

/// A till and the folder that it keeps its books in. The process ends with it.
pub struct Till {
    setup: Setup,
    home: TempDir,
    process: Process,
}

/// A command that the till refused: its `ErrorView`.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused(Value);

impl Refused {
    /// The code that the interface acts on.
    #[must_use]
    pub fn code(&self) -> &str {
        self.0["code"].as_str().unwrap_or_default()
    }

    /// The fields that it names.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        let details = self.0["details"].as_array().into_iter().flatten();
        details.filter_map(|detail| detail["field"].as_str()).collect()
    }
}

impl Till {
    /// A command on its way: the till has it, and the test goes on.
    #[must_use = "a command that nobody waits for may not have been done"]
    pub fn begin(&self, command: &str, arguments: Value) -> Pending {
        self.process.send(command, arguments)
    }

    /// Runs a command.
    ///
    /// # Errors
    /// What the till refuses.
    pub async fn call(&self, command: &str, arguments: Value) -> Result<Value, Refused> {
        self.begin(command, arguments).answer().await
    }

    /// Runs a command that must be done.
    ///
    /// # Panics
    /// When the till refuses.
    pub async fn ask(&self, command: &str, arguments: Value) -> Value {
        match self.call(command, arguments).await {
            Ok(answer) => answer,
            Err(Refused(error)) => panic!("{command}: {error}\n{}", self.last_log()),
        }
    }

    /// Runs a command about a sale that must be done, and shows the sale.
    pub async fn ask_of(&self, command: &str, sale: &str) -> Sale {
        Sale::new(self.ask(command, json!({ "saleId": sale })).await)
    }

    /// A command about a sale that must be refused; gives the code.
    ///
    /// # Panics
    /// When the till does it.
    pub async fn refusal_of(&self, command: &str, sale: &str) -> String {
        match self.call(command, json!({ "saleId": sale })).await {
            Ok(answer) => panic!("{command} was done: {answer}"),
            Err(refused) => refused.code().to_owned(),
        }
    }

    /// Charges a sale.
    pub async fn charge(&self, sale: &str) -> Sale {
        self.ask_of("charge", sale).await
    }

    /// A sale as it stands.
    pub async fn sale(&self, sale: &str) -> Sale {
        self.ask_of("sale_detail", sale).await
    }

    /// Everything that the interface begins with.
    pub async fn snapshot(&self) -> Value {
        self.ask("snapshot", json!({})).await
    }

    /// Waits until a sale is as it should be, by what the till tells its interface.
    ///
    /// # Panics
    /// When it never is, showing how the sale stands.
    pub async fn until(&self, sale: &str, what: &str, wanted: impl Fn(&Sale) -> bool) -> Sale {
        let mut heard = self.process.inbox.len();
        let mut now = self.sale(sale).await;
        let waiting = async {
            while !wanted(&now) {
                now = self.next_of(sale, &mut heard).await;
            }
        };
        if tokio::time::timeout(DEADLINE, waiting).await.is_err() {
            let now = self.sale(sale).await;
            panic!("the sale was never {what}\n{now}{}", self.last_log());
        }
        let stale = self.process.inbox.out_of_order();
        assert_eq!(stale, None, "the interface was shown a sale as it had been before");
        now
    }

    /// Waits until a sale is in this state.
    pub async fn until_state(&self, sale: &str, state: &str) -> Sale {
        self.until(sale, state, |sale| sale.state() == state).await
    }

    /// Waits until a sale is paid.
    pub async fn until_paid(&self, sale: &str) -> Sale {
        self.until_state(sale, "paid").await
    }

    /// What the till tells next of a sale.
    async fn next_of(&self, sale: &str, heard: &mut usize) -> Sale {
        loop {
            let happened = self.process.inbox.after(heard).await;
            match happened {
                Happening::Event(event) if event["kind"] == "store_changed" => {
                    return self.sale(sale).await;
                }
                Happening::Event(event) if event["sale"]["id"] == sale => {
                    return Sale::new(event["sale"].clone());
                }
                _ => {}
            }
        }
    }

    /// Waits until the till has told of something, at any time of this run.
    ///
    /// # Panics
    /// When it never does.
    pub async fn until_told(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.until_told_after(&mut 0, what, wanted).await
    }

    /// The same after the first `heard` happenings; those that were heard meanwhile are added.
    ///
    /// # Panics
    /// When it never does.
    pub async fn until_told_after(
        &self,
        heard: &mut usize,
        what: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Value {
        in_time(what, async {
            loop {
                if let Happening::Event(event) = self.process.inbox.after(heard).await
                    && wanted(&event)
                {
                    return event;
                }
            }
        })
        .await
    }

    /// A sale as the till last told of it in this run.
    #[must_use]
    pub fn last_told(&self, sale: &str) -> Option<Sale> {
        self.process.inbox.all().into_iter().rev().find_map(|happening| match happening {
            Happening::Event(event) if event["sale"]["id"] == sale => {
                Some(Sale::new(event["sale"].clone()))
            }
            _ => None,
        })
    }

    /// What the till has asked of its desktop in this run: `expected`, `opened`, `closed`, `browser`,
    /// `copied`, each with its details.
    #[must_use]
    pub fn windows(&self, what: &str) -> Vec<Value> {
        let happenings = self.process.inbox.all();
        let windows = happenings.into_iter().filter_map(|happening| match happening {
            Happening::Window(mut window) => window.get_mut(what).map(Value::take),
            Happening::Event(_) => None,
        });
        windows.collect()
    }

    /// The address of the payment page that the window of this sale was last opened with.
    ///
    /// # Panics
    /// When no window was opened for it.
    #[must_use]
    pub fn page_of(&self, sale: &str) -> String {
        let opened = self.windows("opened").into_iter().rfind(|window| window["sale"] == sale);
        let opened = opened.unwrap_or_else(|| panic!("no window for the sale {sale}"));
        opened["address"].as_str().expect("a window has an address").to_owned()
    }

    /// The customer in front of this sale's window.
    pub async fn customer_of(&self, sale: &str) -> Customer {
        Customer::open(&self.page_of(sale)).await
    }

    /// The customer closes the payment window.
    pub async fn close_window(&self, sale: &str) {
        self.ask("payment_window_closed", json!({ "saleId": sale })).await;
    }

    /// The customer closes the window of one placing.
    pub async fn close_window_of(&self, sale: &str, attempt: u32) {
        self.ask("payment_window_closed", json!({ "saleId": sale, "attempt": attempt })).await;
    }

    /// Waits until the till has asked this of its desktop, `opened` or `closed`, and shows all of it.
    pub async fn until_window(&self, what: &str) -> Vec<Value> {
        let asked = || Some(self.windows(what)).filter(|windows| !windows.is_empty());
        seen(what, asked).await
    }

    /// Ends the process at once, as a crash would.
    pub async fn kill(&mut self) {
        self.process.kill().await;
    }

    /// Starts it again on the same folder.
    pub async fn restart(&mut self) {
        self.process.kill().await;
        self.process = Process::start(&self.setup, self.home.path()).await;
        self.snapshot().await;
    }

    /// Starts it again on the same folder; gives whether it lived to say so.
    pub async fn try_restart(&mut self) -> bool {
        self.process.kill().await;
        self.process = Process::start(&self.setup, self.home.path()).await;
        matches!(self.begin("snapshot", json!({})).outcome().await, Outcome::Done(_))
    }

    /// Closes it, has its one ledger changed while nobody has it open, and starts it again.
    ///
    /// # Panics
    /// When it has no ledger, or `change` does.
    pub async fn change_books<T: Send + 'static>(
        &mut self,
        change: impl FnOnce(&Path) -> T + Send + 'static,
    ) -> T {
        self.close().await;
        let ledger = books::ledgers(&self.data_dir()).pop().expect("the till has books");
        books::gather(&ledger).await;
        let changed = tokio::task::spawn_blocking(move || change(&ledger)).await;
        self.restart().await;
        changed.expect("no panic")
    }

    /// The most memory that this run of it ever took, in bytes.
    ///
    /// # Panics
    /// When it is gone.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn peak_memory(&self) -> u64 {
        self.process.peak_memory()
    }

    /// Becomes true once this run of it has ended, by whatever hand.
    #[must_use]
    pub fn gone(&self) -> tokio::sync::watch::Receiver<bool> {
        self.process.gone()
    }

    /// The power fails: the process ends, and of what SQLite had not synced the disk has kept what
    /// this seed draws.
    ///
    /// # Panics
    /// When it was not set up on a ruled disk.
    #[cfg(target_os = "linux")]
    pub async fn lose_power(&mut self, seed: u64) -> machine::power::Loss {
        self.process.kill().await;
        machine::power::fail(&self.disk_journal(), seed)
            .expect("a journal, and files that can be written")
    }

    /// How it is set up from its next start on.
    pub fn set_up(&mut self, change: impl FnOnce(Setup) -> Setup) {
        self.setup = change(self.setup.clone());
    }

    /// Starts it again otherwise set up, on the same folder.
    pub async fn restart_as(&mut self, change: impl FnOnce(Setup) -> Setup) {
        self.set_up(change);
        self.restart().await;
    }

    /// Closes it as its window is closed, and waits for its end.
    pub async fn close(&mut self) {
        self.process.close().await;
    }

    /// Proves every book of its folder: the chain of events and the states that it leads to. Gives
    /// how many events were proved.
    ///
    /// # Panics
    /// When a book does not prove itself.
    pub async fn verify(&self) -> u64 {
        books::prove(&self.data_dir()).await
    }

    /// The folder with its books.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.setup.data_dir(self.home.path())
    }

    /// The journal of its disk, which is kept while it is set up on a ruled one.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn disk_journal(&self) -> PathBuf {
        self.home.path().join(setup::JOURNAL)
    }

    /// Every line that it has written to its interface in this run.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        self.process.inbox.lines()
    }

    /// All that it has logged, over all runs.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join(process::LOG)).unwrap_or_default()
    }

    fn last_log(&self) -> String {
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        let last = &lines[lines.len().saturating_sub(LOG_LINES)..];
        format!("\nthe till's last words:\n{}", last.join("\n"))
    }
}
