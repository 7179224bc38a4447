//! The till through the doors that users use.

mod bad_world;
mod certainty;
mod contract;
mod directions;
mod kill_points;
mod sale_flow;
mod secrecy;
mod two_stores;
mod two_tills;
