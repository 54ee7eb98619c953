//! Classes of items.

use crate::instruction::instruction;

instruction! {
    /// Creates a class of items and its Token-2022 group, whose maximum is the sum of the caps.
    create_class {
        accounts {
            /// Pays the rents.
            payer / PAYER: wallet signer writable,
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD:,
            /// The class: `class`, world, class id.
            class / CLASS: writable,
            /// The group's mint: `group`, class.
            group / GROUP: writable,
            /// Token-2022.
            token_program / TOKEN_PROGRAM: = addresses::TOKEN_PROGRAM,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// Its number in its world.
            class_id: u32,
            /// 1: rolled with a ticket. 2: granted by the world.
            kind: u8,
            /// How many rarities it has: 1 to 8.
            rarity_count: u8,
            /// The weight of each rarity; zero beyond their count.
            weights: PerRarity,
            /// How many may ever be minted of each; zero beyond their count.
            caps: PerRarity,
            /// The hash of its definition in the ruleset.
            content_hash: Hash,
            /// Its name.
            name: Text<{ limits::NAME }>,
            /// Its symbol.
            symbol: Text<{ limits::SYMBOL }>,
            /// What the web addresses of its items begin with.
            uri: Text<{ limits::URI }>,
        }
    }
}
