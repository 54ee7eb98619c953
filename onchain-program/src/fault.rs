//! Why an instruction fails: a number of ours, or what the runtime says.

use pinocchio::error::ProgramError;
use seedbound_interface::Error;

/// What an instruction's code returns.
pub(crate) type Outcome<T = ()> = Result<T, Fault>;

/// Why an instruction fails.
pub(crate) struct Fault(pub(crate) ProgramError);

impl From<Error> for Fault {
    #[cold]
    fn from(error: Error) -> Self {
        Self(ProgramError::Custom(error as u32))
    }
}

impl From<ProgramError> for Fault {
    #[cold]
    fn from(error: ProgramError) -> Self {
        Self(error)
    }
}

/// Goes on where `right`, and fails with `error` where not.
#[inline(always)]
pub(crate) fn ensure(right: bool, error: Error) -> Outcome {
    if right { Ok(()) } else { Err(error.into()) }
}
