//! The quests that one follows, worded once when they change and not every frame.

use crate::play::{Followed, Place, Realm};
use crate::schedule::ClientSystems;
use crate::wording::objective::{Goal, goal};
use bevy::prelude::*;
use seed::Point;
use worldgen::SiteId;

/// The quests that one follows, in the order of [`Followed`].
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(crate) struct Goals {
    /// All of them.
    pub(crate) list: Vec<Goal>,
    /// The one that compass and tracker follow first.
    pub(crate) first: usize,
}

impl Goals {
    /// Where the first goal is, in the space that one is in.
    pub(crate) fn target(&self) -> Option<Point> {
        self.list.get(self.first).and_then(|goal| goal.at)
    }
}

/// Keeps the goals.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Goals>()
        .add_systems(Update, word.after(ClientSystems::Listen).before(ClientSystems::Show));
}

fn word(
    followed: Res<Followed>,
    place: Res<Place>,
    realm: Option<Res<Realm>>,
    mut inside: Local<Option<SiteId>>,
    mut goals: ResMut<Goals>,
) {
    if !followed.is_changed() && *inside == place.dungeon {
        return;
    }
    *inside = place.dungeon;
    let list = realm.map_or_else(Vec::new, |realm| {
        let dungeon = place.dungeon.and_then(|site| realm.0.dungeon(site));
        followed.0.iter().map(|view| goal(view, &realm.0, dungeon.as_ref())).collect()
    });
    let first = goals.first.min(list.len().saturating_sub(1));
    goals.set_if_neq(Goals { list, first });
}
