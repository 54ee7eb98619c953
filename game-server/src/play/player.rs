//! Players' characters in the world, moved by their inputs.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::dungeon::Dungeons;
use crate::play::fight::Vital;
use crate::play::index::{Doing, Facing, Where};
use crate::play::party::PartyId;
use crate::play::talk::Talk;
use crate::play::wire::Outbox;
use crate::store::Ticket;
use bevy::prelude::*;
use protocol::{Event, Pose, QuestView, SpaceId, Stats};
use renet::ClientId;
use simulation::movement::step as advance;
use simulation::{Buttons, Character, Footing, Heading, Input, Mover, Sheet, Stride};
use std::collections::VecDeque;
use transport::Wallet;
use worldgen::World as Land;

/// Inputs that may wait; older ones are dropped. 300 ms.
const QUEUE: usize = 6;
/// Ticks without input that may be made up for later.
const CREDIT: u8 = 10;

/// A player's character.
#[derive(Component)]
pub(crate) struct Player {
    pub(crate) client: ClientId,
    pub(crate) wallet: Wallet,
    /// What is kept.
    pub(crate) character: Character,
    /// What follows from it.
    pub(crate) sheet: Sheet,
    inputs: VecDeque<Input>,
    /// The last input that was applied.
    pub(crate) acked: u32,
    credit: u8,
    /// Keys and aim of the last input.
    pub(crate) wants: Buttons,
    pub(crate) aim: Heading,
    /// The tick in which a dead one stands up.
    pub(crate) rises: Option<u32>,
    /// Ticks in which the next strike and shot are possible.
    pub(crate) strike_at: u32,
    pub(crate) shoot_at: u32,
    /// The pose of a blow is shown until this tick.
    pub(crate) posed: Option<(Pose, u32)>,
    /// The tick of the last wound.
    pub(crate) hurt_at: u32,
    /// The tick of the last blow, given or taken, of a fight that is not over.
    pub(crate) fought_at: Option<u32>,
    /// Nobody plays it: its player left a fight. The tick in which it leaves the world, too.
    pub(crate) lingers: Option<u32>,
    pub(crate) party: Option<PartyId>,
    pub(crate) invited: Option<PartyId>,
    pub(crate) talk: Option<Talk>,
}

/// Something that moves by steps.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Moves {
    pub(crate) mover: Mover,
    pub(crate) stride: Stride,
}

impl Player {
    pub(crate) fn new(
        client: ClientId,
        wallet: Wallet,
        character: Character,
        sheet: Sheet,
    ) -> Self {
        Self {
            client,
            wallet,
            character,
            sheet,
            inputs: VecDeque::new(),
            acked: 0,
            credit: 0,
            wants: Buttons::default(),
            aim: Heading { x: 0, z: 127 },
            rises: None,
            strike_at: 0,
            shoot_at: 0,
            posed: None,
            hurt_at: 0,
            fought_at: None,
            lingers: None,
            party: None,
            invited: None,
            talk: None,
        }
    }

    /// Takes an input in, once, in order.
    pub(crate) fn queue(&mut self, input: Input) {
        let last = self.inputs.back().map_or(self.acked, |input| input.sequence);
        if input.sequence <= last || input.sequence - last > 10_000 {
            return;
        }
        self.inputs.push_back(input);
        while self.inputs.len() > QUEUE {
            self.inputs.pop_front();
        }
    }

    /// The inputs of this tick: one, and one more while ticks without any are made up for.
    fn due(&mut self) -> (Option<Input>, Option<Input>) {
        let first = self.inputs.pop_front();
        if first.is_none() {
            self.credit = (self.credit + 1).min(CREDIT);
            return (None, None);
        }
        let more = self.credit > 0 && self.inputs.len() >= 2;
        let second = if more { self.inputs.pop_front() } else { None };
        self.credit -= u8::from(more);
        (first, second)
    }

    /// Is it in a fight, or was it within the last `span` ticks?
    pub(crate) fn fights(&self, now: u32, span: u32) -> bool {
        self.fought_at.is_some_and(|at| now.saturating_sub(at) <= span)
    }

    /// Nobody plays it any more: what was still to be done is not done.
    pub(crate) fn let_go(&mut self) {
        self.inputs.clear();
        self.wants = Buttons::default();
        self.talk = None;
        self.invited = None;
    }

    /// It is played from this connection from now on, whose inputs count from 1.
    pub(crate) fn take_over(&mut self, client: ClientId) {
        self.let_go();
        self.client = client;
        self.lingers = None;
        self.acked = 0;
        self.credit = 0;
    }

    pub(crate) fn alive(&self) -> bool {
        self.rises.is_none()
    }

    /// Level, experience, coins.
    pub(crate) fn stats(&self) -> Event {
        Event::Stats(Stats {
            level: self.character.level,
            experience: self.character.experience,
            coins: self.character.coins,
            sheet: self.sheet,
        })
    }

    /// Quests that are followed.
    pub(crate) fn quests(&self, atlas: &Atlas) -> Event {
        let active = self.character.quests.active().iter();
        let view = |(id, progress): (&worldgen::QuestId, &simulation::QuestProgress)| {
            let quest = atlas.quest(*id)?.clone();
            Some(QuestView { quest, progress: *progress })
        };
        Event::Quests(active.filter_map(view).collect())
    }

    /// Puts a changed character in place and tells everything that a player sees of it after the
    /// ticket.
    pub(crate) fn put(
        &mut self,
        character: Character,
        ticket: Ticket,
        atlas: &Atlas,
        outbox: &mut Outbox,
    ) {
        let before = std::mem::replace(&mut self.character, character);
        self.sheet = self.character.sheet(atlas.land().rules());
        let now = &self.character;
        if before.inventory != now.inventory {
            outbox.after(ticket, self.client, Event::Inventory(now.inventory.clone()));
        }
        if before.quests != now.quests {
            outbox.after(ticket, self.client, self.quests(atlas));
        }
        let stats = |c: &Character| (c.level, c.experience, c.coins);
        if stats(&before) != stats(now) || before.inventory.worn() != now.inventory.worn() {
            outbox.after(ticket, self.client, self.stats());
        }
    }
}

/// The mover of a character that enters the world.
pub(crate) fn mover_of(character: &Character, sheet: &Sheet) -> Mover {
    Mover {
        at: character.at,
        feet: character.feet,
        stamina: sheet.stride.stamina,
        ..Mover::default()
    }
}

/// The place where new and dead players stand.
pub(crate) fn home(land: &Land) -> (seed::Point, seed::Mm) {
    let at = land.settlement(land.home()).map_or_else(Default::default, |home| home.spawn);
    (at, land.height(at))
}

type Walking<'a> =
    (&'a mut Player, &'a mut Moves, &'a mut Where, &'a mut Facing, &'a mut Doing, &'a Vital);

/// Moves players by their inputs.
pub(crate) fn step(
    clock: Res<Clock>,
    atlas: Res<Atlas>,
    dungeons: Res<Dungeons>,
    mut players: Query<Walking>,
) {
    for (mut player, mut moves, mut place, mut facing, mut doing, vital) in &mut players {
        let (first, second) = player.due();
        moves.stride = player.sheet.stride;
        let before = moves.mover.at;
        if first.is_none() && player.credit >= CREDIT {
            // Nobody hangs in the air by sending nothing.
            let idle = Input::default();
            moves.mover = go(moves.mover, &idle, &moves.stride, place.space, &atlas, &dungeons);
            player.wants = Buttons::default();
        }
        for mut input in [first, second].into_iter().flatten() {
            player.acked = input.sequence;
            if !vital.0.alive() {
                input = Input { sequence: input.sequence, ..Input::default() };
            }
            moves.mover = go(moves.mover, &input, &moves.stride, place.space, &atlas, &dungeons);
            player.wants = input.buttons;
            if !input.aim.is_none() {
                player.aim = input.aim;
            }
            facing.0 = if input.aim.is_none() { facing.0 } else { input.aim };
            if !input.walk.is_none() && !player.wants.holds(Buttons::STRIKE) {
                facing.0 = input.walk;
            }
        }
        place.at = moves.mover.at;
        place.feet = moves.mover.feet;
        let speed = before.distance(moves.mover.at);
        let pose = match player.posed {
            _ if !vital.0.alive() => Pose::Dead,
            Some((pose, until)) if clock.tick < until => pose,
            _ => pose(&moves, speed),
        };
        doing.0 = pose as u8;
    }
}

/// The pose of a body that went `speed` millimetres in a tick.
pub(crate) fn pose(moves: &Moves, speed: i64) -> Pose {
    match moves.mover.footing {
        Footing::Water => Pose::Swim,
        Footing::Air => Pose::Air,
        Footing::Ground if speed == 0 => Pose::Idle,
        Footing::Ground if speed > i64::from(moves.stride.walk) * 5 / 4 => Pose::Run,
        Footing::Ground => Pose::Walk,
    }
}

/// One step on the ground of a space.
pub(crate) fn go(
    mover: Mover,
    input: &Input,
    stride: &Stride,
    space: SpaceId,
    atlas: &Atlas,
    dungeons: &Dungeons,
) -> Mover {
    match dungeons.ground(space) {
        Some(ground) => advance(mover, input, stride, ground),
        None if space == SpaceId::OVERWORLD => advance(mover, input, stride, atlas.ground()),
        None => mover,
    }
}
