//! What players did changes what is asked, told and paid, and in no other way than by the deeds.

use crate::worlds;
use proptest::prelude::*;
use seed::{Canonical, Point};
use worldgen::{
    Chronicle, Deed, Objective, PersonId, Quest, QuestKind, Settlement, SiteId, What, World,
};

fn home(world: &World) -> Settlement {
    world.settlement(world.home()).expect("there is always a home")
}

fn chronicle(world: &World, day: u32, deeds: &[Deed]) -> Chronicle {
    Chronicle::new(&world.rules().chronicle, day, deeds.iter().copied())
}

fn offered(world: &World, town: &Settlement, chronicle: &Chronicle) -> Vec<Quest> {
    let people = town.people.iter();
    people.flat_map(|person| world.quests_after(person.id, chronicle)).collect()
}

/// One deed of each kind at home, on day 10.
fn deeds(world: &World) -> Vec<Deed> {
    let town = home(world);
    let at = town.site.at;
    let dungeon = SiteId { number: 1, ..town.site.id };
    let boss = world.rules().theme(world.dungeon(dungeon).expect("is there").theme).boss;
    let deer = ruleset::CreatureId(0);
    let what = [
        What::Slain { creature: boss, boss_of: Some(dungeon) },
        What::Saved(town.people[0].id),
        What::Robbed(town.people[1].id),
        What::Solved(dungeon),
        What::Built(town.site.id),
        What::Spared { creature: deer },
    ];
    what.map(|what| Deed { day: 10, at, what, who: Some([3; 8]) }).to_vec()
}

#[test]
fn without_deeds_the_world_is_as_it_was_generated() {
    let world = worlds::world(5);
    let town = home(&world);
    for day in [0, 400] {
        let empty = chronicle(&world, day, &[]);
        let plain: Vec<Quest> = town.people.iter().flat_map(|p| world.quests(p.id)).collect();
        assert_eq!(offered(&world, &town, &empty), plain);
        assert_eq!(world.rumours(town.site.id, &empty, day), []);
        assert!(world.prices(town.site.id, &empty).iter().all(|price| price.change == 0));
    }
}

#[test]
fn prices_start_from_what_the_settlement_makes_and_needs() {
    let (mut dear, mut cheap) = (0, 0);
    let bounds = worlds::rules().economy.price_per_mille;
    for number in 0..20 {
        let world = worlds::world(number);
        let town = home(&world);
        let economy = world.economy(town.site.id).expect("home has an economy");
        let prices = world.prices(town.site.id, &chronicle(&world, 0, &[]));
        assert!(!prices.is_empty());
        for price in prices {
            let value = u64::from(world.rules().item(price.item).value);
            let market = economy.prices.iter().find(|(item, _)| *item == price.item);
            assert_eq!(price.market, market.map_or(1_000, |(_, market)| *market));
            assert!((bounds.0..=bounds.1).contains(&price.market), "{price:?}");
            let coins = (value * u64::from(price.market) + 500) / 1_000;
            assert_eq!(u64::from(price.coins), coins.max(1), "world {number}: {price:?}");
            dear += u32::from(u64::from(price.coins) > value);
            cheap += u32::from(u64::from(price.coins) < value);
        }
    }
    assert!(dear > 20 && cheap > 20, "{dear} dear, {cheap} cheap");
}

#[test]
fn what_deeds_change_comes_on_top_of_what_the_settlement_asks() {
    let world = worlds::world(3);
    let town = home(&world);
    let robbed = deeds(&world)[2];
    let before = world.prices(town.site.id, &chronicle(&world, 10, &[]));
    let after = world.prices(town.site.id, &chronicle(&world, 10, &[robbed]));
    let raised = world.rules().chronicle.of(robbed.what.kind()).expect("in core").price_per_cent;
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((before.item, before.market), (after.item, after.market));
        assert_eq!(i32::from(after.change), raised);
        assert!(after.coins >= before.coins, "{before:?} {after:?}");
    }
}

#[test]
fn every_kind_of_deed_is_told_changes_prices_and_makes_somebody_ask() {
    for (_, world) in worlds::each(worlds::count(20)) {
        let town = home(&world);
        let empty = chronicle(&world, 10, &[]);
        for deed in deeds(&world) {
            let told = chronicle(&world, 10, &[deed]);
            let rumours = world.rumours(town.site.id, &told, 10);
            assert_eq!(rumours.len(), 1, "{deed:?}");
            assert_eq!((rumours[0].deed, rumours[0].since), (deed, 10));
            assert!(!rumours[0].text.contains(['{', '[']), "{rumours:?}");
            let changes = world.prices(town.site.id, &told);
            assert!(changes.iter().all(|price| price.change != 0), "{deed:?}");
            let before = offered(&world, &town, &empty);
            let after = offered(&world, &town, &told);
            let new: Vec<&Quest> = after.iter().filter(|q| q.id.number >= 1_000).collect();
            assert_eq!(new.len(), 1, "{deed:?}");
            assert_eq!(new[0].check(&world), Ok(()), "{:#?}", new[0]);
            assert!(!new[0].offer.contains(['{', '[']), "{:?}", new[0].offer);
            let paid = |quests: &[Quest]| -> Vec<_> {
                quests.iter().map(|quest| (quest.id, quest.reward.coins)).collect()
            };
            assert_ne!(paid(&before), paid(&after), "{deed:?}");
        }
    }
}

#[test]
fn what_is_done_is_not_asked_for_again() {
    let world = worlds::world(2);
    let town = home(&world);
    let empty = chronicle(&world, 10, &[]);
    let plain = offered(&world, &town, &empty);
    let hunt = plain.iter().find(|quest| quest.kind == QuestKind::Hunt).expect("there is one");
    let Objective::Hunt { creature, count, near, .. } = hunt.objectives[0] else {
        panic!("a hunt")
    };
    let kill = |number: i32| Deed {
        day: 10,
        at: Point::new(near.x.0 + number, near.z.0),
        what: What::Slain { creature, boss_of: None },
        who: None,
    };
    let killed = |kills: u16| {
        let kills: Vec<Deed> = (0..i32::from(kills)).map(kill).collect();
        offered(&world, &town, &chronicle(&world, 10, &kills))
    };
    assert!(killed(count - 1).iter().any(|quest| quest.id == hunt.id), "one is left");
    assert!(!killed(count).iter().any(|quest| quest.id == hunt.id));
    let spared = Deed { what: What::Spared { creature }, ..kill(0) };
    let after = offered(&world, &town, &chronicle(&world, 10, &[spared]));
    assert!(!after.iter().any(|quest| quest.id == hunt.id), "who was spared is let be");

    let dungeon = SiteId { number: 1, ..town.site.id };
    let delves = |quests: &[Quest]| {
        let slay = Objective::SlayBoss { dungeon };
        quests.iter().filter(|quest| quest.objectives.contains(&slay)).count()
    };
    assert!(delves(&plain) > 0);
    assert_eq!(delves(&offered(&world, &town, &chronicle(&world, 10, &deeds(&world)))), 0);
}

#[test]
fn news_travels_and_fades() {
    let world = worlds::world(4);
    let town = home(&world);
    let near = world.sites_near(town.site.at, seed::Mm::metres(4_000));
    let far = near
        .iter()
        .filter(|site| site.id.number == 0 && site.id != town.site.id)
        .max_by_key(|site| site.at.distance(town.site.at))
        .expect("a neighbour");
    let rules = &world.rules().chronicle;
    let deed = deeds(&world)[1];
    let days = (far.at.distance(town.site.at) / 1000) as u32 / rules.spread_m;
    assert!(days > 0, "too near to tell anything");
    let told = chronicle(&world, 12, &[deed]);
    assert_eq!(world.rumours(far.id, &told, 10 + days - 1), []);
    assert_eq!(world.rumours(far.id, &told, 10 + days).len(), 1);
    let fade = rules.of(deed.what.kind()).expect("in core").fade_days;
    assert_eq!(world.rumours(far.id, &told, 10 + fade).len(), 0);
    assert_eq!(chronicle(&world, 10 + fade, &[deed]).deeds(), []);
    assert_eq!(chronicle(&world, 9, &[deed]).deeds(), [], "not done yet");
    let change = |day| {
        let prices = world.prices(town.site.id, &chronicle(&world, day, &[deed]));
        i32::from(prices[0].change).abs()
    };
    assert!(change(10) > change(10 + fade / 2), "old news is cheaper");
}

fn a_deed() -> impl Strategy<Value = Deed> {
    let what = prop_oneof![
        (0..12_u16, any::<bool>()).prop_map(|(creature, boss)| What::Slain {
            creature: ruleset::CreatureId(creature),
            boss_of: boss.then_some(SiteId { x: 0, z: 0, number: 1 }),
        }),
        (0..40_u16).prop_map(|number| What::Saved(PersonId { home: SiteId::default(), number })),
        (0..40_u16).prop_map(|number| What::Robbed(PersonId { home: SiteId::default(), number })),
        (-2..2_i32, 0..4_u8).prop_map(|(x, number)| What::Solved(SiteId { x, z: 0, number })),
        (-2..2_i32).prop_map(|x| What::Built(SiteId { x, z: 0, number: 0 })),
        (0..12_u16).prop_map(|creature| What::Spared { creature: ruleset::CreatureId(creature) }),
    ];
    let at = (-900..900_i32, -900..900_i32).prop_map(|(x, z)| Point::metres(x, z));
    (0..120_u32, at, what, any::<Option<[u8; 8]>>()).prop_map(|(day, at, what, who)| Deed {
        day,
        at,
        what,
        who,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn the_order_in_which_deeds_are_told_does_not_matter(
        deeds in prop::collection::vec(a_deed(), 0..60), day in 0..200_u32, shift in 0..60_usize,
    ) {
        let world = worlds::world(9);
        let one = chronicle(&world, day, &deeds);
        let mut other = deeds.clone();
        other.rotate_left(shift % deeds.len().max(1));
        other.extend(deeds.iter().take(7).copied());
        let two = chronicle(&world, day, &other);
        prop_assert_eq!(one.canonical_bytes(), two.canonical_bytes());
        prop_assert_eq!(one.content_address(), two.content_address());
        let town = home(&world);
        let fresh = worlds::world(9);
        let quests = offered(&world, &town, &one);
        prop_assert_eq!(&quests, &offered(&fresh, &town, &two));
        for quest in &quests {
            prop_assert_eq!(quest.check(&world), Ok(()));
        }
        let site = town.site.id;
        prop_assert_eq!(world.prices(site, &one), fresh.prices(site, &two));
        prop_assert_eq!(world.rumours(site, &one, day), fresh.rumours(site, &two, day));
    }

    #[test]
    fn a_chronicle_is_bounded(count in 0..900_u32) {
        let world = worlds::world(1);
        let deeds = (0..count).map(|number| Deed {
            day: 50,
            at: Point::metres(number as i32, 0),
            what: What::Built(SiteId::default()),
            who: None,
        });
        let kept = Chronicle::new(&world.rules().chronicle, 50, deeds);
        let most = world.rules().chronicle.most_deeds;
        prop_assert_eq!(kept.deeds().len() as u32, count.min(most));
    }
}
