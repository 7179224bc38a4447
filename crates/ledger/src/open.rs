//! Opening a database file: its check, its mode, its pragmas and its schema.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations, SchemaVersion};

use crate::header::{self, APPLICATION_ID, Found, beside};
use crate::{LedgerError, Result, backup, clean_end};

/// What each released version added to the schema, in their order.
const SCHEMA: [&str; 1] = [include_str!("../schema/0001.sql")];

static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(SCHEMA.map(M::up).to_vec()));

/// Settings of every connection. FULL makes each commit reach the disk before it is reported;
/// secure_delete leaves no page with what was once blanked or removed.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = 1;
    PRAGMA checkpoint_fullfsync = 1;
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA trusted_schema = OFF;
    PRAGMA secure_delete = ON;";

/// Opens the writer's connection, making the file (mode 0600) where there is none, checking it unless
/// it stands as it was left, and bringing its schema up to date. Before a migration a copy is kept
/// beside it.
pub(crate) fn writer(path: &Path) -> Result<Connection> {
    let found = look(path)?;
    let is_as_left = clean_end::take(path) && found == Found::Whole;
    if found == Found::Nothing {
        make(path)?;
    }
    let onlooker = onlooker(path)?;
    if is_as_left {
        check_identity(&onlooker)?
    } else {
        check(&onlooker)?
    }
    drop(onlooker);
    let mut connection = open(path)?;
    connection.execute_batch(PRAGMAS)?;
    bring_up_to_date(&mut connection, path, &MIGRATIONS)?;
    Ok(connection)
}

/// Opens a reader's connection.
pub(crate) fn reader(path: &Path) -> Result<Connection> {
    let connection = open(path)?;
    connection.execute_batch(PRAGMAS)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    Ok(connection)
}

/// Opens a ledger to look at only: neither it nor its journal changes, also when it is closed, and
/// no program that works in it is kept from anything.
pub(crate) fn onlooker(path: &Path) -> Result<Connection> {
    match look(path)? {
        Found::Nothing => Err(LedgerError::File(io::ErrorKind::NotFound.into())),
        Found::Whole => unchanging(path),
        Found::WithJournal => {
            let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, access)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            Ok(connection)
        }
    }
}

/// Opens a file that nobody writes to. SQLite then makes no file beside it, and needs no right to.
pub(crate) fn unchanging(path: &Path) -> Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(uri, access)?)
}

/// Looks at a file without SQLite.
pub(crate) fn look(path: &Path) -> Result<Found> {
    header::look(path, SCHEMA.len())
}

/// Checks the file's structure and, as its journal may tell more than its header, once more whose
/// it is.
pub(crate) fn check(connection: &Connection) -> Result<()> {
    quick_check(connection)?;
    check_identity(connection)
}

/// What [`look`] asks of the header, asked of the whole.
pub(crate) fn check_identity(connection: &Connection) -> Result<()> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    if number("application_id")? != APPLICATION_ID {
        return Err(LedgerError::Foreign);
    }
    let version = usize::try_from(number("user_version")?);
    if version.is_ok_and(|version| version <= SCHEMA.len()) {
        Ok(())
    } else {
        Err(LedgerError::Newer)
    }
}

/// Checks that the pages of the file fit together.
pub(crate) fn quick_check(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(LedgerError::Damaged(verdict)) }
}

/// Makes a new ledger. It gets its name when it is whole, so that a file without a mark is never a
/// ledger that was broken off.
fn make(path: &Path) -> Result<()> {
    let begun = beside(path, ".part");
    make_private(&begun)?;
    let mut connection = open(&begun)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    MIGRATIONS.to_latest(&mut connection).map_err(migration_error)?;
    connection.execute_batch("PRAGMA journal_mode = WAL;")?;
    drop(connection);
    name_whole(&begun, path).map_err(|_| LedgerError::ReadOnly)
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

fn open(path: &Path) -> Result<Connection> {
    let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, access)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Keeps the file as it was before a migration.
fn keep_copy(connection: &Connection, path: &Path, version: usize) -> Result<()> {
    let copy = path.with_extension(format!("before-v{}.sqlite3", version + 1));
    if copy.exists() { Ok(()) } else { backup::copy_whole(connection, &copy) }
}

/// Makes an empty file for its owner alone. SQLite gives the journal beside a database the
/// database's own mode.
pub(crate) fn make_private(path: &Path) -> Result<()> {
    let _ = fs::remove_file(path);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Err(LedgerError::DiskFull),
        Err(_) => Err(LedgerError::ReadOnly),
    }
}

/// Gives a file that was written to its end its name, and sees both on the disk.
pub(crate) fn name_whole(begun: &Path, path: &Path) -> io::Result<()> {
    File::options().write(true).open(begun)?.sync_all()?;
    fs::rename(begun, path)?;
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
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
