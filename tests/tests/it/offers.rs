//! What a paid order is offered, and how the merchant's own offers fare.

mod counting;
mod offering;
mod pricing;
