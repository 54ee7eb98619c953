//! What somebody looks like: colours, hair, what is on the head and in the hands, all from a name.

use super::beast::BOSS;
use super::wardrobe::{HEIGHT, Hue, Shape};
use crate::scene::colour::{hex, shade, tone};
use crate::scene::noise::Dice;
use bevy::math::Vec3;

/// What somebody looks like.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    pub(super) clothes: Vec3,
    pub(super) skin: Vec3,
    pub(super) hair: Vec3,
    pub(super) key: u32,
    pub(super) height: f32,
    pub(super) old: bool,
    pub(super) armed: bool,
    pub(super) archer: bool,
    pub(super) bone: bool,
    pub(super) hooded: bool,
    pub(super) crowned: bool,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            clothes: hex(0x8a6a4a),
            skin: hex(0xd8a880),
            hair: hex(0x4a3020),
            key: 0,
            height: HEIGHT,
            old: false,
            armed: false,
            archer: false,
            bone: false,
            hooded: false,
            crowned: false,
        }
    }
}

impl Looks {
    pub(super) fn of_player(look: u32) -> Self {
        let mut dice = Dice::new(look);
        let mut pick =
            |codes: &[u32]| hex(codes[(dice.unit() * codes.len() as f32) as usize % codes.len()]);
        Self {
            clothes: pick(&[
                0x2f5f8a, 0x7a2f2f, 0x3f6a3a, 0x6a3f78, 0x8a6420, 0x2f6f6a, 0x55504a, 0x9a4a2a,
            ]),
            skin: pick(&[0xf0c8a0, 0xe0b088, 0xc89068, 0xa87048, 0x805030, 0x5c3820]),
            hair: pick(&[0x2a1c14, 0x5a3a20, 0x8a5a28, 0xc89a48, 0x9a4422, 0x8a8680, 0x1c1a1e]),
            key: look,
            armed: true,
            archer: true,
            ..Self::default()
        }
    }

    pub(super) fn of_creature(rule: &ruleset::Creature, boss: bool) -> Self {
        let colour = tone(rule.colour);
        let bright = colour.element_sum() / 3.0;
        let bone = bright > 0.28;
        let archer = rule.attack.is_some_and(|attack| attack.reach.to_metres_f32() > 3.0);
        // Whoever is brown is a man in brown; grey, green and pale ones are the colour all over.
        let alive = colour.x > colour.z * 1.5 && !bone;
        Self {
            clothes: if alive { colour } else { shade(colour, 0.5).lerp(hex(0x3a3034), 0.4) },
            skin: if alive { hex(0xb88a66) } else { colour },
            hair: shade(colour, 0.6),
            key: rule.name.bytes().map(u32::from).sum(),
            height: rule.size.to_metres_f32() * if boss { BOSS } else { 1.0 },
            old: false,
            armed: !archer,
            archer,
            bone: !alive,
            hooded: !boss && !bone,
            crowned: boss,
        }
    }

    pub(super) fn parts(&self) -> (Shape, Vec<(Shape, Hue)>) {
        let mut extras = Vec::new();
        let mut dice = Dice::new(self.key ^ 0x5bd1);
        if self.crowned {
            extras.push((Shape::Crown, Hue::Clothes));
        } else if self.hooded {
            extras.push((Shape::Hood, Hue::Clothes));
        } else if !self.bone {
            let style = dice.unit();
            let shape = match style {
                _ if self.old && style < 0.6 => Shape::Beard,
                s if s < 0.3 => Shape::Short,
                s if s < 0.55 => Shape::Long,
                s if s < 0.75 => Shape::Bun,
                s if s < 0.88 => Shape::Beard,
                _ => Shape::Short,
            };
            extras.push((shape, Hue::Hair));
            if !self.armed && dice.unit() < 0.22 {
                extras.push((Shape::Hat, Hue::Clothes));
            }
        }
        if self.armed {
            extras.push((Shape::Sword, Hue::Clothes));
        }
        if self.archer {
            extras.push((Shape::Bow, Hue::Clothes));
            extras.push((Shape::Quiver, Hue::Clothes));
        }
        (if self.bone { Shape::Skull } else { Shape::Head }, extras)
    }

    pub(super) fn hue(&self, hue: Hue) -> Vec3 {
        match hue {
            Hue::Clothes => self.clothes,
            Hue::Trousers if self.bone => shade(self.skin, 0.7),
            Hue::Trousers => shade(self.clothes, 0.42).lerp(hex(0x4a3a2c), 0.5),
            Hue::Skin => self.skin,
            Hue::Hair if self.old => self.hair.lerp(hex(0xb8b4ac), 0.75),
            Hue::Hair => self.hair,
        }
    }
}
