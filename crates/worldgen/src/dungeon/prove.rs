//! What a drawn dungeon must show before it is used.

use super::{Dungeon, FeatureKind};

/// The dungeon can be completed, and neither the door nor the gate can be walked around.
pub(super) fn is_proved(dungeon: &Dungeon) -> bool {
    let find = |wanted: fn(FeatureKind) -> bool| {
        dungeon.features.iter().find(|feature| wanted(feature.kind)).map(|feature| feature.cell)
    };
    let (Some(entrance), Some(key), Some(lever), Some(boss)) = (
        find(|kind| kind == FeatureKind::Entrance),
        find(|kind| matches!(kind, FeatureKind::Key { .. })),
        find(|kind| matches!(kind, FeatureKind::Lever { .. })),
        find(|kind| matches!(kind, FeatureKind::Creature { boss: true, .. })),
    ) else {
        return false;
    };
    let reach =
        |doors, gate| dungeon.reachable(entrance, &|cell| dungeon.is_walkable(cell, doors, gate));
    let (shut, unlocked) = (reach(false, true), reach(true, false));
    let has = |reach: &[bool], cell| reach[dungeon.index(cell)];
    has(&shut, key)
        && !has(&shut, lever)
        && !has(&shut, boss)
        && has(&unlocked, lever)
        && !has(&unlocked, boss)
        && dungeon.solve().is_some()
}
