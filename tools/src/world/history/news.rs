//! `seedbound history news`: what follows from what players did.

use super::super::pick::{self, Pair};
use super::super::{Origin, WorldArgs, quest};
use super::wrapped;
use crate::terminal::Screen;
use anyhow::{Context, bail};
use clap::Args;
use owo_colors::AnsiColors;
use serde::Serialize;
use std::str::FromStr;
use worldgen::{
    Chronicle, Deed, PersonId, Price, Quest, Rumour, Settlement, SiteId, SiteKind, What, World,
};

/// Tells what is said, what things cost and what is wanted in a settlement (the home settlement unless
/// named) after some deeds of players, beside what the seed alone says.
#[derive(Debug, Args)]
#[command(after_help = "A deed is DAY:KIND:WHAT. WHAT is
  of slain            a dungeon X,Z,N (its boss), or a creature's name (near the settlement)
  of spared           a creature's name
  of solved           a dungeon X,Z,N
  of built            a settlement X,Z
  of saved, robbed    a person X,Z,PERSON, with the number in `people list`

Examples:
  seedbound history news --seed hollow --day 3 --deed 1:slain:0,0,1 --deed 2:robbed:0,0,6
  seedbound history news --seed hollow --settlement 0,1 --day 9 --deed 1:built:0,0 --json")]
pub(crate) struct NewsArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The settlement's cell.
    #[arg(long, value_name = "X,Z", allow_hyphen_values = true)]
    settlement: Option<Pair>,

    /// Today, in days since the world began.
    #[arg(long, default_value_t = 3, value_name = "DAY", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    day: u32,

    /// Something that players did; once for each.
    #[arg(long = "deed", value_name = "DAY:KIND:WHAT", required = true)]
    deeds: Vec<Told>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A deed as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    day: u32,
    kind: String,
    what: String,
}

impl FromStr for Told {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no deed: write DAY:KIND:WHAT, such as 1:slain:0,0,1");
        let mut parts = text.splitn(3, ':');
        let day = parts.next().and_then(|day| day.parse().ok()).ok_or_else(wrong)?;
        let kind = parts.next().ok_or_else(wrong)?.to_owned();
        let what = parts.next().ok_or_else(wrong)?.trim().to_owned();
        Ok(Self { day, kind, what })
    }
}

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    origin: Origin,
    chronicle: Chronicle,
    rumours: Vec<Rumour>,
    prices: Vec<Price>,
    quests: Vec<Quest>,
}

/// Carries it out.
pub(super) fn run(args: &NewsArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let site = pick::settlement(&world, args.settlement)?;
    let town = world.settlement(site.id).context("there is no such settlement")?;
    let deeds: Vec<Deed> =
        args.deeds.iter().map(|told| deed(&world, &town, told)).collect::<Result<_, _>>()?;
    let chronicle = Chronicle::new(&world.rules().chronicle, args.day, deeds);
    let rumours = world.rumours(site.id, &chronicle, args.day);
    let prices = world.prices(site.id, &chronicle);
    let all = |of: &dyn Fn(PersonId) -> Vec<Quest>| -> Vec<Quest> {
        town.people.iter().flat_map(|person| of(person.id)).collect()
    };
    let (before, quests) =
        (all(&|id| world.quests(id)), all(&|id| world.quests_after(id, &chronicle)));
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.news/1");
        return screen.json(&Answer { origin, chronicle, rumours, prices, quests });
    }
    let title = format!("{} on day {}", site.name, args.day);
    let mut text = format!("{}\n\n", screen.bold(&title));
    let known = chronicle.deeds().len();
    text += &format!("  {known} of {} deeds are remembered\n", args.deeds.len());
    text += &format!("\n{}\n", screen.bold("What is told"));
    for rumour in &rumours {
        let from = format!("day {}, from {} m", rumour.since, rumour.distance_m);
        let words = wrapped(&format!("\"{}\"", rumour.text), 84, 24);
        text += &format!("  {} {words}\n", screen.dim(&format!("{from:<21}")));
    }
    if rumours.is_empty() {
        text += "  nothing: news takes a day for each stretch of the way, and fades\n";
    }
    text += &format!("\n{}\n", screen.bold("What things cost"));
    let rules = world.rules();
    for price in &prices {
        let name = &rules.item(price.item).name;
        let market = f64::from(price.market) / 1000.0;
        text += &format!("  {name:<20} {:>4} coins  market x {market:.2}", price.coins);
        text += &format!("  {:+} % for deeds\n", price.change);
    }
    text += &format!("\n{}\n", screen.bold("What is wanted"));
    text += &changes(&world, &before, &quests, screen);
    screen.print(&text)
}

/// Quests that came, went, or pay otherwise.
fn changes(world: &World, before: &[Quest], after: &[Quest], screen: &Screen) -> String {
    let find =
        |list: &[Quest], quest: &Quest| list.iter().find(|other| other.id == quest.id).cloned();
    let line = |quest: &Quest| {
        format!(
            "{} ({}, {})",
            quest.title,
            quest::kind(quest.kind),
            quest::person(world, quest.id.giver)
        )
    };
    let mut text = String::new();
    for quest in before.iter().filter(|quest| find(after, quest).is_none()) {
        text += &format!("  {} {}\n", screen.colour(AnsiColors::Yellow, "gone "), line(quest));
    }
    for quest in after {
        match find(before, quest) {
            None => {
                let offer = wrapped(&format!("\"{}\"", quest.offer), 86, 8);
                let new = screen.colour(AnsiColors::Green, "new  ");
                text += &format!("  {new} {}\n        {offer}\n", line(quest));
            }
            Some(old) if old.reward.coins != quest.reward.coins => {
                let (was, is) = (old.reward.coins, quest.reward.coins);
                text += &format!("  pays  {was} -> {is} coins: {}\n", line(quest));
            }
            Some(_) => {}
        }
    }
    if text.is_empty() { "  as before\n".into() } else { text }
}

/// The deed that was typed, bound to what there is.
fn deed(world: &World, town: &Settlement, told: &Told) -> anyhow::Result<Deed> {
    let site = |dungeon: bool| -> anyhow::Result<(SiteId, seed::Point)> {
        let id = identity(&told.what, dungeon)?;
        let wanted = if dungeon { SiteKind::Dungeon } else { SiteKind::Settlement };
        let found = world.site(id).filter(|site| site.kind == wanted);
        let found = found.with_context(|| {
            let list = if dungeon { "dungeon list" } else { "settlement list" };
            format!("there is no {:?} for {:?}; see `seedbound {list}`", told.what, told.kind)
        })?;
        Ok((found.id, found.at))
    };
    let person = || -> anyhow::Result<(PersonId, seed::Point)> {
        let numbers = numbers(&told.what);
        let Some([x, z, number]) = numbers.as_deref() else {
            bail!("{:?} is no person: write X,Z,PERSON; see `seedbound people list`", told.what)
        };
        let home = SiteId { x: *x, z: *z, number: 0 };
        let number = u16::try_from(*number).unwrap_or(u16::MAX);
        let found = world.person(PersonId { home, number });
        let found = found
            .with_context(|| format!("nobody is {:?}; see `seedbound people list`", told.what))?;
        Ok((found.id, found.post))
    };
    let creature = || {
        let all = &world.rules().creatures;
        let index = all.iter().position(|creature| creature.name == told.what);
        let index = index.with_context(|| {
            format!(
                "there is no creature {:?}; creatures.toml of the ruleset names them",
                told.what
            )
        })?;
        anyhow::Ok(ruleset::CreatureId(u16::try_from(index)?))
    };
    let (what, at) = match told.kind.as_str() {
        "slain" if told.what.contains(',') => {
            let (id, at) = site(true)?;
            let dungeon = world.dungeon(id).context("the dungeon is not there")?;
            let creature = world.rules().theme(dungeon.theme).boss;
            (What::Slain { creature, boss_of: Some(id) }, at)
        }
        "slain" => (What::Slain { creature: creature()?, boss_of: None }, town.site.at),
        "spared" => (What::Spared { creature: creature()? }, town.site.at),
        "solved" => site(true).map(|(id, at)| (What::Solved(id), at))?,
        "built" => site(false).map(|(id, at)| (What::Built(id), at))?,
        "saved" => person().map(|(id, at)| (What::Saved(id), at))?,
        "robbed" => person().map(|(id, at)| (What::Robbed(id), at))?,
        other => {
            bail!("there is no deed {other:?}; write slain, saved, robbed, solved, built or spared")
        }
    };
    Ok(Deed { day: told.day, at, what, who: None })
}

/// A dungeon X,Z,N or a settlement X,Z.
fn identity(text: &str, dungeon: bool) -> anyhow::Result<SiteId> {
    match (numbers(text).as_deref(), dungeon) {
        (Some([x, z, number]), true) => {
            Ok(SiteId { x: *x, z: *z, number: u8::try_from(*number).unwrap_or(0) })
        }
        (Some([x, z]), false) => Ok(SiteId { x: *x, z: *z, number: 0 }),
        (_, true) => bail!("{text:?} is no dungeon: write X,Z,N; see `seedbound dungeon list`"),
        (_, false) => {
            bail!("{text:?} is no settlement: write X,Z; see `seedbound settlement list`")
        }
    }
}

fn numbers(text: &str) -> Option<Vec<i32>> {
    text.split(',').map(|part| part.trim().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeds_are_read_with_day_kind_and_what() {
        let told: Told = "4:slain:mud crab".parse().expect("is a deed");
        assert_eq!((told.day, &*told.kind, &*told.what), (4, "slain", "mud crab"));
        assert!("slain:0,0,1".parse::<Told>().is_err());
        assert!("4:slain".parse::<Told>().is_err());
        assert_eq!(identity("-1,2", false).expect("a cell"), SiteId { x: -1, z: 2, number: 0 });
        assert!(identity("-1,2", true).is_err());
    }
}
