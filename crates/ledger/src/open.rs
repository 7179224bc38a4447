//! Opening a database file: its mode, its pragmas, its check and its schema.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations, SchemaVersion};

use crate::{LedgerError, Result};

/// What each released version added to the schema, in their order.
static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(vec![M::up(include_str!("../schema/0001.sql"))]));

/// Settings of every connection. FULL makes each commit reach the disk before it is reported.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = 1;
    PRAGMA checkpoint_fullfsync = 1;
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA trusted_schema = OFF;";

/// Opens the writer's connection, making the file (mode 0600) where there is none, checking it and
/// bringing its schema up to date. Before a migration a copy is kept beside it.
pub(crate) fn writer(path: &Path) -> Result<Connection> {
    create_private(path)?;
    let mut connection = open(path)?;
    check(&connection)?;
    connection.execute_batch(PRAGMAS)?;
    bring_up_to_date(&mut connection, path, &MIGRATIONS)?;
    Ok(connection)
}

fn bring_up_to_date(
    connection: &mut Connection,
    path: &Path,
    migrations: &Migrations<'_>,
) -> Result<()> {
    match migrations.current_version(connection).map_err(migration_error)? {
        SchemaVersion::Outside(_) => return Err(LedgerError::Newer),
        SchemaVersion::Inside(version) if migrations.pending_migrations(connection) != Ok(0) => {
            keep_copy(connection, path, version.get())?;
        }
        SchemaVersion::Inside(_) | SchemaVersion::NoneSet => {}
    }
    migrations.to_latest(connection).map_err(migration_error)
}

/// Opens a reader's connection.
pub(crate) fn reader(path: &Path) -> Result<Connection> {
    let connection = open(path)?;
    connection.execute_batch(PRAGMAS)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    Ok(connection)
}

fn open(path: &Path) -> Result<Connection> {
    let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, access)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A file that fails is not written to, not even by the checkpoint that closing it would make.
fn check(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(LedgerError::Damaged(verdict));
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// The copy gets its name when it is whole: one that was broken off does not count.
fn keep_copy(connection: &Connection, path: &Path, version: usize) -> Result<()> {
    let copy = path.with_extension(format!("before-v{}.sqlite3", version + 1));
    if copy.exists() {
        return Ok(());
    }
    let begun = copy.with_extension("part");
    let _ = fs::remove_file(&begun);
    create_private(&begun)?;
    connection.execute("VACUUM INTO ?1", [begun.to_string_lossy()])?;
    fs::rename(&begun, &copy).map_err(|_| LedgerError::ReadOnly)
}

/// SQLite gives the journal beside a database the database's own mode.
fn create_private(path: &Path) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => Err(LedgerError::DiskFull),
        Err(_) => Err(LedgerError::ReadOnly),
    }
}

fn migration_error(error: rusqlite_migration::Error) -> LedgerError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        rusqlite_migration::Error::MigrationDefinition(
            MigrationDefinitionError::DatabaseTooFarAhead,
        ) => LedgerError::Newer,
        other => LedgerError::Damaged(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_valid() {
        assert_eq!(MIGRATIONS.validate(), Ok(()));
    }

    #[test]
    fn a_file_that_is_no_database_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.sqlite3");
        fs::write(&path, "not a database at all, but long enough to look at".repeat(100))
            .expect("writable");
        let before = fs::read(&path).expect("readable");
        assert!(matches!(writer(&path), Err(LedgerError::Damaged(_))));
        assert_eq!(fs::read(&path).expect("readable"), before);
    }

    #[test]
    fn a_newer_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.sqlite3");
        writer(&path).expect("new").pragma_update(None, "user_version", 99).expect("writable");
        assert!(matches!(writer(&path), Err(LedgerError::Newer)));
    }

    #[test]
    fn an_older_file_is_copied_and_brought_up_to_date() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.sqlite3");
        let (first, second) = (M::up("CREATE TABLE a (b)"), M::up("DROP TABLE a"));
        let mut connection = Connection::open(&path).expect("new");
        let one = Migrations::new(vec![first.clone()]);
        bring_up_to_date(&mut connection, &path, &one).expect("the first version");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing to copy");
        connection.execute("INSERT INTO a VALUES (7)", []).expect("writable");
        let both = Migrations::new(vec![first, second]);
        bring_up_to_date(&mut connection, &path, &both).expect("the second version");
        assert!(connection.prepare("SELECT b FROM a").is_err());
        let kept = path.with_extension("before-v2.sqlite3");
        #[cfg(unix)]
        assert_eq!(mode_of(&kept), 0o600);
        let copy = Connection::open(kept).expect("a copy");
        let kept: i64 = copy.query_row("SELECT b FROM a", [], |row| row.get(0)).expect("as it was");
        assert_eq!(kept, 7);
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.sqlite3");
        let _connection = writer(&path).expect("new");
        for name in ["ledger.sqlite3", "ledger.sqlite3-wal"] {
            assert_eq!(mode_of(&folder.path().join(name)), 0o600, "{name}");
        }
    }

    #[cfg(unix)]
    fn mode_of(path: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).expect("a file").permissions().mode() & 0o777
    }
}
