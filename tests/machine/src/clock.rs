//! The system's time, moved.
//!
//! The standard library reads it through the C library's `clock_gettime`. The one here takes its
//! place in every program that this crate is built into, asks the kernel, and adds the offset to the
//! time of day. The clock that only ever goes on is left alone, as the kernel leaves it.

use std::sync::atomic::{AtomicI64, Ordering};

static OFFSET_MS: AtomicI64 = AtomicI64::new(0);

/// Moves the time of day so far from the system's: forwards, or backwards where it is negative.
pub fn shift_ms(offset: i64) {
    OFFSET_MS.store(offset, Ordering::SeqCst);
}

/// The C library's function of this name: see `clock_gettime(2)`.
///
/// # Safety
/// `time` must be valid for writing, or null, as the C library asks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(
    clock: libc::clockid_t,
    time: *mut libc::timespec,
) -> libc::c_int {
    // SAFETY: the kernel checks both arguments itself and writes no more than a `timespec`.
    let result = unsafe { libc::syscall(libc::SYS_clock_gettime, clock, time) };
    let offset = OFFSET_MS.load(Ordering::Relaxed);
    if result == 0 && offset != 0 && clock == libc::CLOCK_REALTIME {
        // SAFETY: the kernel has just written there.
        let time = unsafe { &mut *time };
        let nanoseconds = time.tv_nsec + offset.rem_euclid(1_000) * 1_000_000;
        time.tv_sec += offset.div_euclid(1_000) + nanoseconds / 1_000_000_000;
        time.tv_nsec = nanoseconds % 1_000_000_000;
    }
    if result == 0 { 0 } else { -1 }
}
