//! Junk posts that the receiver refuses, beside a bare route that knows nobody either.
//!
//! Both servers stand behind the same limits, each in a runtime of its own of the same making, and get
//! the very same bytes, from the same client on threads of its own. Each post is a connection of its own.

mod bare;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use return_receiver::{Options, Receiver};
use sale::ReturnToken;
use tokio::runtime::{Builder, Runtime};
use tokio::task::spawn_blocking;

use crate::Extent;
use crate::figure::{Figure, Limit, Rounds};
use crate::post::Post;

/// Connections at a time: as many as a till has places for would not leave any to a customer.
const AT_ONCE: usize = 8;

/// What one round may cost: a loopback port of the client's stays taken for a minute after each post.
const POSTS: usize = 2_000;
const LONGEST: Duration = Duration::from_secs(20);

/// The tokens that the receiver waits for meanwhile, as in a busy hour.
const LIVE: u8 = 8;

/// Refusals in a second.
pub(crate) async fn measure(extent: Extent, figures: &mut Vec<Figure>) -> Result<()> {
    let rounds = match extent {
        Extent::Full => 5,
        Extent::Quick => 3,
    };
    let figure = spawn_blocking(move || by_turns(rounds)).await??;
    figures.push(figure);
    Ok(())
}

fn by_turns(rounds: usize) -> Result<Figure> {
    let (receivers, bares) = (runtime()?, runtime()?);
    let receiver = receivers.block_on(busy_receiver())?;
    let bare = bares.block_on(bare::start())?;
    let junk = junk(receiver.port())?;
    // Both are warm before it counts.
    for to in [loopback(receiver.port()), bare] {
        refused_per_second(&junk.to(to), POSTS / 10)?;
    }
    let mut measured = Rounds::default();
    for _ in 0..rounds {
        let till = refused_per_second(&junk.to(loopback(receiver.port())), POSTS)?;
        measured.add(till, refused_per_second(&junk.to(bare), POSTS)?);
    }
    receivers.block_on(receiver.stop());
    let (name, what) = ("junk posts refused", "a bare axum route behind the same limits");
    let figure = Figure::beside(name, "/s", &measured, what, Limit::AtLeast(0.8));
    Ok(figure.remark(format!("{rounds} rounds of {POSTS}, {AT_ONCE} at a time")))
}

/// A receiver that customers may come back to.
async fn busy_receiver() -> Result<Receiver> {
    let (receiver, mut arrivals) = Receiver::start(Options::default()).await?;
    // Junk never comes so far; what does ends here.
    tokio::spawn(async move { while arrivals.recv().await.is_some() {} });
    for number in 0..LIVE {
        receiver.expect(ReturnToken::new([number; 32]).digest());
    }
    Ok(receiver)
}

/// A form as a browser posts it, to a token that nobody waits for.
fn junk(port: u16) -> Result<Post> {
    let path = ReturnToken::new([0xff; 32]).to_path();
    let url = format!("http://{}/return/{path}", loopback(port));
    Post::new(&url, "https://example.com", &format!("response={}", "x".repeat(1_000)))
}

fn refused_per_second(junk: &Post, posts: usize) -> Result<f64> {
    let (next, began) = (AtomicUsize::new(0), Instant::now());
    let send = || -> Result<()> {
        while next.fetch_add(1, Ordering::Relaxed) < posts {
            let answered = junk.send()?;
            ensure!(answered.status == 404, "junk was answered with {}", answered.status);
            ensure!(began.elapsed() < LONGEST, "junk was refused too slowly to be measured");
        }
        Ok(())
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(send)).collect();
        clients.into_iter().try_for_each(|client| {
            client.join().unwrap_or_else(|_| Err(anyhow!("a client panicked")))
        })
    })?;
    Ok(posts as f64 / began.elapsed().as_secs_f64())
}

/// As the desktop has one.
fn runtime() -> Result<Runtime> {
    Ok(Builder::new_multi_thread().enable_all().build()?)
}

fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}
