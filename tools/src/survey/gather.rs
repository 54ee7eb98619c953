//! Counts and measures one world: its land far around, and what lies around its home.

use super::tally::Tally;
use seed::{Mm, Point};
use worldgen::{SiteKind, World};

/// Points of the land that are looked at, along each axis, and metres between them.
const LOOKS: i32 = 20;
const APART: i32 = 700;

/// How far around home sites are looked at.
const AROUND: Mm = Mm(2_000_000);

/// Most settlements and dungeons of a world that are looked into.
const SETTLEMENTS: usize = 4;
const DUNGEONS: usize = 4;

/// Takes one world into the tally.
pub(super) fn world(tally: &mut Tally, world: &World, seed: &str) {
    land(tally, world);
    let home = world.site(world.home());
    let middle = home.map(|site| site.at).unwrap_or_default();
    let sites = world.sites_near(middle, AROUND);
    let of = |kind| sites.iter().filter(move |site| site.kind == kind);
    tally.measure("settlements within 2 km", of(SiteKind::Settlement).count());
    for site in of(SiteKind::Settlement).take(SETTLEMENTS) {
        settlement(tally, world, site, seed);
    }
    for site in of(SiteKind::Dungeon).take(DUNGEONS) {
        dungeon(tally, world, site, seed);
    }
}

/// Biomes, on a grid over several kilometres.
fn land(tally: &mut Tally, world: &World) {
    for z in -LOOKS / 2..LOOKS / 2 {
        for x in -LOOKS / 2..LOOKS / 2 {
            let at = Point::metres(x * APART, z * APART);
            tally.count("biomes", &world.rules().biome(world.biome(at)).name);
            let height = world.height(at);
            if height > world.water(at) {
                tally.measure("height of land, m", height.0 / 1000);
            }
        }
    }
}

fn settlement(tally: &mut Tally, world: &World, site: &worldgen::Site, seed: &str) {
    let Some(place) = tally.timed("settlement", || world.settlement(site.id)) else {
        tally.failures.push(format!("seed {seed}: settlement {:?} is not there", site.id));
        return;
    };
    tally.count("cultures", &world.rules().culture(place.culture).name);
    tally.measure("houses of a settlement", place.houses.len());
    tally.measure("people of a settlement", place.people.len());
    for person in &place.people {
        tally.count("trades", &world.rules().trade(person.trade).name);
        for quest in tally.timed("quests of a person", || world.quests(person.id)) {
            tally.count("quests", &format!("{:?}", quest.kind));
            tally.measure("objectives of a quest", quest.objectives.len());
        }
    }
}

fn dungeon(tally: &mut Tally, world: &World, site: &worldgen::Site, seed: &str) {
    let dungeon = tally.timed("dungeon", || world.dungeon(site.id));
    let Some((dungeon, steps)) =
        dungeon.and_then(|dungeon| dungeon.solve().map(|steps| (dungeon, steps)))
    else {
        let worldgen::SiteId { x, z, number } = site.id;
        tally.failures.push(format!(
            "the dungeon has no proof: seedbound dungeon show --seed {seed} --id {x},{z},{number}"
        ));
        return;
    };
    tally.count("dungeon themes", &world.rules().theme(dungeon.theme).name);
    tally.measure("rooms of a dungeon", dungeon.rooms.len());
    let walk: u32 = steps.iter().map(|step| step.walk).sum();
    tally.measure("dungeon: steps to the goal and out", walk);
}
