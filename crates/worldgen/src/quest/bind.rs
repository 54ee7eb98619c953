//! Binds quests to the people, dens and dungeons of a settlement.

mod arcs;
mod deck;
mod draft;
mod errands;
mod grounds;
mod reasons;
mod trials;
mod visits;

use super::{Quest, QuestKind};
use crate::chunk::dens;
use crate::settlement::Settlement;
use crate::world::{Town, World};
use crate::{ChunkCoord, Den, Person};
use deck::Decks;
use draft::Binder;
use ruleset::Behaviour;
use seed::{Mm, Point};

/// Where new players look for work first: around the spawn.
const NEAR_SPAWN: i64 = 30_000;

/// What is asked beyond the first errands of each settlement.
const MORE: [QuestKind; 9] = [
    QuestKind::Fetch,
    QuestKind::Explore,
    QuestKind::FindOut,
    QuestKind::Persuade,
    QuestKind::Build,
    QuestKind::Solve,
    QuestKind::Escort,
    QuestKind::Deliver,
    QuestKind::Hunt,
];

/// Everything that a settlement's people offer, sorted by giver and number.
pub(crate) fn quests(world: &World, town: &Town, settlement: &Settlement) -> Vec<Quest> {
    let mut stream = world.seed().stream("quests", &town.site.id.path());
    let decks = Decks::new(&world.rules().quests, world.seed(), town.site.id);
    let history = world.history(world.region_of_site(town.site.id));
    let mut binder = Binder { world, town, settlement, history, decks, quests: Vec::new() };
    let mut dens = dens_near(world, town);
    stream.shuffle(&mut dens);
    // Those near the spawn give the first ones, in an order of their own.
    let mut givers: Vec<&Person> = settlement.people.iter().collect();
    stream.shuffle(&mut givers);
    givers.sort_by_key(|person| person.post.distance(settlement.spawn) > NEAR_SPAWN);
    let mut wanted = vec![QuestKind::Deliver, QuestKind::Hunt];
    let mut dungeons = town.mouths.iter().map(|(site, _)| site);
    wanted.extend(dungeons.clone().map(|_| QuestKind::Delve));
    let mut more = MORE;
    stream.shuffle(&mut more);
    let count = 4 + stream.below(4) as usize;
    wanted.extend(more.into_iter().take(count));
    let mut dens = dens.into_iter();
    let mut givers = givers.into_iter().peekable();
    for kind in wanted {
        let Some(&giver) = givers.peek() else { break };
        let before = binder.quests.len();
        match kind {
            QuestKind::Deliver => binder.deliver(giver),
            QuestKind::Hunt => dens.next().map_or((), |den| binder.hunt(giver, den)),
            QuestKind::Delve => dungeons.next().map_or((), |site| binder.delve(giver, site)),
            QuestKind::Fetch => binder.fetch(giver),
            QuestKind::Explore => binder.explore(giver),
            QuestKind::FindOut => binder.find_out(giver),
            QuestKind::Persuade => binder.persuade(giver),
            QuestKind::Build => binder.build(giver),
            QuestKind::Solve => binder.solve(giver),
            QuestKind::Escort => binder.escort(giver),
        }
        // Who found nothing to ask for leaves the turn to the next kind, not to the next neighbour.
        if binder.quests.len() > before {
            givers.next();
        }
    }
    binder.arc(dens.next());
    let mut quests = binder.quests;
    quests.sort_by_key(|quest| quest.id);
    quests
}

/// The dens in a settlement's reach, those that are worth hunting first kept only.
fn dens_near(world: &World, town: &Town) -> Vec<Den> {
    let at = town.site.at;
    let reach = Mm(dens::NEAR.1);
    let corner = |sign: i32| {
        ChunkCoord::of(Point { x: at.x + Mm(reach.0 * sign), z: at.z + Mm(reach.0 * sign) })
    };
    let (first, last) = (corner(-1), corner(1));
    let mut found = town.dens.clone();
    for z in first.z..=last.z {
        for x in first.x..=last.x {
            found.extend(dens::scattered(world, ChunkCoord { x, z }));
        }
    }
    let near = i64::from(dens::NEAR.0)..=i64::from(dens::NEAR.1);
    let fierce = |den: &Den| world.rules().creature(den.creature).behaviour != Behaviour::Timid;
    found.retain(|den| near.contains(&den.at.distance(at)));
    // Nobody is sent to hunt in the water.
    found.retain(|den| world.height(den.at) > world.water(den.at));
    found.sort_by_key(|den| (den.at, den.creature));
    if found.iter().any(fierce) {
        found.retain(fierce);
    }
    // A hunt for a single animal is a poor one.
    if found.iter().any(|den| den.count > 1) {
        found.retain(|den| den.count > 1);
    }
    found
}
