//! What stands in the world in words: names, and what E does with it.

use super::item;
use protocol::EntityKind;
use worldgen::World;

/// The name above a thing's head or in a prompt.
pub(crate) fn name(kind: &EntityKind, world: &World) -> String {
    let rules = world.rules();
    match kind {
        EntityKind::Player { name, .. } => name.clone(),
        EntityKind::Person { person } => {
            world.person(*person).map_or_else(|| "somebody".into(), |person| person.full_name())
        }
        EntityKind::Creature { creature, .. } => {
            crate::address::first_large(&rules.creature(*creature).name)
        }
        EntityKind::Drop { item: dropped, count } => {
            let name = item::name(dropped, rules);
            if *count > 1 { format!("{name} x{count}") } else { name }
        }
        EntityKind::Projectile => "arrow".into(),
        EntityKind::Mouth { site } => {
            world.site(*site).map_or_else(|| "a dungeon".into(), |site| site.name)
        }
        EntityKind::Exit => "the way up".into(),
        EntityKind::Door => "the door".into(),
        EntityKind::Gate => "the gate".into(),
        EntityKind::Lever { index } => format!("lever {}", index + 1),
        EntityKind::Board => "the stone table".into(),
        EntityKind::Lamp { index } => format!("lamp {}", index + 1),
        EntityKind::Switch => "the switch".into(),
        EntityKind::Secret => "the wall".into(),
        EntityKind::Stairs { down: true } => "the stairs down".into(),
        EntityKind::Stairs { down: false } => "the stairs up".into(),
        EntityKind::Shaft => "the shaft".into(),
        EntityKind::Trap { trap } => rules
            .missions
            .traps
            .get(usize::from(*trap))
            .map_or_else(|| "a trap".into(), |trap| format!("a trap: {}", trap.name)),
        EntityKind::Inscription { .. } => "the inscription".into(),
        EntityKind::Chest { treasure: true } => "the treasure chest".into(),
        EntityKind::Chest { treasure: false } => "the chest".into(),
    }
}

/// What E does with a thing: "talk to Ada Holm"; `None` where it does nothing.
pub(crate) fn interaction(kind: &EntityKind, state: u8, world: &World) -> Option<String> {
    let what = || name(kind, world);
    match kind {
        EntityKind::Person { .. } => Some(format!("talk to {}", what())),
        EntityKind::Player { .. } => Some(format!("trade with {}", what())),
        EntityKind::Drop { .. } => Some(format!("take {}", what())),
        EntityKind::Mouth { .. } => Some(format!("go down into {}", what())),
        EntityKind::Exit => Some("go up into the daylight".into()),
        EntityKind::Door if state == 0 => Some("unlock the door".into()),
        EntityKind::Lever { .. } => Some(format!("pull {}", what())),
        EntityKind::Board => Some("bend over the stone table".into()),
        EntityKind::Switch if state == 0 => Some("pull the switch".into()),
        EntityKind::Secret if state == 0 => Some("feel along the wall".into()),
        EntityKind::Stairs { .. } => Some(format!("take {}", what())),
        EntityKind::Shaft => Some("jump down".into()),
        EntityKind::Inscription { .. } => Some(format!("read {}", what())),
        EntityKind::Chest { .. } if state == 0 => Some(format!("open {}", what())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::core_world;

    #[test]
    fn open_things_are_not_opened_again() {
        let world = core_world();
        let chest = EntityKind::Chest { treasure: true };
        assert_eq!(interaction(&chest, 0, &world).as_deref(), Some("open the treasure chest"));
        assert_eq!(interaction(&chest, 1, &world), None);
        let lever = EntityKind::Lever { index: 0 };
        assert_eq!(interaction(&lever, 1, &world).as_deref(), Some("pull lever 1"));
        assert_eq!(interaction(&EntityKind::Gate, 0, &world), None);
    }
}
