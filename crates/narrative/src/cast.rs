//! Who and what a line is about.
//!
//! Chosen once for a line, so that all its placeholders agree: the direction is the dungeon's that
//! the line names, the trade is the neighbour's.

use crate::template::{Hole, Piece, pieces};
use crate::word::{clean_name, words};
use crate::{Cue, Fact, FactId, FactSheet};
use ruleset::LineUse;
use seed::Stream;

/// A text that may fill a placeholder, and the fact that it comes from.
#[derive(Clone)]
struct Told(Option<FactId>, String);

/// What each placeholder stands for; `None` where the sheet has nothing.
pub(crate) struct Cast {
    met: Option<FactId>,
    player: Option<Told>,
    topic: Option<Told>,
    name: Option<Told>,
    trade: Option<Told>,
    work: Option<Told>,
    goods: Option<Told>,
    place: Option<Told>,
    quest: Option<Told>,
    kin: Option<Told>,
    neighbour: Option<Told>,
    neighbour_trade: Option<Told>,
    neighbour_direction: Option<Told>,
    dungeon: Option<Told>,
    dungeon_direction: Option<Told>,
}

impl Cast {
    pub(crate) fn of(sheet: &FactSheet, cue: &Cue, player: &str, stream: &mut Stream) -> Self {
        let asked = |id: FactId| Some(id) == cue.about;
        let mut choose = |fits: &dyn Fn(FactId, &Fact) -> bool| {
            let fitting: Vec<(FactId, &Fact)> =
                sheet.facts().filter(|(id, fact)| fits(*id, fact)).collect();
            // Drawn in any case: what a cue is about does not shift the draws that follow.
            let drawn = stream.pick(&fitting);
            fitting.iter().find(|(id, _)| asked(*id)).or(drawn).copied()
        };
        // Kin are spoken of as neighbours only when asked about, and then not as kin as well.
        let neighbour = choose(&|id, fact| match fact {
            Fact::Neighbour(_) => true,
            Fact::Kin(_) => asked(id),
            _ => false,
        });
        let kin = choose(&|id, fact| matches!(fact, Fact::Kin(_)) && !asked(id));
        let dungeon = choose(&|_, fact| matches!(fact, Fact::Dungeon { .. }));
        let quest = choose(&|_, fact| matches!(fact, Fact::QuestOffer { .. }));

        let told = |chosen: Option<(FactId, &Fact)>, part: fn(&Fact) -> Option<String>| {
            chosen.and_then(|(id, fact)| part(fact).map(|text| Told(Some(id), text)))
        };
        let only = |part: fn(&Fact) -> Option<String>| {
            sheet.facts().find_map(|(id, fact)| part(fact).map(|text| Told(Some(id), text)))
        };
        let untold = |text: Option<String>| text.map(|text| Told(None, text));
        let topic = cue.topic.as_deref().and_then(|topic| words(topic).into_iter().next());
        let asked_name = cue.about.and_then(|id| told(Some((id, sheet.fact(id)?)), name_of));
        Self {
            met: sheet.facts().find(|(_, fact)| **fact == Fact::MetBefore).map(|(id, _)| id),
            player: untold(clean_name(player)),
            topic: untold(topic.map(|word| word.written)).or(asked_name),
            name: only(
                |fact| if let Fact::Name { full } = fact { Some(full.clone()) } else { None },
            ),
            trade: only(
                |fact| if let Fact::Trade { name } = fact { Some(name.clone()) } else { None },
            ),
            work: only(
                |fact| if let Fact::Work { text } = fact { Some(text.clone()) } else { None },
            ),
            goods: only(
                |fact| if let Fact::Goods { name } = fact { Some(name.clone()) } else { None },
            ),
            place: only(|fact| match fact {
                Fact::Place { settlement, .. } => Some(settlement.clone()),
                _ => None,
            }),
            quest: told(quest, |fact| match fact {
                Fact::QuestOffer { title, .. } => Some(title.clone()),
                _ => None,
            }),
            kin: told(kin, name_of),
            neighbour: told(neighbour, name_of),
            neighbour_trade: told(neighbour, |fact| match fact {
                Fact::Kin(who) | Fact::Neighbour(who) => Some(who.trade.clone()),
                _ => None,
            }),
            neighbour_direction: told(neighbour, |fact| match fact {
                Fact::Kin(who) | Fact::Neighbour(who) => Some(who.direction.to_string()),
                _ => None,
            }),
            dungeon: told(dungeon, name_of),
            dungeon_direction: told(dungeon, |fact| match fact {
                Fact::Dungeon { direction, .. } => Some(direction.to_string()),
                _ => None,
            }),
        }
    }

    /// The line with its placeholders filled, and the facts used, in the sheet's order; `None` when
    /// a placeholder cannot be filled or when the occasion itself is not so.
    pub(crate) fn fill(&self, line_use: LineUse, line: &str) -> Option<(String, Vec<FactId>)> {
        let pieces = pieces(line)?;
        let mut cited = self.ground(line_use)?;
        let mut text = String::with_capacity(line.len() + 32);
        for piece in &pieces {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Hole(hole) => {
                    let Told(fact, part) = self.stands_for(*hole, line_use, &pieces)?;
                    text.push_str(part);
                    cited.extend(fact);
                }
            }
        }
        cited.sort_unstable();
        cited.dedup();
        (!text.contains(['{', '}'])).then_some((text, cited))
    }

    /// The facts without which nothing is said on this occasion; `None` when one is missing.
    fn ground(&self, line_use: LineUse) -> Option<Vec<FactId>> {
        let of = |told: &Option<Told>| told.as_ref().and_then(|Told(fact, _)| *fact);
        let fact = match line_use {
            LineUse::GreetingAgain => self.met?,
            LineUse::Neighbour => of(&self.neighbour)?,
            LineUse::Dungeon => of(&self.dungeon)?,
            LineUse::QuestOpen => of(&self.quest)?,
            _ => return Some(Vec::new()),
        };
        Some(vec![fact])
    }

    fn stands_for(&self, hole: Hole, line_use: LineUse, line: &[Piece<'_>]) -> Option<&Told> {
        let has = |hole| line.contains(&Piece::Hole(hole));
        match hole {
            Hole::Player => self.player.as_ref(),
            Hole::Topic => self.topic.as_ref(),
            Hole::Name => self.name.as_ref(),
            Hole::Trade => self.trade.as_ref(),
            Hole::Work => self.work.as_ref(),
            Hole::Item => self.goods.as_ref(),
            Hole::Place => self.place.as_ref(),
            Hole::Quest => self.quest.as_ref(),
            Hole::Kin => self.kin.as_ref(),
            Hole::Neighbour => self.neighbour.as_ref(),
            Hole::NeighbourTrade => self.neighbour_trade.as_ref(),
            Hole::Dungeon => self.dungeon.as_ref(),
            Hole::Direction if line_use == LineUse::Dungeon || has(Hole::Dungeon) => {
                self.dungeon_direction.as_ref()
            }
            Hole::Direction => self.neighbour_direction.as_ref(),
        }
    }
}

fn name_of(fact: &Fact) -> Option<String> {
    fact.name().map(ToOwned::to_owned)
}
