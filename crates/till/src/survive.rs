//! Work that may fail in a way nobody thought of: a panic is logged and ends that piece of work
//! only.

use std::time::Duration;

use tokio::task::{JoinError, JoinSet};

/// Runs work in a task of its own, which ends with this one; gives none if it panicked.
pub(crate) async fn survive<T: Send + 'static>(
    name: &'static str,
    work: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    let mut task = JoinSet::new();
    task.spawn(work);
    match task.join_next().await? {
        Ok(value) => Some(value),
        Err(error) => {
            tell(name, &error);
            None
        }
    }
}

/// Begins work again, after a pause, for as long as it panics.
pub(crate) async fn keep_up<F>(name: &'static str, pause: Duration, work: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    while survive(name, work()).await.is_none() {
        tokio::time::sleep(pause).await;
    }
}

/// Logs work that did not come to its end; what was stopped on purpose is no news.
pub(crate) fn tell(name: &'static str, error: &JoinError) {
    if error.is_panic() {
        tracing::error!(%error, name, "background work panicked");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_panic_costs_one_piece_of_work() {
        assert_eq!(survive("good", async { 1 }).await, Some(1));
        assert_eq!(survive("bad", async { panic!("on purpose") }).await, None::<()>);
    }

    #[tokio::test]
    async fn what_must_go_on_is_begun_again() {
        let begun = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&begun);
        let work = move || {
            let count = Arc::clone(&count);
            async move { assert_eq!(count.fetch_add(1, Ordering::SeqCst), 2, "on purpose") }
        };
        keep_up("work", Duration::ZERO, work).await;
        assert_eq!(begun.load(Ordering::SeqCst), 3);
    }
}
