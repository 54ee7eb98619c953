//! The macro that describes an instruction, and the table that it leaves for the IDL.

use crate::{Key, codec::Kind};

/// One account of an instruction.
#[derive(Debug, Clone, Copy)]
pub struct SlotSpec {
    /// Its name.
    pub name: &'static str,
    /// The program may change it.
    pub writable: bool,
    /// It signs the transaction.
    pub signer: bool,
    /// It is somebody's wallet: two wallets may be the same account, all else must differ.
    pub wallet: bool,
    /// The only address it may have, where there is one.
    pub address: Option<Key>,
    /// What it is.
    pub docs: &'static [&'static str],
}

/// One argument of an instruction.
#[derive(Debug, Clone, Copy)]
pub struct ArgumentSpec {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// What it says.
    pub docs: &'static [&'static str],
}

/// One instruction.
#[derive(Debug, Clone, Copy)]
pub struct InstructionSpec {
    /// Its name, from which its discriminator follows.
    pub name: &'static str,
    /// The first eight bytes of its data.
    pub discriminator: [u8; 8],
    /// Its accounts in order.
    pub accounts: &'static [SlotSpec],
    /// Its arguments in order.
    pub arguments: &'static [ArgumentSpec],
    /// What it does.
    pub docs: &'static [&'static str],
}

/// An account as an instruction names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// Its address.
    pub address: Key,
    /// The program may change it.
    pub writable: bool,
    /// It signs the transaction.
    pub signer: bool,
}

/// An instruction, ready to be put into a transaction by whatever library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// The program it goes to.
    pub program: Key,
    /// Its accounts in order.
    pub accounts: alloc::vec::Vec<Meta>,
    /// Its discriminator and arguments.
    pub data: alloc::vec::Vec<u8>,
}

/// Describes an instruction in a module of its own: `Accounts` (addresses by name), `Args`, indices
/// of the accounts, and its row in the IDL.
macro_rules! instruction {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            accounts { $(
                $(#[doc = $slot_doc:literal])+
                $slot:ident / $index:ident : $($flag:ident)* $(= $address:expr)?,
            )+ }
            args { $( $(#[doc = $arg_doc:literal])+ $arg:ident : $type:ty, )* }
        }
    ) => {
        $(#[doc = $doc])+
        pub mod $name {
            #[allow(unused_imports, reason = "not every instruction needs each")]
            use $crate::{
                Key, addresses,
                codec::{Argument, Hash, PerRarity, Text},
                instruction::{ArgumentSpec, Instruction, InstructionSpec, Meta, SlotSpec},
                limits,
            };

            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "a counter, not a type")]
            #[repr(usize)]
            enum Order { $( $slot, )+ COUNT }

            $(
                #[doc = concat!("Where `", stringify!($slot), "` stands among the accounts.")]
                pub const $index: usize = Order::$slot as usize;
            )+
            /// How many accounts it takes.
            pub const ACCOUNT_COUNT: usize = Order::COUNT as usize;
            /// The first eight bytes of its data.
            pub const DISCRIMINATOR: [u8; 8] =
                $crate::sha256::discriminator("global:", stringify!($name));
            /// Its row in the IDL.
            pub const SPEC: InstructionSpec = InstructionSpec {
                name: stringify!($name),
                discriminator: DISCRIMINATOR,
                accounts: &[$( SlotSpec {
                    name: stringify!($slot),
                    writable: $crate::instruction::flag!(writable $($flag)*),
                    signer: $crate::instruction::flag!(signer $($flag)*),
                    wallet: $crate::instruction::flag!(wallet $($flag)*),
                    address: $crate::instruction::fixed!($($address)?),
                    docs: &[$($slot_doc),+],
                }, )+],
                arguments: &[$( ArgumentSpec {
                    name: stringify!($arg),
                    kind: <$type as Argument>::KIND,
                    docs: &[$($arg_doc),+],
                }, )*],
                docs: &[$($doc),+],
            };

            /// The addresses of its accounts.
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct Accounts { $( $(#[doc = $slot_doc])+ pub $slot: Key, )+ }

            impl Accounts {
                /// The accounts in order, with their flags.
                #[must_use]
                pub fn metas(&self) -> [Meta; ACCOUNT_COUNT] {
                    [$( Meta {
                        address: self.$slot,
                        writable: SPEC.accounts[$index].writable,
                        signer: SPEC.accounts[$index].signer,
                    }, )+]
                }

                /// The instruction for the program at `program`.
                #[must_use]
                pub fn instruction(&self, program: Key, args: &Args) -> Instruction {
                    Instruction { program, accounts: self.metas().to_vec(), data: args.data() }
                }
            }

            /// Its arguments.
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct Args { $( $(#[doc = $arg_doc])+ pub $arg: $type, )* }

            impl Args {
                /// The discriminator and the arguments as they are sent.
                #[must_use]
                pub fn data(&self) -> alloc::vec::Vec<u8> {
                    let mut data = DISCRIMINATOR.to_vec();
                    #[allow(unused_mut, unused_variables, reason = "some have no arguments")]
                    let mut to = |bytes: &[u8]| data.extend_from_slice(bytes);
                    $( Argument::give(&self.$arg, &mut to); )*
                    data
                }

                /// The arguments in `from`, which is what follows the discriminator; nothing where
                /// it is malformed, too short or too long.
                #[must_use]
                #[allow(unused_mut, reason = "some have no arguments")]
                pub fn read(mut from: &[u8]) -> Option<Self> {
                    let args = Self { $( $arg: <$type as Argument>::take(&mut from)?, )* };
                    from.is_empty().then_some(args)
                }
            }
        }
    };
}

/// Whether a flag is among those named.
macro_rules! flag {
    (writable) => { false };
    (writable writable $($rest:ident)*) => { true };
    (writable $other:ident $($rest:ident)*) => { $crate::instruction::flag!(writable $($rest)*) };
    (signer) => { false };
    (signer signer $($rest:ident)*) => { true };
    (signer $other:ident $($rest:ident)*) => { $crate::instruction::flag!(signer $($rest)*) };
    (wallet) => { false };
    (wallet wallet $($rest:ident)*) => { true };
    (wallet $other:ident $($rest:ident)*) => { $crate::instruction::flag!(wallet $($rest)*) };
}

/// The fixed address of an account, where there is one.
macro_rules! fixed {
    () => {
        None
    };
    ($address:expr) => {
        Some($address)
    };
}

pub(crate) use {fixed, flag, instruction};
