//! Builds a house on its plot.

use super::plots::Plot;
use super::rooms::{self, WALL};
use super::style::Style;
use super::{Area, Frame, half};
use crate::settlement::house::Room;
use crate::{House, Solid};
use seed::{Mm, Point, Stream};

/// Width of a door.
const DOOR: i32 = 1_400;

/// How far before the wall a house's door is said to be.
const STEP: i32 = 600;

/// A house.
pub(super) fn house(
    frame: Frame,
    ground: Mm,
    number: u8,
    plot: &Plot,
    style: &Style<'_>,
    stream: &mut Stream,
) -> House {
    let Plot { purpose, side, along, width, setback, depth } = *plot;
    let look = style.look(purpose, width.min(depth), stream);
    // The door lies so that it can be reached from the street, if the house reaches beyond its end.
    let low = (half(DOOR) + WALL).max(half(DOOR) - along);
    let high = (width - half(DOOR) - WALL).min(side.length - along - half(DOOR));
    let middle = half(width) + stream.range(-3, 3) * (width - 4_000).max(0) / 12;
    let door = middle.clamp(low.min(half(width)), high.max(half(width)));
    let inside = rooms::divide(purpose, (width, depth), door, stream);
    // From a house's own directions into the world.
    let place = |area: Area| -> (Point, Point) {
        let from = (along + area.u0, setback + area.v0);
        frame.area(side.area(from, (along + area.u1, setback + area.v1)))
    };
    let solid = |area: Area, height: Mm| {
        let (min, max) = place(area);
        // The foundation keeps the walls from floating where the ground is uneven.
        Solid { min, max, bottom: ground - Mm(500), top: ground + height, colour: look.wall }
    };
    let part = |u0, v0, u1, v1| Area { u0, v0, u1, v1 };
    let outer = [
        part(0, 0, door - half(DOOR), WALL),
        part(door + half(DOOR), 0, width, WALL),
        part(0, WALL, WALL, depth - WALL),
        part(width - WALL, WALL, width, depth - WALL),
        part(0, depth - WALL, width, depth),
    ];
    let mut walls: Vec<Solid> =
        outer.into_iter().map(|area| solid(area, look.wall_height)).collect();
    walls.extend(inside.walls.iter().map(|&area| solid(area, look.storey)));
    let (min, max) = place(part(0, 0, width, depth));
    House {
        number,
        purpose,
        min,
        max,
        wall_height: look.wall_height,
        roof_height: look.roof_height,
        ridge_east: max.x - min.x >= max.z - min.z,
        door: frame.point(side.point(along + door, setback - STEP)),
        wall: look.wall,
        roof: look.roof,
        style: look.style,
        walls,
        rooms: inside
            .rooms
            .iter()
            .map(|&(kind, area)| {
                let (min, max) = place(area);
                Room { kind, min, max }
            })
            .collect(),
    }
}
