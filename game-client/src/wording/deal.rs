//! Deals in words: what is asked for, and how far it is.

use super::item::Line;
use super::{item, price};
use crate::address::first_large;
use crate::play::{About, Doing, Stage};
use crate::theme::colour;
use protocol::{Ask, Key, TradeAsk};
use session::View;
use simulation::inventory::Mark;
use simulation::{Place, Stack};
use worldgen::World;

/// What a request does on the chain; `None` for one that does nothing there.
pub(crate) fn begun(ask: &Ask, view: &View, world: &World, now: f32) -> Option<Doing> {
    let doing = |about, title: String, done: String| {
        Some(Doing { about, title, done, stage: Stage::Asked, since: now, late: false })
    };
    let carried = |index: u16| carried(view, world, index);
    let offered = |mint: &Key| offered(view, world, mint);
    match ask {
        // Nobody's yet: it is claimed, which needs no signature.
        Ask::Open { index, .. } if is_nobodys(view, *index) => None,
        Ask::Open { index, .. } => {
            let (about, name) = carried(*index)?;
            doing(about, format!("Opening {name}"), format!("The roll of {name} has begun"))
        }
        Ask::List { index, price: lamports } => {
            let (about, name) = carried(*index)?;
            let price = price::price(*lamports);
            let title = format!("Offering {name} for {price}");
            doing(about, title, format!("{name} is on sale for {price}"))
        }
        Ask::Burn { index } => {
            let (about, name) = carried(*index)?;
            doing(about, format!("Destroying {name}"), format!("{name} is no more"))
        }
        Ask::Reprice { mint, price: lamports } => {
            let (name, price) = (offered(mint), price::price(*lamports));
            let title = format!("Changing the price of {name} to {price}");
            doing(About::Token(*mint), title, format!("{name} now costs {price}"))
        }
        Ask::Cancel { mint } => {
            let name = offered(mint);
            let done = format!("{name} is yours again");
            doing(About::Token(*mint), format!("Taking {name} back"), done)
        }
        Ask::Buy { mint, maximum_price } => {
            let (name, price) = (offered(mint), price::price(*maximum_price));
            let title = format!("Buying {name} for {price}");
            doing(About::Token(*mint), title, format!("{name} is yours"))
        }
        Ask::Deposit { coins } => {
            let coins = if *coins == 1 { "1 coin".into() } else { format!("{coins} coins") };
            doing(About::Purse, format!("Paying in {coins}"), format!("{coins} paid in"))
        }
        Ask::Trade(TradeAsk::Accept { .. }) => {
            let with = &view.trade.as_ref()?.with;
            let done = format!("You and {with} have traded");
            doing(About::Table, format!("Trading with {with}"), done)
        }
        _ => None,
    }
}

/// A sealed relic that was taken while the chain could not be reached.
fn is_nobodys(view: &View, index: u16) -> bool {
    let stack = view.inventory.at(Place::Pack(index));
    stack.is_some_and(|stack| matches!(stack.mark, Some(Mark::Sealed(_))))
}

/// How far a deal is, for the pane of what it is about.
pub(crate) fn line(doing: &Doing) -> Line {
    let title = &doing.title;
    match &doing.stage {
        _ if doing.is_open() && doing.late => Line::new(
            format!("{title}: still waiting for the chain; nothing is lost."),
            colour::GOLD,
        ),
        Stage::Asked => Line::new(format!("{title}..."), colour::GOLD),
        Stage::Sent => Line::new(format!("{title}: on its way to the chain..."), colour::GOLD),
        Stage::Done => Line::new(format!("{}.", doing.done), colour::GOOD),
        Stage::Failed(why) => Line::new(failed(title, why), colour::BAD),
    }
}

/// A deal that did not happen.
pub(crate) fn failed(title: &str, why: &str) -> String {
    format!("{title} did not work. {}.", first_large(why.trim_end_matches('.')))
}

fn carried(view: &View, world: &World, index: u16) -> Option<(About, String)> {
    let stack = view.inventory.at(Place::Pack(index))?;
    Some((About::Item(stack.mark?.operation()?), name(stack, world)))
}

fn name(stack: &Stack, world: &World) -> String {
    super::relic::name(stack, world.rules())
        .unwrap_or_else(|| item::name(&stack.item, world.rules()))
}

fn offered(view: &View, world: &World, mint: &Key) -> String {
    let offers = view.market.iter().flat_map(|page| &page.offers);
    let offer = offers.into_iter().find(|offer| offer.lot.mint == *mint);
    offer.map_or_else(|| "the relic".into(), |offer| item::name(&offer.item, world.rules()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::core_world;
    use ruleset::ItemId;
    use simulation::Inventory;
    use simulation::inventory::Mark;

    fn doing(stage: Stage, late: bool) -> Doing {
        let (title, done) = ("Buying an axe".into(), "The axe is yours".into());
        Doing { about: About::Purse, title, done, stage, since: 0.0, late }
    }

    #[test]
    fn every_stage_has_words_and_a_late_one_comforts() {
        let text = |stage, late| line(&doing(stage, late)).text;
        assert_eq!(text(Stage::Asked, false), "Buying an axe...");
        assert!(text(Stage::Sent, false).ends_with("on its way to the chain..."));
        assert!(text(Stage::Sent, true).contains("nothing is lost"));
        assert_eq!(text(Stage::Done, true), "The axe is yours.");
        let why = "that offer is gone; look again".to_owned();
        let words = "Buying an axe did not work. That offer is gone; look again.";
        assert_eq!(text(Stage::Failed(why), true), words);
    }

    #[test]
    fn a_late_deal_lets_its_button_go_and_a_fresh_one_holds_it() {
        assert!(doing(Stage::Sent, false).holds());
        assert!(!doing(Stage::Sent, true).holds());
        assert!(!doing(Stage::Done, false).holds());
    }

    #[test]
    fn an_offer_from_the_pack_is_about_its_operation() {
        let world = core_world();
        let mut inventory = Inventory::new(2);
        let mark = Some(Mark::Chain([4; 32]));
        let stack = Stack { mark, ..Stack::plain(ItemId(0), 1) };
        inventory.add(world.rules(), stack).expect("room");
        let view = View { inventory, ..View::default() };
        let begun = |ask: &Ask| begun(ask, &view, &world, 1.0);
        let doing = begun(&Ask::List { index: 0, price: 2_500_000 }).expect("a deal");
        assert_eq!(doing.about, About::Item([4; 32]));
        assert!(doing.done.ends_with("is on sale for 2.5 marks"), "{}", doing.done);
        assert_eq!(begun(&Ask::List { index: 1, price: 2_500_000 }), None);
        assert_eq!(begun(&Ask::Ping), None);
    }
}
