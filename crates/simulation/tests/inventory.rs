//! Whatever is done with an inventory, nothing appears and nothing is lost.

use proptest::prelude::*;
use ruleset::{ItemId, Ruleset, Slot};
use simulation::{Inventory, InventoryError, Place, Stack};
use std::collections::BTreeMap;
use std::sync::OnceLock;

fn rules() -> &'static Ruleset {
    static RULES: OnceLock<Ruleset> = OnceLock::new();
    RULES.get_or_init(|| ruleset::load(&ruleset::find("core").expect("core")).expect("core"))
}

#[derive(Clone, Debug)]
enum Deed {
    Add(u16, u16),
    Take(u16, u16),
    Equip(u16),
    Unequip(Slot),
    Consume(u16),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let slot =
        prop::sample::select(vec![Slot::Hand, Slot::Bow, Slot::Body, Slot::Head, Slot::Charm]);
    let kinds = rules().items.len() as u16;
    let deed = prop_oneof![
        (0..kinds, 1..30_u16).prop_map(|(kind, count)| Deed::Add(kind, count)),
        (0..20_u16, 0..40_u16).prop_map(|(place, count)| Deed::Take(place, count)),
        (0..20_u16).prop_map(Deed::Equip),
        slot.prop_map(Deed::Unequip),
        (0..20_u16).prop_map(Deed::Consume),
    ];
    prop::collection::vec(deed, 0..60)
}

fn counts(inventory: &Inventory) -> BTreeMap<ItemId, i64> {
    let mut counts = BTreeMap::new();
    for (_, stack) in inventory.stacks() {
        assert!(stack.count >= 1, "an empty stack");
        assert!(stack.count <= rules().item(stack.item.base).stack.max(1), "too high a stack");
        *counts.entry(stack.item.base).or_default() += i64::from(stack.count);
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_appears_and_nothing_is_lost(deeds in deeds()) {
        let rules = rules();
        let mut inventory = Inventory::new(12);
        let mut expected: BTreeMap<ItemId, i64> = BTreeMap::new();
        for deed in deeds {
            let before = inventory.clone();
            let done = match deed {
                Deed::Add(kind, count) => inventory
                    .add(rules, Stack::plain(ItemId(kind), count))
                    .map(|()| *expected.entry(ItemId(kind)).or_default() += i64::from(count)),
                Deed::Take(place, count) => inventory.take(Place::Pack(place), count).map(|stack| {
                    *expected.entry(stack.item.base).or_default() -= i64::from(stack.count);
                }),
                Deed::Equip(place) => inventory.equip(rules, place).map(|_| ()),
                Deed::Unequip(slot) => inventory.unequip(rules, slot),
                Deed::Consume(place) => {
                    let base = inventory.at(Place::Pack(place)).map(|stack| stack.item.base);
                    inventory.consume(rules, place).map(|_| {
                        if let Some(base) = base {
                            *expected.entry(base).or_default() -= 1;
                        }
                    })
                }
            };
            if done.is_err() {
                prop_assert_eq!(&inventory, &before, "a refusal changed something");
            }
            expected.retain(|_, count| *count != 0);
            prop_assert_eq!(counts(&inventory), expected.clone());
        }
    }
}

#[test]
fn a_full_pack_takes_all_of_a_stack_or_nothing() {
    let rules = rules();
    let single = rules.items.iter().position(|item| item.stack == 1).expect("a sword or the like");
    let single = ItemId(single as u16);
    let mut inventory = Inventory::new(2);
    assert_eq!(inventory.add(rules, Stack::plain(single, 3)), Err(InventoryError::Full));
    assert_eq!(inventory.stacks().count(), 0);
    assert_eq!(inventory.add(rules, Stack::plain(single, 2)), Ok(()));
    assert_eq!(inventory.add(rules, Stack::plain(single, 1)), Err(InventoryError::Full));
}
