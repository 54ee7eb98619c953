//! The macro that lays out an account, and the table that it leaves for the IDL.

use crate::codec::Kind;

/// One field of an account.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Its name.
    pub name: &'static str,
    /// Where it starts, in bytes from the start of the account.
    pub offset: usize,
    /// Its type.
    pub kind: Kind,
    /// What it holds.
    pub docs: &'static [&'static str],
}

/// One kind of account.
#[derive(Debug, Clone, Copy)]
pub struct AccountSpec {
    /// Its name, from which its discriminator follows.
    pub name: &'static str,
    /// The first eight bytes.
    pub discriminator: [u8; 8],
    /// Its size in bytes.
    pub size: usize,
    /// Its fields after the discriminator.
    pub fields: &'static [FieldSpec],
    /// What it is.
    pub docs: &'static [&'static str],
}

/// Lays out an account: a view over its bytes with a getter and a setter for every field, offsets
/// in the order of the fields without padding, and its row in the IDL.
macro_rules! account {
    (
        $(#[doc = $doc:literal])+
        $name:ident { $( $(#[doc = $field_doc:literal])+ $field:ident / $setter:ident : $type:ty, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub struct $name<B>(B);

        const _: () = {
            /// Only there to have the compiler count offsets.
            #[repr(C, packed)]
            struct Layout {
                discriminator: [u8; 8],
                $( $field: [u8; <$type as $crate::codec::Fixed>::SIZE], )+
            }

            impl $name<()> {
                /// The account's size in bytes.
                pub const SIZE: usize = size_of::<Layout>();
                /// The account's first eight bytes.
                pub const DISCRIMINATOR: [u8; 8] =
                    $crate::sha256::discriminator("account:", stringify!($name));
                /// The account's row in the IDL.
                pub const SPEC: $crate::account::AccountSpec = $crate::account::AccountSpec {
                    name: stringify!($name),
                    discriminator: Self::DISCRIMINATOR,
                    size: Self::SIZE,
                    fields: &[$( $crate::account::FieldSpec {
                        name: stringify!($field),
                        offset: core::mem::offset_of!(Layout, $field),
                        kind: <$type as $crate::codec::Fixed>::KIND,
                        docs: &[$($field_doc),+],
                    }, )+],
                    docs: &[$($doc),+],
                };
            }

            impl<B: AsRef<[u8]>> $name<B> {
                /// The account in these bytes, or nothing where they are another size or kind.
                #[inline(always)]
                pub fn of(bytes: B) -> Option<Self> {
                    let there = bytes.as_ref();
                    let right = there.len() == $name::SIZE
                        && there.starts_with(&$name::DISCRIMINATOR);
                    right.then_some(Self(bytes))
                }
                $(
                    $(#[doc = $field_doc])+
                    #[inline(always)]
                    #[must_use]
                    pub fn $field(&self) -> $type {
                        let at = core::mem::offset_of!(Layout, $field);
                        <$type as $crate::codec::Fixed>::read(&self.0.as_ref()[at..])
                    }
                )+
            }

            impl<B: AsMut<[u8]>> $name<B> {
                /// Makes these bytes, which have the account's size and are zero, such an account.
                #[inline(always)]
                pub fn new(mut bytes: B) -> Option<Self> {
                    let there = bytes.as_mut();
                    if there.len() != $name::SIZE {
                        return None;
                    }
                    there[..8].copy_from_slice(&$name::DISCRIMINATOR);
                    Some(Self(bytes))
                }
                $(
                    /// Sets the field of that name.
                    #[inline(always)]
                    pub fn $setter(&mut self, value: $type) {
                        let at = core::mem::offset_of!(Layout, $field);
                        <$type as $crate::codec::Fixed>::write(value, &mut self.0.as_mut()[at..])
                    }
                )+
            }
        };
    };
}

pub(crate) use account;
