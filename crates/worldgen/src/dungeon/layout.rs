//! Where the rooms of a floor go: the way in at an edge, the treasure far from it, the boss beside the
//! treasure, the puzzle beside the boss, keys and stairs out of the way, the others in between.

use super::RoomRole;
use super::mission::{Mission, Node};
use super::plan::{MARGIN, Plan, PlannedRoom, ROOM_GAP, Rect};
use seed::Stream;

/// Places tried for each room; the best one that fits is taken.
const TRIES: u32 = 40;

/// Draws a floor's plan; `None` when a room found no place.
pub(super) fn draw(stream: &mut Stream, mission: &Mission, floor: u8, levers: u8) -> Option<Plan> {
    let mut nodes: Vec<(u8, &Node)> = mission.on_floor(floor).collect();
    let base = nodes.first()?.1.zone;
    nodes.sort_by_key(|&(id, node)| (rank(node.role), id));
    let rooms = nodes.len() as i32;
    // 36 cells hold six rooms loosely, 52 hold fourteen.
    let side = (24 + 2 * rooms + stream.range(0, 3)).clamp(34, 60);
    let mut plan = Plan { side, rooms: Vec::with_capacity(nodes.len()) };
    let edge = stream.below(4);
    for (id, node) in nodes {
        let size = size_of(stream, node.role, levers);
        let entry = plan.rooms.is_empty();
        let rect = place(stream, &plan, node.role, size, (entry, edge, base))?;
        plan.rooms.push(PlannedRoom { rect, role: node.role, zone: node.zone, node: id });
    }
    Some(plan)
}

/// The order in which rooms are placed. The first on a lower floor are its stairs up, which come
/// before its stairs down as their number is lower.
const fn rank(role: RoomRole) -> u8 {
    match role {
        RoomRole::Entrance | RoomRole::Stairs => 0,
        RoomRole::Treasure => 1,
        RoomRole::Boss => 2,
        RoomRole::Puzzle => 3,
        RoomRole::Key => 4,
        RoomRole::Warden => 5,
        RoomRole::Plain => 6,
        RoomRole::Vault | RoomRole::Secret => 7,
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
        RoomRole::Stairs => (4, 5),
        RoomRole::Vault | RoomRole::Secret => (4, 5),
        RoomRole::Warden => (6, 7),
        RoomRole::Plain => (4, 8),
    };
    (stream.range(low, high), stream.range(low, high))
}

fn place(
    stream: &mut Stream,
    plan: &Plan,
    role: RoomRole,
    (width, depth): (i32, i32),
    way_in: (bool, u32, u8),
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
        let score = score(plan, role, rect, way_in) + jitter;
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, rect));
        }
    }
    best.map(|(_, rect)| rect)
}

/// How well a place suits a role; higher is better. `way_in`: it is the way in, at which edge that
/// is, and its zone.
fn score(plan: &Plan, role: RoomRole, rect: Rect, way_in: (bool, u32, u8)) -> i32 {
    let (entry, edge, base) = way_in;
    let room = |role| plan.index(role).map(|index| plan.rooms[index].rect);
    let near =
        |role| room(role).map_or(0, |other| -4 * other.gap(rect).max(0) - other.distance(rect));
    let first = plan.rooms.first().map(|room| room.rect);
    let away = first.map_or(0, |other| other.distance(rect));
    if entry {
        return match edge {
            0 => -rect.z0 * 4,
            1 => -rect.x0 * 4,
            2 => rect.x1 * 4,
            _ => rect.z1 * 4,
        };
    }
    match role {
        RoomRole::Treasure | RoomRole::Stairs | RoomRole::Entrance | RoomRole::Warden => away,
        RoomRole::Boss => near(RoomRole::Treasure),
        RoomRole::Puzzle => near(RoomRole::Boss),
        RoomRole::Key => away + room(RoomRole::Puzzle).map_or(0, |other| other.distance(rect)) / 2,
        RoomRole::Plain | RoomRole::Vault | RoomRole::Secret => {
            let open = plan.rooms.iter().filter(|other| other.zone == base);
            -4 * open.map(|other| other.rect.gap(rect)).min().unwrap_or(0)
        }
    }
}
