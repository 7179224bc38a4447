//! The loopback receiver: the way back from the customer's window.
