//! Holding what is on the wire, for as long as a test needs it to stay there.

use std::sync::Arc;

use tokio::sync::watch;

use crate::deadline::in_time;
use crate::http::{Answer, Reaction};

/// What becomes of what was held.
#[derive(Clone)]
pub(super) enum Verdict {
    GoOn,
    Answer(Answer),
    HangUp,
}

/// Where requests or answers wait.
pub(super) struct Gate {
    waiting: watch::Sender<usize>,
    verdict: watch::Receiver<Option<Verdict>>,
}

/// The hand that holds them. Dropping it lets all of them go on.
pub struct Held {
    waiting: watch::Receiver<usize>,
    verdict: watch::Sender<Option<Verdict>>,
}

impl Verdict {
    /// What it comes to, where it is not simply to go on.
    pub(super) fn reaction(self) -> Option<Reaction> {
        match self {
            Self::GoOn => None,
            Self::Answer(answer) => Some(Reaction::Answer(answer)),
            Self::HangUp => Some(Reaction::HangUp),
        }
    }
}

impl Gate {
    pub(super) fn closed() -> (Arc<Self>, Held) {
        let (waits, waiting) = watch::channel(0);
        let (decides, verdict) = watch::channel(None);
        (Arc::new(Self { waiting: waits, verdict }), Held { waiting, verdict: decides })
    }

    /// Waits for the verdict, and gives it.
    pub(super) async fn pass(&self) -> Verdict {
        self.waiting.send_modify(|waiting| *waiting += 1);
        let mut verdict = self.verdict.clone();
        match verdict.wait_for(Option::is_some).await {
            Ok(verdict) => verdict.clone().unwrap_or(Verdict::GoOn),
            Err(_) => Verdict::GoOn,
        }
    }
}

impl Held {
    /// Waits until something is held.
    pub async fn arrived(&mut self) {
        let arrived = self.waiting.wait_for(|waiting| *waiting > 0);
        in_time("something to be held on the wire", arrived).await.expect("the wire is there");
    }

    /// Waits until something is held, be it for ever.
    pub async fn arrived_ever(&mut self) {
        if self.waiting.wait_for(|waiting| *waiting > 0).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Lets them go on, and whatever comes after them.
    pub fn release(self) {
        self.verdict.send_replace(Some(Verdict::GoOn));
    }

    /// Answers them so, and whatever comes after them.
    pub fn answer(self, answer: Answer) {
        self.verdict.send_replace(Some(Verdict::Answer(answer)));
    }

    /// Breaks their connections.
    pub fn cut(self) {
        self.verdict.send_replace(Some(Verdict::HangUp));
    }
}
