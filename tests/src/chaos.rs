//! Chaos: many runs of a till at work in which everything goes wrong that can, and at the end of
//! each the till's ledger beside the store's books.
//!
//! A run sells to a few customers over a wire that cuts, delays and garbles, while the till is killed
//! and started again, the power fails, the disk is full and the clock jumps. Then all faults are lifted and the till is asked until it is quiet. Whatever its
//! ledger then says must be the store's truth: see [`compare`].
//!
//! Everything that a run does follows from its seed: [`Plan`]. How the threads and processes of a
//! machine take turns does not. The same seed plays the same sales with the same customers, faults
//! and ends, but not always in the same order; a violation may need the seed to be played some times.
//!
//! - [`Plan`] is what a run does, [`Stage`] where it is played: a shop, a wire, a till that may end.
//! - `seller`, `story` and `shopper` do what people do; `weather`, `fate` and `spell` what nobody wants.
//! - `near` reads the till's ledger, `far` the store's books; [`compare`] says where they differ.
//! - [`Tally`] counts, `evidence` keeps what is needed to find out why.

mod compare;
mod diary;
mod evidence;
mod far;
mod fate;
mod near;
mod plan;
mod quiet;
mod run;
mod seller;
mod shopper;
mod spell;
mod stage;
mod story;
mod tally;
mod weather;

pub use compare::compare;
pub use diary::{Diary, Post, Said, Seen};
pub use far::Far;
pub use near::Near;
pub use plan::Plan;
pub use run::{Played, play, play_all};
pub use stage::Stage;
pub use tally::Tally;
