//! Quests in words: what is due, how far it is, and where.

use protocol::QuestView;
use seed::Point;
use simulation::quest_log::needed;
use worldgen::{Dungeon, FeatureKind, Objective, PersonId, SiteId, World};

/// An objective as the tracker shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// What is to be done.
    pub(crate) text: String,
    /// How much of it is done and how much is needed, where there is more than one.
    pub(crate) count: Option<(u16, u16)>,
    /// Done already.
    pub(crate) done: bool,
    /// Due now.
    pub(crate) due: bool,
}

impl Task {
    /// Text and count in one line.
    pub(crate) fn line(&self) -> String {
        match self.count {
            Some((done, needed)) => format!("{} {done}/{needed}", self.text),
            None => self.text.clone(),
        }
    }
}

/// A quest as the tracker and the log show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Goal {
    /// Which.
    pub(crate) id: worldgen::QuestId,
    /// Its title.
    pub(crate) title: String,
    /// Its objectives, in order.
    pub(crate) tasks: Vec<Task>,
    /// Where to go now, in the space that one is in.
    pub(crate) at: Option<Point>,
}

/// Words a quest. `inside` is the dungeon that one is in.
pub(crate) fn goal(view: &QuestView, world: &World, inside: Option<&Dungeon>) -> Goal {
    let done = view.progress.done;
    let open: Vec<usize> = view.quest.open(done).map(|(number, _)| number).collect();
    let due = open.first().copied();
    let tasks = view
        .quest
        .objectives
        .iter()
        .enumerate()
        .map(|(index, objective)| {
            let all = needed(objective);
            let done = view.progress.has(index);
            let is_open = open.contains(&index);
            let now = if done {
                all
            } else if is_open {
                view.progress.count
            } else {
                0
            };
            Task {
                text: text(objective, world),
                count: (all > 1).then_some((now, all)),
                done,
                due: is_open,
            }
        })
        .collect();
    let at = due
        .and_then(|due| view.quest.objectives.get(due))
        .and_then(|objective| whereto(objective, world, inside));
    Goal { id: view.quest.id, title: view.quest.title.clone(), tasks, at }
}

/// What an objective asks for.
pub(crate) fn text(objective: &Objective, world: &World) -> String {
    let rules = world.rules();
    match objective {
        Objective::Deliver { item, to } => {
            format!("Bring the {} to {}", rules.item(*item).name, person(*to, world))
        }
        Objective::Hunt { creature, count, .. } => {
            let creature = rules.creature(*creature);
            let name = if *count == 1 { &creature.name } else { &creature.plural };
            format!("Hunt {name}")
        }
        Objective::Enter { dungeon } => format!("Go down into {}", site(*dungeon, world)),
        Objective::Solve { dungeon } => format!("Solve the puzzle of {}", site(*dungeon, world)),
        Objective::SlayBoss { dungeon } => {
            let boss = world
                .dungeon(*dungeon)
                .map(|dungeon| rules.creature(rules.theme(dungeon.theme).boss).name.clone());
            format!(
                "Slay the {} of {}",
                boss.unwrap_or_else(|| "guardian".into()),
                site(*dungeon, world)
            )
        }
        Objective::Fetch { item, dungeon } => {
            format!("Take the {} out of {}", rules.item(*item).name, site(*dungeon, world))
        }
        Objective::Report { to } => format!("Return to {}", person(*to, world)),
        Objective::Explore { site: goal, .. } => format!("Look at {}", site(*goal, world)),
        Objective::FindOut { from } => format!("Ask {} about it", person(*from, world)),
        Objective::Persuade { whom, gift: None } => {
            format!("Talk {} round", person(*whom, world))
        }
        Objective::Persuade { whom, gift: Some(gift) } => {
            format!("Win {} over with the {}", person(*whom, world), rules.item(*gift).name)
        }
        Objective::Collect { item, count, from } => {
            let goods = &rules.item(*item).plural;
            format!("Collect {count} {goods} from {}", person(*from, world))
        }
        Objective::Build { item, with, .. } => {
            let goods = &rules.item(*item).plural;
            format!("Help {} build with the {goods}", person(*with, world))
        }
        Objective::Escort { who, to } => {
            format!("Bring {} to {}", person(*who, world), site(*to, world))
        }
    }
}

fn person(id: PersonId, world: &World) -> String {
    world.person(id).map_or_else(|| "somebody".into(), |person| person.full_name())
}

fn site(id: SiteId, world: &World) -> String {
    world.site(id).map_or_else(|| "a dungeon".into(), |site| site.name)
}

/// Where an objective is done, in the space that one is in; the way out where that is elsewhere.
fn whereto(objective: &Objective, world: &World, inside: Option<&Dungeon>) -> Option<Point> {
    let (dungeon, spot) = match objective {
        Objective::Deliver { to, .. }
        | Objective::Report { to }
        | Objective::FindOut { from: to }
        | Objective::Persuade { whom: to, .. }
        | Objective::Collect { from: to, .. }
        | Objective::Build { with: to, .. }
        | Objective::Escort { who: to, .. } => {
            return if let Some(inside) = inside {
                Some(inside.entrance())
            } else {
                world.person(*to).map(|person| person.post)
            };
        }
        Objective::Hunt { near, .. } | Objective::Explore { at: near, .. } => {
            return Some(inside.map_or(*near, Dungeon::entrance));
        }
        Objective::Enter { dungeon } => (*dungeon, None),
        Objective::Solve { dungeon } => (*dungeon, Some(Spot::Lever)),
        Objective::SlayBoss { dungeon } => (*dungeon, Some(Spot::Boss)),
        Objective::Fetch { dungeon, .. } => (*dungeon, Some(Spot::Treasure)),
    };
    match inside {
        None => world.site(dungeon).map(|site| site.at),
        Some(inside) if inside.id == dungeon => spot.and_then(|spot| spot.find(inside)),
        Some(inside) => Some(inside.entrance()),
    }
}

/// What marks the place of an objective in a dungeon.
#[derive(Clone, Copy)]
enum Spot {
    Lever,
    Boss,
    Treasure,
}

impl Spot {
    fn find(self, dungeon: &Dungeon) -> Option<Point> {
        let fits = |kind: &FeatureKind| match (self, kind) {
            (Self::Lever, FeatureKind::Lever { .. } | FeatureKind::Board) => true,
            (Self::Boss, FeatureKind::Creature { boss, .. }) => *boss,
            (Self::Treasure, FeatureKind::Chest { treasure }) => *treasure,
            _ => false,
        };
        let feature = dungeon.features.iter().find(|feature| fits(&feature.kind))?;
        Some(Dungeon::middle(feature.cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::core_world;
    use ruleset::CreatureId;
    use seed::Mm;
    use simulation::QuestProgress;
    use worldgen::{Quest, QuestId, QuestKind, Reward};

    fn hunt(step: u16, count: u16) -> QuestView {
        let giver = PersonId::default();
        let near = Point::metres(100, 0);
        let hunt =
            Objective::Hunt { creature: CreatureId(0), count: 4, near, within: Mm::metres(50) };
        let quest = Quest {
            id: QuestId { giver, number: 0 },
            kind: QuestKind::Hunt,
            title: "Teeth in the dark".into(),
            offer: String::new(),
            thanks: String::new(),
            objectives: vec![hunt, Objective::Report { to: giver }],
            reward: Reward { experience: 1, coins: 1, item: None },
            level: 1,
            plot: worldgen::Plot::default(),
        };
        let done = (1 << step) - 1;
        QuestView { quest, progress: QuestProgress { step, count, done } }
    }

    #[test]
    fn a_hunt_counts_its_kills_and_then_leads_back() {
        let world = core_world();
        let plural = world.rules().creature(CreatureId(0)).plural.clone();
        let started = goal(&hunt(0, 1), &world, None);
        assert_eq!(started.tasks[0].line(), format!("Hunt {plural} 1/4"));
        assert!(started.tasks[0].due && !started.tasks[0].done && !started.tasks[1].due);
        assert_eq!(started.at, Some(Point::metres(100, 0)));
        let done = goal(&hunt(1, 0), &world, None);
        assert_eq!(done.tasks[0].line(), format!("Hunt {plural} 4/4"));
        assert!(done.tasks[0].done && done.tasks[1].due);
        assert!(done.tasks[1].line().starts_with("Return to "));
    }

    #[test]
    fn people_of_nowhere_are_somebody() {
        let nobody = PersonId { number: 999, ..PersonId::default() };
        let world = core_world();
        assert_eq!(text(&Objective::Report { to: nobody }, &world), "Return to somebody");
    }
}
