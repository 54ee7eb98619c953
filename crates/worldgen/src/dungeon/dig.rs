//! Digs a floor: first what is closed, then the tree of open ways, then loops.

use super::Cell;
use super::corridor::{Carver, Job};
use super::mission::{Mission, Start, Way, WayKind};
use super::plan::Plan;
use seed::Stream;

/// A floor that was dug.
pub(super) struct DugFloor {
    pub(super) plan: Plan,
    pub(super) cells: Vec<Cell>,
    /// The ways, and for a closed one its cell.
    pub(super) ways: Vec<(Way, Option<(i32, i32)>)>,
}

/// What a closed way looks like on the grid.
const fn shut(kind: WayKind) -> Option<Cell> {
    match kind {
        WayKind::Door { .. } => Some(Cell::Door),
        WayKind::Gate | WayKind::Portcullis { .. } | WayKind::Seal { .. } => Some(Cell::Gate),
        WayKind::Secret => Some(Cell::Secret),
        WayKind::Open | WayKind::Stairs | WayKind::Shaft => None,
    }
}

/// Digs everything that a plan needs; `None` when a corridor finds no way.
pub(super) fn dig(stream: &mut Stream, mission: &Mission, plan: Plan) -> Option<DugFloor> {
    let mut carver = Carver::new(&plan);
    let mut ways = Vec::new();
    let mut hidden = Vec::new();
    for link in &mission.links {
        if matches!(link.kind, WayKind::Stairs | WayKind::Shaft) {
            continue;
        }
        let Some(to) = plan.of_node(link.to) else { continue };
        let from = match link.from {
            Start::Room(room) => plan.of_node(room)?,
            Start::Zone(zone) => (0..plan.rooms.len())
                .filter(|&room| plan.rooms[room].zone == zone && room != to)
                .min_by_key(|&room| (plan.rooms[room].rect.gap(plan.rooms[to].rect), room))?,
        };
        let zone = plan.rooms[from].zone;
        let seal = shut(link.kind);
        let job = Job { from, to, zone, seal, wide: false, own: false };
        let way = Way { from: plan.rooms[from].node, to: link.to, kind: link.kind };
        if link.kind == WayKind::Secret && zone == plan.rooms[to].zone {
            // A second way is dug last: it takes what room is left, or is left out.
            hidden.push((Job { own: true, ..job }, way));
            continue;
        }
        let mouth = carver.dig(job)?;
        ways.push((way, seal.map(|_| mouth)));
    }
    let (tree, loops) = open_ways(stream, &plan);
    let open = |from: usize, to: usize| Way {
        from: plan.rooms[from].node,
        to: plan.rooms[to].node,
        kind: WayKind::Open,
    };
    for (from, to) in tree {
        let wide = stream.chance(1, 3);
        let zone = plan.rooms[from].zone;
        carver.dig(Job { from, to, zone, seal: None, wide, own: false })?;
        ways.push((open(from, to), None));
    }
    for (job, way) in hidden {
        if let Some(mouth) = carver.dig(job) {
            ways.push((way, Some(mouth)));
        }
    }
    let wanted = 1 + stream.below(2);
    let mut dug = 0;
    for (from, to) in loops {
        let wide = stream.chance(1, 4);
        let zone = plan.rooms[from].zone;
        let job = Job { from, to, zone, seal: None, wide, own: true };
        if dug < wanted && carver.dig(job).is_some() {
            ways.push((open(from, to), None));
            dug += 1;
        }
    }
    let cells = carver.cells();
    Some(DugFloor { plan, cells, ways })
}

/// Pairs of rooms, by index.
type Pairs = Vec<(usize, usize)>;

/// A tree over the rooms of the way in's zone (Prim, by gap), and the pairs left over, the nearest
/// first.
fn open_ways(stream: &mut Stream, plan: &Plan) -> (Pairs, Pairs) {
    let base = plan.rooms[0].zone;
    let open: Vec<usize> =
        (0..plan.rooms.len()).filter(|&room| plan.rooms[room].zone == base).collect();
    let mut pairs = Vec::new();
    for (number, &a) in open.iter().enumerate() {
        for &b in &open[number + 1..] {
            let gap = plan.rooms[a].rect.gap(plan.rooms[b].rect);
            pairs.push((gap + stream.range(0, 4), a, b));
        }
    }
    pairs.sort_unstable();
    let mut joined = vec![false; plan.rooms.len()];
    joined[open[0]] = true;
    let mut tree = Vec::new();
    while let Some(next) = pairs.iter().position(|&(_, a, b)| joined[a] != joined[b]) {
        let (_, a, b) = pairs.remove(next);
        joined[a] = true;
        joined[b] = true;
        tree.push((a, b));
    }
    (tree, pairs.into_iter().map(|(_, a, b)| (a, b)).collect())
}
