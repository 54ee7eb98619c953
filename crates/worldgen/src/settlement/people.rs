//! A settlement's people: families, names, trades, and where they stand by day.

use super::kin::Kinship;
use super::layout::{self, Layout};
use super::work::{self, Trades};
use super::{House, HousePurpose, Settlement};
use crate::world::{Town, World};
use crate::{Person, PersonId, SiteId, Solid, language, life};
use ruleset::{CultureId, Rgb};
use seed::{Mm, Point, Stream};

/// Fewest people of a settlement, so that every kind of quest finds its people.
const FEWEST: usize = 7;

/// Distance kept between two people.
const APART: u64 = 1_200;

/// People who stand on the square, at most; the others stand before their houses.
const CROWD: usize = 22;

/// Distance kept from walls.
const CLEAR: i32 = 600;

/// The settlement of a plan.
pub(crate) fn settle(world: &World, town: &Town) -> Settlement {
    let seed = world.seed();
    let culture = world.rules().culture(town.culture);
    let bodies = &world.rules().society.looks;
    let path = town.site.id.path();
    let layout = layout::lay(world, town);
    let lived_in: Vec<&House> =
        layout.houses.iter().filter(|house| house.purpose != HousePurpose::Store).collect();
    let mut stream = seed.stream("settlement.households", &path);
    let household = world.rules().settlement.household;
    let households = households(lived_in.len(), household, &mut stream);
    let families = families(world, town.site.id, town.culture, lived_in.len());
    let kinship = Kinship::draw(&households, &mut seed.stream("settlement.kin", &path));
    let mut people: Vec<Person> = Vec::new();
    let mut givens = Vec::new();
    let mut names = seed.stream("settlement.names", &path);
    let mut trades = Trades::new(world, seed.stream("settlement.trades", &path));
    let mut posts = Posts::new(town, &layout, seed.stream("settlement.posts", &path));
    let mut looks = seed.stream("settlement.looks", &path);
    let mut minds = seed.stream("settlement.minds", &path);
    for ((house, &count), family) in lived_in.iter().zip(&households).zip(&families) {
        let first = people.len();
        for number in first..first + count {
            let given = language::unused(&givens, &mut names, culture, language::given_name);
            givens.push(given.clone());
            let age = kinship.age(number);
            let hair = if age >= bodies.grey_from { &bodies.grey } else { &bodies.hair };
            let trade = trades.of(house);
            people.push(Person {
                id: PersonId { home: town.site.id, number: number as u16 },
                given,
                family: family.clone(),
                culture: town.culture,
                trade,
                age,
                house: house.number,
                post: posts.draw(house),
                clothes: looks.pick(&culture.clothes).copied().unwrap_or(Rgb(110, 90, 70)),
                skin: looks.pick(&bodies.skin).copied().unwrap_or(Rgb(189, 136, 98)),
                hair: looks.pick(hair).copied().unwrap_or(Rgb(93, 64, 42)),
                kin: (first..first + count)
                    .filter(|&kin| kin != number)
                    .map(|k| k as u16)
                    .collect(),
                relations: Vec::new(),
                workplace: work::workplace(world.rules(), &layout.houses, house, trade),
                faction: life::faction(world.rules(), town.culture, trade, &mut minds),
                temperament: life::temperament(world.rules(), &mut minds),
            });
        }
    }
    for one in 0..people.len() {
        let related = (0..people.len())
            .filter_map(|other| Some((people[other].id, kinship.relation(one, other)?)));
        people[one].relations = related.collect();
    }
    Settlement {
        site: town.site.clone(),
        culture: town.culture,
        rank: town.rank,
        food: town.food,
        ground: town.ground,
        square: layout.square,
        streets: layout.streets,
        gates: town.gates.clone(),
        houses: layout.houses,
        works: layout.works,
        fields: layout.fields,
        people,
        spawn: town.site.at,
    }
}

/// The families that a settlement begins with, in the order of its inhabited houses. They depend on
/// nothing but the place and its culture, so that a history can name them without building it.
pub(crate) fn families(world: &World, id: SiteId, culture: CultureId, count: usize) -> Vec<String> {
    let mut stream = world.seed().stream("settlement.families", &id.path());
    let culture = world.rules().culture(culture);
    let mut families = Vec::new();
    for _ in 0..count {
        families.push(language::unused(&families, &mut stream, culture, language::family_name));
    }
    families
}

/// How many people live in each of so many houses: so many, or more where the settlement is small.
fn households(houses: usize, (least, most): (u8, u8), stream: &mut Stream) -> Vec<usize> {
    let mut drawn = || stream.range(least.into(), most.into()) as usize;
    let mut counts: Vec<usize> = (0..houses).map(|_| drawn()).collect();
    let mut house = 0;
    while !counts.is_empty() && counts.iter().sum::<usize>() < FEWEST {
        let index = house % counts.len();
        counts[index] += 1;
        house += 1;
    }
    counts
}

/// Gives out places to stand: before one's own door, or somewhere on the square.
struct Posts<'a> {
    stream: Stream,
    layout: &'a Layout,
    middle: Point,
    half: i32,
    on_square: usize,
    taken: Vec<Point>,
}

impl<'a> Posts<'a> {
    fn new(town: &Town, layout: &'a Layout, stream: Stream) -> Self {
        let middle = town.site.at;
        // Nobody stands where players appear: the spawn counts as taken, and its neighbours too.
        let around = (-1..=1).flat_map(|x| (-1..=1).map(move |z| (x, z)));
        let taken = around
            .map(|(x, z)| Point { x: middle.x + Mm(x * 1_000), z: middle.z + Mm(z * 1_000) })
            .collect();
        let half = (layout.square.1.x - middle.x).0;
        Self { stream, layout, middle, half, on_square: 0, taken }
    }

    fn draw(&mut self, house: &House) -> Point {
        let by_the_door = self.stream.chance(2, 5) || self.on_square >= CROWD;
        for attempt in 0..200 {
            let at_door = by_the_door && attempt < 24;
            let at = if at_door {
                // Farther from the door when there is no room before it.
                self.around(house.door, 1_600 + attempt / 8 * 1_200)
            } else {
                self.around(self.middle, self.half - 500)
            };
            if self.is_free(at) {
                self.on_square += usize::from(!at_door);
                self.taken.push(at);
                return at;
            }
        }
        self.first_free()
    }

    fn around(&mut self, at: Point, reach: i32) -> Point {
        let mut offset = || Mm(self.stream.range(-reach / 100, reach / 100) * 100);
        Point { x: at.x + offset(), z: at.z + offset() }
    }

    fn is_free(&self, at: Point) -> bool {
        let clear = |house: &House| {
            at.x < house.min.x - Mm(CLEAR)
                || at.x > house.max.x + Mm(CLEAR)
                || at.z < house.min.z - Mm(CLEAR)
                || at.z > house.max.z + Mm(CLEAR)
        };
        // Doors stay passable.
        let blocks = |house: &House| at.distance_squared(house.door) < 900 * 900;
        // Nor do counters and walls stand in anybody's way.
        let built = |solid: &Solid| {
            at.x > solid.min.x - Mm(CLEAR)
                && at.x < solid.max.x + Mm(CLEAR)
                && at.z > solid.min.z - Mm(CLEAR)
                && at.z < solid.max.z + Mm(CLEAR)
        };
        self.layout.houses.iter().all(|house| clear(house) && !blocks(house))
            && !self.layout.works.iter().flat_map(|work| &work.solids).any(built)
            && self.taken.iter().all(|other| at.distance_squared(*other) >= APART * APART)
    }

    /// A free place of a grid over the square, which has room for four times the most people.
    fn first_free(&mut self) -> Point {
        let steps = (self.half - 500) / 600;
        let grid = (-steps..=steps).flat_map(|z| (-steps..=steps).map(move |x| (x, z)));
        let points = grid
            .map(|(x, z)| Point { x: self.middle.x + Mm(x * 600), z: self.middle.z + Mm(z * 600) });
        let free = points.into_iter().find(|&at| self.is_free(at)).unwrap_or(self.middle);
        self.taken.push(free);
        free
    }
}
