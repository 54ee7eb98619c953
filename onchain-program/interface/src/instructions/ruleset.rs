//! Rulesets: publication, where the content is, royalties.

use crate::instruction::instruction;

instruction! {
    /// Puts a ruleset on record. The address holds author and hash, so nobody can take it first.
    register_ruleset {
        accounts {
            /// Pays the rent.
            payer / PAYER: wallet signer writable,
            /// Publishes it and earns its royalties.
            author / AUTHOR: wallet signer,
            /// The ruleset: `ruleset`, author, hash.
            ruleset / RULESET: writable,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// The hash of its content.
            hash: Hash,
            /// The author's share of sales, in hundredths of a percent: at most 2,500.
            royalty: u16,
            /// Where its content can be had.
            uri: Text<{ limits::URI }>,
        }
    }
}

instruction! {
    /// Changes where the content can be had.
    set_ruleset_uri {
        accounts {
            /// Published it.
            author / AUTHOR: wallet signer,
            /// The ruleset.
            ruleset / RULESET: writable,
        }
        args {
            /// Where its content can be had.
            uri: Text<{ limits::URI }>,
        }
    }
}

instruction! {
    /// Pays out the royalties that were not collected yet.
    collect_royalty {
        accounts {
            /// Published the ruleset.
            author / AUTHOR: wallet signer,
            /// The ruleset.
            ruleset / RULESET: writable,
            /// Gets the lamports.
            recipient / RECIPIENT: wallet writable,
        }
        args {}
    }
}
