//! Working out again what a relic's roll gave, from what the chain has about it.
//!
//! Nothing of the server is believed but the inputs, which anybody can read on the chain: the hash is
//! computed again, the rarity is drawn from it with the weights of the ruleset, and the item is grown
//! from it. The program that rolled runs the same code.

use super::odds::rarity;
use protocol::{Key, LedgerInfo, Recorded, RollProof};
use ruleset::{RelicClass, Ruleset};
use seedbound_interface::codec::PerRarity;
use seedbound_interface::odds::{self, PlainSha256, RollInputs};
use seedbound_interface::{Hash, derive};
use worldgen::Item;

/// The number of the first kind of sealed relics on the chain; number 1 are rewards.
const FIRST_CLASS: u32 = 2;

/// What came of working a roll out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All of it fits.
    Fits,
    /// It is of no kind that the ruleset knows, so nothing can be said.
    UnknownClass,
    /// The hash is not that of its inputs.
    OtherResult,
    /// The hash gives another rarity, or a rarer token was made than was rolled.
    OtherRarity,
    /// The hash grows into another item.
    OtherItem,
}

impl Verdict {
    /// In words, for the tooltip.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Fits => "Roll checked: it fits",
            Self::UnknownClass => "Roll not checked: unknown class",
            Self::OtherResult => "Roll does NOT fit: other hash",
            Self::OtherRarity => "Roll does NOT fit: other rarity",
            Self::OtherItem => "Roll does NOT fit: other item",
        }
    }
}

/// Works out again what a roll gave. `item`: the item that it is said to have given.
pub(crate) fn check(
    recorded: &Recorded,
    proof: &RollProof,
    item: &Item,
    rules: &Ruleset,
    info: &LedgerInfo,
) -> Verdict {
    let Some(class) = class(&recorded.token.class, rules, info) else {
        return Verdict::UnknownClass;
    };
    let inputs = RollInputs {
        program: &info.program,
        roll: &proof.roll,
        preimage: &Hash(proof.preimage),
        slot_hash: &Hash(proof.slot_hash),
        nonce: &Hash(proof.nonce),
    };
    let result = odds::roll_result(&PlainSha256, &inputs);
    if result.0 != proof.result {
        return Verdict::OtherResult;
    }
    let mut weights = PerRarity::default();
    for (all, weight) in weights.iter_mut().zip(class.weights) {
        *all = weight;
    }
    let rolled = odds::rarity(&PlainSha256, &result, &weights);
    // Where a cap is spent, a lower rarity is made, never a higher one.
    if rolled != proof.rolled || recorded.token.rarity > rolled {
        return Verdict::OtherRarity;
    }
    if Item::of_relic(rules, class, rarity(recorded.token.rarity), &result.0) != *item {
        return Verdict::OtherItem;
    }
    Verdict::Fits
}

/// The kind of relics whose account this is.
fn class<'r>(account: &Key, rules: &'r Ruleset, info: &LedgerInfo) -> Option<&'r RelicClass> {
    (FIRST_CLASS..)
        .zip(&rules.relics.classes)
        .find(|&(number, _)| derive::class(&info.program, &info.world, number) == *account)
        .map(|(_, class)| class)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::testing::core_world;
    use protocol::Token;

    pub(crate) const INFO: LedgerInfo = LedgerInfo {
        genesis: [1; 32],
        program: [2; 32],
        world: [3; 32],
        ruleset: [4; 32],
        payer: [5; 32],
        own_chain: true,
    };

    /// A relic of the ruleset's second kind as the program would have rolled it.
    pub(crate) fn rolled(nonce: u8) -> (Recorded, RollProof, Item) {
        let world = core_world();
        let rules = world.rules();
        let class = &rules.relics.classes[1];
        let (roll, preimage, slot_hash, nonce) = ([6; 32], [7; 32], [8; 32], [nonce; 32]);
        let result = odds::roll_result(
            &PlainSha256,
            &RollInputs {
                program: &INFO.program,
                roll: &roll,
                preimage: &Hash(preimage),
                slot_hash: &Hash(slot_hash),
                nonce: &Hash(nonce),
            },
        );
        let mut weights = PerRarity::default();
        weights[..5].copy_from_slice(&class.weights);
        let rolled = odds::rarity(&PlainSha256, &result, &weights);
        let address = derive::class(&INFO.program, &INFO.world, FIRST_CLASS + 1);
        let token = Token { class: address, rarity: rolled, number: 12 };
        let proof = RollProof {
            roll,
            index: 3,
            locked_slot: 4_711,
            slot_hash,
            preimage,
            nonce,
            result: result.0,
            rolled,
        };
        let recorded = Recorded {
            token,
            mint: token.mint(&INFO.program),
            class: class.name.clone(),
            cap: class.caps[usize::from(rolled)],
            slot: 4_750,
            proof: Some(proof),
        };
        let item = Item::of_relic(rules, class, rarity(rolled), &result.0);
        (recorded, proof, item)
    }

    fn verdict(recorded: &Recorded, proof: &RollProof, item: &Item) -> Verdict {
        check(recorded, proof, item, core_world().rules(), &INFO)
    }

    #[test]
    fn a_right_roll_fits_whatever_came_of_it() {
        for nonce in 0..40 {
            let (recorded, proof, item) = rolled(nonce);
            assert_eq!(verdict(&recorded, &proof, &item), Verdict::Fits, "{nonce}");
        }
    }

    #[test]
    fn one_changed_byte_is_found_wherever_it_is() {
        let (recorded, proof, item) = rolled(9);
        let mut changed = [proof; 5];
        changed[0].slot_hash[31] ^= 1;
        changed[1].preimage[0] ^= 1;
        changed[2].nonce[7] ^= 1;
        changed[3].result[0] ^= 1;
        changed[4].roll[3] ^= 1;
        for other in &changed {
            assert_eq!(verdict(&recorded, other, &item), Verdict::OtherResult);
        }
    }

    #[test]
    fn a_rarer_token_and_another_item_do_not_fit_and_a_spent_cap_does() {
        let (recorded, proof, item) = rolled(9);
        let other = RollProof { rolled: proof.rolled + 1, ..proof };
        assert_eq!(verdict(&recorded, &other, &item), Verdict::OtherRarity);
        let mut rarer = recorded.clone();
        rarer.token.rarity += 1;
        assert_eq!(verdict(&rarer, &proof, &item), Verdict::OtherRarity);
        let better = Item { level: item.level + 1, ..item.clone() };
        assert_eq!(verdict(&recorded, &proof, &better), Verdict::OtherItem);

        let world = core_world();
        let (mut recorded, proof, _) =
            (0..=255).map(rolled).find(|(_, proof, _)| proof.rolled > 0).expect("one above common");
        recorded.token.rarity -= 1;
        let class = &world.rules().relics.classes[1];
        let less = rarity(recorded.token.rarity);
        let item = Item::of_relic(world.rules(), class, less, &proof.result);
        assert_eq!(verdict(&recorded, &proof, &item), Verdict::Fits);
    }

    #[test]
    fn a_class_of_somewhere_else_is_not_judged() {
        let (mut recorded, proof, item) = rolled(1);
        recorded.token.class = [9; 32];
        assert_eq!(verdict(&recorded, &proof, &item), Verdict::UnknownClass);
    }
}
