//! A session and what is kept beside it.

use protocol::{Ask, NetId, RequestId};
use seed::{Mm, Point};
use session::{Place, Session};
use std::collections::BTreeMap;
use std::time::Duration;
use worldgen::ChunkCoord;

/// A session and what is kept beside it.
pub(crate) struct Live {
    pub(super) session: Session,
    /// Time that no tick has used yet.
    pub(super) owed: Duration,
    /// Since the last snapshot.
    pub(super) silent: Duration,
    pub(super) tick: u32,
    /// Requests under way, for words about their answers.
    pub(super) asked: BTreeMap<RequestId, Ask>,
    /// Leaving: the request, how long ago, and whether the game ends with it.
    pub(super) leaving: Option<Leaving>,
    /// How fast things were seen to move, smoothed.
    pub(super) gaits: BTreeMap<NetId, Gait>,
    /// Seconds for which one's own strike or shot is still shown.
    pub(super) swing: (f32, u8),
}

/// On the way out.
pub(super) struct Leaving {
    pub(super) request: RequestId,
    pub(super) waited: Duration,
    pub(super) quit: bool,
}

/// How something moves.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gait {
    pub(super) at: Point,
    pub(super) speed: f32,
}

impl Live {
    pub(super) const fn new(session: Session) -> Self {
        Self {
            session,
            owed: Duration::ZERO,
            silent: Duration::ZERO,
            tick: 0,
            asked: BTreeMap::new(),
            leaving: None,
            gaits: BTreeMap::new(),
            swing: (0.0, 0),
        }
    }

    /// Does a wall of a house stand at this place and height? For the camera.
    pub(crate) fn wall_at(&self, at: Point, height: Mm) -> bool {
        let Place::Overworld(ground) = self.session.place() else {
            return false;
        };
        let Some(chunk) = ground.chunk(ChunkCoord::of(at)) else {
            return false;
        };
        let room = Mm(250);
        chunk.solids.iter().any(|solid| {
            height > solid.bottom
                && height < solid.top
                && at.x + room > solid.min.x
                && at.x - room < solid.max.x
                && at.z + room > solid.min.z
                && at.z - room < solid.max.z
        })
    }

    /// Can somebody stand here? For the script's walks.
    pub(crate) fn passable(&self, at: Point, feet: Mm) -> bool {
        self.session.place().ground().is_some_and(|ground| {
            ground.height(at).is_some_and(|height| height > Mm(-900))
                && !ground.blocked(at, feet, simulation::movement::BODY_RADIUS)
        })
    }

    /// The ground that is kept.
    pub(crate) const fn place(&self) -> &Place {
        self.session.place()
    }
}
