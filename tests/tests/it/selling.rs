//! Selling at the speed of speech: the catalogue, what finds things in it, the cart, the customer.

mod catalogue;
mod customers;
mod grown;
mod pricing;
mod scanning;
mod searching;
