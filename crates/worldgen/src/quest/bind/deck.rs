//! Wordings as decks of cards, so that neighbours say the same thing only when all was said.
//!
//! A deck is shuffled once for a world. Each settlement begins somewhere else in it, by its site
//! cell: the eight cells around a cell begin elsewhere than it and than each other, wherever the deck
//! has cards enough, so that what a player meets in one walk does not repeat.

use crate::SiteId;
use ruleset::{Aside, GroundKind, GroundText, QuestTexts};
use seed::{Path, WorldSeed};

/// A deck, from the card on with which a settlement begins.
pub(super) struct Deck<'a, T> {
    cards: Vec<&'a T>,
    next: usize,
}

impl<'a, T> Deck<'a, T> {
    /// `(x, z)`: how far a cell to the east and one to the south go on in the deck. Decks that are drawn
    /// together differ in it, so that the same cards do not meet again.
    fn new(texts: &'a [T], name: &str, seed: WorldSeed, site: SiteId, (x, z): (i64, i64)) -> Self {
        let mut cards: Vec<&T> = texts.iter().collect();
        seed.stream("quest.deck", &Path::new().text(name)).shuffle(&mut cards);
        let first = i64::from(site.x) * x + i64::from(site.z) * z;
        let first = first.rem_euclid(cards.len().max(1) as i64);
        Self { cards, next: first as usize }
    }

    /// The next card; `None` only where there is none at all.
    pub(super) fn draw(&mut self) -> Option<&'a T> {
        let card = self.cards.get(self.next % self.cards.len().max(1)).copied();
        self.next += 1;
        card
    }

    /// The next card that fits, which then is gone.
    pub(super) fn take(&mut self, fits: impl Fn(&T) -> bool) -> Option<&'a T> {
        let count = self.cards.len();
        let at =
            (0..count).map(|step| (self.next + step) % count).find(|&at| fits(self.cards[at]))?;
        let card = self.cards.remove(at);
        self.next = at;
        Some(card)
    }
}

/// How many cards a cell to the south goes on, where one to the east goes on one: so that two cells that
/// begin with the same of `count` cards lie as far apart as can be.
pub(super) fn step_south(count: usize) -> i64 {
    // With so many any two lie far enough apart.
    const MANY: i64 = 40;
    let count = i64::try_from(count).unwrap_or(MANY).max(1);
    if count > MANY {
        return 7;
    }
    let nearest = |step: i64| {
        (0..=count)
            .flat_map(|z| (-count..=count).map(move |x| (x, z)))
            .filter(|&(x, z)| (x, z) != (0, 0) && (x + step * z).rem_euclid(count) == 0)
            .map(|(x, z)| x * x + z * z)
            .min()
            .unwrap_or(0)
    };
    // The smallest of the best.
    (0..count).max_by_key(|&step| (nearest(step), -step)).unwrap_or(0)
}

/// A title and an offer.
pub(super) type Card = (String, String);

/// The decks of a settlement.
pub(super) struct Decks<'a> {
    pub(super) deliver: Deck<'a, Card>,
    pub(super) hunt: Deck<'a, Card>,
    pub(super) delve: Deck<'a, Card>,
    pub(super) fetch: Deck<'a, Card>,
    pub(super) explore: Deck<'a, Card>,
    pub(super) find_out: Deck<'a, Card>,
    pub(super) persuade: Deck<'a, Card>,
    pub(super) build: Deck<'a, Card>,
    pub(super) solve: Deck<'a, Card>,
    pub(super) escort: Deck<'a, Card>,
    pub(super) thanks: Deck<'a, String>,
    pub(super) opening: Deck<'a, String>,
    pub(super) closing: Deck<'a, String>,
    pub(super) refusal: Deck<'a, String>,
    pub(super) hunt_instead: Deck<'a, String>,
    pub(super) deliver_instead: Deck<'a, String>,
    pub(super) grounded: Deck<'a, GroundText>,
    pub(super) asides: Deck<'a, Aside>,
}

impl<'a> Deck<'a, Aside> {
    /// The next sentence that follows from something of a kind.
    pub(super) fn about(&mut self, ground: GroundKind) -> Option<&'a str> {
        self.take(|aside| aside.ground == ground).map(|aside| aside.text.as_str())
    }
}

impl<'a> Decks<'a> {
    /// The decks as a settlement finds them.
    pub(super) fn new(texts: &'a QuestTexts, seed: WorldSeed, site: SiteId) -> Self {
        let cards = |texts: &'a [Card], name, step| Deck::new(texts, name, seed, site, step);
        let words = |texts: &'a [String], name, step| Deck::new(texts, name, seed, site, step);
        Self {
            deliver: cards(&texts.deliver, "deliver", (1, step_south(texts.deliver.len()))),
            hunt: cards(&texts.hunt, "hunt", (1, step_south(texts.hunt.len()))),
            delve: cards(&texts.delve, "delve", (2, 6)),
            fetch: cards(&texts.fetch, "fetch", (1, 3)),
            explore: cards(&texts.explore, "explore", (1, 3)),
            find_out: cards(&texts.find_out, "find-out", (1, 3)),
            persuade: cards(&texts.persuade, "persuade", (1, 3)),
            build: cards(&texts.build, "build", (1, 3)),
            solve: cards(&texts.solve, "solve", (1, 3)),
            escort: cards(&texts.escort, "escort", (1, 3)),
            thanks: words(&texts.thanks, "thanks", (3, 1)),
            opening: words(&texts.opening, "opening", (11, 17)),
            closing: words(&texts.closing, "closing", (7, 10)),
            refusal: words(&texts.refusal, "refusal", (5, 1)),
            hunt_instead: words(&texts.hunt_instead, "hunt-instead", (1, 2)),
            deliver_instead: words(&texts.deliver_instead, "deliver-instead", (1, 2)),
            grounded: Deck::new(&texts.grounded, "grounded", seed, site, (7, 19)),
            asides: Deck::new(&texts.asides, "aside", seed, site, (5, 11)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::step_south;

    #[test]
    fn cells_that_begin_with_the_same_card_lie_apart() {
        assert_eq!(step_south(0), 0);
        assert_eq!(step_south(1), 0);
        assert_eq!(step_south(5), 2);
        // (2, 3) is the nearest other cell with the same of thirteen.
        assert_eq!(step_south(13), 5);
    }
}
