//! Draws what a quest follows from, and the words that say it.

use super::deck::Card;
use super::draft::Binder;
use super::reasons::Reason;
use crate::knowledge::{Knowledge, past};
use crate::life::{Circle, Hidden};
use crate::quest::ground::Ground;
use crate::{EventId, Person, SiteId, dungeon};
use ruleset::{ArcKind, GroundKind};
use seed::Stream;

/// So many neighbours are asked whether they know of something.
const ASKED: usize = 12;

/// What is said of which kind of reason: a card or an aside.
type Words<'a> = (GroundKind, Option<&'a Card>, Option<&'a str>);

/// A quest's ground with the words for it.
pub(super) struct Bound<'a> {
    /// Title and offer that say it; `None`: an aside does.
    pub(super) card: Option<&'a Card>,
    /// A sentence beside another text.
    pub(super) aside: Option<&'a str>,
    /// What it is.
    pub(super) ground: Ground,
    /// Whom it is about, and where that one lives.
    pub(super) person: Option<(Person, String)>,
    /// The dungeon that it is about.
    pub(super) site: Option<SiteId>,
    /// What it names.
    pub(super) names: Vec<(&'static str, String)>,
}

impl<'a> Binder<'a> {
    /// What this quest follows from, in two of three where there is something and there are words.
    /// `site`: about this dungeon; `near`: about nobody abroad.
    pub(super) fn bound(
        &mut self,
        giver: &Person,
        quest: ArcKind,
        site: Option<SiteId>,
        near: bool,
    ) -> Option<Bound<'a>> {
        let mut stream = self.stream(giver.id, "ground");
        if stream.chance(1, 3) {
            return None;
        }
        let mut reasons = self.reasons(giver, near, &mut stream);
        reasons.retain(|reason| reason.kind.kinds().contains(&quest));
        reasons.retain(|reason| site.is_none() || reason.site.is_none() || reason.site == site);
        if quest == ArcKind::Delve {
            reasons.retain(|reason| self.is_of_the_relic(reason, site));
        }
        stream.shuffle(&mut reasons);
        let words = if stream.chance(1, 4) {
            self.aside(quest, &reasons).or_else(|| self.card(quest, &reasons))
        } else {
            self.card(quest, &reasons).or_else(|| self.aside(quest, &reasons))
        };
        let (kind, card, aside) = words?;
        let reason = reasons.into_iter().find(|reason| reason.kind == kind)?;
        let Reason { ground, person, site, names, .. } = reason;
        Some(Bound { card, aside, ground, person, site, names })
    }

    /// Title and offer that say one of these.
    fn card(&mut self, quest: ArcKind, reasons: &[Reason]) -> Option<Words<'a>> {
        let given = |ground| reasons.iter().any(|reason| reason.kind == ground);
        let text = self.decks.grounded.take(|text| text.kind == quest && given(text.ground))?;
        Some((text.ground, Some(&text.words), None))
    }

    /// A sentence that says one of these beside any text; a delve names what was lost already.
    fn aside(&mut self, quest: ArcKind, reasons: &[Reason]) -> Option<Words<'a>> {
        let mut kinds = reasons.iter().map(|reason| reason.kind);
        let kind = kinds.find(|kind| {
            kind.is_asidable() && (quest != ArcKind::Delve || *kind != GroundKind::Lost)
        })?;
        Some((kind, None, Some(self.decks.asides.about(kind)?)))
    }

    /// Whoever goes down for a famous thing finds it in the treasure chest.
    fn is_of_the_relic(&self, reason: &Reason, site: Option<SiteId>) -> bool {
        let (Ground::Lost(thing) | Ground::Secret(Hidden::Treasure(thing))) = reason.ground else {
            return true;
        };
        let mut mouths = self.town.mouths.iter();
        let Some((mouth, _)) = mouths.find(|(mouth, _)| Some(mouth.id) == site) else {
            return false;
        };
        let rules = self.world.rules();
        let relic = rules.theme(dungeon::theme_of(self.world.seed(), rules, mouth)).relic;
        self.history.treasure(mouth.id, relic).is_some_and(|known| known.id == thing)
    }

    pub(super) fn circle<'c>(&'c self, person: &'c Person) -> Circle<'c> {
        Circle { world: self.world, town: self.settlement, person, history: &self.history }
    }

    /// Somebody of another house who has heard of an event.
    pub(super) fn who_knows(
        &self,
        stream: &mut Stream,
        giver: &Person,
        event: EventId,
    ) -> Option<Person> {
        let mut others: Vec<&Person> =
            self.settlement.people.iter().filter(|other| other.house != giver.house).collect();
        stream.shuffle(&mut others);
        let mut asked = others.into_iter().take(ASKED);
        asked.find(|other| knows(&self.circle(other), event)).cloned()
    }
}

fn knows(circle: &Circle<'_>, event: EventId) -> bool {
    let this =
        |what: &Knowledge| matches!(what, Knowledge::Event { event: id, .. } if *id == event);
    past(circle).iter().any(|known| this(&known.what))
}
