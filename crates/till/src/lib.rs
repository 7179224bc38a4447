//! The use cases: sell, pay, settle, upsell, find.
