//! What the sky gives at each time of the day: colours, and where the sun or the moon stands.

use crate::scene::colour::hex;
use bevy::math::Vec3;
use std::f32::consts::TAU;

/// Light and colours of one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Daylight {
    /// Towards the sun by day, the moon by night; of length 1.
    pub(crate) towards: Vec3,
    /// Its light, linear, above 1 at noon.
    pub(crate) sun: Vec3,
    /// What the sky sends down.
    pub(crate) ambient: Vec3,
    /// Colour of the horizon and the haze.
    pub(crate) horizon: Vec3,
    /// Colour overhead.
    pub(crate) zenith: Vec3,
    /// Glow around the sun or moon.
    pub(crate) glow: Vec3,
    /// 0 by day, 1 by night.
    pub(crate) night: f32,
}

/// One row of the table: a height of the sun and what goes with it.
struct Key {
    height: f32,
    sun: (u32, f32),
    ambient: (u32, f32),
    horizon: u32,
    zenith: u32,
    glow: (u32, f32),
}

// Tuned by eye on pictures of the viewer (`examples/scene.rs`).
const KEYS: [Key; 6] = [
    Key {
        height: -0.30,
        sun: (0x000000, 0.0),
        ambient: (0x6a86c4, 0.86),
        horizon: 0x22324f,
        zenith: 0x0c1530,
        glow: (0x5a74a8, 0.10),
    },
    Key {
        height: -0.04,
        sun: (0x000000, 0.0),
        ambient: (0x8c94c4, 0.84),
        horizon: 0x5a5a82,
        zenith: 0x141e44,
        glow: (0xb0605a, 0.22),
    },
    Key {
        height: 0.02,
        sun: (0xff8a4a, 0.55),
        ambient: (0xa8a0c0, 0.84),
        horizon: 0xd8907a,
        zenith: 0x3a5288,
        glow: (0xff9048, 0.75),
    },
    Key {
        height: 0.18,
        sun: (0xffc080, 1.25),
        ambient: (0xa8b4d0, 0.74),
        horizon: 0xe2c4a0,
        zenith: 0x5482b8,
        glow: (0xffb060, 0.50),
    },
    Key {
        height: 0.45,
        sun: (0xffe6c4, 1.62),
        ambient: (0xb0c8e4, 0.74),
        horizon: 0xc4d8e2,
        zenith: 0x4c8cd0,
        glow: (0xfff0d0, 0.24),
    },
    Key {
        height: 1.00,
        sun: (0xfff4e0, 1.75),
        ambient: (0xb8d0ec, 0.74),
        horizon: 0xc0dcec,
        zenith: 0x4088d4,
        glow: (0xfff8e8, 0.16),
    },
];

/// The light at `day` (0 midnight, 0.25 sunrise, 0.5 noon).
pub(crate) fn daylight(day: f32) -> Daylight {
    let turn = (day - 0.25) * TAU;
    // It rises in the east (+x), stands south (+z) at noon, and never overhead.
    let sun = Vec3::new(turn.cos(), turn.sin() * 0.86, 0.46).normalize();
    let moon = Vec3::new(-turn.cos(), (-turn.sin()).max(0.12) * 0.8, 0.55).normalize();
    let height = sun.y;
    let after = KEYS.iter().position(|key| key.height > height).unwrap_or(KEYS.len() - 1).max(1);
    let (a, b) = (&KEYS[after - 1], &KEYS[after]);
    let t = ((height - a.height) / (b.height - a.height)).clamp(0.0, 1.0);
    let strong = |(code, by): (u32, f32)| hex(code) * by;
    let mix = |from: Vec3, to: Vec3| from.lerp(to, t);
    let night = 1.0 - ((height + 0.16) / 0.22).clamp(0.0, 1.0);
    let moonlight = hex(0x8fb0e8) * 0.5 * ((-height - 0.04) / 0.16).clamp(0.0, 1.0);
    let by_sun = height > -0.04;
    Daylight {
        towards: if by_sun { sun } else { moon },
        sun: if by_sun { mix(strong(a.sun), strong(b.sun)) } else { moonlight },
        ambient: mix(strong(a.ambient), strong(b.ambient)),
        horizon: mix(hex(a.horizon), hex(b.horizon)),
        zenith: mix(hex(a.zenith), hex(b.zenith)),
        glow: mix(strong(a.glow), strong(b.glow)),
        night,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sun_rises_in_the_east_and_noon_is_brightest() {
        let morning = daylight(0.3);
        assert!(morning.towards.x > 0.5 && morning.towards.y > 0.0);
        let brightness = |day: f32| daylight(day).sun.length() + daylight(day).ambient.length();
        for step in 0..=100 {
            let day = step as f32 / 100.0;
            assert!(brightness(day) <= brightness(0.5) + 1e-4, "{day}");
            assert!(daylight(day).towards.is_normalized() && daylight(day).towards.y > -0.1);
        }
        assert_eq!(daylight(0.0).night, 1.0);
        assert_eq!(daylight(0.5).night, 0.0);
    }

    #[test]
    fn the_light_never_jumps_where_it_changes_from_sun_to_moon() {
        let mut last = daylight(0.0);
        for step in 1..=4000 {
            let next = daylight(step as f32 / 4000.0);
            assert!((next.sun - last.sun).length() < 0.2, "{step}");
            last = next;
        }
    }
}
