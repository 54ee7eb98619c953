//! What creatures decide: wander, notice, chase, attack, flee, go home.

use crate::Heading;
use ruleset::{Behaviour, Creature};
use seed::{Mm, Point, Stream};

/// How far a creature follows from its den before it turns back.
const LEASH: Mm = Mm(40_000);
/// How far it wanders.
const ROAM: Mm = Mm(9_000);

/// What a creature is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Stands or strolls around its den.
    #[default]
    Calm,
    /// Goes for somebody.
    Hunting,
    /// Runs away from somebody.
    Fleeing,
    /// Walks back to its den and heeds nobody.
    Returning,
}

/// What a creature knows in the tick in which it decides.
#[derive(Clone, Copy, Debug)]
pub struct Senses {
    /// Where it is.
    pub at: Point,
    /// Its den.
    pub home: Point,
    /// Health in per mille.
    pub health: u16,
    /// Somebody has hurt it lately.
    pub provoked: bool,
    /// The nearest living player that it can see, or the one that hurt it.
    pub enemy: Option<Point>,
    /// Where it strolls at present.
    pub stroll: Heading,
}

/// What a creature does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its mood from now on.
    pub mood: Mood,
    /// Where it goes.
    pub walk: Heading,
    /// Runs.
    pub run: bool,
    /// Attacks who is in reach.
    pub attack: bool,
    /// Where it looks.
    pub aim: Heading,
}

/// Decides for a creature that was in `mood`.
#[must_use]
pub fn decide(kind: &Creature, mood: Mood, senses: &Senses, stream: &mut Stream) -> Decision {
    let mood = next_mood(kind, mood, senses);
    let home = Heading::towards(senses.at, senses.home);
    let still =
        Decision { mood, walk: Heading::NONE, run: false, attack: false, aim: senses.stroll };
    match (mood, senses.enemy) {
        (Mood::Hunting, Some(enemy)) => {
            let towards = Heading::towards(senses.at, enemy);
            let reach = kind.attack.map_or(Mm(0), |attack| attack.reach);
            let near = senses.at.distance(enemy) <= i64::from(reach.0);
            Decision {
                walk: if near { Heading::NONE } else { towards },
                run: true,
                attack: near,
                aim: towards,
                ..still
            }
        }
        (Mood::Fleeing, Some(enemy)) => {
            let away = Heading::towards(enemy, senses.at);
            Decision { walk: away, run: true, aim: away, ..still }
        }
        (Mood::Returning, _) => Decision { walk: home, run: true, aim: home, ..still },
        _ => {
            let walk = stroll(senses, home, stream);
            let aim = if walk.is_none() { senses.stroll } else { walk };
            Decision { mood: Mood::Calm, walk, aim, ..still }
        }
    }
}

fn next_mood(kind: &Creature, mood: Mood, senses: &Senses) -> Mood {
    let from_home = senses.at.distance(senses.home);
    if mood == Mood::Returning && from_home > i64::from(ROAM.0) / 2 {
        return Mood::Returning;
    }
    if from_home > i64::from(LEASH.0) {
        return Mood::Returning;
    }
    let Some(enemy) = senses.enemy else {
        return Mood::Calm;
    };
    let far = senses.at.distance(enemy) > i64::from(kind.notice.0);
    if far && !senses.provoked {
        return Mood::Calm;
    }
    let hurt = kind.flees_below > 0 && senses.health < kind.flees_below;
    match kind.behaviour {
        Behaviour::Timid => Mood::Fleeing,
        _ if hurt => Mood::Fleeing,
        _ if kind.attack.is_none() => Mood::Fleeing,
        Behaviour::Neutral if senses.provoked => Mood::Hunting,
        Behaviour::Neutral => Mood::Calm,
        Behaviour::Aggressive => Mood::Hunting,
    }
}

/// Changes its mind about every three seconds; stays near its den.
fn stroll(senses: &Senses, home: Heading, stream: &mut Stream) -> Heading {
    if !stream.chance(1, 60) {
        let outside = senses.at.distance(senses.home) > i64::from(ROAM.0);
        return if outside { home } else { senses.stroll };
    }
    if stream.chance(1, 2) {
        return Heading::NONE;
    }
    // At a third of the length: strolling is slow.
    let axis = |stream: &mut Stream| stream.range(-60, 60) as i8;
    Heading { x: axis(stream), z: axis(stream) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruleset::{Attack, Rgb};

    fn wolf(behaviour: Behaviour) -> Creature {
        Creature {
            name: "wolf".into(),
            plural: "wolves".into(),
            colour: Rgb(90, 90, 90),
            legs: 4,
            size: Mm(900),
            health: 30,
            health_per_level: 5,
            walk: 80,
            run: 280,
            behaviour,
            attack: Some(Attack {
                damage: (3, 6),
                damage_per_level: 1,
                reach: Mm(1500),
                every: 20,
            }),
            notice: Mm::metres(15),
            flees_below: 200,
            experience: 10,
            coins: (0, 0),
            drops_per_mille: 0,
        }
    }

    fn senses(enemy_m: i32) -> Senses {
        Senses {
            at: Point::default(),
            home: Point::default(),
            health: 1000,
            provoked: false,
            enemy: Some(Point::metres(enemy_m, 0)),
            stroll: Heading::NONE,
        }
    }

    fn mood(kind: &Creature, senses: &Senses) -> Mood {
        let mut stream = Stream::new(&[3; 32], "brain", &seed::Path::new());
        decide(kind, Mood::Calm, senses, &mut stream).mood
    }

    #[test]
    fn a_predator_notices_chases_and_bites() {
        let kind = wolf(Behaviour::Aggressive);
        assert_eq!(mood(&kind, &senses(20)), Mood::Calm);
        assert_eq!(mood(&kind, &senses(10)), Mood::Hunting);
        let mut stream = Stream::new(&[3; 32], "brain", &seed::Path::new());
        let near = decide(&kind, Mood::Hunting, &senses(1), &mut stream);
        assert!(near.attack && near.walk.is_none());
        let far = decide(&kind, Mood::Hunting, &senses(10), &mut stream);
        assert!(!far.attack && far.walk.x > 0);
    }

    #[test]
    fn the_wounded_and_the_timid_flee() {
        let wounded = Senses { health: 100, ..senses(5) };
        assert_eq!(mood(&wolf(Behaviour::Aggressive), &wounded), Mood::Fleeing);
        assert_eq!(mood(&wolf(Behaviour::Timid), &senses(5)), Mood::Fleeing);
    }

    #[test]
    fn the_neutral_strike_back_only() {
        let kind = wolf(Behaviour::Neutral);
        assert_eq!(mood(&kind, &senses(3)), Mood::Calm);
        assert_eq!(mood(&kind, &Senses { provoked: true, ..senses(3) }), Mood::Hunting);
    }

    #[test]
    fn nobody_is_followed_for_ever() {
        let away = Senses { at: Point::metres(50, 0), ..senses(52) };
        assert_eq!(mood(&wolf(Behaviour::Aggressive), &away), Mood::Returning);
    }
}
