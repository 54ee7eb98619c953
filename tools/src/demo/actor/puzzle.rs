//! The lamp puzzle, solved as a player does: pull, watch, learn, think, pull.

use super::{Actor, Asked};
use crate::demo::stage::Stage;
use crate::demo::story::count;
use protocol::{Ask, EntityKind, NetId};
use ruleset::PuzzleKind;
use session::Wish;
use simulation::TICKS_PER_SECOND;
use std::collections::BTreeMap;
use worldgen::puzzle::Move;
use worldgen::puzzle::observe::Learner;
use worldgen::{Dungeon, FeatureKind, RoomRole};

/// How long the lamps may take to follow a lever, in ticks.
const PATIENCE: u32 = TICKS_PER_SECOND;

/// What is known of a puzzle.
#[derive(Clone, Debug, Default)]
pub(super) struct Puzzling {
    learner: Option<Learner>,
    /// A lever that was pulled, the lamps before, and when.
    pulled: Option<(u8, u16, u32)>,
    pulls: usize,
    told_plan: bool,
}

impl Actor {
    /// Solves the puzzle of a dungeon, standing in front of its levers.
    pub(super) fn solve(&mut self, stage: &mut Stage<'_>, dungeon: &Dungeon) -> Wish {
        if dungeon.puzzle != PuzzleKind::Lamps {
            return self.solve_table(stage, dungeon);
        }
        self.doing = "tries to make sense of the levers".to_owned();
        let levers = usize::from(dungeon.levers);
        let (lamps, lever_ids) = self.look(levers);
        let Some(lamps) = lamps.filter(|_| lever_ids.len() == levers) else {
            // Too far away to see all of it.
            let room = dungeon.rooms.iter().find(|room| room.role == RoomRole::Puzzle);
            let middle =
                room.map(|room| ((room.min.0 + room.max.0) / 2, (room.min.1 + room.max.1) / 2));
            return match middle {
                Some(cell) => self.walk_to(stage, Dungeon::middle(cell), 1_200),
                None => Wish::default(),
            };
        };
        if self.may_ask(stage) && self.first("levers") {
            let burning = lamps.count_ones() as usize;
            stage.tell(
                self.index,
                &format!(
                    "stands before {} levers and as many lamps, of which {} {}.",
                    count(levers),
                    count(burning),
                    if burning == 1 { "burns" } else { "burn" }
                ),
            );
        }
        if self.wait_for_lamps(stage, lamps) {
            return Wish::default();
        }
        let learner = self.puzzle.learner.get_or_insert_with(|| Learner::new(dungeon.levers));
        let plan = learner.plan(lamps);
        let Some(lever) = learner.next_pull(lamps) else { return Wish::default() };
        if let Some(plan) = plan.filter(|_| !self.puzzle.told_plan) {
            self.puzzle.told_plan = true;
            let numbers: Vec<String> = plan.iter().map(|lever| (lever + 1).to_string()).collect();
            stage.tell(
                self.index,
                &format!(
                    "has watched {} pulls and sees it now: lever{} {}, and all will burn.",
                    count(self.puzzle.pulls),
                    if numbers.len() == 1 { "" } else { "s" },
                    crate::demo::story::list(&numbers)
                ),
            );
        }
        let is = |kind: FeatureKind| kind == FeatureKind::Lever { index: lever };
        let place = dungeon.features.iter().find(|feature| is(feature.kind));
        let (Some(feature), Some(&target)) = (place, lever_ids.get(&lever)) else {
            return Wish::default();
        };
        let at = Dungeon::middle(feature.cell);
        if !self.is_near(at, 2_700) {
            return self.walk_to(stage, at, 2_200);
        }
        if self.may_ask(stage) {
            self.puzzle.pulled = Some((lever, lamps, stage.tick));
            self.puzzle.pulls += 1;
            self.ask(stage, Ask::Interact { target }, Asked::Lever);
        }
        Wish::default()
    }

    /// Bends over a table, thinks once, and makes move after move.
    fn solve_table(&mut self, stage: &mut Stage<'_>, dungeon: &Dungeon) -> Wish {
        self.doing = format!("bends over a table ({})", dungeon.puzzle.name());
        let table = dungeon.features.iter().find(|feature| feature.kind == FeatureKind::Board);
        let Some(at) = table.map(|table| Dungeon::middle(table.cell)) else {
            return Wish::default();
        };
        if !self.is_near(at, 2_700) {
            return self.walk_to(stage, at, 2_200);
        }
        let seen = self.view().and_then(|view| {
            let mut things = view.entities.iter();
            let (&target, _) = things.find(|(_, thing)| thing.kind == EntityKind::Board)?;
            Some((target, view.board.clone().filter(|board| board.target == target)))
        });
        let Some((target, board)) = seen else { return Wish::default() };
        if !self.may_ask(stage) {
            return Wish::default();
        }
        let Some(board) = board else {
            self.ask(stage, Ask::Interact { target }, Asked::Lever);
            return Wish::default();
        };
        if board.solved {
            return Wish::default();
        }
        let Some(moves) = board.puzzle.solution() else { return Wish::default() };
        // What is left, if all so far went as planned; else from the start again.
        let mut now = board.puzzle.start();
        let mut step = (now != board.at).then_some(Move::Reset);
        for &planned in &moves {
            if now == board.at {
                step = Some(planned);
                break;
            }
            let Some(after) = board.puzzle.after(&now, planned) else { break };
            now = after;
        }
        if self.first("table") {
            let name = dungeon.puzzle.name();
            let told =
                format!("bends over a table ({name}) and sees {} moves.", count(moves.len()));
            stage.tell(self.index, &told);
        }
        if let Some(step) = step {
            self.ask(stage, Ask::Board { target, step }, Asked::Lever);
        }
        Wish::default()
    }

    /// A pull that did not happen teaches nothing.
    pub(super) fn forget_pull(&mut self) {
        self.puzzle.pulled = None;
    }

    /// Waits until the lamps have followed the last pull, and learns from it.
    fn wait_for_lamps(&mut self, stage: &Stage<'_>, lamps: u16) -> bool {
        let Some((lever, before, since)) = self.puzzle.pulled else { return false };
        let waited = stage.tick - since;
        if lamps == before && waited < PATIENCE {
            return true;
        }
        // The lamps change in one tick; their states may take some snapshots to arrive.
        if lamps != before && waited < PATIENCE / 2 {
            return true;
        }
        if let Some(learner) = &mut self.puzzle.learner {
            learner.observe(lever, before, lamps);
        }
        self.puzzle.pulled = None;
        false
    }

    /// The lamps that burn, once all are in sight, and the levers in sight.
    fn look(&self, levers: usize) -> (Option<u16>, BTreeMap<u8, NetId>) {
        let mut ids = BTreeMap::new();
        let (mut burning, mut seen) = (0_u16, 0);
        for (&id, thing) in self.view().iter().flat_map(|view| &view.entities) {
            match thing.kind {
                EntityKind::Lever { index } => {
                    ids.insert(index, id);
                }
                EntityKind::Lamp { index } if index < 16 => {
                    seen += 1;
                    burning |= u16::from(thing.state == 1) << index;
                }
                _ => {}
            }
        }
        ((seen == levers).then_some(burning), ids)
    }
}
