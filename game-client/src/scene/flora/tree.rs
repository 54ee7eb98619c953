//! Trees.

use super::{Detail, Plan};
use crate::scene::colour::{lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use std::f32::consts::TAU;

/// A cone of drooping tiers.
pub(super) fn conifer(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let bare = plan.habit.range(0.08, 0.2);
    let wide = plan.habit.range(0.19, 0.25) * plan.dice.range(0.9, 1.12);
    let (tiers, sides) = match plan.detail {
        Detail::Near => (5, 8),
        Detail::Middle => (3, 6),
        Detail::Far => (1, 5),
    };
    if plan.detail != Detail::Far {
        let foot = (Vec3::ZERO, 0.035, lit(shade(plan.stem, 0.8)));
        sculpt.post(foot, (Vec3::Y * 0.55, 0.014, lit(plan.stem)), 5);
    }
    for tier in 0..tiers {
        let share = tier as f32 / tiers as f32;
        let low = bare + (1.0 - bare) * share * 0.92;
        let high = bare + (1.0 - bare) * ((share + 1.75 / tiers as f32).min(1.0));
        let radius = wide * (1.0 - share * 0.82) * plan.dice.range(0.92, 1.08);
        let tip = Vec3::new(plan.dice.spread(0.012), high, plan.dice.spread(0.012));
        let dark = lit(shade(plan.leaf, 0.55 + 0.3 * share));
        let light = lit(shade(plan.leaf, 0.95 + 0.35 * share));
        let turn = plan.dice.range(0.0, TAU);
        let ring: Vec<Vec3> = (0..sides)
            .map(|side| {
                let angle = turn + TAU * side as f32 / sides as f32;
                let out = radius * plan.dice.range(0.86, 1.14);
                let droop = plan.dice.range(0.0, 0.035);
                Vec3::new(angle.sin() * out, low - droop, angle.cos() * out)
            })
            .collect();
        let heart = Vec3::new(0.0, low + 0.07, 0.0);
        for side in 0..sides {
            let (a, b) = (ring[side], ring[(side + 1) % sides]);
            sculpt.pen.x = 0.006 + 0.02 * share;
            sculpt.tri([a, b, tip], [dark, dark, light]);
            if plan.detail == Detail::Near {
                sculpt.tri([b, a, heart], [dark; 3]);
            }
        }
    }
    sculpt
}

/// A trunk with a crown of lumps.
pub(super) fn broadleaf(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let crown_low = plan.habit.range(0.26, 0.42);
    let wide = plan.habit.range(0.24, 0.36);
    let trunk = plan.habit.range(0.02, 0.034);
    let middle = (1.0 + crown_low) / 2.0;
    let lean = Vec3::new(plan.dice.spread(0.05), 0.0, plan.dice.spread(0.05));
    let fork = Vec3::Y * (middle - 0.04) + lean;
    let dark = lit(shade(plan.leaf, 0.55));
    let light = lit(shade(plan.leaf, 1.28));
    let bark = lit(plan.stem);
    if plan.detail == Detail::Far {
        sculpt.post((Vec3::ZERO, trunk, bark), (fork, trunk * 0.7, bark), 3);
        let radii = Vec3::new(wide, (1.0 - crown_low) / 2.0, wide) * 1.04;
        let centre = Vec3::Y * middle + lean;
        let name = (plan.dice.unit() * 1e6) as u32;
        sculpt.lump(Lump { centre, radii, rough: 0.14, fine: false, name }, dark, light);
        return sculpt;
    }
    let foot = (Vec3::ZERO, trunk * 1.45, lit(shade(plan.stem, 0.75)));
    let sides = if plan.detail == Detail::Near { 6 } else { 4 };
    sculpt.post(foot, (fork, trunk * 0.7, bark), sides);
    let lumps = if plan.detail == Detail::Near { 6 } else { 3 };
    let turn = plan.dice.range(0.0, TAU);
    for number in 0..lumps {
        let share = number as f32 / lumps as f32;
        let angle = turn + TAU * share + plan.dice.spread(0.5);
        let high = number == 0;
        let out = if high { 0.02 } else { wide * plan.dice.range(0.5, 0.72) };
        let size = wide * if high { 0.86 } else { plan.dice.range(0.54, 0.72) };
        let up = if high { 1.0 - size * 0.8 } else { middle + plan.dice.spread(0.13) - 0.04 };
        let centre = lean + Vec3::new(angle.sin() * out, up, angle.cos() * out);
        if plan.detail == Detail::Near && !high {
            sculpt.pen.x = 0.0;
            sculpt.post(
                (fork - Vec3::Y * (fork.y - crown_low) * 0.9, trunk * 0.5, bark),
                (centre, trunk * 0.15, bark),
                3,
            );
        }
        sculpt.pen.x = 0.018;
        let name = (plan.dice.unit() * 1e6) as u32;
        let radii = Vec3::new(size, size * plan.dice.range(0.72, 0.9), size);
        let by = plan.dice.range(0.9, 1.1);
        let (low, high) = (lit(dark.truncate() * by), lit(shade(light.truncate(), by)));
        let fine = plan.detail == Detail::Near && number < 2;
        sculpt.lump(Lump { centre, radii, rough: 0.13, fine, name }, low, high);
    }
    sculpt
}

/// A trunk with bare branches.
pub(super) fn dead(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let bend = Vec3::new(plan.dice.spread(0.1), 0.55, plan.dice.spread(0.1));
    let top = bend + Vec3::new(plan.dice.spread(0.12), 0.45, plan.dice.spread(0.12));
    let (dark, bark) = (lit(shade(plan.stem, 0.7)), lit(plan.stem));
    let sides = if plan.detail == Detail::Far { 3 } else { 5 };
    sculpt.post((Vec3::ZERO, 0.07, dark), (bend, 0.04, bark), sides);
    sculpt.post((bend, 0.04, bark), (top, 0.004, bark), sides);
    let branches = match plan.detail {
        Detail::Near => 6,
        Detail::Middle => 3,
        Detail::Far => 2,
    };
    for number in 0..branches {
        let from = Vec3::ZERO.lerp(bend, plan.dice.range(0.5, 1.0));
        let angle = TAU * number as f32 / branches as f32 + plan.dice.spread(0.6);
        let reach = plan.dice.range(0.18, 0.32);
        let to =
            from + Vec3::new(angle.sin() * reach, plan.dice.range(0.12, 0.3), angle.cos() * reach);
        sculpt.post((from, 0.026, bark), (to, 0.005, bark), 3);
        if plan.detail == Detail::Near {
            let side = Vec3::new(
                plan.dice.spread(0.12),
                plan.dice.range(0.06, 0.14),
                plan.dice.spread(0.12),
            );
            let knee = from.lerp(to, 0.6);
            sculpt.post((knee, 0.014, bark), (knee + side, 0.003, bark), 3);
        }
    }
    sculpt
}

/// A bent trunk with a crown of fronds.
pub(super) fn palm(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let lean = Vec3::new(plan.dice.spread(0.2), 0.0, plan.dice.spread(0.2));
    let at = |share: f32| Vec3::Y * share * 0.88 + lean * share * share;
    let pieces = if plan.detail == Detail::Near { 5 } else { 2 };
    for piece in 0..pieces {
        let (low, high) = (piece as f32 / pieces as f32, (piece + 1) as f32 / pieces as f32);
        let (foot, head) = (lit(shade(plan.stem, 0.75)), lit(plan.stem));
        sculpt.post(
            (at(low), 0.038 - 0.016 * low, foot),
            (at(high), 0.034 - 0.016 * high, head),
            5,
        );
    }
    let crown = at(1.0);
    let fronds = match plan.detail {
        Detail::Near => 9,
        Detail::Middle => 6,
        Detail::Far => 4,
    };
    for number in 0..fronds {
        let angle = TAU * number as f32 / fronds as f32 + plan.dice.spread(0.25);
        let out = Vec3::new(angle.sin(), 0.0, angle.cos());
        let side = Vec3::new(out.z, 0.0, -out.x) * 0.055;
        let rise = plan.dice.range(0.05, 0.16);
        let knee = crown + out * 0.19 + Vec3::Y * rise;
        let tip = crown + out * 0.4 - Vec3::Y * plan.dice.range(0.02, 0.16);
        let (dark, light) = (lit(shade(plan.leaf, 0.7)), lit(shade(plan.leaf, 1.2)));
        let keel = -Vec3::Y * 0.03;
        sculpt.pen.x = 0.03;
        for edge in [side, -side] {
            let (a, b) = (knee + edge + keel, knee);
            let inks = [dark, dark, light];
            if edge == side {
                sculpt.tri([crown, a, b], inks);
                sculpt.tri([b, a, tip], [light, dark, light]);
            } else {
                sculpt.tri([crown, b, a], inks);
                sculpt.tri([b, tip, a], [light, light, dark]);
            }
        }
    }
    sculpt
}
