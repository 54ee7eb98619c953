//! A harbour: where a way out of the settlement comes to deep water, a quay of stone reaches into it.
//!
//! The quay is ground: the land is raised to its height (see `world::pads`), so that one walks on it
//! like anywhere else.

use super::mm;
use crate::world::survey::Survey;
use crate::{Work, WorkKind};
use seed::{Mm, Point};

/// How far beyond the level ground water is looked for, and between two looks.
const FAR: i32 = 72_000;
const LOOK: i32 = 1_000;

/// Depth of water that ships need.
const DEEP: Mm = Mm(-1_700);

/// The longest quay, and how far it reaches beyond the first deep water.
const LONGEST: i32 = 30_000;
const BERTH: i32 = 7_000;

/// Half its width.
const HALF: i32 = 2_500;

/// Height of a quay above the sea.
const TOP: Mm = Mm(900);

/// The harbour of a settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Harbour {
    /// The way out that leads to it.
    pub from: Point,
    /// The lane from there to the shore: its corners.
    pub lane: (Point, Point),
    /// The quay's corners, in whole metres.
    pub quay: (Point, Point),
    /// It lies from west to east.
    east: bool,
}

impl Harbour {
    /// Height of the quay above the sea.
    pub(crate) const TOP: Mm = TOP;

    /// The first way out, if any, that comes to deep water over walkable land.
    pub(crate) fn find(survey: Survey<'_>, ways: &[(Point, (i32, i32))]) -> Option<Self> {
        ways.iter().find_map(|&(from, out)| Self::along(survey, from, out))
    }

    fn along(survey: Survey<'_>, from: Point, out: (i32, i32)) -> Option<Self> {
        let at = |away: i32| Point { x: from.x + Mm(out.0 * away), z: from.z + Mm(out.1 * away) };
        let climb = i32::from(survey.rules.balance.climb) / 2;
        let mut shore: Option<i32> = None;
        let mut before = survey.height(from);
        let mut away = 0;
        while away < FAR {
            away += LOOK;
            let height = survey.height(at(away));
            match shore {
                None if height < Mm(0) => shore = Some(away),
                // Too steep to carry nets up.
                None if (height - before).abs() > Mm(climb) => return None,
                Some(shore) if away - shore > LONGEST => return None,
                Some(shore) if height <= DEEP => {
                    return Some(Self::build(from, out, shore, away + BERTH));
                }
                _ => {}
            }
            before = height;
        }
        None
    }

    fn build(from: Point, out: (i32, i32), shore: i32, end: i32) -> Self {
        // Whole metres across, so that the quay's edges are corners of the land.
        let (x, z) = (from.x.0.div_euclid(1000) * 1000, from.z.0.div_euclid(1000) * 1000);
        let base = if out.1 == 0 { (from.x.0, z) } else { (x, from.z.0) };
        let span = |from: i32, to: i32, half: i32| {
            let corner = |away: i32, aside: i32| {
                let (x, z) = (base.0 + out.0 * away, base.1 + out.1 * away);
                if out.1 == 0 { (x, z + aside) } else { (x + aside, z) }
            };
            let (a, b) = (corner(from, -half), corner(to, half));
            (mm((a.0.min(b.0), a.1.min(b.1))), mm((a.0.max(b.0), a.1.max(b.1))))
        };
        let whole =
            |point: Point| Point::metres(point.x.0.div_euclid(1000), point.z.0.div_euclid(1000));
        let (min, max) = span(shore - 3_000, end, HALF);
        Self {
            from,
            lane: span(-2_000, shore - 1_000, HALF - 600),
            quay: (whole(min), whole(max)),
            east: out.1 == 0,
        }
    }

    /// The quay as something that people built.
    pub(super) fn pier(&self) -> Work {
        let (min, max) = self.quay;
        Work { kind: WorkKind::Pier, min, max, east: self.east, solids: Vec::new() }
    }
}
