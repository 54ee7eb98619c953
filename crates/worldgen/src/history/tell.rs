//! Puts events into words: fills a wording's braces with what takes part.

use super::years::Teller;
use super::{Event, Place, Roles};
use crate::language::capitalised;
use ruleset::EventWording;

const NUMBERS: [&str; 21] = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

impl Teller<'_> {
    /// Text and phrase of an event.
    pub(super) fn words(
        &mut self,
        wording: &EventWording,
        year: u16,
        cause: Option<&Event>,
        roles: &Roles,
    ) -> (String, String) {
        let caused = cause.is_some() && !wording.because.is_empty();
        let texts = if caused { &wording.because } else { &wording.texts };
        // The wordings of a kind take turns, so that none comes back before the others were told.
        let turn = &mut self.turns[wording.kind as usize][usize::from(caused)];
        let text = &texts[usize::from(*turn) % texts.len().max(1)];
        *turn = turn.wrapping_add(1);
        let cause = cause.map_or("", |cause| cause.phrase.as_str());
        let fill = |text: &str| fill(text, |slot| self.slot(slot, year, cause, roles));
        let mut text = fill(text);
        for figure in [roles.first, roles.second].into_iter().flatten() {
            if let Some(figure) = self.past.figure(figure) {
                text = once(&text, &figure.full_name(), &figure.given);
            }
        }
        (sentences(&text), fill(&wording.phrase))
    }

    fn slot(&self, slot: &str, year: u16, cause: &str, roles: &Roles) -> String {
        let rules = self.world.rules();
        let figure = |id: Option<super::FigureId>| {
            id.and_then(|id| self.past.figure(id))
                .map_or_else(String::new, super::Figure::full_name)
        };
        let place = |place: Option<Place>| place.map_or_else(String::new, |at| self.place_name(at));
        let faction = |id: Option<ruleset::FactionId>| {
            let known = id.and_then(|id| rules.society.factions.get(usize::from(id.0)));
            known.map_or_else(String::new, |faction| faction.name.clone())
        };
        let thing = roles.thing.and_then(|id| self.past.lost.get(usize::from(id.0)));
        match slot {
            "year" => year.to_string(),
            "cause" => cause.to_owned(),
            "first" => figure(roles.first),
            "second" => figure(roles.second),
            "town" => place(roles.town),
            "other" => place(roles.other),
            "field" => place(roles.field),
            "culture" => roles
                .town
                .and_then(|town| self.towns.iter().find(|known| known.place == town))
                .map_or_else(String::new, |town| rules.culture(town.culture).name.clone()),
            "thing" => thing.map_or_else(String::new, |thing| thing.name.clone()),
            "item" => thing.map_or_else(String::new, |thing| rules.item(thing.item).name.clone()),
            "creature" | "boss" => {
                roles.creature.map_or_else(String::new, |id| rules.creature(id).name.clone())
            }
            "creatures" => match (roles.creature, roles.field) {
                // Beside a guardian stand those of its dungeon.
                (_, Some(Place::Site(site))) => self.servants(site),
                (Some(id), _) => rules.creature(id).plural.clone(),
                _ => String::new(),
            },
            "faction" => faction(roles.faction),
            "rival" if roles.against.is_some() => faction(roles.against),
            "rival" => roles.rival.clone(),
            "family" => roles.family.clone(),
            "matter" | "sickness" => roles.word.clone(),
            "count" => number(roles.count),
            _ => String::new(),
        }
    }

    /// What lives in a dungeon beside its guardian.
    fn servants(&self, site: crate::SiteId) -> String {
        let mut sites = self.towns.iter().flat_map(|town| &town.dungeons);
        let rules = self.world.rules();
        sites.find(|known| known.id == site).map_or_else(String::new, |site| {
            let theme = rules.theme(crate::dungeon::theme_of(self.world.seed(), rules, site));
            theme
                .creatures
                .first()
                .map_or_else(String::new, |&id| rules.creature(id).plural.clone())
        })
    }

    pub(super) fn place_name(&self, place: Place) -> String {
        let sites = self.towns.iter().flat_map(|town| &town.dungeons);
        match place {
            Place::Ruin(id) => self.past.ruins.get(usize::from(id.0)).map(|ruin| ruin.name.clone()),
            Place::Site(id) if id.number == 0 => {
                self.towns.iter().find(|town| town.place == place).map(|town| town.name.clone())
            }
            Place::Site(id) => {
                sites.into_iter().find(|site| site.id == id).map(|site| site.name.clone())
            }
        }
        .unwrap_or_default()
    }
}

/// The text in which a full name stands once and is short after that.
pub(crate) fn once(text: &str, full: &str, short: &str) -> String {
    match text.split_once(full) {
        Some((before, after)) => format!("{before}{full}{}", after.replace(full, short)),
        None => text.to_owned(),
    }
}

/// A count in words up to twenty.
pub(crate) fn number(count: u16) -> String {
    NUMBERS.get(usize::from(count)).map_or_else(|| count.to_string(), |&word| word.to_owned())
}

/// The text with every `{slot}` replaced.
pub(crate) fn fill(text: &str, slot: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(before);
        filled.push_str(&slot(name));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The text as sentences: capitals where they begin, "an" before a vowel, a full stop at the end.
pub(crate) fn sentences(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let mut begins = true;
    for (index, word) in words.iter().enumerate() {
        let vowel =
            words.get(index + 1).is_some_and(|next| next.starts_with(['a', 'e', 'i', 'o', 'u']));
        let word = match *word {
            "a" if vowel => "an",
            "A" if vowel => "An",
            word => word,
        };
        if index > 0 {
            out.push(' ');
        }
        if begins {
            out.push_str(&capitalised(word));
        } else {
            out.push_str(word);
        }
        begins = word.ends_with(['.', '?', '!']);
    }
    if !out.ends_with(['.', '?', '!']) {
        out.push('.');
    }
    out
}
