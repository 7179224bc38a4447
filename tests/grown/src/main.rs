//! `cargo run -p grown -- PATH SALES [SEED]`: grows a ledger, to look at a till with years behind it.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use grown::{Growth, grow};

#[expect(clippy::print_stdout, reason = "it speaks to whoever started it")]
fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let path = words.next().context("grown PATH SALES [SEED]")?;
    let sales = words.next().context("grown PATH SALES [SEED]")?.parse()?;
    let seed = words.next().map_or(Ok(1), |seed| seed.parse())?;
    let began = Instant::now();
    grow(Path::new(&path), Growth { sales, seed })?;
    println!("{sales} sales in {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}
