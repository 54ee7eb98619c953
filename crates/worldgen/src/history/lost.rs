//! Famous things: which one a treasure chest holds, and what is told of it.

use super::{History, LostThing, Place, fill, once, sentences};
use crate::{Item, ItemSource, LostId, Named, RegionId, SiteId, World, dungeon};
use ruleset::ItemId;
use serde::Serialize;

/// A famous thing that lies in a treasure chest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Famous {
    /// Whose history tells of it.
    pub region: RegionId,
    /// Which.
    pub thing: LostId,
    /// What it is: the relic of the dungeon's theme.
    pub item: ItemId,
    /// What it is called, and what is told of it.
    pub named: Named,
}

/// What is told of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flavour {
    /// One line; empty where there is none.
    pub text: String,
    /// The event that it cites, and whose history tells of it.
    pub event: Option<(RegionId, super::EventId)>,
}

impl History {
    /// The famous thing that is the relic of a dungeon.
    #[must_use]
    pub fn treasure(&self, dungeon: SiteId, relic: ItemId) -> Option<&LostThing> {
        let here = Place::Site(dungeon);
        self.lost.iter().find(|thing| thing.at == here && thing.item == relic)
    }
}

impl World {
    /// The famous thing that a dungeon's treasure chest holds: what is fetched there has this name.
    #[must_use]
    pub fn treasure(&self, dungeon: SiteId) -> Option<Famous> {
        let site = self.site(dungeon)?;
        let relic = self.rules().theme(dungeon::theme_of(self.seed(), self.rules(), &site)).relic;
        let region = self.region_of_site(dungeon);
        let history = self.history(region);
        let thing = history.treasure(dungeon, relic)?;
        Some(Famous { region, thing: thing.id, item: relic, named: self.famous(&history, thing) })
    }

    /// What a famous thing is called, and what is told of it: by whom it was made, and how it was lost.
    #[must_use]
    pub fn famous(&self, history: &History, thing: &LostThing) -> Named {
        let rules = self.rules();
        let (made, gone) = (history.event(thing.made), history.event(thing.gone));
        let path = history.region.path().int(thing.id.0);
        let mut stream = self.seed().stream("relic.legend", &path);
        let slot = |event: Option<&super::Event>, slot: &str| {
            event.map_or_else(String::new, |event| self.event_slot(history, event, slot))
        };
        let text = stream.pick(&rules.crafts.famous).map_or("", String::as_str);
        let mut legend = fill(text, |name| match name {
            "name" => thing.name.clone(),
            "base" => rules.item(thing.item).name.clone(),
            "maker" => slot(made, "figure"),
            "town" => slot(made, "town"),
            "made" => slot(made, "year"),
            "last" => slot(gone, "figure"),
            "gone" => slot(gone, "year"),
            "place" => self.place_name(history, thing.at).unwrap_or_default(),
            _ => String::new(),
        });
        for event in [made, gone].into_iter().flatten() {
            if let Some(figure) = event.roles.first.and_then(|id| history.figure(id)) {
                legend = once(&legend, &figure.full_name(), &figure.given);
            }
        }
        let legend = if legend.is_empty() { legend } else { sentences(&legend) };
        Named { name: crate::language::capitalised(&thing.name), legend }
    }

    /// One line about an item, by where it comes from: what lay in a dungeon may remember what
    /// happened there. Else what [`Item::flavour`] says.
    #[must_use]
    pub fn flavour(&self, item: &Item, source: &ItemSource) -> Flavour {
        let plain = || Flavour { text: item.flavour(self.rules()), event: None };
        let ItemSource::Chest { dungeon, .. } = source else { return plain() };
        let (Some(material), Some(site)) = (item.material(self.rules()), self.site(*dungeon))
        else {
            return plain();
        };
        let region = self.region_of_site(*dungeon);
        let history = self.history(region);
        let mut stream = self.seed().stream("item.found", &source.path());
        let texts = &self.rules().crafts.found;
        let (Some(event), Some(text)) =
            (dungeon::told::any(&history, *dungeon, &mut stream), stream.pick(texts))
        else {
            return plain();
        };
        if stream.chance(1, 3) {
            return plain();
        }
        let text = fill(text, |slot| match slot {
            "base" => self.rules().item(item.base).name.clone(),
            "material" => material.name.clone(),
            "dungeon" => site.name.clone(),
            slot => self.event_slot(&history, event, slot),
        });
        Flavour { text: sentences(&text), event: Some((region, event.id)) }
    }
}
