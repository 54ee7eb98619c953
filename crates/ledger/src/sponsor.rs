//! The server pays, the player signs: what disposes of a player's own property needs the player's
//! signature, and nothing else of the player's.
//!
//! Neither side sends a transaction to the other. Both build the same message from what was agreed
//! upon (who pays, which instructions, which blockhash), the player returns a signature over its own
//! message, and the server's check of that signature fails when the messages differ. So a server
//! cannot have something signed that the player did not ask for.

use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Hash, Instruction, Signer, Transaction};
use seedbound_interface::{Key, instruction};
use solana_keypair::Keypair;
use solana_signature::Signature;

/// What both sides agree upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Who pays fees and rents.
    pub payer: Key,
    /// Whose property it is about.
    pub player: Key,
    /// What is to be done, in one transaction.
    pub steps: Vec<instruction::Instruction>,
    /// A recent blockhash.
    pub blockhash: [u8; 32],
}

/// Why nothing was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SponsorError {
    /// The player would pay.
    #[error("the player is asked to pay the fees")]
    PlayerPays,
    /// Somebody besides payer and player would have to sign, or the player would not.
    #[error("this needs other signatures than the payer's and the player's")]
    OtherSigners,
    /// The signature is not one of the player over this.
    #[error("the player has signed something else")]
    WrongSignature,
    /// The key is not that of the payer.
    #[error("the payer's key is another")]
    WrongPayer,
}

impl Agreement {
    /// What the player signs, if the player's own program finds nothing wrong with it.
    ///
    /// # Errors
    /// [`SponsorError::PlayerPays`], [`SponsorError::OtherSigners`].
    pub fn to_sign(&self) -> Result<Vec<u8>, SponsorError> {
        Ok(self.transaction()?.message_data())
    }

    /// The signed transaction, ready to be sent, and its signature.
    ///
    /// # Errors
    /// [`SponsorError`].
    pub fn complete(
        &self,
        payer: &Keypair,
        players: [u8; 64],
    ) -> Result<(Signature, Vec<u8>), SponsorError> {
        if payer.pubkey().to_bytes() != self.payer {
            return Err(SponsorError::WrongPayer);
        }
        let mut transaction = self.transaction()?;
        let message = transaction.message_data();
        let players = Signature::from(players);
        if !players.verify(&self.player, &message) {
            return Err(SponsorError::WrongSignature);
        }
        transaction.partial_sign(&[payer], Hash::new_from_array(self.blockhash));
        // The payer's comes first, and there are two.
        transaction.signatures.truncate(1);
        transaction.signatures.push(players);
        let mut bytes = vec![2];
        for signature in &transaction.signatures {
            bytes.extend(<[u8; 64]>::from(*signature));
        }
        bytes.extend(message);
        Ok((transaction.signatures.first().copied().unwrap_or_default(), bytes))
    }

    fn transaction(&self) -> Result<Transaction, SponsorError> {
        if self.payer == self.player {
            return Err(SponsorError::PlayerPays);
        }
        let steps: Vec<Instruction> = self.steps.iter().map(carried).collect();
        let mut transaction = Transaction::new_with_payer(&steps, Some(&self.payer.into()));
        transaction.message.recent_blockhash = Hash::new_from_array(self.blockhash);
        let needed = usize::from(transaction.message.header.num_required_signatures);
        let signers: Vec<Key> = transaction
            .message
            .account_keys
            .iter()
            .take(needed)
            .map(|key| key.to_bytes())
            .collect();
        if signers != [self.payer, self.player] {
            return Err(SponsorError::OtherSigners);
        }
        Ok(transaction)
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

    fn agreement(signers: &[u8]) -> Agreement {
        let meta = |number: &u8| Meta { address: address(*number), writable: true, signer: true };
        let accounts = signers.iter().map(meta).collect();
        let step = instruction::Instruction { program: [5; 32], accounts, data: vec![1] };
        Agreement { payer: address(1), player: address(2), steps: vec![step], blockhash: [9; 32] }
    }

    fn sign(number: u8, message: &[u8]) -> [u8; 64] {
        key(number).sign_message(message).into()
    }

    #[test]
    fn what_both_have_built_alike_is_completed_with_both_signatures() {
        let agreed = agreement(&[2]);
        let message = agreed.to_sign().expect("is in order");
        let (signature, bytes) = agreed.complete(&key(1), sign(2, &message)).expect("is in order");
        assert!(signature.verify(&address(1), &message));
        assert_eq!((bytes[0], &bytes[129..]), (2, &message[..]));
        assert_eq!(bytes[65..129], sign(2, &message));
    }

    #[test]
    fn a_player_signs_neither_for_others_nor_to_pay_nor_what_was_not_agreed() {
        let own = Agreement { payer: address(2), ..agreement(&[2]) };
        assert_eq!(own.to_sign(), Err(SponsorError::PlayerPays));
        assert_eq!(agreement(&[2, 3]).to_sign(), Err(SponsorError::OtherSigners));
        assert_eq!(agreement(&[]).to_sign(), Err(SponsorError::OtherSigners));
        let agreed = agreement(&[2]);
        let other = Agreement { blockhash: [8; 32], ..agreed.clone() };
        let signed = sign(2, &other.to_sign().expect("is in order"));
        assert_eq!(agreed.complete(&key(1), signed), Err(SponsorError::WrongSignature));
        let message = agreed.to_sign().expect("is in order");
        assert_eq!(agreed.complete(&key(1), sign(3, &message)), Err(SponsorError::WrongSignature));
        assert_eq!(agreed.complete(&key(3), sign(2, &message)), Err(SponsorError::WrongPayer));
    }
}
