//! A harbour: where a way out of the settlement comes to deep water, a quay of stone reaches into it.
//!
//! The quay is ground: the land is raised to its height (see `world::pads`), so that one walks on it
//! like anywhere else.

use crate::terrain::FREE;
use crate::world::pads::Pad;
use crate::world::survey::Survey;
use crate::{SEA_LEVEL, Work, WorkKind};
use seed::{Mm, Point};

/// How far beyond the level ground water is looked for, and between two looks.
const FAR: i32 = 120_000;
const LOOK: i32 = 1_000;

/// How far to the side of a way out a lane to the shore may lie.
const ASIDE: [i32; 7] = [0, 10_000, -10_000, 20_000, -20_000, 30_000, -30_000];

/// Depth of water that ships need.
const DEEP: Mm = Mm(-1_700);

/// The longest quay, and how far it reaches beyond the first deep water.
const LONGEST: i32 = 38_000;
const BERTH: i32 = 7_000;

/// How far beyond its end the water must be deep, millimetres.
const BEYOND: i32 = 3_000;

/// Half its width.
const HALF: i32 = 2_500;

/// Height of a quay above the water.
const TOP: Mm = Mm(900);

/// Half the width of the lane.
const LANE: i32 = 1_900;

/// How far inside the rim of the level ground the way to the side lies.
const INSIDE: i32 = 2_000;

/// The harbour of a settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Harbour {
    /// The way out that leads to it.
    pub from: Point,
    /// Lanes from there to the shore: the corners of each.
    pub lanes: Vec<(Point, Point)>,
    /// The quay's corners, in whole metres.
    pub quay: (Point, Point),
    /// Its height above the sea.
    pub top: Mm,
    /// It lies from west to east.
    east: bool,
}

/// A line outwards, parallel to a way out.
#[derive(Clone, Copy)]
struct Line {
    /// Where the way out ends.
    from: Point,
    out: (i32, i32),
    aside: i32,
}

impl Line {
    /// The point so far out, and so far to the side of the line.
    fn point(self, away: i32, aside: i32) -> Point {
        let aside = self.aside + aside;
        Point {
            x: self.from.x + Mm(self.out.0 * away - self.out.1 * aside),
            z: self.from.z + Mm(self.out.1 * away + self.out.0 * aside),
        }
    }

    /// The rectangle between two such points: its north-western and south-eastern corners.
    fn span(self, (away, aside): (i32, i32), (far, beside): (i32, i32)) -> (Point, Point) {
        let (a, b) = (self.point(away, aside), self.point(far, beside));
        (Point { x: a.x.min(b.x), z: a.z.min(b.z) }, Point { x: a.x.max(b.x), z: a.z.max(b.z) })
    }
}

impl Harbour {
    /// The shortest lane, if any, from a way out over walkable land to deep water.
    pub(crate) fn find(
        survey: Survey<'_>,
        level: &Pad,
        ways: &[(Point, (i32, i32))],
    ) -> Option<Self> {
        let lines = ways
            .iter()
            .flat_map(|&(from, out)| ASIDE.into_iter().map(move |aside| Line { from, out, aside }));
        let found = lines.filter_map(|line| {
            let (shore, end) = shore(survey, level, line)?;
            Some((shore + line.aside.abs(), line, shore, end))
        });
        let (_, line, shore, end) = found.min_by_key(|&(length, ..)| length)?;
        let deep = line.point(end - BERTH, 0);
        let surface = survey.height(deep) - survey.dry(deep);
        Some(Self::build(line, shore, end, surface + TOP))
    }

    fn build(line: Line, shore: i32, end: i32, top: Mm) -> Self {
        let whole =
            |point: Point| Point::metres(point.x.0.div_euclid(1000), point.z.0.div_euclid(1000));
        let (min, max) = line.span((shore - 3_000, -HALF), (end, HALF));
        let mut lanes = vec![line.span((-2 * INSIDE, -LANE), (shore - 1_000, LANE))];
        if line.aside != 0 {
            let rim = -INSIDE;
            lanes.push(line.span((rim - LANE, -line.aside), (rim + LANE, 0)));
        }
        Self { from: line.from, lanes, quay: (whole(min), whole(max)), top, east: line.out.1 == 0 }
    }

    /// The quay as something that people built.
    pub(super) fn pier(&self) -> Work {
        let (min, max) = self.quay;
        Work {
            kind: WorkKind::Pier,
            min,
            max,
            ground: self.top,
            east: self.east,
            solids: Vec::new(),
        }
    }
}

/// How far out a line meets the sea, and how far out a quay along it ends.
fn shore(survey: Survey<'_>, level: &Pad, line: Line) -> Option<(i32, i32)> {
    let climb = i32::from(survey.rules.balance.climb) / 2;
    let mut shore: Option<i32> = None;
    let mut strip = survey.strip(line.point(0, 0), line.point(FAR + BERTH + BEYOND, 0));
    let (x, z) = line.point(0, 0).cell();
    let mut before = strip.at(x, z).height;
    for away in (0..FAR).step_by(LOOK as usize) {
        let (x, z) = line.point(away, 0).cell();
        let ground = strip.at(x, z);
        let (height, dry) = (ground.height, ground.height - ground.water);
        // By rivers and lakes nothing is raised (see `world::pads`).
        if ground.free < FREE || ground.water != SEA_LEVEL {
            return None;
        }
        match shore {
            None if dry < Mm(0) => shore = Some(away),
            // Too steep to carry nets up.
            None if (height - before).abs() > Mm(climb) => return None,
            Some(shore) if away - shore > LONGEST => return None,
            // A bank may lie behind: whoever moors at the end must float.
            Some(shore) if dry <= DEEP => {
                let end = line.point(away + BERTH + BEYOND, 0);
                let (x, z) = end.cell();
                let ground = strip.at(x, z);
                // The settlement's levelled ground may reach out so far.
                let bed = level.bend(end, ground.height);
                if bed - ground.water <= DEEP && ground.water == SEA_LEVEL {
                    return Some((shore, away + BERTH));
                }
            }
            _ => {}
        }
        before = height;
    }
    None
}
