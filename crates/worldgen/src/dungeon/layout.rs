//! Where the rooms go: the entrance at an edge, the treasure far from it, the boss beside the
//! treasure, the puzzle beside the boss, the key out of the way, the others in between.

use super::RoomRole;
use super::plan::{MARGIN, Plan, PlannedRoom, ROOM_GAP, Rect, Zone};
use seed::Stream;

/// Places tried for each room; the best one that fits is taken.
const TRIES: u32 = 40;

/// Most rooms that the largest grid takes.
const MAX_ROOMS: u8 = 14;

/// Rooms from which a plain one may hang behind the locked door.
const ROOMS_FOR_A_SIDE_ROOM: usize = 8;

/// Draws a plan; `None` when a room found no place.
pub(super) fn draw(stream: &mut Stream, rooms: u8, levers: u8) -> Option<Plan> {
    let rooms = rooms.clamp(6, MAX_ROOMS);
    // 36 cells hold six rooms loosely, 52 hold fourteen.
    let side = (24 + 2 * i32::from(rooms) + stream.range(0, 3)).clamp(36, 52);
    let mut plan = Plan { side, rooms: Vec::with_capacity(usize::from(rooms)) };
    let south = stream.below(4);
    for number in 0..rooms {
        let role = role_of(number);
        let size = size_of(stream, role, levers);
        let rect = place(stream, &plan, role, size, south)?;
        let zone = match role {
            RoomRole::Puzzle => Zone::Locked,
            RoomRole::Boss | RoomRole::Treasure => Zone::Gated,
            _ => Zone::Open,
        };
        plan.rooms.push(PlannedRoom { rect, role, zone });
    }
    if plan.rooms.len() >= ROOMS_FOR_A_SIDE_ROOM && stream.chance(1, 2) {
        hang_side_room(&mut plan);
    }
    Some(plan)
}

const fn role_of(number: u8) -> RoomRole {
    match number {
        0 => RoomRole::Entrance,
        1 => RoomRole::Treasure,
        2 => RoomRole::Boss,
        3 => RoomRole::Puzzle,
        4 => RoomRole::Key,
        _ => RoomRole::Plain,
    }
}

fn size_of(stream: &mut Stream, role: RoomRole, levers: u8) -> (i32, i32) {
    let (low, high) = match role {
        RoomRole::Entrance => (5, 6),
        RoomRole::Treasure => (4, 5),
        RoomRole::Boss => (7, 8),
        // Levers and lamps stand along its walls: two cells for each pair, and the ways in and out.
        RoomRole::Puzzle if levers >= 7 => (8, 8),
        RoomRole::Puzzle if levers >= 5 => (7, 8),
        RoomRole::Puzzle => (6, 8),
        RoomRole::Key => (4, 6),
        RoomRole::Plain => (4, 8),
    };
    (stream.range(low, high), stream.range(low, high))
}

fn place(
    stream: &mut Stream,
    plan: &Plan,
    role: RoomRole,
    (width, depth): (i32, i32),
    edge: u32,
) -> Option<Rect> {
    let mut best: Option<(i32, Rect)> = None;
    for _ in 0..TRIES {
        let x = stream.range(MARGIN, plan.side - MARGIN - width);
        let z = stream.range(MARGIN, plan.side - MARGIN - depth);
        let rect = Rect::new(x, z, width, depth);
        let jitter = stream.range(0, 5);
        if plan.rooms.iter().any(|room| room.rect.gap(rect) < ROOM_GAP) {
            continue;
        }
        let score = score(plan, role, rect, edge) + jitter;
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, rect));
        }
    }
    best.map(|(_, rect)| rect)
}

/// How well a place suits a role; higher is better.
fn score(plan: &Plan, role: RoomRole, rect: Rect, edge: u32) -> i32 {
    let room = |role| plan.index(role).map(|index| plan.rooms[index].rect);
    let near =
        |role| room(role).map_or(0, |other| -4 * other.gap(rect).max(0) - other.distance(rect));
    let far = |role| room(role).map_or(0, |other| other.distance(rect));
    match role {
        RoomRole::Entrance => match edge {
            0 => -rect.z0 * 4,
            1 => -rect.x0 * 4,
            2 => rect.x1 * 4,
            _ => rect.z1 * 4,
        },
        RoomRole::Treasure => far(RoomRole::Entrance),
        RoomRole::Boss => near(RoomRole::Treasure),
        RoomRole::Puzzle => near(RoomRole::Boss),
        RoomRole::Key => far(RoomRole::Entrance) + far(RoomRole::Puzzle) / 2,
        RoomRole::Plain => {
            let open = plan.rooms.iter().filter(|other| other.zone == Zone::Open);
            -4 * open.map(|other| other.rect.gap(rect)).min().unwrap_or(0)
        }
    }
}

/// Puts the plain room that is nearest to the puzzle room behind the locked door, as long as three
/// rooms besides the entrance stay outside.
fn hang_side_room(plan: &mut Plan) {
    let Some(puzzle) = plan.index(RoomRole::Puzzle) else { return };
    let puzzle = plan.rooms[puzzle].rect;
    let nearest = plan
        .rooms
        .iter_mut()
        .filter(|room| room.role == RoomRole::Plain)
        .min_by_key(|room| room.rect.gap(puzzle));
    if let Some(room) = nearest {
        room.zone = Zone::Locked;
    }
}
