//! Rocks, and cacti, which grow like them.

use super::{Detail, Plan};
use crate::scene::colour::{lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use std::f32::consts::TAU;

/// A boulder half in the ground, with a smaller one beside it.
pub(super) fn rock(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let low = lit(shade(plan.stem, 0.6));
    let high = lit(shade(plan.stem, 1.12).lerp(plan.leaf, 0.35));
    let lumps = if plan.detail == Detail::Near { 3 } else { 1 };
    for number in 0..lumps {
        let size = if number == 0 { 1.0 } else { plan.dice.range(0.3, 0.5) };
        let angle = plan.dice.range(0.0, TAU);
        let out = if number == 0 { 0.0 } else { plan.dice.range(0.5, 0.75) };
        let radii = Vec3::new(plan.dice.range(0.55, 0.8), 0.62, plan.dice.range(0.55, 0.8)) * size;
        let centre = Vec3::new(angle.sin() * out, 0.26 * size, angle.cos() * out);
        let name = (plan.dice.unit() * 1e6) as u32;
        let fine = number == 0 && plan.detail == Detail::Near;
        sculpt.lump(Lump { centre, radii, rough: 0.2, fine, name }, low, high);
    }
    sculpt
}

/// A ribbed column with arms.
pub(super) fn cactus(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let (low, high) = (lit(shade(plan.stem, 0.75)), lit(shade(plan.leaf, 1.1)));
    let sides = if plan.detail == Detail::Far { 4 } else { 7 };
    let column = |sculpt: &mut Sculpt, foot: Vec3, top: Vec3, radius: f32| {
        let neck = foot.lerp(top, 0.92);
        sculpt.post((foot, radius * 0.9, low), (neck, radius, high), sides);
        sculpt.post((neck, radius, high), (top, radius * 0.35, high), sides);
    };
    column(&mut sculpt, Vec3::ZERO, Vec3::Y, 0.085);
    let arms = if plan.detail == Detail::Far { 0 } else { 1 + (plan.dice.unit() * 2.9) as u32 };
    let turn = plan.dice.range(0.0, TAU);
    for arm in 0..arms {
        let angle = turn + TAU * arm as f32 / arms as f32;
        let out = Vec3::new(angle.sin(), 0.0, angle.cos());
        let from = Vec3::Y * plan.dice.range(0.3, 0.5);
        let elbow = from + out * 0.2 + Vec3::Y * 0.03;
        sculpt.post((from, 0.055, low), (elbow, 0.06, high), sides);
        column(
            &mut sculpt,
            elbow - Vec3::Y * 0.04,
            elbow + Vec3::Y * plan.dice.range(0.2, 0.34),
            0.06,
        );
    }
    sculpt
}
