//! What all actors share: the world, its land, who is where, and the teller.

use super::cast::Part;
use super::story::Story;
use protocol::{NetId, SpaceId};
use ruleset::{Behaviour, Ruleset};
use seed::{Mm, Path, Point, Stream};
use simulation::{DungeonGround, Overworld};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use worldgen::dungeon::Step;
use worldgen::{ChunkCoord, Dungeon, Feature, FeatureKind, PersonId, SiteId, World};

/// Within this distance of a den of predators one is noticed.
const NOTICED: i64 = 17_000;

/// Where an actor is, for the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    pub(super) name: String,
    pub(super) you: NetId,
    pub(super) at: Point,
    pub(super) space: SpaceId,
    pub(super) dungeon: Option<SiteId>,
    /// In the world and alive.
    pub(super) up: bool,
    /// Has a quest, or has finished it.
    pub(super) started: bool,
    /// Somebody struck or was struck in the last seconds.
    pub(super) fighting: bool,
    /// The quest is finished and rewarded.
    pub(super) done: bool,
}

/// What all actors share.
pub(super) struct Stage<'s> {
    pub(super) world: World,
    pub(super) story: Story<'s>,
    pub(super) parts: Vec<Part>,
    /// The land that anybody has needed so far.
    pub(super) land: Overworld,
    dens: BTreeMap<ChunkCoord, Vec<Point>>,
    dungeons: BTreeMap<SiteId, Option<Arc<Dungeon>>>,
    people: BTreeMap<PersonId, (String, String, Point)>,
    /// Where everybody is, in the order of the parts.
    pub(super) standings: Vec<Standing>,
    /// Cells of doors and gates that were seen open, by space: they stay open.
    pub(super) doors: BTreeMap<SpaceId, BTreeSet<(u16, u16)>>,
    /// How each dungeon is completed.
    steps: BTreeMap<SiteId, Arc<Vec<Step>>>,
    /// Ticks since the beginning.
    pub(super) tick: u32,
    /// Everybody is to stand still.
    pub(super) holding: bool,
    pub(super) chance: Stream,
}

impl<'s> Stage<'s> {
    pub(super) fn new(world: World, story: Story<'s>, parts: Vec<Part>) -> Self {
        let chance = world.seed().stream("demo", &Path::new());
        let standings = vec![Standing::default(); parts.len()];
        Self {
            land: Overworld::new(world.clone()),
            world,
            story,
            parts,
            dens: BTreeMap::new(),
            dungeons: BTreeMap::new(),
            people: BTreeMap::new(),
            standings,
            doors: BTreeMap::new(),
            steps: BTreeMap::new(),
            tick: 0,
            holding: false,
            chance,
        }
    }

    pub(super) fn rules(&self) -> &Arc<Ruleset> {
        self.world.rules()
    }

    /// Tells what an actor did.
    pub(super) fn tell(&self, who: usize, did: &str) {
        let name = self.parts.get(who).map_or("", |part| part.name.as_str());
        self.story.tell(who, name, did);
    }

    /// One of several ways to say it.
    pub(super) fn one_of<'t>(&mut self, ways: &[&'t str]) -> &'t str {
        self.chance.pick(ways).copied().unwrap_or("")
    }

    /// A dungeon as everybody who knows the seed knows it.
    pub(super) fn dungeon(&mut self, site: SiteId) -> Option<Arc<Dungeon>> {
        let world = &self.world;
        self.dungeons.entry(site).or_insert_with(|| world.dungeon(site).map(Arc::new)).clone()
    }

    /// Full name, trade and place of a person.
    pub(super) fn person(&mut self, id: PersonId) -> (String, String, Point) {
        let world = &self.world;
        let known = self.people.entry(id).or_insert_with(|| match world.person(id) {
            Some(person) => {
                (person.full_name(), world.rules().trade(person.trade).name.clone(), person.post)
            }
            None => ("somebody".to_owned(), "stranger".to_owned(), Point::default()),
        });
        known.clone()
    }

    /// The name of a site.
    pub(super) fn site_name(&self, site: SiteId) -> String {
        self.world.site(site).map_or_else(|| "an unknown place".to_owned(), |site| site.name)
    }

    /// A way over land that keeps away from dens of predators, as far as they are known.
    pub(super) fn way(&mut self, from: Point, to: Point, within: i64) -> Vec<Point> {
        self.know_dens(from, to);
        let dens: Vec<Point> = self
            .dens
            .values()
            .flatten()
            .copied()
            // Who goes there anyway cannot avoid it.
            .filter(|den| den.distance(to) > NOTICED && den.distance(from) > NOTICED)
            .collect();
        let danger =
            |at: Point| dens.iter().any(|den| den.distance_squared(at) < NOTICED.pow(2) as u64);
        super::route::plan(&mut self.land, from, to, within, &danger)
    }

    /// Learns of the dens along a way.
    fn know_dens(&mut self, from: Point, to: Point) {
        let parts = (from.distance(to) / 24_000).max(1) as i32;
        for part in 0..=parts {
            let along = |a: Mm, b: Mm| Mm(a.0 + (b - a).0 / parts * part);
            let at = Point { x: along(from.x, to.x), z: along(from.z, to.z) };
            self.land.load_around(at, 1, usize::MAX);
        }
        for chunk in self.land.chunks() {
            self.dens.entry(chunk.coord).or_insert_with(|| {
                let rules = self.world.rules();
                let fierce = |creature| rules.creature(creature).behaviour == Behaviour::Aggressive;
                chunk.dens.iter().filter(|den| fierce(den.creature)).map(|den| den.at).collect()
            });
        }
    }

    /// The steps by which a dungeon is completed.
    pub(super) fn steps(&mut self, dungeon: &Dungeon) -> Arc<Vec<Step>> {
        let solve = || Arc::new(dungeon.solve().unwrap_or_default());
        Arc::clone(self.steps.entry(dungeon.id).or_insert_with(solve))
    }

    /// The stairs or the shaft that one takes next towards a place on another floor.
    pub(super) fn link(
        &self,
        ground: &DungeonGround,
        space: SpaceId,
        from: Point,
        to: Point,
    ) -> Option<Feature> {
        let (from, goal) = (cell_of(from), cell_of(to));
        if ground.dungeon.floor_of(from) == ground.dungeon.floor_of(goal) {
            return None;
        }
        let open = |at: (u16, u16)| at == goal || self.is_open(ground, space, at);
        ground.dungeon.link_towards(from, goal, &open).copied()
    }

    fn is_open(&self, ground: &DungeonGround, space: SpaceId, at: (u16, u16)) -> bool {
        let known = self.doors.get(&space).is_some_and(|open| open.contains(&at));
        known || ground.passable(at.0.into(), at.1.into())
    }

    /// A way through a dungeon from one place to another, both ends included; `through` a shut door
    /// or gate only at the very end.
    pub(super) fn path(
        &self,
        ground: &DungeonGround,
        space: SpaceId,
        from: Point,
        to: Point,
    ) -> Vec<Point> {
        let goal = cell_of(to);
        let (dungeon, from) = (&ground.dungeon, cell_of(from));
        let open = |at: (u16, u16)| at == goal || self.is_open(ground, space, at);
        let is_trap = |at: (u16, u16)| {
            let feature = dungeon.feature_at(at).map(|feature| feature.kind);
            matches!(feature, Some(FeatureKind::Trap { .. }))
        };
        // Around traps where there is a way around.
        let safe = |at: (u16, u16)| open(at) && (at == from || !is_trap(at));
        let way = dungeon.path(from, goal, &safe).or_else(|| dungeon.path(from, goal, &open));
        way.unwrap_or_default().into_iter().map(Dungeon::middle).collect()
    }
}

/// The cell of a place in a dungeon.
fn cell_of(point: Point) -> (u16, u16) {
    let axis = |mm: Mm| (mm.0 / worldgen::CELL_MM).clamp(0, 0xffff) as u16;
    (axis(point.x), axis(point.z))
}
