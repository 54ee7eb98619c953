//! News travels: what is told in a settlement, and since when.
//!
//! The way is taken as the crow flies.

use super::{Chronicle, Deed, What, strength};
use crate::quest::wording::{choose, fill};
use crate::{Compass, SiteId, SiteKind, World};
use seed::{Canonical, Mm, Path, Point};
use serde::{Deserialize, Serialize};

/// Something that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rumour {
    /// The deed behind it.
    pub deed: Deed,
    /// What people say, worded.
    pub text: String,
    /// The day on which it was first told here.
    pub since: u32,
    /// How far it has come, metres.
    pub distance_m: u32,
}

impl Canonical for Rumour {
    const KIND: &'static str = "rumour";
}

impl World {
    /// What is told in a settlement on a day, the newest first; nothing for what is no settlement.
    #[must_use]
    pub fn rumours(&self, site: SiteId, chronicle: &Chronicle, day: u32) -> Vec<Rumour> {
        let Some(site) = self.site(site).filter(|site| site.kind == SiteKind::Settlement) else {
            return Vec::new();
        };
        let rules = &self.rules().chronicle;
        let mut rumours: Vec<Rumour> = Vec::new();
        for deed in chronicle.deeds() {
            let Some((since, distance_m)) = self.heard(site.at, deed) else { continue };
            let Some(rule) = rules.of(deed.what.kind()) else { continue };
            if since > day || strength(rules, deed, day) == 0 {
                continue;
            }
            let path = Path::new().path(&site.id.path()).path(&path(deed));
            let mut stream = self.seed().stream("rumour", &path);
            let Some(text) = stream.pick(&rule.rumour) else { continue };
            let text = choose(text, &mut stream);
            let direction = Compass::between(site.at, deed.at).to_string();
            let names = [
                ("what", self.named(deed)),
                ("place", self.place_of(deed)),
                ("direction", direction),
            ];
            let names: Vec<(&str, &str)> =
                names.iter().map(|(name, value)| (*name, value.as_str())).collect();
            rumours.push(Rumour { deed: *deed, text: fill(&text, &names), since, distance_m });
        }
        rumours.sort_by_key(|rumour| (std::cmp::Reverse(rumour.since), rumour.deed));
        rumours
    }

    /// Since when a deed is known at a place, and how far the news has come; `None`: never.
    pub(super) fn heard(&self, at: Point, deed: &Deed) -> Option<(u32, u32)> {
        let rules = &self.rules().chronicle;
        let metres = u32::try_from(deed.at.distance(at) / 1000).ok()?;
        let days = metres / rules.spread_m.max(1);
        (metres <= rules.hearsay_m).then(|| (deed.day.saturating_add(days), metres))
    }

    /// How people call what a deed was done to.
    pub(super) fn named(&self, deed: &Deed) -> String {
        let rules = self.rules();
        let site = |id| self.site(id).map(|site| site.name);
        let creature = |id| rules.creature(id).name.clone();
        let named = match deed.what {
            What::Slain { creature: id, boss_of: Some(dungeon) } => {
                site(dungeon).map(|dungeon| format!("the {} of {dungeon}", creature(id)))
            }
            What::Slain { creature: id, .. } | What::Spared { creature: id } => {
                Some(article(&creature(id)))
            }
            What::Saved(person) | What::Robbed(person) => {
                self.person(person).map(|person| person.full_name())
            }
            What::Solved(id) | What::Built(id) => site(id),
        };
        named.unwrap_or_else(|| "somebody".to_owned())
    }

    /// The settlement where a deed was done, or the nearest one.
    pub(super) fn town_of(&self, deed: &Deed) -> Option<SiteId> {
        let id = match deed.what {
            What::Saved(person) | What::Robbed(person) => person.home,
            What::Solved(site) | What::Built(site) => SiteId { number: 0, ..site },
            What::Slain { boss_of: Some(site), .. } => SiteId { number: 0, ..site },
            What::Slain { .. } | What::Spared { .. } => {
                let mut near = self.sites_near(deed.at, Mm::metres(2_000));
                near.retain(|site| site.kind == SiteKind::Settlement);
                near.iter().min_by_key(|site| (site.at.distance_squared(deed.at), site.id))?.id
            }
        };
        self.site(id).map(|site| site.id)
    }

    fn place_of(&self, deed: &Deed) -> String {
        let town = self.town_of(deed).and_then(|id| self.site(id));
        town.map_or_else(|| "the hills".to_owned(), |site| site.name)
    }
}

/// A deed's part of a stream's name.
pub(super) fn path(deed: &Deed) -> Path {
    let what = match deed.what {
        What::Slain { creature, boss_of } => {
            let of = boss_of.map_or_else(Path::new, SiteId::path);
            Path::new().int(creature.0).path(&of)
        }
        What::Spared { creature } => Path::new().int(creature.0),
        What::Saved(person) | What::Robbed(person) => {
            Path::new().path(&person.home.path()).int(person.number)
        }
        What::Solved(site) | What::Built(site) => site.path(),
    };
    let kind = deed.what.kind() as u8;
    Path::new().int(deed.day).int(deed.at.x.0).int(deed.at.z.0).int(kind).path(&what)
}

fn article(name: &str) -> String {
    let vowel = name.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}
