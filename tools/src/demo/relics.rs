//! The last act: sealed relics are opened, one is put up for sale and bought, and the chain is asked for
//! all of it.

use super::actor::Actor;
use super::chain::{address, read_back};
use super::director::Director;
use super::story::a;
use anyhow::{Context, bail, ensure};
use protocol::{
    Ask, DealState, Key, LAMPORTS_PER_MARK, MarketQuery, RecordState, Recorded, RequestId,
};
use simulation::inventory::Mark;
use simulation::{Place, Stack};
use std::time::{Duration, Instant};

/// How long a step may take: a roll takes its 40 slots, of a fifth of a second each.
const STEP: Duration = Duration::from_secs(40);
/// How long the whole act may take.
const ACT: Duration = Duration::from_secs(60);
/// What a relic is sold for at most, in marks.
const PRICE: u64 = 5;
/// The least that the chain takes, in marks.
const LEAST: u64 = 2;

/// A relic that somebody holds.
struct Held {
    owner: usize,
    name: String,
    recorded: Recorded,
}

impl Director<'_> {
    /// Opens what was found, sells one, buys it.
    pub(super) fn relics(&mut self, url: &str) -> anyhow::Result<()> {
        // The quests are done; what comes now has its own time.
        self.limit += ACT;
        // Nobody puts on meanwhile what is to be sold.
        self.stage.holding = true;
        let opened = self.open_all()?;
        ensure!(!opened.is_empty(), "nobody has found a sealed relic");
        for held in &opened {
            self.check(held, url)?;
        }
        self.sale(&opened, url)
    }

    /// Everybody opens every sealed relic in the pack; then all wait for what comes of it.
    fn open_all(&mut self) -> anyhow::Result<Vec<Held>> {
        let mut rolled = Vec::new();
        for owner in 0..self.actors.len() {
            for (place, operation) in tickets(&self.actors[owner]) {
                self.until("a ticket", |director| {
                    match director.actors[owner].record(&operation) {
                        Some(RecordState::Sealed) => Ok(Some(())),
                        Some(RecordState::Refused { why }) => bail!("a ticket was refused: {why}"),
                        _ => Ok(None),
                    }
                })?;
                let mut nonce = [0; 32];
                getrandom::fill(&mut nonce).context("the system gives no randomness")?;
                let request = self.actors[owner].wish(Ask::Open { index: place, nonce })?;
                self.dealt(owner, request)?;
                self.stage.tell(owner, "breaks the seal of a relic. Nobody knows yet what it is.");
                rolled.push((owner, operation, Instant::now()));
            }
        }
        let mut opened = Vec::new();
        for (owner, operation, begun) in rolled {
            let (item, recorded) = self.until("a roll", |director| {
                let actor = &director.actors[owner];
                let Some(RecordState::Recorded(recorded)) = actor.record(&operation) else {
                    return Ok(None);
                };
                let item = actor.carries(&Mark::Chain(operation)).map(|(_, stack)| stack.item);
                Ok(item.map(|item| (item, (**recorded).clone())))
            })?;
            let name = item.name(self.stage.rules());
            let seconds = begun.elapsed().as_secs_f64();
            let text = format!("has {} out of a relic, {seconds:.1} s after the seal.", a(&name));
            self.stage.tell(owner, &text);
            opened.push(Held { owner, name, recorded });
        }
        Ok(opened)
    }

    /// A relic and its roll, as the chain has them.
    fn check(&self, held: &Held, url: &str) -> anyhow::Result<()> {
        let Recorded { token, mint, class, cap, slot, proof } = &held.recorded;
        let text = address(mint);
        read_back(url, mint, &self.actors[held.owner].wallet())
            .with_context(|| format!("the token {text} is not what the server says"))?;
        let of = if *cap == u32::MAX { String::new() } else { format!(" of {cap}") };
        let roll = proof.as_ref().context("a relic without its roll")?;
        let place = roll.index + 1;
        let text = format!(
            "owns {class}, {}{of}, rolled as number {place} with the hash of slot {}, minted in slot \
             {slot}: token {text}, roll {}.",
            token.number,
            roll.locked_slot,
            address(&roll.roll)
        );
        self.stage.tell(held.owner, &text);
        Ok(())
    }

    /// One relic is put up for sale, and somebody else buys it.
    fn sale(&mut self, opened: &[Held], url: &str) -> anyhow::Result<()> {
        let Some(held) = opened.first() else { bail!("there is nothing to sell") };
        let (seller, mint) = (held.owner, held.recorded.mint);
        let coins = |actor: &Actor| actor.last_wealth.1;
        let buyer = (0..self.actors.len())
            .filter(|index| *index != seller)
            .max_by_key(|index| coins(&self.actors[*index]))
            .context("there is nobody to buy")?;
        let marks = u64::from(coins(&self.actors[buyer])).min(PRICE);
        ensure!(marks >= LEAST, "nobody has the {LEAST} coins that a relic costs at least");
        let price = marks * LAMPORTS_PER_MARK;
        self.stage.story.narrate(&format!("{} goes on sale, for {marks} marks.", held.name));
        let place = self.in_pack(seller, &mint)?;
        let request = self.actors[seller].wish(Ask::List { index: place, price })?;
        self.dealt(seller, request)?;
        self.until("a relic to leave the pack", |director| {
            let gone = find(&director.actors[seller], &mint).is_none();
            Ok(gone.then_some(()))
        })?;
        let coins = u32::try_from(marks).unwrap_or(u32::MAX);
        self.actors[buyer].wish(Ask::Deposit { coins })?;
        self.until("a payment into a wallet", |director| {
            let purse = director.actors[buyer].purse();
            Ok((purse >= price).then_some(()))
        })?;
        let text = format!("pays {marks} coins into the wallet and looks at the market.");
        self.stage.tell(buyer, &text);
        let lot = self.until("an offer on the market", |director| {
            let actor = &mut director.actors[buyer];
            let offer = actor.offer(&mint);
            if offer.is_none() && director.stage.tick.is_multiple_of(10) {
                actor.wish(Ask::Market(MarketQuery::default()))?;
            }
            Ok(offer)
        })?;
        ensure!(lot.price == price, "the market asks {} instead of {price}", lot.price);
        let buy = Ask::Buy { mint, maximum_price: price };
        let request = self.actors[buyer].wish(buy)?;
        self.dealt(buyer, request)?;
        self.until("a relic to arrive", |director| {
            Ok(find(&director.actors[buyer], &mint).map(|_| ()))
        })?;
        read_back(url, &mint, &self.actors[buyer].wallet())?;
        let seller_name = self.stage.parts[seller].name.clone();
        self.stage.tell(
            buyer,
            &format!(
                "buys {} from {seller_name}, and the chain says so: token {} is in the wallet {}.",
                held.name,
                address(&mint),
                self.actors[buyer].wallet()
            ),
        );
        Ok(())
    }

    /// The place of the pack in which a token is; what is worn is taken off.
    fn in_pack(&mut self, who: usize, mint: &Key) -> anyhow::Result<u16> {
        if let Some(Place::Worn(slot)) = find(&self.actors[who], mint) {
            self.actors[who].wish(Ask::Unequip { slot })?;
        }
        self.until("something to be in the pack", |director| {
            Ok(match find(&director.actors[who], mint) {
                Some(Place::Pack(index)) => Some(index),
                _ => None,
            })
        })
    }

    /// Waits until a deal is done.
    fn dealt(&mut self, who: usize, request: RequestId) -> anyhow::Result<()> {
        self.until("a deal", |director| match director.actors[who].deal(request) {
            Some(DealState::Done { .. }) => Ok(Some(())),
            Some(DealState::Failed { why }) => bail!("a deal failed: {why}"),
            Some(DealState::Sent) | None => match director.actors[who].refusal(request) {
                Some(why) => bail!("a deal was refused: {why}"),
                None => Ok(None),
            },
        })
    }

    /// Plays on until there is something.
    fn until<T>(
        &mut self,
        what: &str,
        mut found: impl FnMut(&mut Self) -> anyhow::Result<Option<T>>,
    ) -> anyhow::Result<T> {
        let begun = Instant::now();
        loop {
            if let Some(found) = found(self)? {
                return Ok(found);
            }
            let seconds = STEP.as_secs();
            ensure!(begun.elapsed() < STEP, "waited {seconds} s for {what}");
            self.tick()?;
        }
    }
}

/// Sealed relics in the pack, with the operations that granted their tickets.
fn tickets(actor: &Actor) -> Vec<(u16, Key)> {
    let found = actor.stacks().filter_map(|(place, stack)| match (place, stack.mark?) {
        (Place::Pack(index), Mark::Ticket { operation, .. }) => Some((index, operation)),
        _ => None,
    });
    found.collect()
}

/// Where the item is that is this token.
fn find(actor: &Actor, mint: &Key) -> Option<Place> {
    let is = |stack: &Stack| {
        let Some(Mark::Chain(operation)) = stack.mark else { return false };
        matches!(actor.record(&operation), Some(RecordState::Recorded(one)) if one.mint == *mint)
    };
    actor.stacks().find(|(_, stack)| is(stack)).map(|(place, _)| place)
}
