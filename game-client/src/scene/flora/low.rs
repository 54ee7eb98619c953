//! Bushes, grass, flowers, reeds. Blades take the light of the ground they stand on: their normals
//! point up.

use super::{Detail, Plan};
use crate::scene::colour::{Ink, lit, shade};
use crate::scene::sculpt::{Lump, Sculpt};
use bevy::math::Vec3;
use std::f32::consts::TAU;

/// A few lumps on the ground.
pub(super) fn bush(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let lumps = match plan.detail {
        Detail::Near => 4,
        Detail::Middle => 2,
        Detail::Far => 1,
    };
    let dark = lit(shade(plan.leaf, 0.5).lerp(plan.stem, 0.3));
    let light = lit(shade(plan.leaf, 1.22));
    sculpt.pen.x = 0.02;
    for number in 0..lumps {
        let high = number == 0;
        let angle = plan.dice.range(0.0, TAU);
        let out = if high { 0.0 } else { plan.dice.range(0.35, 0.55) };
        let size = if high { 0.58 } else { plan.dice.range(0.34, 0.46) };
        let centre = Vec3::new(angle.sin() * out, size * 0.72, angle.cos() * out);
        let name = (plan.dice.unit() * 1e6) as u32;
        sculpt.lump(
            Lump {
                centre,
                radii: Vec3::new(size, size * 0.85, size),
                rough: 0.2,
                fine: false,
                name,
            },
            dark,
            light,
        );
    }
    sculpt
}

/// A patch of tufts: one plant of the world stands for a few square metres of grass.
pub(super) fn grass(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let tufts = match plan.detail {
        Detail::Near => 7,
        Detail::Middle => 3,
        Detail::Far => 0,
    };
    let broad = plan.habit.range(0.06, 0.12);
    for tuft in 0..tufts {
        let spread = if tuft == 0 { 0.0 } else { 2.4 };
        let foot = Vec3::new(plan.dice.spread(spread), -0.04, plan.dice.spread(spread));
        let high = plan.dice.range(0.65, 1.05);
        for _ in 0..6 {
            let angle = plan.dice.range(0.0, TAU);
            let lean = plan.dice.range(0.12, 0.55) * high;
            let by = plan.dice.range(0.85, 1.15);
            let inks = [lit(shade(plan.stem, 0.72 * by)), lit(shade(plan.leaf, 1.08 * by))];
            blade(&mut sculpt, foot, (angle, lean, high * plan.dice.range(0.7, 1.0), broad), inks);
        }
    }
    sculpt
}

/// Some stalks with a head.
pub(super) fn flower(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let stalks = match plan.detail {
        Detail::Near => 8,
        Detail::Middle => 4,
        Detail::Far => 0,
    };
    for _ in 0..stalks {
        let foot = Vec3::new(plan.dice.spread(1.8), -0.03, plan.dice.spread(1.8));
        let (angle, lean) = (plan.dice.range(0.0, TAU), plan.dice.range(0.0, 0.2));
        let high = plan.dice.range(0.7, 0.95);
        let green = [lit(shade(plan.stem, 0.8)), lit(plan.stem)];
        blade(&mut sculpt, foot, (angle, lean, high, 0.07), green);
        blade(&mut sculpt, foot, (angle + 2.0, 0.3, high * 0.5, 0.1), green);
        let head = foot + Vec3::new(angle.sin() * lean, high, angle.cos() * lean);
        let petals = lit(shade(plan.leaf, plan.dice.range(0.85, 1.1)));
        sculpt.pen.x = 0.05;
        let size = plan.dice.range(0.13, 0.2);
        sculpt.post(
            (head - Vec3::Y * 0.02, size * 0.3, petals),
            (head + Vec3::Y * 0.09, size, petals),
            5,
        );
    }
    sculpt
}

/// Tall blades, some with a brown head.
pub(super) fn reed(mut plan: Plan) -> Sculpt {
    let mut sculpt = Sculpt::new();
    let blades = match plan.detail {
        Detail::Near => 16,
        Detail::Middle => 7,
        Detail::Far => 3,
    };
    for number in 0..blades {
        let foot = Vec3::new(plan.dice.spread(0.55), -0.1, plan.dice.spread(0.55));
        let (angle, lean) = (plan.dice.range(0.0, TAU), plan.dice.range(0.02, 0.22));
        let high = plan.dice.range(0.65, 1.0);
        let inks = [lit(shade(plan.stem, 0.8)), lit(shade(plan.leaf, 1.1))];
        blade(&mut sculpt, foot, (angle, lean, high, 0.035), inks);
        if number % 4 == 0 && plan.detail == Detail::Near {
            let tip = foot + Vec3::new(angle.sin() * lean, high, angle.cos() * lean);
            let brown = lit(Vec3::new(0.13, 0.07, 0.035));
            sculpt.post((tip - Vec3::Y * 0.13, 0.022, brown), (tip, 0.018, brown), 4);
        }
    }
    sculpt
}

/// One blade: towards `angle`, leaning out by `lean`, `high` and `broad` at its foot.
pub(crate) fn blade(
    sculpt: &mut Sculpt,
    foot: Vec3,
    (angle, lean, high, broad): (f32, f32, f32, f32),
    [low, tip]: [Ink; 2],
) {
    let out = Vec3::new(angle.sin(), 0.0, angle.cos());
    let side = Vec3::new(out.z, 0.0, -out.x) * broad * 0.5;
    sculpt.pen.x = 0.0;
    let a = sculpt.vertex(foot - side, Vec3::Y, low);
    let b = sculpt.vertex(foot + side, Vec3::Y, low);
    sculpt.pen.x = 0.12;
    let c = sculpt.vertex(foot + out * lean + Vec3::Y * high, Vec3::Y, tip);
    sculpt.indices.extend([a, b, c]);
    sculpt.pen.x = 0.0;
}
