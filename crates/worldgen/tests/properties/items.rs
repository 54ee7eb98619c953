//! Items are what their rarity, level and slot allow.

use crate::worlds;
use proptest::prelude::*;
use ruleset::{Rarity, StatKind};
use seed::{Path, WorldSecret};
use std::collections::BTreeSet;
use worldgen::{FeatureId, Item, ItemSource, PersonId, QuestId, SiteId};

fn roll(number: u64, level: u16) -> Item {
    let source = ItemSource::Kill { serial: number };
    let mut stream = WorldSecret::new([3; 32]).stream("loot", &source.path());
    Item::roll(&worlds::rules(), &mut stream, level)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_rolled_item_keeps_to_the_rules(number: u64, level in 0..60_u16) {
        let rules = worlds::rules();
        let item = roll(number, level);
        let base = rules.item(item.base);
        prop_assert!(base.loot_weight > 0 && base.from_level <= level.max(1));
        prop_assert_eq!(item.affixes.len(), item.rarity as usize);
        prop_assert!(item.affixes.is_sorted());
        let ids: BTreeSet<_> = item.affixes.iter().map(|(id, _)| *id).collect();
        prop_assert_eq!(ids.len(), item.affixes.len());
        for (id, amount) in &item.affixes {
            let affix = rules.affix(*id);
            prop_assert!(base.slot.is_some_and(|slot| affix.slots.contains(&slot)), "{:?}", item);
            let more = affix.per_five_levels * (item.level / 5);
            prop_assert!((affix.amount.0 + more..=affix.amount.1 + more).contains(amount));
            prop_assert!(item.stat(&rules, affix.stat) >= i32::from(*amount));
        }
        let budget = item.budget(&rules).expect("core has one");
        prop_assert!(item.cost(&rules) <= budget, "{} of {budget}: {item:?}", item.cost(&rules));
        let look = item.look(&rules);
        prop_assert!(look.shape < 8 && (look.glow > 0) == (item.rarity >= Rarity::Rare));
        if let Some(slot) = base.slot {
            let material = item.material(&rules).expect("core has one for every slot");
            prop_assert!(material.slots.contains(&slot) && material.from_level <= item.level);
            let told = item.flavour(&rules);
            prop_assert!(!told.is_empty() && !told.contains(['{', '[']), "{told}");
        } else {
            prop_assert!(item.material(&rules).is_none() && item.flavour(&rules).is_empty());
        }
        prop_assert_eq!(roll(number, level), item);
    }
}

#[test]
fn every_rarity_is_rolled_about_as_often_as_the_table_says() {
    let mut counts = [0_u32; 5];
    for number in 0..20_000 {
        counts[roll(number, 5).rarity as usize] += 1;
    }
    let table = worlds::rules().balance.rarity.0;
    let worn = |i: usize| u64::from(table[i]) * 20_000 / u64::from(table.iter().sum::<u32>());
    // What is not worn stays common, so the others are exact and common is the rest.
    for (rarity, &count) in counts.iter().enumerate().skip(1) {
        let expected = worn(rarity);
        assert!(u64::from(count).abs_diff(expected) < expected / 5 + 40, "{counts:?}");
    }
}

#[test]
fn names_values_and_properties_follow_from_the_affixes() {
    let rules = worlds::rules();
    let named = |name: &str| {
        let index = rules.affixes.iter().position(|affix| affix.name == name).expect("in core");
        ruleset::AffixId(index as u16)
    };
    let sword = rules.items.iter().position(|item| item.name == "shortsword").expect("in core");
    let mut item = Item::plain(ruleset::ItemId(sword as u16));
    assert_eq!(item.name(&rules), "Shortsword");
    assert_eq!((item.value(&rules), item.stat(&rules, StatKind::Damage)), (12, 0));
    item.rarity = Rarity::Rare;
    item.affixes = vec![(named("keen"), 2), (named("of the Fox"), 15)];
    item.affixes.sort_unstable();
    assert_eq!(item.name(&rules), "Keen shortsword of the Fox");
    assert_eq!(item.value(&rules), 48);
    assert_eq!(item.stat(&rules, StatKind::Damage), 2);
    assert_eq!(item.stat(&rules, StatKind::Speed), 15);
    item.level = 11;
    let material = item.material(&rules).expect("a sword is made of something");
    assert_eq!(item.value(&rules), 96 * u32::from(material.value_per_cent) / 100);
}

#[test]
fn sources_have_names_of_their_own() {
    let home = SiteId { x: 1, z: 2, number: 1 };
    let quest = |giver, number| {
        ItemSource::Quest(QuestId { giver: PersonId { home, number: giver }, number })
    };
    let chest =
        |feature, visit| ItemSource::Chest { dungeon: home, feature: FeatureId(feature), visit };
    let sources = [
        ItemSource::Kill { serial: 1 },
        ItemSource::Kill { serial: 2 },
        chest(1, 2),
        chest(2, 1),
        quest(1, 2),
        quest(2, 1),
    ];
    let paths: Vec<Path> = sources.iter().map(ItemSource::path).collect();
    for (index, path) in paths.iter().enumerate() {
        assert!(!paths[..index].contains(path), "{:?}", sources[index]);
    }
}

proptest! {
    #[test]
    fn what_comes_out_of_a_relic_follows_from_class_rarity_and_result(
        result: [u8; 32],
        class in 0..3_u16,
        rarity in 0..5_usize,
    ) {
        let rules = worlds::rules();
        let rarity = [
            Rarity::Common,
            Rarity::Uncommon,
            Rarity::Rare,
            Rarity::Epic,
            Rarity::Legendary,
        ][rarity];
        let class = rules.relics.class(class).expect("core has three");
        let item = Item::of_relic(&rules, class, rarity, &result);
        prop_assert_eq!(&item, &Item::of_relic(&rules, class, rarity, &result));
        let base = rules.item(item.base);
        prop_assert!(base.slot.is_some() && base.from_level <= class.item_level, "{:?}", base);
        prop_assert_eq!((item.level, item.rarity), (class.item_level, rarity));
        let only = ruleset::RelicClass { slots: vec![ruleset::Slot::Head], ..class.clone() };
        let worn = rules.item(Item::of_relic(&rules, &only, rarity, &result).base).slot;
        prop_assert_eq!(worn, Some(ruleset::Slot::Head));
    }
}

#[test]
fn the_budget_binds_and_is_spent() {
    let rules = worlds::rules();
    let mut free = (*rules).clone();
    free.crafts.budget = None;
    let (mut bound, mut spent, mut worth) = (0, 0_u64, 0_u64);
    for number in 0..4_000_u64 {
        let source = ItemSource::Kill { serial: number };
        let stream = || WorldSecret::new([3; 32]).stream("loot", &source.path());
        let one = Item::roll_rarity(&rules, &mut stream(), 10, Rarity::Epic);
        let other = Item::roll_rarity(&free, &mut stream(), 10, Rarity::Epic);
        assert_eq!((one.base, one.rarity), (other.base, other.rarity));
        assert!(one.affixes.iter().zip(&other.affixes).all(|(a, b)| a.0 == b.0 && a.1 <= b.1));
        bound += u32::from(one != other);
        spent += u64::from(one.cost(&rules));
        worth += u64::from(one.budget(&rules).expect("core has one"));
    }
    assert!(bound > 40, "the budget never binds: {bound}");
    assert!(spent * 2 > worth, "most of the budget is left: {spent} of {worth}");
}

#[test]
fn relics_of_high_rarity_have_names_and_legends_of_their_own() {
    let rules = worlds::rules();
    let class = &rules.relics.classes[0];
    let mut names = BTreeSet::new();
    for number in 0..200_u8 {
        let result = [number; 32];
        let relic = Item::of_relic(&rules, class, Rarity::Legendary, &result);
        let named = relic.named(&rules, &result).expect("core tells of them");
        assert!(!named.legend.contains(['{', '[']), "{named:?}");
        assert_eq!(Some(named.clone()), relic.named(&rules, &result));
        names.insert(named.name);
        let plain = Item::of_relic(&rules, class, Rarity::Uncommon, &result);
        assert_eq!(plain.named(&rules, &result), None);
    }
    assert!(names.len() > 180, "{}", names.len());
}

#[test]
fn sets_reward_what_is_worn_together() {
    let rules = worlds::rules();
    for set in &rules.crafts.sets {
        let bonus = |worn: &[ruleset::ItemId]| -> i32 {
            let stats = [
                StatKind::Health,
                StatKind::Stamina,
                StatKind::Damage,
                StatKind::Protection,
                StatKind::Speed,
                StatKind::Recovery,
            ];
            stats.into_iter().map(|stat| worldgen::set_bonus(&rules, worn, stat)).sum()
        };
        assert_eq!(bonus(&set.members[..1]), 0, "{}", set.name);
        let two = bonus(&set.members[..2]);
        assert!(two > 0 && bonus(&set.members) > two, "{}", set.name);
        assert_eq!(bonus(&[set.members[0]; 2]), 0, "two of the same are one");
    }
}
