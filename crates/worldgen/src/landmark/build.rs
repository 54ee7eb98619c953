//! What of a landmark stands in the way, as boxes. Whoever draws one builds around these.

use super::cave;
use crate::Solid;
use crate::world::survey::{DIRECTIONS, towards};
use ruleset::{LandmarkKind, LandmarkShape};
use seed::{Mm, Point, Stream};

/// How deep the boxes reach into the ground, so that none floats on a slope.
const ROOT: Mm = Mm(2_000);

/// Where a landmark stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its middle.
    pub at: Point,
    /// The lowest ground below it.
    pub ground: Mm,
    /// How it lies, if it is a cave.
    pub cave: Option<cave::Mouth>,
}

/// How far a landmark of a shape and height reaches from its middle.
pub(super) fn radius(shape: LandmarkShape, height: Mm) -> Mm {
    let per_mille = match shape {
        LandmarkShape::Stones => 1_700,
        LandmarkShape::Tree => 450,
        LandmarkShape::Tower => 360,
        LandmarkShape::Arch => 620,
        LandmarkShape::Spire => 260,
        LandmarkShape::Cairn => 620,
        LandmarkShape::Statue => 300,
        LandmarkShape::Cave => 1_000,
    };
    Mm((i64::from(height.0) * per_mille / 1000) as i32)
}

/// The boxes of a landmark.
pub(super) fn solids(
    kind: &LandmarkKind,
    place: &Place,
    height: Mm,
    stream: &mut Stream,
) -> Vec<Solid> {
    let (at, ground) = (place.at, place.ground);
    let part = |per_mille: i32| Mm((i64::from(height.0) * i64::from(per_mille) / 1000) as i32);
    let boxed = |middle: Point, half: (Mm, Mm), bottom: Mm, top: Mm| Solid {
        min: Point { x: middle.x - half.0, z: middle.z - half.1 },
        max: Point { x: middle.x + half.0, z: middle.z + half.1 },
        bottom,
        top: ground + top,
        colour: kind.colour,
    };
    let root = ground - ROOT;
    let square = |half: Mm, top: Mm| boxed(at, (half, half), root, top);
    let mut solids = match kind.shape {
        LandmarkShape::Stones => {
            let ring = part(1_400);
            DIRECTIONS
                .iter()
                .step_by(2)
                .map(|&way| {
                    let wide = Mm(stream.range(450, 750));
                    boxed(towards(at, way, ring), (wide, wide), root, part(stream.range(600, 1000)))
                })
                .collect()
        }
        LandmarkShape::Tree => vec![square(part(60), height)],
        LandmarkShape::Tower => tower(at, part(220), &boxed, root, &part, stream),
        LandmarkShape::Arch => {
            let (out, thick) = (part(420), part(130));
            let east = stream.chance(1, 2);
            let aside = |by: Mm| {
                if east { Point { x: at.x + by, ..at } } else { Point { z: at.z + by, ..at } }
            };
            let lintel = if east { (out, thick) } else { (thick, out) };
            vec![
                boxed(aside(-out), (thick, thick), root, part(850)),
                boxed(aside(out), (thick, thick), root, part(850)),
                boxed(at, lintel, ground + part(700), height),
            ]
        }
        LandmarkShape::Spire => {
            vec![
                square(part(180), part(350)),
                square(part(125), part(700)),
                square(part(70), height),
            ]
        }
        LandmarkShape::Cairn => vec![square(part(420), part(450)), square(part(220), height)],
        LandmarkShape::Statue => vec![square(part(190), part(220)), square(part(110), height)],
        LandmarkShape::Cave => place
            .cave
            .map_or_else(Vec::new, |mouth| cave::solids(kind, &mouth, height, root, stream)),
    };
    solids.sort_unstable_by_key(|solid| (solid.min.z, solid.min.x, solid.top));
    solids
}

/// Four broken walls, with a way in from the south.
fn tower(
    at: Point,
    half: Mm,
    boxed: &dyn Fn(Point, (Mm, Mm), Mm, Mm) -> Solid,
    root: Mm,
    part: &dyn Fn(i32) -> Mm,
    stream: &mut Stream,
) -> Vec<Solid> {
    let thick = Mm(450);
    let door = Mm(800);
    let rest = Mm((half.0 - door.0) / 2);
    let aside = |x: Mm, z: Mm| Point { x: at.x + x, z: at.z + z };
    let mut top = |low: i32| part(stream.range(low, 1000));
    vec![
        boxed(aside(Mm(0), -half), (half + thick, thick), root, part(1000)),
        boxed(aside(-half, Mm(0)), (thick, half), root, top(700)),
        boxed(aside(half, Mm(0)), (thick, half), root, top(450)),
        boxed(aside(-(door + rest), half), (rest + thick, thick), root, top(350)),
        boxed(aside(door + rest, half), (rest + thick, thick), root, top(250)),
    ]
}
