//! Made-up relics whose rolls are right, as the program on the chain would have cast them.

use protocol::{
    ClassSupply, Key, LedgerInfo, Lot, Offer, RaritySupply, RecordState, Recorded, RollProof, Sale,
    Token,
};
use ruleset::{Rarity, Ruleset};
use seedbound_interface::odds::{PlainSha256, RollInputs, rarity, roll_result};
use seedbound_interface::{Hash, derive};
use simulation::inventory::Mark;
use simulation::{Inventory, Stack};
use std::collections::BTreeMap;
use worldgen::Item;

/// The made-up chain.
pub(crate) const INFO: LedgerInfo = LedgerInfo {
    genesis: [11; 32],
    program: [12; 32],
    world: [13; 32],
    ruleset: [14; 32],
    payer: [15; 32],
    own_chain: true,
};

/// The player's wallet.
pub(crate) const WALLET: Key = [16; 32];

const RARITIES: [Rarity; 5] =
    [Rarity::Common, Rarity::Uncommon, Rarity::Rare, Rarity::Epic, Rarity::Legendary];

/// A relic of a kind, rolled with this nonce.
pub(crate) fn relic(rules: &Ruleset, class: usize, nonce: u8) -> (Recorded, Item) {
    let kind = &rules.relics.classes[class];
    let (roll, preimage, slot_hash, nonce) = ([nonce; 32], [7; 32], [8; 32], [nonce; 32]);
    let result = roll_result(
        &PlainSha256,
        &RollInputs {
            program: &INFO.program,
            roll: &roll,
            preimage: &Hash(preimage),
            slot_hash: &Hash(slot_hash),
            nonce: &Hash(nonce),
        },
    );
    let mut weights = [0; 8];
    weights[..5].copy_from_slice(&kind.weights);
    let rolled = rarity(&PlainSha256, &result, &weights);
    let address = derive::class(&INFO.program, &INFO.world, class as u32 + 2);
    let token = Token {
        class: address,
        rarity: rolled,
        number: number(nonce[0], kind.caps[usize::from(rolled)]),
    };
    let proof = RollProof {
        roll,
        index: 3,
        locked_slot: 48_211,
        slot_hash,
        preimage,
        nonce,
        result: result.0,
        rolled,
    };
    let at = usize::from(rolled);
    let item = Item::of_relic(rules, kind, RARITIES[at], &result.0);
    let recorded = Recorded {
        token,
        mint: token.mint(&INFO.program),
        class: kind.name.clone(),
        cap: kind.caps[at],
        slot: 48_250,
        proof: Some(proof),
    };
    (recorded, item)
}

/// A number below the cap.
fn number(nonce: u8, cap: u32) -> u32 {
    (u32::from(nonce) * 3 + 1) % cap.max(2) + 1
}

/// The first relic of a kind that came out with this rarity, from a nonce on.
pub(crate) fn of_rarity(
    rules: &Ruleset,
    class: usize,
    rarity: Rarity,
    from: u8,
) -> (Recorded, Item) {
    let mut all = (from..=255).map(|nonce| relic(rules, class, nonce));
    all.find(|(_, item)| item.rarity == rarity).unwrap_or_else(|| relic(rules, class, from))
}

/// Puts relics in all states into a pack; what became of each.
pub(crate) fn stow(pack: &mut Inventory, rules: &Ruleset) -> BTreeMap<Key, RecordState> {
    let ticket = |number: u8, class| Stack {
        mark: Some(Mark::Ticket { operation: [number; 32], class }),
        ..Stack::plain(rules.relics.sealed, 1)
    };
    let token = |number: u8, item: Item| Stack {
        item,
        count: 1,
        mark: Some(Mark::Chain([number; 32])),
        source: None,
    };
    let (epic, epic_item) = of_rarity(rules, 1, Rarity::Epic, 0);
    let (mut broken, broken_item) = of_rarity(rules, 2, Rarity::Rare, 40);
    if let Some(proof) = &mut broken.proof {
        proof.slot_hash[0] ^= 1;
    }
    let (mut reward, reward_item) = of_rarity(rules, 0, Rarity::Uncommon, 80);
    reward.proof = None;
    reward.class = "Relic of Hollow".into();
    // What a new character carries goes to the end.
    let before: Vec<Stack> = pack.pack().iter().flatten().cloned().collect();
    for place in 0..pack.pack().len() {
        let place = simulation::Place::Pack(place as u16);
        if let Some(count) = pack.at(place).map(|stack| stack.count) {
            let _ = pack.take(place, count);
        }
    }
    let stacks = [
        ticket(1, 1),
        ticket(2, 0),
        token(3, epic_item),
        token(4, broken_item),
        token(5, reward_item),
    ];
    for stack in stacks.into_iter().chain(before) {
        // A full pack: the example shows what fits.
        let _ = pack.add(rules, stack);
    }
    let recorded = |recorded| RecordState::Recorded(Box::new(recorded));
    BTreeMap::from([
        ([1; 32], RecordState::Sealed),
        ([2; 32], RecordState::Waiting),
        ([3; 32], recorded(epic)),
        ([4; 32], recorded(broken)),
        ([5; 32], recorded(reward)),
    ])
}

/// What is on sale.
pub(crate) fn offers(rules: &Ruleset, own: bool) -> Vec<Offer> {
    let sellers = ["Fenric", "Maren of the Hill", "Ben", "Orsa"];
    let count = if own { 2_u8 } else { 14 };
    (0..count)
        .map(|index| {
            let number = index * 9 + 3;
            let (recorded, item) = relic(rules, usize::from(index % 3), number);
            let lot = Lot {
                token: recorded.token,
                mint: recorded.mint,
                seller: if own { WALLET } else { [number; 32] },
                rent_payer: [5; 32],
                price: 2_000_000 + u64::from(number) * u64::from(number) * 61_500,
                expires_at: 0,
            };
            let seller = sellers.get(usize::from(index % 5)).map(|name| (*name).to_owned());
            Offer { lot, item, class: recorded.class, cap: recorded.cap, seller }
        })
        .collect()
}

/// What was sold.
pub(crate) fn sales(rules: &Ruleset, now: i64) -> Vec<Sale> {
    (0..9_u8)
        .map(|index| {
            let (recorded, item) = relic(rules, usize::from(index % 3), index * 7 + 5);
            let names = [Some("Fenric".into()), (index % 2 == 0).then(|| "Maren".into())];
            Sale {
                mint: recorded.mint,
                item,
                class: recorded.class,
                number: recorded.token.number,
                price: 3_000_000 + u64::from(index) * 7_250_000,
                seller: if index == 2 { WALLET } else { [40; 32] },
                buyer: [index + 60; 32],
                names,
                time: now - i64::from(index) * i64::from(index) * 2_000,
            }
        })
        .collect()
}

/// Odds and supply of all classes.
pub(crate) fn supply(rules: &Ruleset) -> Vec<ClassSupply> {
    let rewards = ClassSupply {
        address: [1; 32],
        number: 1,
        name: "Relic of Hollow".into(),
        rolled: false,
        rarities: rules
            .relics
            .rewards
            .caps
            .iter()
            .map(|&cap| RaritySupply { weight: 0, cap, minted: cap / 40 })
            .collect(),
        burned: 3,
    };
    let rolled = (2..).zip(&rules.relics.classes).map(|(number, class)| ClassSupply {
        address: [2; 32],
        number,
        name: class.name.clone(),
        rolled: true,
        rarities: class
            .weights
            .iter()
            .zip(class.caps)
            .map(|(&weight, cap)| RaritySupply { weight, cap, minted: weight * 2 / 3 })
            .collect(),
        burned: number * 4,
    });
    std::iter::once(rewards).chain(rolled).collect()
}
