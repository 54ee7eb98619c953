//! Dungeons and famous things: who dug the one, who made the other, and how the other came to lie
//! in the one.

use super::years::Teller;
use super::{EventId, FigureId, LostId, LostThing, Place, Roles};
use crate::dungeon;
use crate::language::capitalised;
use ruleset::{EventKind, ItemId};

impl Teller<'_> {
    /// Plans the dungeons of a settlement: dug by its people, and lost to what lives there now.
    pub(super) fn open_dungeons(&mut self, town: usize, year: u16, founding: EventId) {
        let place = Some(self.towns[town].place);
        let sites: Vec<_> = self.towns[town].dungeons.iter().map(|site| site.id).collect();
        // Between the founding and today, in the first half.
        let half = i32::from((self.past.present - year) / 2).max(2);
        for site in sites {
            let roles = Roles { town: place, field: Some(Place::Site(site)), ..Roles::default() };
            if self.world.rules().history.wording(EventKind::Delving).is_some() {
                self.plan(year, (2.min(half), half - 1), EventKind::Delving, Some(founding), roles);
            } else {
                self.open.push(site);
            }
        }
    }

    pub(super) fn delving(&mut self, town: usize, year: u16, mut roles: Roles) -> Option<()> {
        let Some(Place::Site(id)) = roles.field else { return None };
        let first = self.somebody(town, year, None, None);
        roles.first = Some(first);
        let place = roles.town;
        let event = self.happen(EventKind::Delving, year, None, roles)?;
        self.open.push(id);
        let left = i32::from(self.past.present - year);
        let after = (left / 4).max(1);
        let breach = self.stream.range(after, (left - 2).max(after));
        let field = Some(Place::Site(id));
        let roles = Roles { town: place, field, ..Roles::default() };
        self.plan(year, (breach, breach), EventKind::Breach, Some(event), roles);
        // What people miss of it was made before that.
        let roles = Roles { town: place, field, ..Roles::default() };
        self.plan(year, (0, breach - 1), EventKind::Forging, None, roles);
        Some(())
    }

    /// The last of those who belonged there dies, and the guardian comes.
    pub(super) fn breach(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let Some(Place::Site(id)) = roles.field else { return None };
        let rules = self.world.rules();
        let site = self.towns[town].dungeons.iter().find(|site| site.id == id)?;
        roles.creature = Some(rules.theme(dungeon::theme_of(self.world.seed(), rules, site)).boss);
        let first = self.somebody(town, year, None, None);
        roles.first = Some(first);
        let (field, creature) = (roles.field, roles.creature);
        let event = self.happen(EventKind::Breach, year, cause, roles)?;
        self.kill(first, year, event);
        let here = self.kept.iter().find(|(_, _, kept)| *kept == town).map(|kept| kept.0);
        let destined =
            self.past.lost.iter().find(|thing| Some(thing.at) == field && thing.gone == thing.made);
        if let Some(thing) = destined.map(|thing| thing.id).or(here) {
            let roles = Roles { thing: Some(thing), field, creature, ..Roles::default() };
            if let Some(years) = self.follows(EventKind::Breach, EventKind::Taking) {
                self.plan(year, years, EventKind::Taking, Some(event), roles);
            }
        }
        Some(())
    }

    /// The thing that people miss out of a dungeon, where one is named; else a famous weapon, armour
    /// or jewel.
    pub(super) fn forging(&mut self, town: usize, year: u16, roles: Roles) -> Option<()> {
        if let Some(Place::Site(id)) = roles.field {
            let rules = self.world.rules();
            let site = self.towns[town].dungeons.iter().find(|site| site.id == id)?;
            let theme = rules.theme(dungeon::theme_of(self.world.seed(), rules, site));
            return self.forge(town, year, theme.relic, roles.field).map(|_| ());
        }
        let items = &self.world.rules().items;
        let worn: Vec<ItemId> = (0..items.len())
            .filter(|&index| items[index].slot.is_some() && items[index].loot_weight > 0)
            .map(|index| ItemId(index as u16))
            .collect();
        let item = *self.stream.pick(&worn)?;
        let thing = self.forge(town, year, item, None)?;
        if let Some(years) = self.follows(EventKind::Forging, EventKind::Loss) {
            let roles = Roles { thing: Some(thing), ..Roles::default() };
            self.plan(year, years, EventKind::Loss, None, roles);
        }
        Some(())
    }

    /// Makes a famous thing, if there are names and a place to lose it: `field`, if given.
    fn forge(
        &mut self,
        town: usize,
        year: u16,
        item: ItemId,
        field: Option<Place>,
    ) -> Option<LostId> {
        let rules = self.world.rules();
        let history = &rules.history;
        let somewhere = self.towns.iter().any(|town| !town.dungeons.is_empty());
        let worded = history.wording(EventKind::Loss).is_some();
        if !worded || !somewhere || self.past.lost.len() >= usize::from(history.pace.most_things) {
            return None;
        }
        let item_name = title(&rules.item(item).name);
        let free: Vec<String> = history
            .epithets
            .iter()
            .map(|epithet| format!("the {epithet} {item_name}"))
            .filter(|name| self.past.lost.iter().all(|thing| thing.name != *name))
            .collect();
        let name = self.stream.pick(&free)?.clone();
        let first = self.somebody(town, year, None, None);
        let id = LostId(self.past.lost.len() as u16);
        let made = EventId(self.past.events.len() as u16);
        let place = self.towns[town].place;
        let at = field.unwrap_or(place);
        // Not lost yet: `gone` is its making until then.
        self.past.lost.push(LostThing { id, name, item, made, gone: made, at });
        let roles =
            Roles { first: Some(first), town: Some(place), thing: Some(id), ..Roles::default() };
        if self.happen(EventKind::Forging, year, None, roles).is_none() {
            self.past.lost.pop();
            return None;
        }
        self.kept.push((id, first, town));
        Some(id)
    }

    /// A thing that is kept in a settlement goes to its hero.
    pub(super) fn gift(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let second = roles.second.filter(|&hero| self.able(hero, year))?;
        let kept = self.kept.iter().position(|(_, keeper, at)| *at == town && *keeper != second)?;
        let (thing, keeper, _) = self.kept[kept];
        // The keeper gives it, or whoever had it from the keeper.
        let first = if self.able(keeper, year) && !self.outcasts.contains(&keeper) {
            keeper
        } else {
            self.somebody(town, year, None, Some(second))
        };
        roles.first = Some(first);
        roles.thing = Some(thing);
        let event = self.happen(EventKind::Gift, year, cause, roles)?;
        self.kept[kept].1 = second;
        if let Some(years) = self.follows(EventKind::Gift, EventKind::Loss) {
            let roles = Roles { thing: Some(thing), ..Roles::default() };
            self.plan(year, years, EventKind::Loss, Some(event), roles);
        }
        Some(())
    }

    /// A thing goes down a dungeon, and whoever carried it does not come back.
    pub(super) fn loss(
        &mut self,
        kind: EventKind,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let thing = roles.thing?;
        let kept = self.kept.iter().position(|(known, _, _)| *known == thing)?;
        let (_, keeper, town) = self.kept[kept];
        let destined = self.past.lost.get(usize::from(thing.0)).map(|thing| thing.at);
        let place = self.towns[town].place;
        let field =
            roles.field.or(destined.filter(|&at| at != place)).or_else(|| self.somewhere(town))?;
        // From settlements that are no more, nobody carries anything.
        let town = if self.towns[town].stands(year) { town } else { self.neighbour(town, year)? };
        let first: FigureId =
            if self.able(keeper, year) && self.figure(keeper)?.home == self.towns[town].place {
                keeper
            } else {
                self.somebody(town, year, None, None)
            };
        roles.first = Some(first);
        roles.field = Some(field);
        roles.town = Some(self.towns[town].place);
        let event = self.happen(kind, year, cause, roles)?;
        self.kill(first, year, event);
        self.kept.remove(kept);
        if let Some(thing) = self.past.lost.get_mut(usize::from(thing.0)) {
            thing.gone = event;
            thing.at = field;
        }
        Some(())
    }

    /// An open dungeon: of this settlement, or else of another.
    fn somewhere(&mut self, town: usize) -> Option<Place> {
        let own = self.towns[town].dungeons.iter().map(|site| site.id);
        let open: Vec<_> = own.filter(|id| self.open.contains(id)).collect();
        let open = if open.is_empty() { self.open.clone() } else { open };
        self.stream.pick(&open).map(|&site| Place::Site(site))
    }

    /// Nothing famous is left in anybody's hands.
    pub(super) fn lose_the_rest(&mut self) {
        let year = self.past.present - 1;
        for (thing, _, town) in self.kept.clone() {
            let roles = Roles { thing: Some(thing), ..Roles::default() };
            // Where nothing is open today, the town's first dungeon is as good as any.
            if self.open.is_empty() {
                let sites = self.towns.iter().flat_map(|town| &town.dungeons);
                self.open.extend(sites.map(|site| site.id).take(1));
            }
            if self.loss(EventKind::Loss, year, None, roles).is_none() {
                debug_assert!(false, "{thing:?} of {town} cannot be lost");
            }
        }
    }
}

/// Every word with a capital.
fn title(name: &str) -> String {
    name.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
}
