//! What only the runtime can do: hash cheaply, tell slot, time and rent, and test a curve point.
//! Off chain there is no runtime; hashing works there all the same, the rest says so.

use pinocchio::error::ProgramError;
use pinocchio::sysvars::get_sysvar;
use seedbound_interface::odds::Hasher;
use seedbound_interface::{Error, Hash, addresses, wide::checked_mul};

use crate::fault::Outcome;

/// The runtime's SHA-256.
pub(crate) struct RuntimeSha256;

impl Hasher for RuntimeSha256 {
    #[inline(always)]
    fn hash(&self, parts: &[&[u8]]) -> Hash {
        #[cfg(any(target_os = "solana", target_arch = "bpf"))]
        {
            let mut hash = core::mem::MaybeUninit::<Hash>::uninit();
            // SAFETY: a slice of slices is what the runtime takes: pairs of address and length of
            // eight bytes each on this target. It writes 32 bytes, or ends the program.
            unsafe {
                pinocchio::syscalls::sol_sha256(
                    parts.as_ptr().cast(),
                    parts.len() as u64,
                    hash.as_mut_ptr().cast(),
                );
                hash.assume_init()
            }
        }
        #[cfg(not(any(target_os = "solana", target_arch = "bpf")))]
        seedbound_interface::odds::PlainSha256.hash(parts)
    }
}

/// Whether an address is a point on the curve, so that it could be somebody's public key.
#[inline(always)]
pub(crate) fn is_on_curve(address: &Hash) -> bool {
    #[cfg(any(target_os = "solana", target_arch = "bpf"))]
    {
        const EDWARDS: u64 = 0;
        // SAFETY: the runtime reads 32 bytes and, given no place for a result, writes none.
        let answer = unsafe {
            pinocchio::syscalls::sol_curve_validate_point(
                EDWARDS,
                address.0.as_ptr(),
                core::ptr::null_mut(),
            )
        };
        answer == 0
    }
    #[cfg(not(any(target_os = "solana", target_arch = "bpf")))]
    {
        let _ = address;
        false
    }
}

/// The current slot.
pub(crate) fn slot() -> Outcome<u64> {
    clock(0).map(u64::from_le_bytes)
}

/// The current time, in seconds since 1970.
pub(crate) fn now() -> Outcome<i64> {
    // After the slot, the epoch's start, the epoch, and the next epoch with a schedule.
    clock(32).map(i64::from_le_bytes)
}

/// The lamports that keep an account of `size` bytes for good.
pub(crate) fn rent(size: usize) -> Outcome<u64> {
    /// Bytes that each account is charged for besides its own.
    const OVERHEAD: u64 = 128;
    let mut bytes = [0; 16];
    get_sysvar(&mut bytes, &addresses::RENT.into(), 0)?;
    let [price, threshold] = [0, 8].map(|at| {
        let mut number = [0; 8];
        number.copy_from_slice(&bytes[at..at + 8]);
        number
    });
    // The threshold is a float of which two values exist: 2.0, and 1.0 since the price was doubled
    // instead. Anything else is something this program does not know.
    let times = match u64::from_le_bytes(threshold) {
        TWO => 2,
        ONE => 1,
        _ => return Err(ProgramError::UnsupportedSysvar.into()),
    };
    let size = OVERHEAD + size as u64;
    let lamports =
        checked_mul(u64::from_le_bytes(price), times).and_then(|price| checked_mul(price, size));
    lamports.ok_or_else(|| Error::Overflow.into())
}

const TWO: u64 = 2.0_f64.to_bits();
const ONE: u64 = 1.0_f64.to_bits();

fn clock(offset: usize) -> Outcome<[u8; 8]> {
    let mut bytes = [0; 8];
    get_sysvar(&mut bytes, &addresses::CLOCK.into(), offset)?;
    Ok(bytes)
}
