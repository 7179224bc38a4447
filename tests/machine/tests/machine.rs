//! The disk and the clock do what they are there for, with SQLite and the standard library as they
//! are.

#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use machine::disk::{self, Health};
use machine::{clock, power};
use rusqlite::{Connection, ErrorCode};
use tempfile::TempDir;

/// One journal for the process, as in life. Each test has files of its own, and the disk to itself.
static JOURNAL: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal");
    disk::install(&path).expect("a layer beneath SQLite");
    (folder, path)
});
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A database in which each commit is synced as `synchronous` says, with so many numbers in it.
fn database(folder: &Path, synchronous: &str, rows: i64) -> Connection {
    LazyLock::force(&JOURNAL);
    let connection = Connection::open(folder.join("books.sqlite3")).expect("a database");
    let pragmas = format!("PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous};");
    connection.execute_batch(&pragmas).expect("it takes them");
    connection.execute_batch("CREATE TABLE numbers (number INTEGER)").expect("a table");
    for number in 0..rows {
        connection.execute("INSERT INTO numbers VALUES (?1)", [number]).expect("a row");
    }
    connection
}

/// How many numbers are left after a power failure; none where no database is.
fn rows_after_loss(folder: &Path, seed: u64) -> Option<i64> {
    let (files, _) = power::files_after_loss(&JOURNAL.1, seed).expect("a journal");
    let found = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with(folder)) {
        let name = path.file_name().expect("a file");
        std::fs::write(found.path().join(name), bytes).expect("writable");
    }
    let connection = Connection::open(found.path().join("books.sqlite3")).expect("readable");
    let sound: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a verdict");
    assert_eq!(sound, "ok", "seed {seed}");
    connection.query_row("SELECT count(*) FROM numbers", [], |row| row.get(0)).ok()
}

#[test]
fn what_was_synced_is_there_after_every_power_failure() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let _open = database(folder.path(), "FULL", 20);
    for seed in 0..200 {
        assert_eq!(rows_after_loss(folder.path(), seed), Some(20), "seed {seed}");
    }
}

#[test]
fn what_came_by_its_name_otherwise_is_there_when_a_checkpoint_writes_over_it() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let connection = database(folder.path(), "FULL", 20);
    let more = "CREATE TABLE words (word BLOB); INSERT INTO words VALUES (randomblob(40000));
                CREATE TABLE others (number INTEGER)";
    connection.execute_batch(more).expect("tables of some pages");
    drop(connection);
    let (made, named) = (folder.path().join("books.sqlite3"), folder.path().join("named"));
    std::fs::create_dir(&named).expect("a folder");
    std::fs::rename(made, named.join("books.sqlite3")).expect("renamed");
    let connection = Connection::open(named.join("books.sqlite3")).expect("a database");
    connection.execute_batch("PRAGMA synchronous = FULL").expect("it takes it");
    connection.execute("INSERT INTO others VALUES (9)", []).expect("a row");
    let moved = connection.query_row("PRAGMA wal_checkpoint", [], |row| row.get::<_, i64>(0));
    assert_eq!(moved, Ok(0), "the checkpoint was kept from its work");
    for seed in 0..50 {
        assert_eq!(rows_after_loss(&named, seed), Some(20), "seed {seed}");
    }
}

#[test]
fn what_was_not_synced_is_lost_in_some_of_them() {
    let _alone = alone();
    for weaker in ["NORMAL", "OFF"] {
        let folder = tempfile::tempdir().expect("a folder");
        let _open = database(folder.path(), weaker, 20);
        let left: Vec<_> = (0..200).map(|seed| rows_after_loss(folder.path(), seed)).collect();
        assert!(left.iter().any(|rows| *rows != Some(20)), "{weaker}: nothing was ever lost");
        assert!(left.contains(&Some(20)), "{weaker}: nothing was ever kept");
    }
}

#[test]
fn a_full_disk_and_a_failing_one_refuse_and_lose_nothing() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let connection = database(folder.path(), "FULL", 3);
    for (health, code) in [
        (Health::Full, ErrorCode::DiskFull),
        (Health::Fails, ErrorCode::SystemIoFailure),
        (Health::CannotSync, ErrorCode::SystemIoFailure),
    ] {
        disk::set_health(health);
        let refused = connection.execute("INSERT INTO numbers VALUES (9)", []);
        assert_eq!(refused.expect_err("refused").sqlite_error_code(), Some(code));
        disk::set_health(Health::Works);
        let rows: i64 = connection
            .query_row("SELECT count(*) FROM numbers", [], |row| row.get(0))
            .expect("readable");
        assert_eq!(rows, 3);
    }
}

#[test]
fn the_clock_is_moved_for_the_standard_library() {
    let before = (SystemTime::now(), Instant::now());
    for (shift, expected) in [(86_400_000, 86_400), (-3_600_500, -3_601)] {
        clock::shift_ms(shift);
        let now = SystemTime::now();
        clock::shift_ms(0);
        let passed = match now.duration_since(before.0) {
            Ok(forwards) => i64::try_from(forwards.as_secs()).expect("few"),
            Err(backwards) => -i64::try_from(backwards.duration().as_secs()).expect("few") - 1,
        };
        assert!((passed - expected).abs() <= 60, "{passed} after a shift of {shift}");
    }
    assert!(before.1.elapsed() < Duration::from_secs(60), "what only goes on is not moved");
}
