//! A world's address: one hash over what lies around home, made of one hash for each part, so that
//! two who disagree can find the part that differs.

use crate::{ChunkCoord, SiteId, World};
use seed::{Canonical, ContentAddress, GENERATOR_VERSION, Mm};
use serde::{Deserialize, Serialize};

/// The address of the surroundings of a world's home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldHash {
    /// The address of everything below.
    pub address: ContentAddress,
    /// [`seed::GENERATOR_VERSION`].
    pub generator: u32,
    /// The ruleset's hash.
    pub ruleset: ContentAddress,
    /// The world's seed in hexadecimal digits.
    pub seed: String,
    /// The home settlement.
    pub home: SiteId,
    /// How many chunks around home's, in each direction.
    pub radius_chunks: u16,
    /// The parts: chunks row by row from the north, then settlements, dungeons and quests by id.
    pub parts: Vec<PartHash>,
}

/// The address of one part of a world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHash {
    /// What it is: `"chunk 3 -1"`, `"settlement 0 0"`, `"dungeon 0 0 1"`, `"quest 0 0 person 4"`.
    pub part: String,
    /// Its address.
    pub address: ContentAddress,
}

/// What the address of the whole is taken over.
#[derive(Serialize)]
struct Whole<'a> {
    generator: u32,
    ruleset: ContentAddress,
    seed: &'a str,
    home: SiteId,
    radius_chunks: u16,
    parts: &'a [PartHash],
}

impl Canonical for Whole<'_> {
    const KIND: &'static str = "world";
}

impl World {
    /// The address of the chunks within a radius of home's and of the settlements, dungeons and
    /// quests of the sites there; at least of home's own.
    #[must_use]
    pub fn hash(&self, radius_chunks: u16) -> WorldHash {
        let home = self.home();
        let mut parts = Vec::new();
        let mut add = |part: String, address| parts.push(PartHash { part, address });
        let site = self.site(home);
        let middle = site.as_ref().map(|site| site.at).unwrap_or_default();
        let here = ChunkCoord::of(middle);
        let radius = i32::from(radius_chunks);
        for z in here.z - radius..=here.z + radius {
            for x in here.x - radius..=here.x + radius {
                let chunk = self.chunk(ChunkCoord { x, z });
                add(format!("chunk {x} {z}"), chunk.content_address());
            }
        }
        let mut sites: Vec<SiteId> = self
            .sites_near(middle, Mm::metres(radius.saturating_mul(32)))
            .into_iter()
            .map(|site| site.id)
            .collect();
        sites.extend((0..=u8::MAX).map(|number| SiteId { number, ..home }));
        sites.sort_unstable();
        sites.dedup();
        let settlements: Vec<_> = sites.iter().filter_map(|&id| self.settlement(id)).collect();
        for settlement in &settlements {
            let SiteId { x, z, .. } = settlement.site.id;
            add(format!("settlement {x} {z}"), settlement.content_address());
        }
        for dungeon in sites.iter().filter_map(|&id| self.dungeon(id)) {
            let SiteId { x, z, number } = dungeon.id;
            add(format!("dungeon {x} {z} {number}"), dungeon.content_address());
        }
        for person in settlements.iter().flat_map(|settlement| &settlement.people) {
            let SiteId { x, z, .. } = person.id.home;
            for quest in self.quests(person.id) {
                let name = format!("quest {x} {z} person {}", person.id.number);
                add(name, quest.content_address());
            }
        }
        let ruleset = self.rules().hash();
        let seed = self.seed().to_string();
        let whole = Whole {
            generator: GENERATOR_VERSION,
            ruleset,
            seed: &seed,
            home,
            radius_chunks,
            parts: &parts,
        };
        let address = whole.content_address();
        WorldHash {
            address,
            generator: GENERATOR_VERSION,
            ruleset,
            seed,
            home,
            radius_chunks,
            parts,
        }
    }
}
