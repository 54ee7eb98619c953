//! Streets: ways from the gates to the square, side streets between them, bends on the way.

use super::extent::{Breadth, half_square, radius};
use super::{Area, Frame, half, m};
use crate::{Street, StreetKind};
use seed::Stream;

/// A straight piece of a street.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lane {
    pub kind: StreetKind,
    pub area: Area,
    /// It runs along `u`.
    pub along_u: bool,
}

/// Where a way leaves the level ground.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate {
    pub at: (i32, i32),
    /// Outwards: a vector of length 1 along an axis.
    pub out: (i32, i32),
    /// Width of the street.
    pub width: i32,
}

/// The streets of a settlement around its square.
#[derive(Debug)]
pub(super) struct Network {
    pub square: Area,
    pub lanes: Vec<Lane>,
    pub gates: Vec<Gate>,
}

impl Lane {
    pub(super) fn street(&self, frame: Frame) -> Street {
        let (min, max) = frame.area(self.area);
        Street { kind: self.kind, min, max }
    }
}

/// One of the four ways out of the square.
#[derive(Clone, Copy)]
struct Arm {
    out: (i32, i32),
    width: i32,
    /// Offset to the side at the square, and beyond the bend.
    near: i32,
    far: i32,
    /// Where it bends, from the middle.
    bend: i32,
}

impl Network {
    /// Draws the streets of a place with so many houses.
    pub(super) fn draw(houses: u8, stream: &mut Stream) -> Self {
        let half_square = half_square(houses);
        let square = Area::between((-half_square, -half_square), (half_square, half_square));
        let breadth = Breadth::of(houses);
        let (main, side) = match breadth {
            Breadth::Row => (3_600, 3_200),
            Breadth::Branched => (4_200, 3_400),
            Breadth::Ringed => (4_800, 3_800),
            Breadth::Broad => (5_200, 4_000),
        };
        let mut network = Self { square, lanes: Vec::new(), gates: Vec::new() };
        let ring =
            (breadth >= Breadth::Ringed).then(|| Ring::draw(houses, half_square, side, stream));
        let reach = radius(houses).0 - m(1);
        for (number, out) in [(1, 0), (-1, 0), (0, -1), (0, 1)].into_iter().enumerate() {
            let along = number < 2;
            // Ways to the side: none in a row of houses, one or two from a village on.
            let wanted = along
                || match breadth {
                    Breadth::Row => false,
                    Breadth::Branched => number == 2 || stream.chance(1, 3),
                    Breadth::Ringed | Breadth::Broad => true,
                };
            if !wanted {
                continue;
            }
            let width = if along { main } else { i32::midpoint(main, side) / 100 * 100 };
            let room = (half_square - half(width) - m(1)).min(m(6)) / 500;
            let near = stream.range(-room, room) * 500;
            let shift = stream.range(8, 14) * 500 * if stream.chance(1, 2) { 1 } else { -1 };
            // A way that already lies to one side bends back over the middle.
            let shift = if (near + shift).abs() > m(9) { -shift } else { shift };
            let bends = stream.chance(2, 3);
            let bend = match &ring {
                Some(ring) => ring.side(out) - half(side) + half(width),
                None => half_square + stream.range(16, 26) * 500,
            };
            let far = if bends { near + shift } else { near };
            network.arm(Arm { out, width, near, far, bend }, reach);
        }
        if let Some(ring) = ring {
            network.lanes.extend(ring.lanes(side));
        }
        network.lanes.sort_by_key(|lane| lane.kind);
        network
    }

    /// Adds a way out.
    fn arm(&mut self, arm: Arm, reach: i32) {
        let Arm { out, width, near, far, bend } = arm;
        let along_u = out.1 == 0;
        let at = |away: i32, aside: i32| {
            (out.0 * away + out.1.abs() * aside, out.1 * away + out.0.abs() * aside)
        };
        let half_width = half(width);
        let edge = self.square.u1;
        let mut lane = |a, b, along_u| {
            self.lanes.push(Lane { kind: StreetKind::Main, area: Area::between(a, b), along_u });
        };
        // The far end lies so far out that the gate is on the rim of the level ground.
        let rim = seed::isqrt((i64::from(reach).pow(2) - i64::from(far).pow(2)).max(0) as u64);
        let rim = (rim as i32).max(bend) / 100 * 100;
        if near == far {
            lane(at(edge, near - half_width), at(rim, near + half_width), along_u);
        } else {
            lane(at(edge, near - half_width), at(bend + half_width, near + half_width), along_u);
            let (low, high) = (near.min(far) - half_width, near.max(far) + half_width);
            lane(at(bend - half_width, low), at(bend + half_width, high), !along_u);
            lane(at(bend - half_width, far - half_width), at(rim, far + half_width), along_u);
        }
        self.gates.push(Gate { at: at(rim, far), out, width });
    }
}

/// Side streets around the square, each at a distance of its own.
struct Ring {
    /// Distances of the sides in the east, west, north and south.
    away: [i32; 4],
    /// Which sides there are.
    there: [bool; 4],
    /// How far each runs beyond the next, so that corners are not all alike.
    beyond: [i32; 4],
}

impl Ring {
    fn draw(houses: u8, half_square: i32, side: i32, stream: &mut Stream) -> Self {
        let mut away = || half_square + half(side) + m(18) + stream.range(0, 5) * 500;
        let away = std::array::from_fn(|_| away());
        let beyond = std::array::from_fn(|_| stream.range(0, 3) * m(2));
        // Fewer houses need fewer streets; which, chance says.
        let missing = match houses {
            0..21 => 2,
            21..28 => 1,
            _ => 0,
        };
        let mut order = [0, 1, 2, 3];
        stream.shuffle(&mut order);
        let mut there = [true; 4];
        for &index in order.iter().take(missing) {
            there[index] = false;
        }
        Self { away, there, beyond }
    }

    /// The distance of the side that lies in a direction.
    const fn side(&self, out: (i32, i32)) -> i32 {
        let [east, west, north, south] = self.away;
        match out {
            (1, _) => east,
            (-1, _) => west,
            (_, -1) => north,
            _ => south,
        }
    }

    fn lanes(&self, width: i32) -> Vec<Lane> {
        let w = half(width);
        let [east, west, north, south] = self.away;
        let [a, b, c, d] = self.beyond;
        // Where the next side is missing a street ends on the way.
        let [te, tw, tn, ts] = self.there;
        let end = |there: bool, away: i32, beyond: i32| {
            if there { away + w + beyond } else { away - m(3) }
        };
        let lane = |from, to, along_u| Lane {
            kind: StreetKind::Side,
            area: Area::between(from, to),
            along_u,
        };
        let lanes = [
            lane((east - w, -end(tn, north, 0)), (east + w, end(ts, south, a)), false),
            lane((-west - w, -end(tn, north, b)), (-west + w, end(ts, south, 0)), false),
            lane((-end(tw, west, 0), -north - w), (end(te, east, c), -north + w), true),
            lane((-end(tw, west, d), south - w), (end(te, east, 0), south + w), true),
        ];
        lanes
            .into_iter()
            .zip(self.there)
            .filter(|(_, there)| *there)
            .map(|(lane, _)| lane)
            .collect()
    }
}
