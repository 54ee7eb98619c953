//! Ploughed fields around a settlement, where the land is dry, gentle and free.

use super::works::work;
use super::{Area, Frame, Taken, m};
use crate::world::{Town, World};
use crate::{Field, FieldKind, HousePurpose, Settlement, Work, WorkKind};
use seed::{Mm, Point, Stream};

/// How far beyond the level ground fields reach.
const BEYOND: i32 = 42_000;

/// Kept free on each side of a way out, for the road that comes in.
const ROADSIDE: i32 = 3_500;

/// Most that the land under a field rises.
const GENTLE: Mm = Mm(4_500);

/// Places that are looked at for a field.
const TRIES: u32 = 40;

/// Between a garden and a house.
const GARDEN_PATH: i32 = 900;

/// Least fertility of a biome that is ploughed, per mille.
const FERTILE: u16 = 150;

/// The fields of a place, and hay beside some of them.
pub(super) fn draw(
    world: &World,
    town: &Town,
    frame: Frame,
    taken: &Taken<'_>,
    stream: &mut Stream,
) -> (Vec<Field>, Vec<Work>) {
    let rank = world.rules().settlement.ranks.get(usize::from(town.rank.0));
    let (low, high) = rank.map_or((0, 0), |rank| rank.fields);
    let wanted = stream.range(low.into(), high.into()) as usize;
    let reach = town.site.radius.0 + BEYOND.min(Settlement::OUTSKIRTS.0);
    let gardens = gardens(taken, stream);
    let mut kept = kept(taken, reach);
    kept.extend(gardens.iter().map(|(area, _)| area.grown(m(2))));
    let mut fields: Vec<Field> = Vec::new();
    for (area, along_u) in gardens {
        let (min, max) = frame.area(area);
        let (kind, crop) = (FieldKind::Garden, stream.below(4) as u8);
        fields.push(Field { kind, min, max, furrows_east: frame.east(along_u), crop });
    }
    let mut hay = Vec::new();
    for _ in 0..wanted {
        // The nearest of a few: nobody walks far to plough.
        let mut best: Option<(i64, Area)> = None;
        for _ in 0..TRIES {
            let area = draft(reach, stream);
            let (u, v) = area.middle();
            let away = i64::from(u).pow(2) + i64::from(v).pow(2);
            let within = |&(u, v): &(i32, i32)| {
                i64::from(u).pow(2) + i64::from(v).pow(2) <= i64::from(reach).pow(2)
            };
            if best.is_none_or(|(least, _)| away < least)
                && area.corners().iter().all(within)
                && !kept.iter().any(|other| other.overlaps(&area))
                && !by_the_quay(town, frame.area(area))
                && arable(world, frame, area)
            {
                best = Some((away, area));
            }
        }
        let Some((_, area)) = best else { continue };
        kept.push(area.grown(1_600));
        let (min, max) = frame.area(area);
        let furrows_east = frame.east(area.u1 - area.u0 >= area.v1 - area.v0);
        let crop = stream.below(4) as u8;
        fields.push(Field { kind: FieldKind::Ploughed, min, max, furrows_east, crop });
        if stream.chance(1, 3) {
            hay.push(stack(world, town, frame, area));
        }
    }
    (fields, hay)
}

/// A field somewhere within reach.
fn draft(reach: i32, stream: &mut Stream) -> Area {
    let (long, deep) = (stream.range(14, 32) * 1000, stream.range(11, 22) * 1000);
    let (width, depth) = if stream.chance(1, 2) { (long, deep) } else { (deep, long) };
    let u = stream.range(-reach / 1000, (reach - width) / 1000) * 1000;
    let v = stream.range(-reach / 1000, (reach - depth) / 1000) * 1000;
    Area::between((u, v), (u + width, v + depth))
}

/// Hay on a corner of a field.
fn stack(world: &World, town: &Town, frame: Frame, field: Area) -> Work {
    let (u, v) = (field.u0 + 600, field.v0 + 600);
    let area = Area::between((u, v), (u + 2_200, v + 2_200));
    let at = frame.point(area.middle());
    // On the level ground the land is as high as the settlement.
    let level = at.distance(town.site.at) <= i64::from(town.site.radius.0);
    let ground = if level { town.ground } else { world.survey().height(at) };
    work(frame, ground, WorkKind::Haystack, area, true, 2_000)
}

/// Gardens behind some of the dwellings, and whether their furrows run along `u`.
fn gardens(taken: &Taken<'_>, stream: &mut Stream) -> Vec<(Area, bool)> {
    let mut kept: Vec<Area> =
        taken.plots.iter().map(|plot| plot.ground().grown(GARDEN_PATH)).collect();
    kept.extend(taken.network.lanes.iter().map(|lane| lane.area.grown(300)));
    kept.push(taken.network.square);
    let mut gardens = Vec::new();
    for plot in taken.plots {
        if plot.purpose != HousePurpose::Dwelling || !stream.chance(2, 3) {
            continue;
        }
        let back = plot.setback + plot.depth + GARDEN_PATH;
        // As deep as there is room.
        let deep = stream.range(4, 9);
        let garden = (3..=deep).rev().map(|deep| {
            plot.side.area((plot.along, back), (plot.along + plot.width, back + m(deep)))
        });
        let within = |area: &Area| taken.wall.is_none_or(|wall| wall.holds(area));
        let mut free =
            garden.filter(|area| within(area) && !kept.iter().any(|other| other.overlaps(area)));
        let Some(area) = free.next() else { continue };
        kept.push(area.grown(300));
        gardens.push((area, plot.side.along.1 == 0));
    }
    gardens
}

/// Ground that is no field.
fn kept(taken: &Taken<'_>, reach: i32) -> Vec<Area> {
    let mut kept: Vec<Area> = taken.plots.iter().map(|plot| plot.ground().grown(m(5))).collect();
    kept.extend(taken.network.lanes.iter().map(|lane| lane.area.grown(1_500)));
    kept.push(taken.network.square.grown(m(8)));
    kept.extend(taken.wall.map(|wall| wall.outer.grown(m(4))));
    for gate in &taken.network.gates {
        let far = (gate.at.0 + gate.out.0 * reach, gate.at.1 + gate.out.1 * reach);
        kept.push(Area::between(gate.at, far).grown(super::half(gate.width) + ROADSIDE));
    }
    kept
}

/// Whether a rectangle comes near to the way to the quay.
fn by_the_quay(town: &Town, (min, max): (Point, Point)) -> bool {
    let margin = Mm(1_500);
    let near = |&(from, to): &(Point, Point)| {
        from.x - margin < max.x
            && min.x - margin < to.x
            && from.z - margin < max.z
            && min.z - margin < to.z
    };
    town.harbour.iter().any(|harbour| harbour.lanes.iter().any(near))
}

/// Dry, gentle land on which something grows.
fn arable(world: &World, frame: Frame, area: Area) -> bool {
    let survey = world.survey();
    let mut spots = area.corners().to_vec();
    spots.push(area.middle());
    let (mut low, mut high, mut dry) = (Mm(i32::MAX), Mm(i32::MIN), Mm(i32::MAX));
    for &spot in &spots {
        let at = frame.point(spot);
        let height = survey.height(at);
        (low, high, dry) = (low.min(height), high.max(height), dry.min(survey.dry(at)));
        if world.rules().biome(survey.biome(at)).fertility_per_mille < FERTILE {
            return false;
        }
    }
    let across = frame.point(spots[0]).distance(frame.point(spots[3]));
    let river = || survey.river_within(frame.point(area.middle()), Mm(across as i32 / 2));
    dry >= Mm(900) && high - low <= GENTLE && !river()
}
