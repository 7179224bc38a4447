//! What the command line asks for.

use std::fmt::Display;
use std::str::FromStr;

use practice_store::{CatalogueSize, Options};

/// What `--help` shows.
pub(crate) const USAGE: &str = "\
Usage: practice-store [OPTIONS]

Runs a practice store on the loopback address until Ctrl-C, and prints where it is.

  --folder DIR     keep the books in this folder; without one they end with the store
  --port N         listen on this port rather than on any free one
  --token TOKEN    use this access token rather than a random one
  --variants N     make up products until there are this many variants, and customers with them
  --seed N         what they are made up from (1, unless told otherwise)
  --page-size N    how many items a page of a list holds (20, unless told otherwise)
  --rate N | off   how many requests a second are admitted (4, unless told otherwise)
  --help           show this";

/// The seed of whoever gives none.
const SEED: u64 = 1;

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Asked {
    Help,
    Store(Options),
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// What is wrong with them, in one sentence.
pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut options = Options::default();
    let (mut variants, mut seed) = (None, None);
    while let Some(name) = arguments.next() {
        if matches!(name.as_str(), "--help" | "-h") {
            return Ok(Asked::Help);
        }
        let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value."));
        match name.as_str() {
            "--folder" => options.folder = Some(value()?.into()),
            "--port" => options.port = Some(number(&name, value()?)?),
            "--token" => options.token = Some(value()?),
            "--variants" => variants = Some(number(&name, value()?)?),
            "--seed" => seed = Some(number(&name, value()?)?),
            "--page-size" => options.page_size = number(&name, value()?)?,
            "--rate" => options.requests_per_second = rate(&name, value()?)?,
            _ => return Err(format!("There is no option {name}.")),
        }
    }
    options.catalogue = match (variants, seed) {
        (Some(variants), seed) => CatalogueSize::Grown { variants, seed: seed.unwrap_or(SEED) },
        (None, None) => CatalogueSize::Standard,
        (None, Some(_)) => return Err("--seed needs --variants.".to_owned()),
    };
    Ok(Asked::Store(options))
}

/// `None` admits any number of requests.
fn rate(name: &str, value: String) -> Result<Option<u32>, String> {
    match value.as_str() {
        "off" => Ok(None),
        "0" => Err(format!("{name} 0 would admit nobody; off admits everybody.")),
        _ => number(name, value).map(Some),
    }
}

fn number<T: FromStr<Err: Display>>(name: &str, value: String) -> Result<T, String> {
    value.parse().map_err(|error| format!("{name} {value}: {error}."))
}
