//! Another server on this machine: a place where nothing of a till's should ever arrive.

use std::sync::{Arc, Mutex, PoisonError};

use crate::http::{Answer, Reaction, Request, Server};

/// A server that writes down whatever it is asked.
pub struct Stranger {
    server: Server,
    heard: Arc<Mutex<Vec<Request>>>,
}

impl Stranger {
    /// One that answers everything so.
    pub async fn who_answers(answer: Answer) -> Self {
        let heard: Arc<Mutex<Vec<Request>>> = Arc::default();
        let book = Arc::clone(&heard);
        let server = Server::start(move |request| {
            book.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            let answer = answer.clone();
            async move { Reaction::Answer(answer) }
        })
        .await;
        Self { server, heard }
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// What it has been asked.
    #[must_use]
    pub fn heard(&self) -> Vec<Request> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
