//! `--verify`: proves the books of a data folder, without a window.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use till::view::{BooksProof, FaultView};
use till::{StoreProof, TillError, causes};

use crate::cli;

/// Proves every store's books and prints a line for each. It fails where something is wrong, and
/// where there is nothing to prove: that is most likely another folder than was meant.
pub(crate) fn run(data_dir: &Path) -> ExitCode {
    match till::verify_stores(data_dir) {
        Ok(proofs) if !proofs.is_empty() => print(&proofs),
        _ => cli::fail(&format!("there are no books to prove in {}", data_dir.display())),
    }
}

/// A reader of the output that went away changes nothing about the books.
fn print(proofs: &[StoreProof]) -> ExitCode {
    let mut out = io::stdout().lock();
    let mut sound = true;
    for StoreProof { store, proof } in proofs {
        sound &= proof.as_ref().is_ok_and(|proof| proof.fault.is_none());
        let _ = writeln!(out, "{store}: {}", told(proof));
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn told(proof: &Result<BooksProof, TillError>) -> String {
    match proof {
        Ok(BooksProof { fault: Some(fault), .. }) => not_proved(fault),
        Ok(BooksProof { events, .. }) => format!("proved, events: {events}"),
        Err(error) => format!("the books cannot be opened: {}", causes(error)),
    }
}

fn not_proved(FaultView { sale_id, sequence, kind, words }: &FaultView) -> String {
    match sale_id.as_str() {
        "" => format!("not proved ({kind}): {words}"),
        sale => format!("not proved ({kind}): sale {sale}, event {sequence}: {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_with_its_sale_where_it_has_one() {
        let check = |sale_id: &str, expected: &str| {
            let (sale_id, kind) = (sale_id.to_owned(), "event_altered".to_owned());
            let fault =
                FaultView { sale_id, sequence: 3, kind, words: "it was altered".to_owned() };
            let proof = Ok(BooksProof { events: 0, fault: Some(fault) });
            assert_eq!(told(&proof), expected);
        };
        check("0192", "not proved (event_altered): sale 0192, event 3: it was altered");
        check("", "not proved (event_altered): it was altered");
    }
}
