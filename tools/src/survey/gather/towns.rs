//! Settlements, who lives in them, and what they make and lack.

use super::walk::Walk;
use super::{Sample, word};
use crate::survey::tally::Tally;
use crate::world::settlement::{purpose, rank};
use worldgen::{Economy, HousePurpose, Person, Settlement, WorkKind};

pub(super) fn count(tally: &mut Tally, sample: &Sample, town: &Settlement) {
    let (world, rules) = (sample.world, sample.world.rules());
    let rank = rank(world, town);
    tally.count("settlements: ranks", &rank);
    tally.count("settlements: cultures", &rules.culture(town.culture).name);
    tally.measure("settlements: houses", town.houses.len());
    tally.measure("settlements: people", town.people.len());
    tally.measure("settlements: fields", town.fields.len());
    tally.measure("settlements: food, per mille", town.food);
    for (kind, what) in [
        (WorkKind::Pier, "with a harbour"),
        (WorkKind::Wall, "with a wall"),
        (WorkKind::Stall, "with a market"),
    ] {
        let has = town.works.iter().any(|work| work.kind == kind);
        tally.rate(&format!("settlements: {what}"), &rank, has);
    }
    for house in &town.houses {
        let kind = match house.purpose {
            HousePurpose::Workshop(_) => "workshop".to_owned(),
            other => purpose(world, other),
        };
        tally.count("settlements: houses for", &kind);
    }
    reachable(tally, sample, town);
    for person in &town.people {
        people(tally, sample, person);
    }
    // One life a settlement: the longest of what is worked out for a person.
    if let Some(person) = town.people.get(sample.number as usize % town.people.len().max(1)) {
        lives(tally, sample, person);
    }
    if let Some(economy) = tally.timed("economy", || world.economy(town.site.id)) {
        goods(tally, sample, &economy);
    }
}

/// Every door, room, gate and post is reached on foot from where players come in.
fn reachable(tally: &mut Tally, sample: &Sample, town: &Settlement) {
    let walk = tally.timed("walk through a settlement", || Walk::from(town, town.spawn));
    let rooms = || town.houses.iter().flat_map(|house| house.rooms.iter().map(move |r| (house, r)));
    let cut_off = (town.houses.iter().find(|house| !walk.reaches(house.door)))
        .or_else(|| {
            let shut =
                |(_, room): &(_, &worldgen::HouseRoom)| !walk.reaches_room(room.min, room.max);
            rooms().find(shut).map(|(house, _)| house)
        })
        .map(|house| format!("house {}", house.number))
        .or_else(|| town.gates.iter().any(|gate| !walk.reaches(*gate)).then(|| "a gate".into()))
        .or_else(|| {
            let shut = town.people.iter().find(|person| !walk.reaches(person.post));
            shut.map(Person::full_name)
        });
    tally.check("houses, gates and people are reached on foot", cut_off.is_none(), || {
        let what = format!("{} is out of reach", cut_off.clone().unwrap_or_default());
        sample.at(&what, "settlement show", town.site.id)
    });
}

fn people(tally: &mut Tally, sample: &Sample, person: &Person) {
    let rules = sample.world.rules();
    tally.count("people: trades", &rules.trade(person.trade).name);
    tally.measure("people: age", person.age);
    tally.measure("people: kin in the settlement", person.relations.len());
    let faction = person.faction.and_then(|id| rules.society.factions.get(usize::from(id.0)));
    tally.count("people: sides", faction.map_or("nobody", |faction| &faction.name));
}

fn lives(tally: &mut Tally, sample: &Sample, person: &Person) {
    let Some(life) = tally.timed("life of a person", || sample.world.life(person.id)) else {
        return;
    };
    for secret in &life.secrets {
        tally.count("people: secrets", &word(&secret.what));
    }
    tally.rate("people: who have", "a secret", !life.secrets.is_empty());
    tally.rate("people: who have", "a grudge", !life.grudges.is_empty());
    tally.measure("people: things known", sample.world.knowledge(person.id).len());
}

/// Amounts are thousandths of a load a week.
fn goods(tally: &mut Tally, sample: &Sample, economy: &Economy) {
    let rules = sample.world.rules();
    for (what, amounts) in
        [("made", &economy.makes), ("needed", &economy.needs), ("missing", &economy.shortage)]
    {
        let what = format!("economy: {what}");
        for &(item, amount) in amounts {
            tally.count_by(&what, &rules.item(item).name, amount.into());
        }
    }
    for &(item, price) in &economy.prices {
        let name = &rules.item(item).name;
        let short = economy.shortage.iter().any(|(id, _)| *id == item);
        let brought = economy.imports.iter().any(|(id, _)| *id == item);
        tally.rate("economy: lacking in settlements", name, short);
        tally.rate("economy: lacking, and brought from a neighbour", name, short && brought);
        tally.measure("economy: prices, per mille of the value", price);
    }
    let (least, most) = rules.economy.price_per_mille;
    let sound = economy.prices.iter().all(|(_, price)| (least..=most).contains(price))
        && economy.imports.iter().all(|(_, site)| sample.world.site(*site).is_some());
    tally.check("prices are in bounds and goods come from somewhere", sound, || {
        let (seed, site) = (sample.seed, economy.site);
        format!("economy: seedbound people list --seed {seed} --settlement={},{}", site.x, site.z)
    });
}
