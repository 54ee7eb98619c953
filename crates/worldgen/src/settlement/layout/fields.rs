//! Ploughed fields around a settlement, where the land is dry, gentle and free.

use super::works::work;
use super::{Area, Frame, Taken, m};
use crate::world::{Town, World};
use crate::{Field, Settlement, Work, WorkKind};
use seed::{Mm, Stream};

/// How far beyond the level ground fields reach.
const BEYOND: i32 = 42_000;

/// Kept free on each side of a way out, for the road that comes in.
const ROADSIDE: i32 = 3_500;

/// Most that the land under a field rises.
const GENTLE: Mm = Mm(4_500);

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
    let mut kept = kept(taken, reach);
    let (mut fields, mut hay) = (Vec::new(), Vec::new());
    for _ in 0..wanted * 14 {
        if fields.len() == wanted {
            break;
        }
        let (long, deep) = (stream.range(14, 32) * 1000, stream.range(11, 22) * 1000);
        let (width, depth) = if stream.chance(1, 2) { (long, deep) } else { (deep, long) };
        let u = stream.range(-reach / 1000, (reach - width) / 1000) * 1000;
        let v = stream.range(-reach / 1000, (reach - depth) / 1000) * 1000;
        let area = Area::between((u, v), (u + width, v + depth));
        let near = area
            .corners()
            .iter()
            .all(|&(u, v)| i64::from(u).pow(2) + i64::from(v).pow(2) <= i64::from(reach).pow(2));
        if !near || kept.iter().any(|other| other.overlaps(&area)) || !arable(world, frame, area) {
            continue;
        }
        kept.push(area.grown(m(2)));
        let (min, max) = frame.area(area);
        let furrows_east = frame.east(width >= depth);
        let crop = stream.below(4) as u8;
        fields.push(Field { min, max, furrows_east, crop });
        if stream.chance(1, 3) {
            let (u, v) = (area.u0 + 600, area.v0 + 600);
            let stack = Area::between((u, v), (u + 2_200, v + 2_200));
            let at = frame.point(stack.middle());
            let ground = world.survey().height(at);
            // On the level ground the land is as high as the settlement.
            let level = at.distance(town.site.at) <= i64::from(town.site.radius.0);
            let ground = if level { town.ground } else { ground };
            hay.push(work(frame, ground, WorkKind::Haystack, stack, true, 2_000));
        }
    }
    (fields, hay)
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

/// Dry, gentle land on which something grows.
fn arable(world: &World, frame: Frame, area: Area) -> bool {
    let survey = world.survey();
    let mut spots = area.corners().to_vec();
    spots.push(area.middle());
    let (mut low, mut high) = (Mm(i32::MAX), Mm(i32::MIN));
    for &spot in &spots {
        let at = frame.point(spot);
        let height = survey.height(at);
        (low, high) = (low.min(height), high.max(height));
        if world.rules().biome(survey.biome(at)).fertility_per_mille < FERTILE {
            return false;
        }
    }
    low >= Mm(900) && high - low <= GENTLE
}
