//! Whether somebody can be won over: by temperament, by what they think of who asks, by the gift.

use crate::history::History;
use crate::life::Circle;
use crate::{PersonId, Settlement, Taste, World};
use ruleset::{ItemId, ItemUse, PersuasionRules};
use serde::{Deserialize, Serialize};

/// How somebody takes what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Liking {
    /// There is no gift.
    Nothing,
    /// The gift leaves the person cold.
    Cold,
    /// The person likes it.
    Liked,
    /// The person dislikes it.
    Disliked,
}

/// An answer, and how near it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Persuasion {
    /// Points for it less points against it.
    pub points: i16,
    /// How the gift was taken.
    pub liking: Liking,
}

impl Persuasion {
    /// The person agrees.
    #[must_use]
    pub const fn agrees(self) -> bool {
        self.points >= 0
    }
}

/// How somebody of a temperament takes a gift from somebody of whom they think so much (-10 to 10).
#[must_use]
pub fn persuasion(
    rules: &PersuasionRules,
    temperament: &[i8],
    opinion: i8,
    liking: Liking,
) -> Persuasion {
    let bent: i16 = temperament
        .iter()
        .zip(&rules.temperament)
        .map(|(&step, points)| i16::from(step) * points)
        .sum();
    let gift = match liking {
        Liking::Nothing => 0,
        Liking::Cold => rules.gift,
        Liking::Liked => rules.liked,
        Liking::Disliked => rules.disliked,
    };
    let points = rules.base + bent + i16::from(opinion) * rules.opinion + gift;
    Persuasion { points, liking }
}

impl World {
    /// How somebody takes it when asked in the name of another, with a gift or without; `None` for
    /// nobody. Of people of other settlements nobody thinks anything.
    #[must_use]
    pub fn persuasion(
        &self,
        whom: PersonId,
        gift: Option<ItemId>,
        asks: PersonId,
    ) -> Option<Persuasion> {
        self.in_circle(whom, |circle| taken(circle, gift, asks))
    }
}

/// [`World::persuasion`] of somebody of a settlement that is at hand.
pub(crate) fn taken(circle: &Circle<'_>, gift: Option<ItemId>, asks: PersonId) -> Persuasion {
    let liking = gift.map_or(Liking::Nothing, |gift| {
        let (likes, dislikes) = circle.tastes();
        match Taste::Goods(gift) {
            gift if likes.contains(&gift) => Liking::Liked,
            gift if dislikes.contains(&gift) => Liking::Disliked,
            _ => Liking::Cold,
        }
    });
    let rules = &circle.rules().quests.persuasion;
    persuasion(rules, &circle.person.temperament, circle.opinion_of(asks), liking)
}

/// What wins somebody over: the first choice if it does, else what the person likes, else any goods;
/// `None` where nothing helps.
pub(crate) fn gift(
    world: &World,
    town: &Settlement,
    history: &History,
    whom: PersonId,
    asks: PersonId,
    first: ItemId,
) -> Option<ItemId> {
    let person = town.people.iter().find(|person| person.id == whom)?;
    let circle = Circle { world, town, person, history };
    let rules = world.rules();
    let goods = (0..rules.items.len() as u16)
        .map(ItemId)
        .filter(|&id| matches!(rules.item(id).kind, ItemUse::Goods));
    let (likes, _) = circle.tastes();
    let liked = likes.into_iter().filter_map(|taste| match taste {
        Taste::Goods(id) => Some(id),
        _ => None,
    });
    let mut choices = std::iter::once(first).chain(liked).chain(goods);
    choices.find(|&item| taken(&circle, Some(item), asks).agrees())
}
