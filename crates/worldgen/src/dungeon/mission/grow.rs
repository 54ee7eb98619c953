//! The rules by which a mission grows.

use super::{Hold, Link, Mission, Node, Start, WayKind};
use crate::dungeon::RoomRole;
use ruleset::{DungeonTheme, MissionRules};
use seed::Stream;

/// Most switches, so that what a player has done fits in few bits.
const MOST_SWITCHES: u8 = 4;
/// Most rooms that hold a floor's own parts, so that its optional ones find room.
const MOST_ROOMS: u8 = 11;

/// Grows a mission of so many floors.
pub(in crate::dungeon) fn grow(
    stream: &mut Stream,
    rules: &MissionRules,
    theme: &DungeonTheme,
    floors: u8,
) -> Mission {
    let mission = Mission { floors, ..Mission::default() };
    let mut grower =
        Grower { stream, rules, mission, zones: 0, locks: 1, switches: 0, base: vec![] };
    grower.floors(theme);
    grower.stairs(theme);
    for floor in 0..floors {
        let (low, high) = rules.extras;
        for _ in 0..grower.stream.range(low.into(), high.into()) {
            grower.extra(theme, floor);
        }
    }
    grower.mission
}

/// The smallest mission: entrance, treasure, boss, puzzle, key, one more.
pub(in crate::dungeon) fn plain() -> Mission {
    let node = |role, zone| Node {
        role,
        floor: 0,
        zone,
        optional: false,
        guarded: false,
        holds: match role {
            RoomRole::Key => vec![Hold::Key(0)],
            RoomRole::Plain => vec![Hold::Chest],
            _ => Vec::new(),
        },
    };
    let nodes = vec![
        node(RoomRole::Entrance, 0),
        node(RoomRole::Treasure, 2),
        node(RoomRole::Boss, 2),
        node(RoomRole::Puzzle, 1),
        node(RoomRole::Key, 0),
        node(RoomRole::Plain, 0),
    ];
    let link = |from, to, kind| Link { from, to, kind };
    let links = vec![
        link(Start::Room(2), 1, WayKind::Open),
        link(Start::Room(2), 3, WayKind::Gate),
        link(Start::Zone(0), 3, WayKind::Door { lock: 0 }),
    ];
    Mission { floors: 1, nodes, links }
}

struct Grower<'a> {
    stream: &'a mut Stream,
    rules: &'a MissionRules,
    mission: Mission,
    zones: u8,
    locks: u8,
    switches: u8,
    /// The zone of each floor in which one arrives.
    base: Vec<u8>,
}

impl Grower<'_> {
    fn node(&mut self, role: RoomRole, floor: u8, zone: u8) -> u8 {
        let optional = matches!(role, RoomRole::Vault | RoomRole::Secret);
        let holds = if optional { vec![Hold::Chest] } else { Vec::new() };
        self.mission.nodes.push(Node { role, floor, zone, optional, guarded: false, holds });
        self.mission.nodes.len() as u8 - 1
    }

    fn zone(&mut self) -> u8 {
        self.zones += 1;
        self.zones - 1
    }

    fn link(&mut self, from: Start, to: u8, kind: WayKind) {
        self.mission.links.push(Link { from, to, kind });
    }

    /// A plain room of a floor's base zone.
    fn host(&mut self, floor: u8) -> u8 {
        let zone = self.base[usize::from(floor)];
        let fits = |node: &Node| node.zone == zone && node.role == RoomRole::Plain;
        let all: Vec<u8> =
            self.mission.on_floor(floor).filter(|(_, node)| fits(node)).map(|(id, _)| id).collect();
        // Rooms that hold nothing yet come first, so that what opens things is spread.
        let bare = |id: &u8| self.mission.nodes[usize::from(*id)].holds.is_empty();
        let empty: Vec<u8> = all.iter().copied().filter(bare).collect();
        let choice = if empty.is_empty() { &all } else { &empty };
        self.stream.pick(choice).copied().unwrap_or(0)
    }

    fn hold(&mut self, node: u8, hold: Hold) {
        self.mission.nodes[usize::from(node)].holds.push(hold);
    }

    fn switch(&mut self) -> Option<u8> {
        (self.switches < MOST_SWITCHES).then(|| {
            self.switches += 1;
            self.switches - 1
        })
    }

    fn lock(&mut self, theme: &DungeonTheme) -> Option<u8> {
        (usize::from(self.locks) <= theme.spare_keys.len()).then(|| {
            self.locks += 1;
            self.locks - 1
        })
    }

    /// Rooms that every floor has, and what the lowest has besides.
    fn floors(&mut self, theme: &DungeonTheme) {
        let floors = self.mission.floors;
        for floor in 0..floors {
            let base = self.zone();
            self.base.push(base);
            let entry = if floor == 0 { RoomRole::Entrance } else { RoomRole::Stairs };
            self.node(entry, floor, base);
            let lowest = floor + 1 == floors;
            let (low, high) = if lowest { theme.rooms } else { self.rules.upper_rooms };
            let rooms = self.stream.range(low.into(), high.into()) as u8;
            let own = if lowest { 5 } else { 2 };
            if lowest {
                let (locked, gated) = (self.zone(), self.zone());
                let treasure = self.node(RoomRole::Treasure, floor, gated);
                let boss = self.node(RoomRole::Boss, floor, gated);
                let puzzle = self.node(RoomRole::Puzzle, floor, locked);
                self.link(Start::Room(boss), treasure, WayKind::Open);
                self.link(Start::Room(boss), puzzle, WayKind::Gate);
                self.link(Start::Zone(base), puzzle, WayKind::Door { lock: 0 });
                // The key of the last door may lie floors above it: one comes back for it.
                let above = self.stream.chance(1, 3) && floor > 0;
                let at = if above { floor - 1 } else { floor };
                let key = self.node(RoomRole::Key, at, self.base[usize::from(at)]);
                self.hold(key, Hold::Key(0));
            }
            for _ in 0..rooms.min(MOST_ROOMS).saturating_sub(own).max(2) {
                self.node(RoomRole::Plain, floor, base);
            }
        }
    }

    /// Stairs, and what closes them.
    fn stairs(&mut self, theme: &DungeonTheme) {
        for floor in 0..self.mission.floors.saturating_sub(1) {
            let base = self.base[usize::from(floor)];
            let weights = self.rules.stairs;
            let weights =
                [weights.open, weights.key, weights.switch, weights.warden, weights.valve];
            let drawn = self.stream.weighted(&weights).unwrap_or(0);
            let kind = match drawn {
                1 => self.lock(theme).map(|lock| {
                    let host = self.host(floor);
                    self.hold(host, Hold::Key(lock));
                    WayKind::Door { lock }
                }),
                2 => self.switch().map(|switch| {
                    let host = self.host(floor);
                    self.hold(host, Hold::Switch(switch));
                    WayKind::Portcullis { switch }
                }),
                3 => Some(WayKind::Seal { warden: self.node(RoomRole::Warden, floor, base) }),
                4 => self.switch().map(|switch| {
                    let (above, below) = (self.host(floor), self.host(floor + 1));
                    self.link(Start::Room(above), below, WayKind::Shaft);
                    let host = self.host(floor + 1);
                    self.hold(host, Hold::Switch(switch));
                    WayKind::Portcullis { switch }
                }),
                _ => None,
            };
            let zone = if kind.is_some() { self.zone() } else { base };
            let exit = self.node(RoomRole::Stairs, floor, zone);
            if let Some(kind) = kind {
                self.link(Start::Zone(base), exit, kind);
            }
            let next = self.base[usize::from(floor) + 1];
            let arrival = self.mission.on_floor(floor + 1).find(|(_, node)| node.zone == next);
            let arrival = arrival.map_or(0, |(id, _)| id);
            self.link(Start::Room(exit), arrival, WayKind::Stairs);
        }
    }

    /// One optional part.
    fn extra(&mut self, theme: &DungeonTheme, floor: u8) {
        let base = self.base[usize::from(floor)];
        let weights = self.rules.beside;
        let weights = [
            weights.secret,
            weights.vault,
            weights.cage,
            weights.gambit,
            weights.shortcut,
            weights.drop,
            weights.hidden,
        ];
        match self.stream.weighted(&weights) {
            Some(0) => self.beside(floor, RoomRole::Secret, WayKind::Secret),
            Some(1) => {
                if let Some(lock) = self.lock(theme) {
                    // The key lies on another floor when there is one.
                    let at = self.stream.below(u32::from(self.mission.floors)) as u8;
                    let host = self.host(at);
                    self.hold(host, Hold::Key(lock));
                    self.beside(floor, RoomRole::Vault, WayKind::Door { lock });
                }
            }
            Some(2) => {
                if let Some(switch) = self.switch() {
                    let host = self.host(floor);
                    self.hold(host, Hold::Switch(switch));
                    self.beside(floor, RoomRole::Vault, WayKind::Portcullis { switch });
                }
            }
            Some(3) => {
                let host = self.host(floor);
                self.hold(host, Hold::Chest);
                let node = &mut self.mission.nodes[usize::from(host)];
                node.guarded = true;
                node.optional = node.holds.len() == 1;
            }
            Some(4) => self.shortcut(floor, base),
            Some(5) => {
                let open = |link: &Link| {
                    let Start::Room(room) = link.from else { return false };
                    let node = &self.mission.nodes[usize::from(room)];
                    link.kind == WayKind::Stairs && node.floor == floor && node.zone == base
                };
                if self.mission.links.iter().any(open) {
                    let (above, below) = (self.host(floor), self.host(floor + 1));
                    self.link(Start::Room(above), below, WayKind::Shaft);
                }
            }
            Some(_) => {
                let (from, to) = (self.host(floor), self.host(floor));
                let doubled = |link: &Link| link.kind == WayKind::Secret && link.to == to;
                if from != to && !self.mission.links.iter().any(doubled) {
                    self.link(Start::Room(from), to, WayKind::Secret);
                }
            }
            None => {}
        }
    }

    /// A room of its own zone beside the way.
    fn beside(&mut self, floor: u8, role: RoomRole, kind: WayKind) {
        let zone = self.zone();
        let node = self.node(role, floor, zone);
        self.link(Start::Zone(self.base[usize::from(floor)]), node, kind);
    }

    /// A portcullis between the floor's entry and the room behind its lock, opened from behind.
    fn shortcut(&mut self, floor: u8, base: u8) {
        let behind = |node: &Node| {
            node.zone != base && matches!(node.role, RoomRole::Stairs | RoomRole::Puzzle)
        };
        let behind = self.mission.on_floor(floor).find(|(_, node)| behind(node));
        let Some(behind) = behind.map(|(id, _)| id) else { return };
        let cut = |link: &Link| link.from == Start::Room(behind) && is_portcullis(link.kind);
        if self.mission.links.iter().any(cut) {
            return;
        }
        let entry = self.mission.on_floor(floor).find(|(_, node)| node.zone == base);
        let Some(entry) = entry.map(|(id, _)| id) else { return };
        if let Some(switch) = self.switch() {
            self.hold(behind, Hold::Switch(switch));
            self.link(Start::Room(behind), entry, WayKind::Portcullis { switch });
        }
    }
}

const fn is_portcullis(kind: WayKind) -> bool {
    matches!(kind, WayKind::Portcullis { .. })
}
