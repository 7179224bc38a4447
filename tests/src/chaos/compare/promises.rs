//! What was sent, acknowledged and said: all of it must be on the disk, and true.

use sale::ReturnToken;

use super::Found;
use crate::chaos::diary::{Said, Seen};
use crate::chaos::far::Far;
use crate::chaos::near::Near;

/// What the far side could act on was on the disk before: every payment page's placing with its
/// return token, the address of every page that a customer was sent to, every upsell.
pub(super) fn sent_was_written_down(near: &Near, far: &Far, seen: &Seen, found: &mut Found) {
    for page in &far.pages {
        let token = page.return_url.rsplit('/').next().map(ReturnToken::from_path);
        let digest = token.and_then(Result::ok).map(|token| token.digest());
        let attempts = near.sale(&page.sale).map(|sale| &sale.attempts).into_iter().flatten();
        if attempts.filter(|attempt| Some(attempt.token) == digest).count() != 1 {
            found.push(format!("the payment page {} was placed by nobody", page.id));
        }
    }
    let attempts = || near.sales.iter().flat_map(|sale| &sale.attempts);
    for page in &seen.pages {
        if !attempts().any(|attempt| attempt.payment_url.as_ref() == Some(page)) {
            found.push(format!("a customer was sent to {page}, which was not kept"));
        }
    }
}

/// Every return that was acknowledged has its raw body in the ledger.
pub(super) fn acknowledged_was_kept(near: &Near, seen: &Seen, found: &mut Found) {
    for post in seen.posts.iter().filter(|post| post.said.is_some_and(Said::acknowledges)) {
        let bodies = near.sale(&post.sale).map(|sale| sale.bodies.as_slice()).unwrap_or_default();
        if bodies.iter().all(|body| body != post.body.as_bytes()) {
            found.push(format!("a return of {} was acknowledged and not kept", post.sale));
        }
    }
}

/// Nobody who had paid was told that the payment was not completed, and nobody who had not, that it
/// was.
pub(super) fn pages_told_the_truth(seen: &Seen, found: &mut Found) {
    for post in &seen.posts {
        match (post.paid, post.said) {
            (true, Some(Said::NotCompleted)) => {
                found.push(format!("who paid {} read that it was not completed", post.sale));
            }
            (false, Some(Said::Paid)) => {
                found.push(format!("who did not pay {} was thanked", post.sale));
            }
            _ => {}
        }
    }
}
