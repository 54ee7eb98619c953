//! The server pays, the players sign: what disposes of a player's own property needs that player's
//! signature, and nothing else of the player's. Where property changes hands between two players, both
//! sign.
//!
//! Nobody sends a transaction to anybody else. All build the same message from what was agreed upon
//! (who pays, which instructions, which blockhash), each player returns a signature over its own
//! message, and the server's check of a signature fails when the messages differ. So a server cannot
//! have something signed that a player did not ask for.

use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Hash, Instruction, Signer, Transaction};
use seedbound_interface::{Key, instruction};
use solana_keypair::Keypair;
use solana_signature::Signature;
use std::collections::BTreeSet;

/// The most bytes that a signed transaction may have: no node takes a larger one.
pub const TRANSACTION_BYTES: usize = 1_232;

/// What all sides agree upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Who pays fees and rents.
    pub payer: Key,
    /// Whose property it is about: one player or two, in any order.
    pub players: Vec<Key>,
    /// What is to be done, in one transaction.
    pub steps: Vec<instruction::Instruction>,
    /// A recent blockhash.
    pub blockhash: [u8; 32],
}

/// Why nothing was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SponsorError {
    /// It is about nobody, about three or more, or names one player twice.
    #[error("an agreement is between one or two players, and this names {count}")]
    Players {
        /// How many different ones it names.
        count: usize,
    },
    /// A player would pay.
    #[error("the player is asked to pay the fees")]
    PlayerPays,
    /// Somebody besides payer and players would have to sign, or has signed, or a player would not.
    #[error("this needs other signatures than the payer's and the players'")]
    OtherSigners,
    /// A player has not signed.
    #[error("{} has not signed", bs58::encode(player).into_string())]
    Unsigned {
        /// The player.
        player: Key,
    },
    /// The signature is not one of the player over this.
    #[error("the player has signed something else")]
    WrongSignature,
    /// The key is not that of the payer.
    #[error("the payer's key is another")]
    WrongPayer,
    /// It does not fit into a transaction.
    #[error(
        "this needs a transaction of at least {bytes} bytes, and {TRANSACTION_BYTES} are allowed"
    )]
    TooLarge {
        /// What it would have with all signatures, or at least would have.
        bytes: usize,
    },
}

impl Agreement {
    /// What each player signs, if the player's own program finds nothing wrong with it.
    ///
    /// # Errors
    /// [`SponsorError::Players`], [`SponsorError::PlayerPays`], [`SponsorError::OtherSigners`],
    /// [`SponsorError::TooLarge`].
    pub fn to_sign(&self) -> Result<Vec<u8>, SponsorError> {
        Ok(self.transaction()?.message_data())
    }

    /// The signed transaction, ready to be sent, and its signature. `signed` has each player's
    /// signature, in any order, and no other.
    ///
    /// # Errors
    /// [`SponsorError`].
    pub fn complete(
        &self,
        payer: &Keypair,
        signed: &[(Key, [u8; 64])],
    ) -> Result<(Signature, Vec<u8>), SponsorError> {
        if payer.pubkey().to_bytes() != self.payer {
            return Err(SponsorError::WrongPayer);
        }
        let transaction = self.transaction()?;
        let message = transaction.message_data();
        let own = payer.sign_message(&message);
        let mut bytes = vec![u8::try_from(self.players.len() + 1).unwrap_or(u8::MAX)];
        bytes.extend(<[u8; 64]>::from(own));
        // The payer is the message's first signer; the players are in the message's order.
        for player in transaction.message.account_keys.iter().skip(1).take(self.players.len()) {
            let player = player.to_bytes();
            let found = signed.iter().find(|(key, _)| *key == player);
            let signature = Signature::from(found.ok_or(SponsorError::Unsigned { player })?.1);
            if !signature.verify(&player, &message) {
                return Err(SponsorError::WrongSignature);
            }
            bytes.extend(<[u8; 64]>::from(signature));
        }
        if signed.len() != self.players.len() {
            return Err(SponsorError::OtherSigners);
        }
        bytes.extend(message);
        Ok((own, bytes))
    }

    fn transaction(&self) -> Result<Transaction, SponsorError> {
        let players: BTreeSet<Key> = self.players.iter().copied().collect();
        if !(1..=2).contains(&self.players.len()) || players.len() != self.players.len() {
            return Err(SponsorError::Players { count: players.len() });
        }
        if players.contains(&self.payer) {
            return Err(SponsorError::PlayerPays);
        }
        self.check_size(self.least_size())?;
        let steps: Vec<Instruction> = self.steps.iter().map(carried).collect();
        let mut transaction = Transaction::new_with_payer(&steps, Some(&self.payer.into()));
        transaction.message.recent_blockhash = Hash::new_from_array(self.blockhash);
        let needed = usize::from(transaction.message.header.num_required_signatures);
        let signers = transaction.message.account_keys.iter().take(needed);
        let signers: Vec<Key> = signers.map(|key| key.to_bytes()).collect();
        let others: BTreeSet<Key> = signers.iter().skip(1).copied().collect();
        if signers.first() != Some(&self.payer) || others != players {
            return Err(SponsorError::OtherSigners);
        }
        self.check_size(1 + 64 * needed + transaction.message_data().len())?;
        Ok(transaction)
    }

    /// Bytes of signatures, addresses and data alone. What is too large by these is not even laid out:
    /// the message's format counts addresses in a byte.
    fn least_size(&self) -> usize {
        let mut keys = BTreeSet::from([self.payer]);
        let mut data = 0;
        for step in &self.steps {
            keys.insert(step.program);
            keys.extend(step.accounts.iter().map(|meta| meta.address));
            data += step.data.len() + step.accounts.len() + 3;
        }
        64 * (self.players.len() + 1) + 32 * keys.len() + data
    }

    fn check_size(&self, bytes: usize) -> Result<(), SponsorError> {
        if bytes > TRANSACTION_BYTES {
            return Err(SponsorError::TooLarge { bytes });
        }
        Ok(())
    }
}

/// An instruction as anchor-client carries it.
pub(crate) fn carried(instruction: &instruction::Instruction) -> Instruction {
    let accounts = instruction.accounts.iter().map(|meta| AccountMeta {
        pubkey: meta.address.into(),
        is_signer: meta.signer,
        is_writable: meta.writable,
    });
    Instruction {
        program_id: instruction.program.into(),
        accounts: accounts.collect(),
        data: instruction.data.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use seedbound_interface::instruction::Meta;

    fn key(number: u8) -> Keypair {
        Keypair::new_from_array([number; 32])
    }

    fn address(number: u8) -> Key {
        key(number).pubkey().to_bytes()
    }

    fn agreement(players: &[u8], signers: &[u8]) -> Agreement {
        let meta = |number: &u8| Meta { address: address(*number), writable: true, signer: true };
        let accounts = signers.iter().map(meta).collect();
        let step = instruction::Instruction { program: [5; 32], accounts, data: vec![1] };
        let players = players.iter().map(|number| address(*number)).collect();
        Agreement { payer: address(1), players, steps: vec![step], blockhash: [9; 32] }
    }

    fn sign(number: u8, message: &[u8]) -> (Key, [u8; 64]) {
        (address(number), key(number).sign_message(message).into())
    }

    #[test]
    fn what_both_have_built_alike_is_completed_with_both_signatures() {
        let agreed = agreement(&[2], &[2]);
        let message = agreed.to_sign().expect("is in order");
        let players = sign(2, &message);
        let (signature, bytes) = agreed.complete(&key(1), &[players]).expect("is in order");
        assert!(signature.verify(&address(1), &message));
        assert_eq!((bytes[0], &bytes[129..]), (2, &message[..]));
        assert_eq!(bytes[65..129], players.1);
    }

    #[test]
    fn two_players_are_completed_alike_in_whatever_order_they_are_named_and_sign() {
        let agreed = agreement(&[2, 3], &[3, 2]);
        let message = agreed.to_sign().expect("is in order");
        assert_eq!(agreement(&[3, 2], &[3, 2]).to_sign(), Ok(message.clone()));
        let [two, three] = [2, 3].map(|number| sign(number, &message));
        let one_way = agreed.complete(&key(1), &[two, three]).expect("is in order");
        assert_eq!(agreed.complete(&key(1), &[three, two]), Ok(one_way.clone()));
        let bytes = one_way.1;
        assert_eq!((bytes[0], &bytes[193..]), (3, &message[..]));
        // Each signature stands where the message has its key.
        for (at, signature) in bytes[1..193].chunks(64).enumerate() {
            let place = 4 + 32 * at;
            let signature = Signature::try_from(signature).expect("64 bytes");
            assert!(signature.verify(&message[place..place + 32], &message), "{at}");
        }
    }

    #[test]
    fn two_players_sign_both_and_nobody_else() {
        let agreed = agreement(&[2, 3], &[2, 3]);
        let message = agreed.to_sign().expect("is in order");
        let [two, three, four] = [2, 3, 4].map(|number| sign(number, &message));
        let unsigned = |number| Err(SponsorError::Unsigned { player: address(number) });
        assert_eq!(agreed.complete(&key(1), &[two]), unsigned(3));
        assert_eq!(agreed.complete(&key(1), &[three]), unsigned(2));
        assert_eq!(agreed.complete(&key(1), &[two, four]), unsigned(3));
        let all = [two, three, four];
        assert_eq!(agreed.complete(&key(1), &all), Err(SponsorError::OtherSigners));
        // One in the other's name is none.
        let swapped = [(two.0, three.1), (three.0, two.1)];
        assert_eq!(agreed.complete(&key(1), &swapped), Err(SponsorError::WrongSignature));
        assert_eq!(agreement(&[2, 3], &[2]).to_sign(), Err(SponsorError::OtherSigners));
        assert_eq!(agreement(&[2], &[2, 3]).to_sign(), Err(SponsorError::OtherSigners));
        assert_eq!(agreement(&[2, 3], &[2, 3, 4]).to_sign(), Err(SponsorError::OtherSigners));
        for (players, count) in [(&[][..], 0), (&[2, 2], 1), (&[2, 3, 4], 3)] {
            let error = agreement(players, &[2, 3, 4]).to_sign();
            assert_eq!(error, Err(SponsorError::Players { count }));
        }
    }

    #[test]
    fn a_player_signs_neither_for_others_nor_to_pay_nor_what_was_not_agreed() {
        let own = Agreement { payer: address(2), ..agreement(&[2], &[2]) };
        assert_eq!(own.to_sign(), Err(SponsorError::PlayerPays));
        assert_eq!(agreement(&[2], &[]).to_sign(), Err(SponsorError::OtherSigners));
        let agreed = agreement(&[2], &[2]);
        let other = Agreement { blockhash: [8; 32], ..agreed.clone() };
        let signed = sign(2, &other.to_sign().expect("is in order"));
        assert_eq!(agreed.complete(&key(1), &[signed]), Err(SponsorError::WrongSignature));
        let message = agreed.to_sign().expect("is in order");
        let thirds = (address(2), sign(3, &message).1);
        assert_eq!(agreed.complete(&key(1), &[thirds]), Err(SponsorError::WrongSignature));
        let players = sign(2, &message);
        assert_eq!(agreed.complete(&key(3), &[players]), Err(SponsorError::WrongPayer));
    }

    #[test]
    fn what_no_node_would_take_is_refused_at_exactly_that_size() {
        let mut agreed = agreement(&[2, 3], &[2, 3]);
        let with = |agreed: &mut Agreement, length: usize| {
            agreed.steps[0].data = vec![7; length];
            agreed.to_sign().map(|message| 1 + 3 * 64 + message.len())
        };
        let fixed = with(&mut agreed, 500).expect("fits") - 500;
        let most = TRANSACTION_BYTES - fixed;
        assert_eq!(with(&mut agreed, most), Ok(TRANSACTION_BYTES));
        let bytes = TRANSACTION_BYTES + 1;
        assert_eq!(with(&mut agreed, most + 1), Err(SponsorError::TooLarge { bytes }));
        // More addresses than a message can even count.
        let meta = |at: u16| {
            let mut address = [1; 32];
            address[..2].copy_from_slice(&at.to_le_bytes());
            Meta { address, writable: false, signer: false }
        };
        agreed.steps[0].accounts.extend((0..400).map(meta));
        assert!(matches!(agreed.to_sign(), Err(SponsorError::TooLarge { bytes: 12_800.. })));
    }
}
