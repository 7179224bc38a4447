//! The layer itself: SQLite's own way to the system's files, with a few of its functions replaced.
//!
//! A file is opened by the system's layer in the memory that SQLite gives for it; behind that lies a
//! [`Tail`] of ours. Then the file's table of functions is exchanged for a copy in which writing,
//! cutting, syncing and closing are ours. All others, locks and shared memory among them, stay the
//! system's and find the file as they left it.

use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::OnceLock;

use rusqlite::ffi;

use crate::disk;
use crate::journal::Act;

type File = ffi::sqlite3_file;
type Methods = ffi::sqlite3_io_methods;
type Vfs = ffi::sqlite3_vfs;

/// The system's layer.
struct System(*mut Vfs);

// SAFETY: SQLite's own layers are made to be called from any thread, and never change or go.
unsafe impl Send for System {}
// SAFETY: the same.
unsafe impl Sync for System {}

static SYSTEM: OnceLock<System> = OnceLock::new();

/// This layer's name.
const NAME: &CStr = c"machine";

/// What is ours of a file.
struct Tail {
    /// The system's functions for it.
    system: &'static Methods,
    /// The functions that SQLite calls.
    ours: *mut Methods,
    path: PathBuf,
}

/// The files that are journalled: all others are temporary.
const KEPT: c_int = ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL;

/// Makes it the layer of every database that names none.
pub(crate) fn register() -> io::Result<()> {
    if SYSTEM.get().is_some() {
        // SAFETY: the name ends with a zero; what was registered once stays where it is.
        return make_default(unsafe { ffi::sqlite3_vfs_find(NAME.as_ptr()) });
    }
    // SAFETY: null asks for the default layer, which SQLite brings itself.
    let system = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
    if system.is_null() {
        return Err(io::Error::other("SQLite has no way to the system's files"));
    }
    SYSTEM.get_or_init(|| System(system));
    // SAFETY: the layer was just found; it is plain data.
    let mut layer = unsafe { *system };
    layer.zName = NAME.as_ptr();
    layer.pNext = ptr::null_mut();
    layer.szOsFile = tail_offset(layer.szOsFile) + size_of::<*mut Tail>() as c_int;
    layer.xOpen = Some(open);
    layer.xDelete = Some(delete);
    // Being leaked, it stays where it is for ever.
    make_default(Box::leak(Box::new(layer)))
}

/// Makes the system's own layer that of every database that names none. Files that are open keep theirs.
pub(crate) fn step_back() -> io::Result<()> {
    SYSTEM.get().map_or(Ok(()), |system| make_default(system.0))
}

fn make_default(layer: *mut Vfs) -> io::Result<()> {
    if layer.is_null() {
        return Err(io::Error::other("SQLite does not know the layer"));
    }
    // SAFETY: this module's layer or the system's: both are whole and never go.
    let result = unsafe { ffi::sqlite3_vfs_register(layer, 1) };
    if result == ffi::SQLITE_OK {
        Ok(())
    } else {
        Err(io::Error::other("SQLite refused the layer"))
    }
}

fn system() -> *mut Vfs {
    SYSTEM.get().expect("it was found before this layer was registered").0
}

/// Where the tail's address lies behind a file of the system's, aligned for it.
const fn tail_offset(system_size: c_int) -> c_int {
    let alignment = align_of::<*mut Tail>() as c_int;
    (system_size + alignment - 1) / alignment * alignment
}

/// The place of the tail's address.
///
/// # Safety
/// `file` must be memory that SQLite gave for a file of this layer.
unsafe fn place(file: *mut File) -> *mut *mut Tail {
    // SAFETY: the system's layer never goes.
    let size = unsafe { (*system()).szOsFile };
    // SAFETY: the memory is as large as `register` said, which leaves room for an address there.
    unsafe { file.cast::<u8>().add(tail_offset(size) as usize).cast() }
}

/// # Safety
/// `file` must be open, by this layer, with a tail.
unsafe fn tail<'f>(file: *mut File) -> &'f Tail {
    // SAFETY: only files with a tail have our functions, and it is freed by `close` alone.
    unsafe { &**place(file) }
}

unsafe extern "C" fn open(
    _: *mut Vfs,
    name: ffi::sqlite3_filename,
    file: *mut File,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's own arguments, for the layer that they are made for.
    let result = unsafe {
        (*system())
            .xOpen
            .map_or(ffi::SQLITE_CANTOPEN, |open| open(system(), name, file, flags, out))
    };
    if result == ffi::SQLITE_OK && flags & KEPT != 0 && !name.is_null() {
        // SAFETY: the system has opened it, so its functions are there for as long as the program.
        let system: &'static Methods = unsafe { &*(*file).pMethods };
        let mut ours = *system;
        ours.xWrite = Some(write);
        ours.xTruncate = Some(truncate);
        ours.xSync = Some(sync);
        ours.xClose = Some(close);
        let ours = Box::into_raw(Box::new(ours));
        // SAFETY: SQLite names its files by text that ends with a zero.
        let path = unsafe { path(name) };
        // Without an entry, what is there would be taken for lost.
        let noted = disk::opened(&path);
        // SAFETY: the memory is this layer's, and the system's part of it is filled.
        unsafe {
            *place(file) = Box::into_raw(Box::new(Tail { system, ours, path }));
            (*file).pMethods = ours;
        }
        return noted.map_or(ffi::SQLITE_CANTOPEN, |()| result);
    }
    result
}

unsafe extern "C" fn write(
    file: *mut File,
    bytes: *const c_void,
    amount: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: only files with a tail have this function.
    let tail = unsafe { tail(file) };
    let length = usize::try_from(amount).unwrap_or_default();
    // SAFETY: SQLite gives so many bytes.
    let given = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length) };
    let act = Act::Write(at.unsigned_abs(), given.to_owned());
    disk::write(&tail.path, act, || match tail.system.xWrite {
        // SAFETY: SQLite's own arguments, for the file that they are made for.
        Some(write) => unsafe { write(file, bytes, amount, at) },
        None => ffi::SQLITE_IOERR_WRITE,
    })
}

unsafe extern "C" fn truncate(file: *mut File, size: ffi::sqlite3_int64) -> c_int {
    // SAFETY: only files with a tail have this function.
    let tail = unsafe { tail(file) };
    disk::write(&tail.path, Act::Truncate(size.unsigned_abs()), || match tail.system.xTruncate {
        // SAFETY: SQLite's own arguments, for the file that they are made for.
        Some(truncate) => unsafe { truncate(file, size) },
        None => ffi::SQLITE_IOERR_TRUNCATE,
    })
}

unsafe extern "C" fn sync(file: *mut File, _: c_int) -> c_int {
    // SAFETY: only files with a tail have this function.
    disk::sync(&unsafe { tail(file) }.path)
}

unsafe extern "C" fn close(file: *mut File) -> c_int {
    // SAFETY: only files with a tail have this function, and SQLite closes each once.
    let tail = unsafe { Box::from_raw(*place(file)) };
    // SAFETY: the system closes the file as it opened it, by its own functions.
    let result = unsafe {
        (*file).pMethods = tail.system;
        tail.system.xClose.map_or(ffi::SQLITE_OK, |close| close(file))
    };
    // SAFETY: it was made by `open`, and nobody calls by it any more.
    drop(unsafe { Box::from_raw(tail.ours) });
    result
}

unsafe extern "C" fn delete(_: *mut Vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: SQLite's own arguments, for the layer that they are made for.
    let result = unsafe {
        (*system())
            .xDelete
            .map_or(ffi::SQLITE_IOERR_DELETE, |delete| delete(system(), name, sync_folder))
    };
    if result == ffi::SQLITE_OK {
        // SAFETY: SQLite names its files by text that ends with a zero.
        disk::delete(&unsafe { path(name) }, sync_folder != 0);
    }
    result
}

/// # Safety
/// `name` must be text that ends with a zero.
unsafe fn path(name: *const c_char) -> PathBuf {
    // SAFETY: the caller says so.
    Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes())).to_owned()
}
