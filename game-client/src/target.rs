//! What is near: what E uses, and whom Tab has chosen.

use crate::camera::{Rig, over_ground};
use crate::controls::InHand;
use crate::play::{AskServer, Chain, Place, Realm};
use crate::scene::Stage;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::wording::thing;
use bevy::prelude::*;
use protocol::{Ask, EntityKind, NetId, Pose, TradeAsk};

/// What E uses.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(crate) struct Near(pub(crate) Option<(NetId, String)>);

/// Whom Tab has chosen: strikes and shots go there.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Target(pub(crate) Option<NetId>);

/// How near things must be for the prompt, metres. The server's own reach is what counts.
const REACH: f32 = 3.0;
/// How much farther than they are players count.
const BEHIND: f32 = 1.5;
/// How far Tab looks, metres.
const SIGHT: f32 = 25.0;

/// What E asks for.
pub(crate) fn request(target: NetId, kind: &EntityKind) -> Ask {
    match kind {
        EntityKind::Player { name, .. } => Ask::Trade(TradeAsk::Begin { name: name.clone() }),
        _ => Ask::Interact { target },
    }
}

/// Adds both.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Near>().init_resource::<Target>().add_systems(
        Update,
        (find, choose, press)
            .chain()
            .in_set(ClientSystems::Steer)
            .run_if(in_state(Screen::Playing)),
    );
}

fn find(
    stage: Option<Res<Stage>>,
    realm: Option<Res<Realm>>,
    chain: Res<Chain>,
    place: Res<Place>,
    rig: Res<Rig>,
    mut near: ResMut<Near>,
) {
    let (Some(stage), Some(realm)) = (stage, realm) else {
        near.set_if_neq(Near(None));
        return;
    };
    let here = over_ground(place.at);
    let ahead = rig.walk_direction(1.0, 0.0);
    let mut best: Option<(f32, NetId)> = None;
    for (&id, actor) in &stage.actors {
        let way = Vec2::new(actor.position.x, actor.position.z) - here;
        let distance = way.length();
        if distance > REACH || thing::interaction(&actor.kind, actor.state, &realm.0).is_none() {
            continue;
        }
        let player = matches!(actor.kind, EntityKind::Player { .. });
        if player && (stage.own == Some(id) || chain.info.is_none()) {
            continue;
        }
        // What one looks at counts as nearer; players stand about where something is to be done.
        let behind = if player { BEHIND } else { 0.0 };
        let score = distance + behind - way.normalize_or_zero().dot(ahead);
        if best.is_none_or(|(other, _)| score < other) {
            best = Some((score, id));
        }
    }
    let found = best.and_then(|(_, id)| {
        let actor = stage.actors.get(&id)?;
        Some((id, thing::interaction(&actor.kind, actor.state, &realm.0)?))
    });
    near.set_if_neq(Near(found.filter(|_| !place.dead)));
}

fn choose(
    keys: Res<ButtonInput<KeyCode>>,
    in_hand: Res<InHand>,
    stage: Option<Res<Stage>>,
    place: Res<Place>,
    mut target: ResMut<Target>,
) {
    let Some(stage) = stage else {
        target.set_if_neq(Target(None));
        return;
    };
    let enemies = enemies(&stage, over_ground(place.at));
    if target.0.is_some_and(|id| enemies.iter().all(|&(_, other)| other != id)) {
        target.0 = None;
    }
    if in_hand.0 && keys.just_pressed(KeyCode::Tab) {
        target.0 = next(&enemies, target.0);
    }
}

/// Living creatures in sight, nearest first.
fn enemies(stage: &Stage, here: Vec2) -> Vec<(f32, NetId)> {
    let mut enemies: Vec<_> = stage
        .actors
        .iter()
        .filter(|(_, actor)| matches!(actor.kind, EntityKind::Creature { .. }))
        .filter(|(_, actor)| actor.health > 0 && Pose::of(actor.state) != Pose::Dead)
        .map(|(&id, actor)| (Vec2::new(actor.position.x, actor.position.z).distance(here), id))
        .filter(|&(distance, _)| distance < SIGHT)
        .collect();
    enemies.sort_by(|a, b| a.0.total_cmp(&b.0));
    enemies
}

/// The one after `now`, the nearest at first; nobody after the last.
fn next(enemies: &[(f32, NetId)], now: Option<NetId>) -> Option<NetId> {
    let index = match now.and_then(|id| enemies.iter().position(|&(_, other)| other == id)) {
        Some(index) => index + 1,
        None => 0,
    };
    enemies.get(index).map(|&(_, id)| id)
}

fn press(
    keys: Res<ButtonInput<KeyCode>>,
    in_hand: Res<InHand>,
    near: Res<Near>,
    stage: Option<Res<Stage>>,
    mut ask: MessageWriter<AskServer>,
) {
    if in_hand.0
        && keys.just_pressed(KeyCode::KeyE)
        && let Some((target, _)) = near.0
        && let Some(actor) = stage.as_ref().and_then(|stage| stage.actors.get(&target))
    {
        ask.write(AskServer(request(target, &actor.kind)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_are_asked_to_trade_and_everything_else_is_used() {
        let ben = EntityKind::Player { name: "Ben".into(), level: 1, look: 0 };
        let begin = Ask::Trade(TradeAsk::Begin { name: "Ben".into() });
        assert_eq!(request(NetId(4), &ben), begin);
        assert_eq!(request(NetId(4), &EntityKind::Door), Ask::Interact { target: NetId(4) });
    }

    #[test]
    fn tab_goes_from_the_nearest_outwards_and_then_lets_go() {
        let enemies = [(1.0, NetId(5)), (2.0, NetId(3))];
        let first = next(&enemies, None);
        assert_eq!(first, Some(NetId(5)));
        let second = next(&enemies, first);
        assert_eq!(second, Some(NetId(3)));
        assert_eq!(next(&enemies, second), None);
        assert_eq!(next(&enemies, Some(NetId(99))), Some(NetId(5)));
    }
}
