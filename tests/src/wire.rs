//! The wire between a till and its store: a reverse proxy on which things go wrong when they are
//! told to.
//!
//! It keeps the `Host` that it was called by, so that every address the store writes leads through
//! it too. A fault is put on one operation of the Admin API, `wire.on("POST", "/orders/")`, and says
//! what becomes of the requests it meets; what meets none goes through. Every exchange is recorded
//! as the till saw it.

mod fault;
mod held;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use hyper::StatusCode;
use serde_json::Value;
use tokio::time::sleep;

use crate::http::{Answer, Reaction, Request, Server};
use crate::shop::Shop;
use fault::Act;
pub use fault::{Fault, Spot};
pub use held::Held;
use held::Verdict;

/// Where the Admin API begins.
pub const API: &str = "/api/admin";

/// A wire, for as long as it is held.
pub struct Wire {
    server: Server,
    shared: Arc<Shared>,
}

/// One request to the Admin API, and what the till got for it.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The request as the till sent it.
    pub request: Request,
    /// When it came.
    pub asked_at: SystemTime,
    /// What the till was answered; none when the connection broke, or nothing came yet.
    pub answer: Option<Answer>,
    /// The status of the store's own answer; none when the store has not seen it, or is still at it.
    pub store: Option<StatusCode>,
    /// When the whole answer was given to the till; none when it was not.
    pub given_at: Option<SystemTime>,
}

struct Shared {
    store: String,
    faults: Arc<Mutex<Vec<Fault>>>,
    exchanges: Mutex<Vec<Exchange>>,
    visits: Mutex<Vec<Visit>>,
}

/// A page that a customer's browser asked for.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The path.
    pub path: String,
    /// When.
    pub at: SystemTime,
}

impl Wire {
    /// A wire to this store.
    pub async fn to(shop: &Shop) -> Self {
        let store = shop.origin().trim_start_matches("http://").to_owned();
        let (exchanges, visits) = (Mutex::default(), Mutex::default());
        let shared = Shared { store, faults: Arc::default(), exchanges, visits };
        let shared = Arc::new(shared);
        let carried = Arc::clone(&shared);
        let carry = move |request| {
            let shared = Arc::clone(&carried);
            // What is on the wire goes on, whether or not its sender lives to see the answer; but
            // nobody was answered who is gone.
            let carrying = tokio::spawn(Arc::clone(&carried).carry(request));
            async move {
                let (place, reaction) = carrying.await.unwrap_or((None, Reaction::HangUp));
                shared.given(place, &reaction);
                reaction
            }
        };
        let server = Server::start(carry).await;
        Self { server, shared }
    }

    /// The address of the till's end: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// Where a fault is to be put: an operation of the Admin API by its method and path. A part of
    /// the path in braces stands for any: `/orders/{number}/`.
    #[must_use]
    pub fn on(&self, method: &str, path: &str) -> Spot {
        Spot::new(Arc::clone(&self.shared.faults), method, path)
    }

    /// Every exchange so far, in the order in which the requests came.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.shared.exchanges().clone()
    }

    /// Every page that was asked for, in the order in which the requests came.
    #[must_use]
    pub fn visits(&self) -> Vec<Visit> {
        self.shared.visits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The exchanges of one operation.
    #[must_use]
    pub fn of(&self, method: &str, path: &str) -> Vec<Exchange> {
        let mut exchanges = self.exchanges();
        exchanges.retain(|exchange| {
            exchange.request.method.as_str() == method && fits(path, exchange.path())
        });
        exchanges
    }

    /// The bodies of one operation's requests.
    #[must_use]
    pub fn sent(&self, method: &str, path: &str) -> Vec<Value> {
        self.of(method, path).iter().map(|exchange| exchange.request.json()).collect()
    }
}

impl Exchange {
    /// The path within the Admin API: `/orders/`.
    #[must_use]
    pub fn path(&self) -> &str {
        let path = self.request.path();
        path.strip_prefix(API).unwrap_or(path)
    }
}

impl Shared {
    /// Carries a request to the store; gives where its exchange is recorded, and the reaction.
    async fn carry(self: Arc<Self>, request: Request) -> (Option<usize>, Reaction) {
        let Some(path) = request.path().strip_prefix(API).map(str::to_owned) else {
            // A page, for the customer's browser.
            let (path, at) = (request.path().to_owned(), SystemTime::now());
            self.visits.lock().unwrap_or_else(PoisonError::into_inner).push(Visit { path, at });
            let page = self.forward(&request).await;
            return (None, page.map_or(Reaction::HangUp, Reaction::Answer));
        };
        let act = self.act_on(request.method.as_str(), &path);
        let place = self.begin(&request);
        if let Some(Act::CutAndLate(pause)) = act {
            tokio::spawn(async move {
                sleep(pause).await;
                self.perform(None, &request, place).await
            });
            return (Some(place), Reaction::HangUp);
        }
        (Some(place), self.perform(act, &request, place).await)
    }

    /// Records what the till is given.
    fn given(&self, place: Option<usize>, reaction: &Reaction) {
        if let (Some(place), Reaction::Answer(answer) | Reaction::Half(answer)) = (place, reaction)
        {
            let mut exchanges = self.exchanges();
            exchanges[place].answer = Some(answer.clone());
            let whole = matches!(reaction, Reaction::Answer(_));
            exchanges[place].given_at = whole.then(SystemTime::now);
        }
    }

    fn begin(&self, request: &Request) -> usize {
        let mut exchanges = self.exchanges();
        exchanges.push(Exchange {
            request: request.clone(),
            asked_at: SystemTime::now(),
            answer: None,
            store: None,
            given_at: None,
        });
        exchanges.len() - 1
    }

    async fn perform(&self, act: Option<Act>, request: &Request, place: usize) -> Reaction {
        let before = match &act {
            Some(Act::SlowBefore(pause)) => {
                sleep(*pause).await;
                Verdict::GoOn
            }
            Some(Act::CutBefore) => return Reaction::HangUp,
            Some(Act::Instead(answer)) => return Reaction::Answer(answer.clone()),
            Some(Act::HoldBefore(gate)) => gate.pass().await,
            _ => Verdict::GoOn,
        };
        if let Some(reaction) = before.reaction() {
            return reaction;
        }
        let Some(mut answer) = self.forward(request).await else { return Reaction::HangUp };
        self.exchanges()[place].store = Some(answer.status);
        match act {
            Some(Act::SlowAfter(pause)) => {
                sleep(pause).await;
                Reaction::Answer(answer)
            }
            Some(Act::CutAfter) => Reaction::HangUp,
            Some(Act::Afterwards(other)) => Reaction::Answer(other),
            Some(Act::Half) => Reaction::Half(answer),
            Some(Act::Rewrite(change)) => {
                let mut body = answer.read_json();
                change(&mut body);
                answer.body = body.to_string().into();
                Reaction::Answer(answer)
            }
            Some(Act::HoldAfter(gate)) => {
                gate.pass().await.reaction().unwrap_or(Reaction::Answer(answer))
            }
            _ => Reaction::Answer(answer),
        }
    }

    async fn forward(&self, request: &Request) -> Option<Answer> {
        request.send_to(&self.store).await.ok()
    }

    /// What the latest fault that fits does to this request.
    fn act_on(&self, method: &str, path: &str) -> Option<Act> {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.iter().rev().find_map(|fault| fault.meet(method, path))
    }

    fn exchanges(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a path is one of this pattern.
pub(crate) fn fits(pattern: &str, path: &str) -> bool {
    let parts = |text: &str| text.split('/').count();
    parts(pattern) == parts(path)
        && pattern
            .split('/')
            .zip(path.split('/'))
            .all(|(part, given)| (part.starts_with('{') && !given.is_empty()) || part == given)
}
