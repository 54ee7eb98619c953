//! Where the runtime calls in, and what a program without a standard library must bring along.

use pinocchio::{no_allocator, nostd_panic_handler, program_entrypoint};

/// No instruction takes more accounts; more are an error all the same, as their number is told.
const MOST_ACCOUNTS: usize = 16;

program_entrypoint!(crate::process, MOST_ACCOUNTS);
no_allocator!();
nostd_panic_handler!();

/// The functions that compiled code calls for copying and comparing memory; the target's own
/// library has none.
#[cfg(target_arch = "bpf")]
mod memory {
    use pinocchio::syscalls::{sol_memcmp_, sol_memcpy_, sol_memmove_, sol_memset_};

    /// # Safety
    /// As C's.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
        // SAFETY: the caller's promise is the runtime's condition.
        unsafe { sol_memcpy_(to, from, length as u64) };
        to
    }

    /// # Safety
    /// As C's.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
        // SAFETY: the caller's promise is the runtime's condition.
        unsafe { sol_memmove_(to, from, length as u64) };
        to
    }

    /// # Safety
    /// As C's.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memset(to: *mut u8, byte: i32, length: usize) -> *mut u8 {
        // SAFETY: the caller's promise is the runtime's condition.
        unsafe { sol_memset_(to, byte as u8, length as u64) };
        to
    }

    /// # Safety
    /// As C's.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
        let mut order = 0;
        // SAFETY: the caller's promise is the runtime's condition.
        unsafe { sol_memcmp_(one, other, length as u64, &raw mut order) };
        order
    }

    /// # Safety
    /// As C's.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn bcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
        // SAFETY: the caller's promise is the runtime's condition.
        unsafe { memcmp(one, other, length) }
    }
}
