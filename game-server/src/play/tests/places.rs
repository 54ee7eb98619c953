//! Places that tests go to, and what is done there.

use super::harness::{Game, Who, land};
use crate::play::creature::{Beast, beast};
use crate::play::dungeon::{Dungeons, Fixture, Instance};
use crate::play::fight::{Blow, Blows, Vital};
use crate::play::index::{Doing, Facing, Index, Thing, Where, inside};
use crate::play::player::{Moves, home};
use bevy::prelude::{Entity, With};
use protocol::{EntityKind, SpaceId};
use ruleset::{CreatureId, ItemId, PuzzleKind};
use seed::{Mm, Point};
use simulation::{Buttons, Heading, Mover};
use worldgen::puzzle::Move;
use worldgen::{
    Cell, Dungeon, Feature, FeatureId, FeatureKind, PersonId, Quest, QuestKind, SiteId, SiteKind,
};

/// A place on the land.
pub(super) fn outside(at: Point) -> Where {
    Where { space: SpaceId::OVERWORLD, at, feet: land().height(at) }
}

/// So many metres east of where new players stand.
pub(super) fn east_of_home(metres: i32) -> Where {
    let (at, _) = home(&land());
    outside(Point { x: at.x + Mm::metres(metres), z: at.z })
}

/// The dungeon that is nearest to home.
pub(super) fn a_dungeon() -> SiteId {
    let (at, _) = home(&land());
    let sites = land().sites_near(at, Mm::metres(4_000));
    let dungeons = sites.into_iter().filter(|site| site.kind == SiteKind::Dungeon);
    dungeons.min_by_key(|site| site.at.distance_squared(at)).expect("one is near").id
}

/// The first quest of a kind, in the order of sites around home.
pub(super) fn a_quest(kind: QuestKind) -> Quest {
    a_quest_that(|quest| quest.kind == kind)
}

/// The first quest that fits, in the order of sites around home.
pub(super) fn a_quest_that(fits: impl Fn(&Quest) -> bool) -> Quest {
    let (at, _) = home(&land());
    let mut sites = land().sites_near(at, Mm::metres(4_000));
    sites.retain(|site| site.kind == SiteKind::Settlement);
    sites.sort_by_key(|site| site.at.distance_squared(at));
    let people = sites.iter().filter_map(|site| land().settlement(site.id));
    let people = people.flat_map(|settlement| settlement.people);
    let mut quests = people.flat_map(|person| land().quests(person.id));
    quests.find(|quest| quest.is_straight() && fits(quest)).expect("somebody wants that")
}

/// The item base of that name.
pub(super) fn item(name: &str) -> ItemId {
    let land = land();
    let found = land.rules().items.iter().position(|item| item.name == name);
    ItemId(u16::try_from(found.expect("in the ruleset")).expect("small"))
}

/// The creature of that name.
pub(super) fn creature(name: &str) -> CreatureId {
    let land = land();
    let found = land.rules().creatures.iter().position(|creature| creature.name == name);
    CreatureId(u16::try_from(found.expect("in the ruleset")).expect("small"))
}

impl Game {
    /// In front of a dungeon's mouth.
    pub(super) fn put_at_mouth(&mut self, who: Who, site: SiteId) {
        let at = land().site(site).expect("a site").at;
        self.put(who, outside(Point { x: at.x, z: at.z + Mm(1500) }));
    }

    /// Through the mouth of a dungeon; returns the instance.
    pub(super) fn go_down(&mut self, who: Who, site: SiteId) -> u64 {
        self.put_at_mouth(who, site);
        let mouth = self.sight(who, |kind| *kind == EntityKind::Mouth { site });
        assert_eq!(self.interact(who, mouth), Ok(()));
        self.until(20, "the dungeon", |game| game[who].dungeon == Some(site));
        self.ticks(3);
        self[who].space.0
    }

    /// Out of a dungeon, by its exit.
    pub(super) fn go_up(&mut self, who: Who) {
        let instance = self[who].space.0;
        let entrance = self.instance(instance).ground.dungeon.entrance();
        self.put(who, inside(instance, entrance));
        let exit = self.sight(who, |kind| *kind == EntityKind::Exit);
        assert_eq!(self.interact(who, exit), Ok(()));
        self.until(20, "the land", |game| game[who].space == SpaceId::OVERWORLD);
    }

    pub(super) fn instance(&self, id: u64) -> &Instance {
        self.at().resource::<Dungeons>().get(id).expect("open")
    }

    /// The first feature that fits.
    pub(super) fn feature(&self, instance: u64, fits: impl Fn(FeatureKind) -> bool) -> Feature {
        let features = &self.instance(instance).ground.dungeon.features;
        *features.iter().find(|feature| fits(feature.kind)).expect("there is one")
    }

    /// Floor next to a feature's cell, in each direction that has some.
    pub(super) fn beside(&self, instance: u64, feature: Feature) -> Vec<Point> {
        let dungeon = &self.instance(instance).ground.dungeon;
        let (x, z) = (i32::from(feature.cell.0), i32::from(feature.cell.1));
        let cells = [(x + 1, z), (x - 1, z), (x, z + 1), (x, z - 1)];
        let floor = cells.into_iter().filter(|&(x, z)| dungeon.cell(x, z) == Cell::Floor);
        let middle = |(x, z)| Dungeon::middle((x as u16, z as u16));
        floor.map(middle).collect()
    }

    pub(super) fn put_beside(&mut self, who: Who, instance: u64, feature: Feature) {
        let at = self.beside(instance, feature)[0];
        self.put(who, inside(instance, at));
    }

    /// Uses the nearest thing of a kind, after going there.
    pub(super) fn use_feature(
        &mut self,
        who: Who,
        feature: Feature,
        fits: impl Fn(&EntityKind) -> bool,
    ) -> protocol::Outcome {
        let instance = self[who].space.0;
        self.put_beside(who, instance, feature);
        let target = self.sight(who, fits);
        self.interact(who, target)
    }

    pub(super) fn use_door(&mut self, who: Who) -> protocol::Outcome {
        let door = self.feature(self[who].space.0, |kind| kind == FeatureKind::Door { lock: 0 });
        self.use_feature(who, door, |kind| *kind == EntityKind::Door)
    }

    pub(super) fn take_key(&mut self, who: Who) -> protocol::Outcome {
        let key = self
            .feature(self[who].space.0, |kind| matches!(kind, FeatureKind::Key { lock: 0, .. }));
        let FeatureKind::Key { item, .. } = key.kind else { unreachable!("a key") };
        let is_key = move |kind: &EntityKind| matches!(kind, EntityKind::Drop { item: lying, .. } if lying.base == item);
        self.use_feature(who, key, is_key)
    }

    pub(super) fn open_chest(&mut self, who: Who, treasure: bool) -> protocol::Outcome {
        let chest = EntityKind::Chest { treasure };
        let wanted = FeatureKind::Chest { treasure };
        let feature = self.feature(self[who].space.0, |kind| kind == wanted);
        self.use_feature(who, feature, move |kind| *kind == chest)
    }

    /// Solves the puzzle from its start, by its proof: at its levers, or at its table.
    pub(super) fn solve(&mut self, who: Who) {
        let id = self[who].space.0;
        for step in self.instance(id).puzzle.proof.moves() {
            assert_eq!(self.puzzle(who, step), Ok(()));
        }
    }

    /// Makes a move of the puzzle, at the lever or at the table.
    pub(super) fn puzzle(&mut self, who: Who, step: Move) -> protocol::Outcome {
        let id = self[who].space.0;
        if let (PuzzleKind::Lamps, Move::Pull(index)) =
            (self.instance(id).ground.dungeon.puzzle, step)
        {
            let lever = self.feature(id, |kind| kind == FeatureKind::Lever { index });
            return self.use_feature(who, lever, move |kind| *kind == EntityKind::Lever { index });
        }
        let table = self.feature(id, |kind| kind == FeatureKind::Board);
        self.put_beside(who, id, table);
        let target = self.sight(who, |kind| *kind == EntityKind::Board);
        self.ask(who, protocol::Ask::Board { target, step })
    }

    /// No creature disturbs the test from here on, but for the boss where `but_boss`.
    pub(super) fn clear_beasts(&mut self, but_boss: bool) {
        let mut beasts = self.world().query::<(Entity, &Beast)>();
        let world = self.world();
        let gone: Vec<Entity> = beasts
            .iter(world)
            .filter(|(_, beast)| !(but_boss && beast.boss))
            .map(|(entity, _)| entity)
            .collect();
        gone.into_iter().for_each(|entity| assert!(self.world().despawn(entity)));
        self.ticks(1);
    }

    /// A creature at a place.
    pub(super) fn spawn(&mut self, kind: CreatureId, level: u16, place: Where) -> Entity {
        let land = land();
        let world = self.world();
        let id = world.resource_mut::<Index>().name();
        let (beast, body, moves) = beast(land.rules().creature(kind), kind, level, false, place);
        let thing = Thing { id, kind: EntityKind::Creature { creature: kind, level, boss: false } };
        let looks = (Facing::default(), Doing::default());
        world.spawn((thing, place, beast, Vital(body), moves, looks)).id()
    }

    /// The boss of an instance.
    pub(super) fn boss(&mut self, instance: u64) -> Entity {
        let mut beasts = self.world().query::<(Entity, &Beast, &Fixture)>();
        let world = self.world();
        let found = beasts.iter(world).find(|(_, beast, of)| beast.boss && of.instance == instance);
        found.expect("alive").0
    }

    /// The creature of a feature.
    pub(super) fn beast_of(&mut self, instance: u64, feature: FeatureId) -> Entity {
        let mut beasts = self.world().query_filtered::<(Entity, &Fixture), With<Beast>>();
        let world = self.world();
        let mut all = beasts.iter(world);
        let found = all.find(|(_, of)| of.instance == instance && of.feature == feature);
        found.expect("alive").0
    }

    /// Stands on a creature that is almost dead, and strikes until it is dead.
    pub(super) fn slay(&mut self, who: Who, beast: Entity) {
        let place = *self.world().get::<Where>(beast).expect("alive");
        self.put_quietly(who, place);
        for _ in 0..60 {
            let Some(mut vital) = self.world().get_mut::<Vital>(beast) else { return };
            vital.0.health = vital.0.health.min(1);
            let place = *self.world().get::<Where>(beast).expect("alive");
            self.put_quietly(who, place);
            self.input(who, Heading::NONE, Heading { x: 0, z: 127 }, Buttons::STRIKE);
            self.tick();
        }
        panic!("it does not die");
    }

    /// Puts a player somewhere at once.
    pub(super) fn put_quietly(&mut self, who: Who, place: Where) {
        let body = self.body(who).expect("in the world");
        let mut moves = self.world().get_mut::<Moves>(body).expect("moves");
        moves.mover = Mover { at: place.at, feet: place.feet, ..moves.mover };
        *self.world().get_mut::<Where>(body).expect("a place") = place;
    }

    /// A blow by a creature that stands beside, of so much damage before armour.
    pub(super) fn strike_player(&mut self, who: Who, damage: u16) {
        let body = self.body(who).expect("in the world");
        let place = *self.world().get::<Where>(body).expect("a place");
        let by = self.spawn(creature("hare"), 1, place);
        let damage = (damage, damage);
        let blow = Blow { by, target: body, damage, within: None };
        self.world().resource_mut::<Blows>().0.push(blow);
        self.tick();
        self.world().despawn(by);
    }

    pub(super) fn kill_player(&mut self, who: Who) {
        self.strike_player(who, 10_000);
        assert_eq!(self.vital(who), 0);
    }

    pub(super) fn vital(&mut self, who: Who) -> u16 {
        let body = self.body(who).expect("in the world");
        self.world().get::<Vital>(body).expect("a body").0.health
    }

    /// Beside a person, talking.
    pub(super) fn talk_to(&mut self, who: Who, person: PersonId) {
        let post = land().person(person).expect("lives").post;
        self.put(who, outside(Point { x: post.x + Mm(1000), z: post.z }));
        let npc = self.sight(who, |kind| *kind == EntityKind::Person { person });
        assert_eq!(self.interact(who, npc), Ok(()));
    }

    pub(super) fn choose(&mut self, who: Who, topic: protocol::Topic) -> protocol::Outcome {
        self.ask(who, protocol::Ask::Choose { topic })
    }

    /// Takes a quest from its giver.
    pub(super) fn accept(&mut self, who: Who, quest: &Quest) {
        self.talk_to(who, quest.id.giver);
        assert_eq!(self.choose(who, protocol::Topic::Quest(quest.id)), Ok(()));
        assert_eq!(self.choose(who, protocol::Topic::Accept(quest.id)), Ok(()));
    }

    /// Two in one party.
    pub(super) fn befriend(&mut self, leader: Who, other: Who) {
        let name = self[other].name.clone();
        assert_eq!(self.ask(leader, protocol::Ask::Invite { name }), Ok(()));
        assert_eq!(self.ask(other, protocol::Ask::JoinParty), Ok(()));
    }
}

/// The dungeon that a quest sends into.
pub(super) fn delve_site(quest: &Quest) -> SiteId {
    let sent = quest.objectives.iter().find_map(|objective| match objective {
        worldgen::Objective::Enter { dungeon } => Some(*dungeon),
        _ => None,
    });
    sent.expect("it sends into a dungeon")
}
