//! The domain of a till, pure: money, the cart, a sale's states, upsell charges and what to
//! believe about a payment.
//!
//! Nothing here does I/O, reads a clock or makes an id: times and ids are arguments, so every
//! rule can be tested as a table. The Admin API's wire shapes are `admin-api`'s, the database
//! is `ledger`'s, and putting the two together is `till`'s.

pub mod attention;
pub mod belief;
pub mod cancellation;
pub mod cart;
pub mod code;
pub mod contact;
pub mod event;
pub mod id;
pub mod money;
pub mod offer;
pub mod open_matter;
pub mod order;
pub mod order_facts;
pub mod product;
pub mod refund;
pub mod report;
pub mod request;
pub mod state;
pub mod upsell;

pub use attention::{Attention, AttentionAction};
pub use belief::{Difference, Point, differences, lines_difference};

pub use cart::{
    Article, Cart, CartChange, CartLine, CartRefusal, Estimate, Interval, Subscription,
    SubscriptionOffer,
};
pub use contact::{Customer, Email, FieldProblem, Problem};
pub use event::{SaleEvent, UnknownCause};
pub use id::{ReturnToken, SaleId, TokenDigest, UpsellId};
pub use money::{Currency, Money, MoneyError};
pub use offer::{Offer, OfferTerms, Offerable, Offered};
pub use open_matter::{OpenKind, OpenMatter};
pub use order::{
    Discount, Order, OrderLine, PaymentStatus, Refund, RefundedLine, Tax, Transaction,
};
pub use order_facts::{OrderFacts, RefundFact};
pub use product::{Price, Product, ShippingMethod, Stock, Variant};
pub use refund::{
    PayBack, RefundChoice, RefundEvidence, RefundLine, RefundPlan, RefundShape, ShippingRefund,
};
pub use request::RequestState;
pub use state::{NotAllowed, SaleState};
pub use upsell::{ChargeState, OrderShape, UpsellEvidence};
