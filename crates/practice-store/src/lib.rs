//! The built-in store: the Admin API a till uses, and its hosted payment page.
