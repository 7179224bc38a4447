//! `cargo xtask chaos`: plays many runs of a till at work in which everything goes wrong that can,
//! and says where its ledger and the store's books differ.

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use tillway_tests::chaos::play_all;

/// How many runs have been played when it is told next.
const EVERY: usize = 100;

/// Plays runs in which everything goes wrong that can, and compares the till's ledger with the store.
#[derive(Parser)]
struct Flags {
    /// How many runs.
    #[arg(long, default_value_t = 5_000)]
    runs: u64,
    /// The seed of the first; each next run has the next seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many are played at once: they mostly wait.
    #[arg(long, default_value_t = 64)]
    at_once: usize,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are for whoever asked for them")]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    let begun = Instant::now();
    let told = |tally: &tillway_tests::chaos::Tally| {
        if tally.runs.is_multiple_of(EVERY) {
            let (runs, found) = (tally.runs, tally.violations.len());
            println!("{runs} runs, {found} violations, {} s", begun.elapsed().as_secs());
        }
    };
    let seeds = flags.seed..flags.seed + flags.runs;
    let tally = play_all(seeds.clone(), flags.at_once, told).await;
    println!("\nseeds {seeds:?}, {} at once, {} s\n", flags.at_once, begun.elapsed().as_secs());
    println!("{tally}");
    for (seed, _) in &tally.violations {
        println!("Repeat it: cargo xtask chaos --runs 1 --seed {seed}; see target/chaos/{seed}");
    }
    if tally.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
