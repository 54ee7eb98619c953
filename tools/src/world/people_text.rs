//! A person's life in sentences.

use worldgen::{
    Degree, Haunt, Knowledge, Life, Person, PersonId, Relation, Settlement, Workplace, World,
};

/// What is told of whom.
pub(super) struct Told<'a> {
    pub world: &'a World,
    pub town: &'a Settlement,
    pub person: &'a Person,
    pub life: &'a Life,
}

impl Told<'_> {
    pub(super) fn title(&self) -> String {
        let trade = &self.world.rules().trade(self.person.trade).name;
        format!(
            "{}, {}, {trade} in {}",
            self.person.full_name(),
            self.person.age,
            self.town.site.name
        )
    }

    /// Lines with what each is about.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![("is", self.nature()), ("kin", self.kin()), ("day", self.day())];
        lines.push(("likes", self.tastes()));
        lines.extend(self.circle().map(|circle| ("thinks", circle)));
        lines.extend(self.life.grudges.iter().map(|grudge| ("grudge", grudge.text.clone())));
        lines.extend(self.life.secrets.iter().map(|secret| ("SECRET", secret.text.clone())));
        lines.extend(self.known().into_iter().map(|known| ("knows", known)));
        lines
    }

    fn nature(&self) -> String {
        let society = &self.world.rules().society;
        let axes = society.temperaments.iter().zip(&self.person.temperament);
        let mut words: Vec<String> = axes
            .filter_map(|(axis, value)| match value {
                -3 => Some(format!("very {}", axis.low)),
                -2 => Some(axis.low.clone()),
                2 => Some(axis.high.clone()),
                3 => Some(format!("very {}", axis.high)),
                _ => None,
            })
            .collect();
        if words.is_empty() {
            words.push("even-tempered".into());
        }
        let faction = self.person.faction.and_then(|id| society.factions.get(usize::from(id.0)));
        let sides = faction.map_or_else(
            || "sides with nobody".to_owned(),
            |faction| format!("with {}, who hold that {}", faction.name, faction.creed),
        );
        format!("{}; {sides}", list(&words))
    }

    fn kin(&self) -> String {
        if self.person.relations.is_empty() {
            return "nobody left".into();
        }
        let mut kin: Vec<&(PersonId, Relation)> = self.person.relations.iter().collect();
        kin.sort_by_key(|(id, relation)| (*relation, *id));
        let words: Vec<String> = kin
            .iter()
            .map(|(id, relation)| format!("{} ({})", self.name(*id), word(*relation)))
            .collect();
        list(&words)
    }

    fn day(&self) -> String {
        let house = |number: u8| {
            let own = number == self.person.house;
            if own { "at home".to_owned() } else { format!("in house {number}") }
        };
        let work = match self.person.workplace {
            Workplace::House(number) => format!("work {}", house(number)),
            Workplace::Field => "work in the fields".into(),
            Workplace::Water => "work at the water".into(),
            Workplace::Market => "work on the square".into(),
        };
        let parts: Vec<String> = self
            .life
            .schedule
            .iter()
            .skip(1)
            .map(|entry| {
                let place = match entry.place {
                    Haunt::Home => "home",
                    Haunt::Work => &work,
                    Haunt::Inn => "the inn",
                    Haunt::Temple => "the temple",
                    Haunt::Market => "the market",
                    Haunt::Square => "the square",
                };
                format!("{}:{:02} {place}", entry.from_minute / 60, entry.from_minute % 60)
            })
            .collect();
        parts.join(", ")
    }

    fn tastes(&self) -> String {
        let rules = self.world.rules();
        let words = |tastes: &[worldgen::Taste]| {
            list(&tastes.iter().map(|taste| taste.text(rules)).collect::<Vec<_>>())
        };
        format!("{}; cannot bear {}", words(&self.life.likes), words(&self.life.dislikes))
    }

    /// Who outside of the own house is liked best and least.
    fn circle(&self) -> Option<String> {
        let outside = |(id, _): &&(PersonId, i8)| !self.person.kin.contains(&id.number);
        let others: Vec<&(PersonId, i8)> = self.life.opinions.iter().filter(outside).collect();
        let best = others.iter().max_by_key(|(id, opinion)| (*opinion, *id))?;
        let worst = others.iter().min_by_key(|(id, opinion)| (*opinion, *id))?;
        Some(format!("best of {}, least of {}", self.name(best.0), self.name(worst.0)))
    }

    /// Places, and what the person can tell of the past.
    fn known(&self) -> Vec<String> {
        let mut known = Vec::new();
        for fact in self.world.knowledge(self.person.id) {
            match fact.what {
                Knowledge::Person(_) => {}
                Knowledge::Site { site, direction, metres } => {
                    let Some(site) = self.world.site(site) else { continue };
                    let how = if fact.degree == Degree::Seen { "" } else { ", from hearsay" };
                    known.push(format!("{}, {metres} m to the {direction}{how}", site.name));
                }
                Knowledge::Event { region, event } => {
                    let history = self.world.history(region);
                    let Some(event) = history.event(event) else { continue };
                    let how = if fact.degree == Degree::Seen { "saw it" } else { "heard" };
                    known.push(format!("{how}: {} ({})", event.text, event.year));
                }
            }
        }
        known
    }

    fn name(&self, id: PersonId) -> String {
        self.town.people.get(usize::from(id.number)).map_or_else(String::new, |person| {
            format!("{} the {}", person.full_name(), self.world.rules().trade(person.trade).name)
        })
    }
}

const fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::Spouse => "spouse",
        Relation::Parent => "parent",
        Relation::Child => "child",
        Relation::Sibling => "sibling",
        Relation::Grandparent => "grandparent",
        Relation::Grandchild => "grandchild",
        Relation::AuntOrUncle => "parent's sibling",
        Relation::NieceOrNephew => "sibling's child",
        Relation::Cousin => "cousin",
        Relation::InLaw => "by marriage",
    }
}

/// "one", "one and two", "one, two and three".
fn list(words: &[String]) -> String {
    match words {
        [] => "nothing".into(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
