//! How a region's past is told: kinds of events, and their wording.

use super::{FigureRules, Follow, PaceRules, Share};
use serde::{Deserialize, Serialize};

/// The past, from `history.toml`. The default knows no event, so that nothing is ever told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HistoryRules {
    /// The year that the game is played in.
    pub present: u16,
    /// How many years back a region's history reaches, inclusive; the high end is below `present`.
    pub span: (u16, u16),
    /// What families quarrel over: "a boundary stone".
    pub matters: Vec<String>,
    /// What people died of: "the grey cough".
    pub sicknesses: Vec<String>,
    /// What famous things are called: "Unlucky".
    pub epithets: Vec<String>,
    /// Wording, at most one entry a kind; a kind without one never happens.
    pub events: Vec<EventWording>,
    /// How much happens.
    pub pace: PaceRules,
    /// How old those grow whom it happens to.
    pub figures: FigureRules,
    /// What follows from what; pairs that are not here are as in [`Follow::USUAL`].
    pub follows: Vec<Follow>,
}

impl HistoryRules {
    /// The wording of a kind of event; `None`: it never happens in this ruleset.
    #[must_use]
    pub fn wording(&self, kind: EventKind) -> Option<&EventWording> {
        self.events.iter().find(|wording| wording.kind == kind)
    }

    /// How often and when one kind of event follows from another; never, where no such pair is known.
    #[must_use]
    pub fn follow(&self, after: EventKind, kind: EventKind) -> Follow {
        let mut known = self.follows.iter().chain(&Follow::USUAL);
        let found = known.find(|follow| (follow.after, follow.kind) == (after, kind)).copied();
        found.unwrap_or(Follow { after, kind, share: Share::default(), years: (0, 0) })
    }

    /// How many people, houses or families an event of this kind counts, inclusive.
    #[must_use]
    pub fn count(&self, kind: EventKind) -> (u16, u16) {
        self.wording(kind).map_or_else(|| kind.usual_count(), |wording| wording.count)
    }
}

/// How one kind of event is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventWording {
    /// Of what.
    pub kind: EventKind,
    /// How often it happens by itself, against the others; 0 for what only follows from something.
    pub weight: u32,
    /// What its `{count}` may be, inclusive; (0, 0) for kinds that count nothing.
    pub count: (u16, u16),
    /// The event as a part of another sentence: "the flood of {year}".
    pub phrase: String,
    /// Sentences, not empty.
    pub texts: Vec<String>,
    /// Sentences that name a {cause}; empty: `texts` serve.
    pub because: Vec<String>,
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $own:literal [$($slot:literal),*]),* $(,)?) => {
        /// A kind of event. Braces in its wording may hold what [`EventKind::slots`] names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum EventKind {
            $($(#[$doc])* $name,)*
        }

        impl EventKind {
            /// Every kind, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What its wording may name, beside `year`.
            #[must_use]
            pub const fn slots(self) -> &'static [&'static str] {
                match self { $(Self::$name => &["year", $($slot),*],)* }
            }

            /// It may happen without a cause, as often as its weight says.
            #[must_use]
            pub const fn by_itself(self) -> bool {
                match self { $(Self::$name => $own,)* }
            }
        }
    };
}

events! {
    /// A settlement begins.
    Founding false ["first", "town", "culture", "count"],
    /// A settlement is called after its founder.
    Naming false ["first", "town"],
    /// A settlement that is no more begins.
    Settling false ["first", "town", "culture"],
    /// A settlement is given up.
    Fall false ["town", "count"],
    /// People of a fallen settlement arrive at another.
    Refuge false ["first", "town", "other", "count", "family"],
    /// Water takes houses.
    Flood true ["town", "count"],
    /// A sickness.
    Plague true ["town", "sickness", "count", "first"],
    /// Fire takes houses.
    Fire true ["town", "count", "first"],
    /// Hunger.
    Famine true ["town", "count"],
    /// A creature kills.
    Beast true ["town", "creature", "creatures", "count"],
    /// Somebody kills that creature.
    Slaying false ["first", "creature", "town"],
    /// Somebody goes after that creature and does not come back.
    FailedHunt false ["first", "creature", "town"],
    /// Two families fall out.
    Quarrel true ["family", "rival", "first", "second", "town", "matter"],
    /// Somebody kills somebody.
    Murder false ["first", "second", "town"],
    /// A killer is driven out.
    Exile false ["first", "town"],
    /// The driven-out come back with others.
    Raid false ["first", "town", "count"],
    /// The band's leader is caught.
    Hanging false ["first", "second", "town"],
    /// Two families swear each other enmity.
    Feud false ["family", "rival", "town"],
    /// A marriage ends an enmity.
    Wedding false ["first", "second", "family", "rival", "town"],
    /// Something is stolen from another settlement.
    Theft true ["first", "town", "other"],
    /// Two settlements go to war.
    War false ["town", "other"],
    /// They meet; `town` wins, `second` falls.
    Battle false ["town", "other", "field", "first", "second", "count"],
    /// The war ends.
    Peace false ["town", "other"],
    /// A dungeon is dug, built or opened.
    Delving false ["first", "town", "field"],
    /// What lives in it now comes to it.
    Breach false ["first", "town", "field", "boss", "creatures"],
    /// A famous thing is made.
    Forging true ["first", "town", "thing", "item"],
    /// It changes hands.
    Gift false ["first", "second", "town", "thing"],
    /// It is lost.
    Loss false ["first", "town", "field", "thing"],
    /// It is lost to the guardian of a dungeon.
    Taking false ["first", "town", "field", "thing", "boss"],
    /// A faction is founded.
    Charter true ["first", "town", "faction"],
    /// Two factions come to blows.
    Strife true ["first", "town", "faction", "rival"],
}

impl EventKind {
    /// What `{count}` may be where a ruleset does not say, inclusive; (0, 0): nothing is counted.
    #[must_use]
    pub const fn usual_count(self) -> (u16, u16) {
        match self {
            Self::Founding | Self::Settling => (3, 14),
            Self::Fall => (20, 90),
            Self::Refuge => (4, 18),
            Self::Flood | Self::Fire | Self::Famine | Self::Beast => (3, 19),
            Self::Plague => (9, 60),
            Self::Raid => (6, 20),
            Self::Battle => (5, 40),
            _ => (0, 0),
        }
    }
}
