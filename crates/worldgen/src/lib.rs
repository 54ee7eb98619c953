//! The generated world: terrain, settlements, people, dungeons, puzzles, quests, items.
//!
//! Everything here is a pure function of (generator version, ruleset, world seed, path); see
//! [`World`]. Nothing here knows time, players or Bevy.
//!
//! # Invariants
//! - A [`Chunk`] depends on its coordinates alone: any order, any thread, the same bytes.
//! - What is generated can be finished: a [`Dungeon`] is proved completable, a [`Puzzle`] solvable,
//!   a [`Quest`] is bound to people, creatures and places that exist.
//! - Decisions are made on integers; noise is `f64` with `+ - * sqrt floor` in a fixed order and is
//!   quantised to millimetres before anything branches on it.

pub mod chronicle;
pub mod chunk;
pub mod deposit;
pub mod direction;
pub mod dungeon;
pub mod economy;
pub mod hash;
pub mod history;
pub mod item;
pub mod knowledge;
pub mod landmark;
pub mod language;
pub mod life;
pub mod person;
pub mod puzzle;
pub mod quest;
pub mod region;
pub mod road;
pub mod settlement;
pub mod site;
mod terrain;
pub mod weather;
pub mod world;

pub use chronicle::{Chronicle, Deed, Price, Rumour, What};
pub use chunk::{CHUNK_CELLS, Chunk, ChunkCoord, Cover, Den, Plant, SEA_LEVEL, Solid};
pub use deposit::Deposit;
pub use direction::Compass;
pub use dungeon::{
    CELL_MM, Cell, Dungeon, DungeonLore, Feature, FeatureId, FeatureKind, Floor, Room, RoomRole,
    Told, ToldLine,
};
pub use economy::Economy;
pub use hash::{PartHash, WorldHash};
pub use history::{
    Event, EventId, Famous, Feud, Figure, FigureId, Flavour, History, LostId, LostThing, Place,
    Roles, Ruin, RuinId, Subject,
};
pub use item::{Item, ItemSource, Look, Named, set_bonus};
pub use knowledge::{Degree, Knowledge, Known};
pub use landmark::{Landmark, LandmarkId};
pub use life::{Against, Grudge, Haunt, Hidden, Life, ScheduleEntry, Secret, Taste, Why};
pub use person::{Person, PersonId, Relation, Workplace};
pub use puzzle::Puzzle;
pub use quest::check::QuestFault;
pub use quest::ground::Ground;
pub use quest::persuasion::{Liking, Persuasion};
pub use quest::plot::{After, ArcRef, Consequence, Ending, Need, Outcome, Plot};
pub use quest::{Objective, Quest, QuestId, QuestKind, Reward};
pub use region::{Region, RegionId};
pub use road::{Bridge, Road};
pub use settlement::{
    Field, FieldKind, House, HousePurpose, HouseStyle, Room as HouseRoom, RoomKind, Settlement,
    Street, StreetKind, Work, WorkKind,
};
pub use site::{Site, SiteId, SiteKind};
pub use weather::Weather;
pub use world::World;
pub use world::rivers::{RiverReach, RiverSegment};
pub use world::volcanoes::Volcano;
