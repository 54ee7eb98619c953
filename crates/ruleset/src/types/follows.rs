//! Which event brings about which, how often, and after how many years.

use super::{EventKind, Share};
use serde::Serialize;

/// An event of one kind may bring about one of another. Where two may follow and exclude each other
/// (a murder or else a feud), the second is drawn where the first did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Follow {
    /// After which kind.
    pub after: EventKind,
    /// What comes.
    pub kind: EventKind,
    /// How often it comes.
    pub share: Share,
    /// How many years later, inclusive; (0, 0) for what comes at once. What would come in the same year
    /// as an event that began by itself is dropped.
    pub years: (u16, u16),
}

impl Follow {
    /// Everything that may follow, as often as it does where a ruleset does not say; each pair once.
    pub const USUAL: [Self; 33] = {
        use EventKind::{
            Battle, Beast, Breach, Charter, Exile, FailedHunt, Fall, Famine, Feud, Fire, Flood,
            Forging, Founding, Gift, Hanging, Loss, Murder, Naming, Plague, Quarrel, Raid, Refuge,
            Slaying, Strife, Taking, Theft, War, Wedding,
        };
        [
            follow(Founding, Naming, 500, (0, 0)),
            follow(Fall, Refuge, 1000, (0, 1)),
            follow(Refuge, Quarrel, 500, (1, 4)),
            follow(Flood, Famine, 300, (1, 1)),
            follow(Flood, Quarrel, 300, (1, 2)),
            follow(Fire, Famine, 300, (1, 1)),
            follow(Fire, Quarrel, 300, (1, 2)),
            follow(Famine, Plague, 300, (0, 1)),
            follow(Famine, Quarrel, 300, (1, 2)),
            follow(Plague, Quarrel, 300, (1, 2)),
            follow(Beast, Slaying, 600, (0, 1)),
            follow(Beast, FailedHunt, 1000, (0, 1)),
            follow(FailedHunt, Slaying, 1000, (1, 3)),
            follow(Slaying, Gift, 700, (0, 1)),
            follow(Quarrel, Murder, 450, (0, 5)),
            follow(Quarrel, Feud, 450, (0, 2)),
            follow(Murder, War, 600, (0, 1)),
            follow(Murder, Exile, 600, (0, 0)),
            follow(Murder, Feud, 700, (0, 1)),
            follow(Exile, Raid, 600, (1, 6)),
            follow(Raid, Fire, 333, (0, 0)),
            follow(Raid, Hanging, 1000, (0, 2)),
            follow(Feud, Wedding, 400, (14, 60)),
            follow(Feud, Murder, 400, (2, 18)),
            follow(Theft, War, 600, (0, 1)),
            follow(Theft, Murder, 500, (0, 2)),
            follow(Battle, Gift, 333, (0, 1)),
            follow(Battle, Famine, 333, (0, 1)),
            follow(Charter, Strife, 500, (4, 50)),
            follow(Strife, Fire, 250, (0, 0)),
            follow(Breach, Taking, 1000, (0, 3)),
            follow(Forging, Loss, 1000, (15, 90)),
            follow(Gift, Loss, 1000, (4, 40)),
        ]
    };

    /// It comes in the same breath as what it follows from, so that years say nothing.
    #[must_use]
    pub const fn is_at_once(&self) -> bool {
        matches!(
            (self.after, self.kind),
            (EventKind::Founding, EventKind::Naming)
                | (EventKind::Raid | EventKind::Strife, EventKind::Fire)
        )
    }
}

const fn follow(after: EventKind, kind: EventKind, per_mille: u16, years: (u16, u16)) -> Follow {
    Follow { after, kind, share: Share::new(per_mille), years }
}
