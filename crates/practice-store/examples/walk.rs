//! Measures a large store: how long it takes to open, and how many pages of its products a second
//! it answers to one caller.
//!
//! `cargo run --release -p practice-store --example walk -- [VARIANTS [PAGE_SIZE]]`

use std::error::Error;
use std::num::NonZeroUsize;
use std::time::Instant;

use http_body_util::{BodyExt as _, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use practice_store::{CatalogueSize, Options, PracticeStore};
use tokio::net::TcpStream;

type Outcome<T> = Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "what it measured is what it is for")]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let variants = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let mut options = Options {
        catalogue: CatalogueSize::Grown { variants, seed: 1 },
        requests_per_second: None,
        ..Options::default()
    };
    if let Some(page_size) = arguments.next() {
        options.page_size = page_size.parse::<NonZeroUsize>()?;
    }
    let began = Instant::now();
    let store = PracticeStore::start(options).await?;
    println!("opened with {variants} variants after {:?}", began.elapsed());
    let began = Instant::now();
    let (pages, bytes) = walk(&store).await?;
    let seconds = began.elapsed().as_secs_f64();
    println!("{pages} pages in {seconds:.3} s: {:.0} pages a second", f64::from(pages) / seconds);
    println!("{} kB a page, {} MB in all", bytes / 1000 / u64::from(pages), bytes / 1_000_000);
    Ok(())
}

/// Reads all pages of products on one connection, and answers how many there were and how large.
async fn walk(store: &PracticeStore) -> Outcome<(u32, u64)> {
    let stream = TcpStream::connect(store.origin().trim_start_matches("http://")).await?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let (mut pages, mut bytes) = (0, 0);
    let mut next = Some(format!("{}/api/admin/products/", store.origin()));
    while let Some(url) = next {
        let page = get(&mut sender, store, &url).await?;
        pages += 1;
        bytes += page.len() as u64;
        next = next_of(&page)?;
    }
    Ok((pages, bytes))
}

async fn get(
    sender: &mut SendRequest<Empty<Bytes>>,
    store: &PracticeStore,
    url: &str,
) -> Outcome<Bytes> {
    let host = store.origin().trim_start_matches("http://");
    let request = Request::get(url.trim_start_matches(store.origin()))
        .header("host", host)
        .header("authorization", format!("Bearer {}", store.token()))
        .header("x-29next-api-version", "2024-04-01")
        .body(Empty::new())?;
    sender.ready().await?;
    let answer = sender.send_request(request).await?;
    if !answer.status().is_success() {
        return Err(format!("{url} answered {}", answer.status()).into());
    }
    Ok(answer.into_body().collect().await?.to_bytes())
}

/// The link to the next page, which stands first. Reading the whole page would measure the reader.
fn next_of(page: &[u8]) -> Outcome<Option<String>> {
    let rest = page.strip_prefix(br#"{"next":"#).ok_or("a page begins with its next link")?;
    let Some(rest) = rest.strip_prefix(b"\"") else { return Ok(None) };
    let end = rest.iter().position(|byte| *byte == b'"').ok_or("a link has an end")?;
    Ok(Some(String::from_utf8(rest[..end].to_vec())?))
}
