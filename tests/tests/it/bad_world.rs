//! Wrong addresses, refusals, troubles of the store, broken wires, full disks: each is told by its
//! own code, and nothing that was typed is lost.

mod books;
mod connecting;
mod disk;
mod keychain;
mod permissions;
mod placing;
mod redirects;
mod slow_down;
