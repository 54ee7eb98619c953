//! The plan of a settlement, seen from above: streets, houses with their rooms and doors, the town's
//! wall, fields, and a legend.

mod land;
mod plan;

use super::Canvas;
use super::canvas::{Ink, ink, scaled};
use super::font::{self, Style};
use crate::world::settlement::{purpose, rank};
use seed::Point;
use worldgen::{HousePurpose, Settlement, WorkKind, World};

/// Edge of the plan, pixels.
const EDGE: f32 = 1080.0;
const TOP: f32 = 84.0;
const LEFT: f32 = 30.0;
const PANEL: f32 = 270.0;

const PAPER: Ink = ink(31, 29, 27);
const WORDS: Ink = ink(232, 222, 200);

/// Colours of houses by purpose, for the plan and its legend.
const PURPOSES: [(&str, Ink); 7] = [
    ("dwelling", ink(214, 198, 168)),
    ("workshop", ink(214, 150, 92)),
    ("inn", ink(205, 96, 84)),
    ("temple", ink(150, 140, 205)),
    ("hall", ink(96, 150, 190)),
    ("store", ink(150, 160, 110)),
    ("gatehouse", ink(150, 146, 138)),
];

/// Draws the plan.
pub(crate) fn settlement(world: &World, town: &Settlement) -> Canvas {
    let view = View::of(town);
    let mut canvas =
        Canvas::new((LEFT + EDGE + PANEL) as usize, (TOP + EDGE + LEFT) as usize, PAPER);
    land::ground(&mut canvas, world, town, view);
    plan::works_below(&mut canvas, town, view);
    for house in &town.houses {
        plan::house(&mut canvas, house, view, colour(house.purpose));
    }
    plan::works_above(&mut canvas, town, view);
    for house in &town.houses {
        if house.purpose != HousePurpose::Dwelling {
            let (x, y) = view.place(middle(house.min, house.max));
            let name = purpose(world, house.purpose);
            font::centred(
                &mut canvas,
                (x, y + 5.0),
                &name,
                Style::plain(1.3, WORDS).on(PAPER, 0.8),
            );
        }
    }
    words(&mut canvas, world, town, view);
    canvas
}

/// The colour of a purpose.
fn colour(purpose: HousePurpose) -> Ink {
    let index = match purpose {
        HousePurpose::Dwelling => 0,
        HousePurpose::Workshop(_) => 1,
        HousePurpose::Inn => 2,
        HousePurpose::Temple => 3,
        HousePurpose::Hall => 4,
        HousePurpose::Store => 5,
        HousePurpose::Gatehouse => 6,
    };
    PURPOSES[index].1
}

/// Where the plan lies in the world: pixels a metre around a middle.
#[derive(Clone, Copy)]
pub(super) struct View {
    west: f32,
    north: f32,
    /// Pixels of a metre.
    scale: f32,
}

impl View {
    /// Around everything that people made.
    fn of(town: &Settlement) -> Self {
        let mut low = (town.site.at.x.0, town.site.at.z.0);
        let mut high = low;
        let works = town.works.iter().map(|work| (work.min, work.max));
        let fields = town.fields.iter().map(|field| (field.min, field.max));
        let houses = town.houses.iter().map(|house| (house.min, house.max));
        let streets = town.streets.iter().map(|street| (street.min, street.max));
        for (min, max) in works.chain(fields).chain(houses).chain(streets) {
            low = (low.0.min(min.x.0), low.1.min(min.z.0));
            high = (high.0.max(max.x.0), high.1.max(max.z.0));
        }
        let edge = (high.0 - low.0).max(high.1 - low.1) as f32 / 1000.0 + 12.0;
        let middle = |low: i32, high: i32| i32::midpoint(low, high) as f32 / 1000.0;
        Self {
            west: middle(low.0, high.0) - edge / 2.0,
            north: middle(low.1, high.1) - edge / 2.0,
            scale: EDGE / edge,
        }
    }

    /// A point of the world in the picture.
    fn place(self, at: Point) -> (f32, f32) {
        let x = LEFT + (at.x.to_metres_f32() - self.west) * self.scale;
        let y = TOP + (at.z.to_metres_f32() - self.north) * self.scale;
        (x, y)
    }

    /// A rectangle of the world in the picture, cut to the plan.
    fn rect(self, min: Point, max: Point) -> [f32; 4] {
        let ((l, t), (r, b)) = (self.place(min), self.place(max));
        [l.max(LEFT), t.max(TOP), r.min(LEFT + EDGE), b.min(TOP + EDGE)]
    }

    /// The point of the world at a place of the picture.
    fn world(self, x: f32, y: f32) -> Point {
        let mm = |value: f32| (value * 1000.0) as i32;
        Point::new(mm((x - LEFT) / self.scale + self.west), mm((y - TOP) / self.scale + self.north))
    }
}

fn middle(min: Point, max: Point) -> Point {
    Point::new(i32::midpoint(min.x.0, max.x.0), i32::midpoint(min.z.0, max.z.0))
}

fn words(canvas: &mut Canvas, world: &World, town: &Settlement, view: View) {
    let culture = &world.rules().culture(town.culture).name;
    font::text(canvas, (LEFT + 4.0, 44.0), &town.site.name, Style::plain(3.2, WORDS).bold());
    let line = format!(
        "{} of the {culture}, {} houses, {} people, the land feeds {} per mille",
        rank(world, town),
        town.houses.len(),
        town.people.len(),
        town.food,
    );
    font::text(canvas, (LEFT + 4.0, 70.0), &line, Style::plain(1.6, scaled(WORDS, 0.72)));
    let left = LEFT + EDGE + 26.0;
    let mut y = TOP + 20.0;
    let mut entry = |canvas: &mut Canvas, colour: Ink, name: &str| {
        canvas.rect([left, y - 9.0, left + 20.0, y + 9.0], 2.0, colour, 1.0);
        font::text(canvas, (left + 32.0, y + 6.0), name, Style::plain(1.55, WORDS));
        y += 30.0;
    };
    for (index, (name, colour)) in PURPOSES.into_iter().enumerate() {
        let number =
            town.houses.iter().filter(|house| self::colour(house.purpose) == PURPOSES[index].1);
        let number = number.count();
        if number > 0 {
            entry(canvas, colour, &format!("{name}, {number}"));
        }
    }
    for (kind, name) in [
        (WorkKind::Well, "well"),
        (WorkKind::Stall, "market stall"),
        (WorkKind::Wall, "wall"),
        (WorkKind::Gate, "gate"),
        (WorkKind::Pier, "quay"),
        (WorkKind::Barrels, "casks"),
        (WorkKind::Haystack, "hay"),
    ] {
        if town.works.iter().any(|work| work.kind == kind) {
            entry(canvas, plan::work_colour(kind), name);
        }
    }
    entry(canvas, land::STREET, "street");
    entry(canvas, land::FIELDS[0], "field");
    let length = if view.scale > 9.0 { 10.0 } else { 20.0 };
    let metres = length * view.scale;
    let y = TOP + EDGE - 12.0;
    canvas.strokes(&[((left, y), (left + metres, y))], 3.0, WORDS, 1.0);
    font::text(canvas, (left, y - 10.0), &format!("{length} m"), Style::plain(1.4, WORDS));
}
