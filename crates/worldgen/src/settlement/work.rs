//! What people do and where: trades out of the houses that ask for one, others by weight.

use super::{House, HousePurpose};
use crate::World;
use crate::person::Workplace;
use ruleset::{Ruleset, TradeId, Works};
use seed::Stream;

/// Draws trades by weight, those that a settlement has already less often.
pub(super) struct Trades<'a> {
    rules: &'a Ruleset,
    stream: Stream,
    weights: Vec<u32>,
}

impl<'a> Trades<'a> {
    pub(super) fn new(world: &'a World, stream: Stream) -> Self {
        let rules = world.rules();
        // Room to be divided, whatever the weights.
        let weights = rules.trades.iter().map(|trade| trade.weight.saturating_mul(64)).collect();
        Self { rules, stream, weights }
    }

    /// The trade of somebody of a house.
    pub(super) fn of(&mut self, house: &House) -> TradeId {
        let wanted = match house.purpose {
            HousePurpose::Workshop(trade) => return trade,
            HousePurpose::Inn => Works::Inn,
            HousePurpose::Temple => Works::Temple,
            HousePurpose::Gatehouse => Works::Gate,
            HousePurpose::Dwelling | HousePurpose::Hall | HousePurpose::Store => {
                return self.draw();
            }
        };
        // Those that nothing but such a building asks for come first.
        let fitting =
            (0..self.rules.trades.len()).filter(|&id| self.rules.trades[id].works == wanted);
        match fitting.min_by_key(|&id| self.rules.trades[id].weight) {
            Some(id) => TradeId(id as u16),
            None => self.draw(),
        }
    }

    fn draw(&mut self) -> TradeId {
        let index = self.stream.weighted(&self.weights).unwrap_or(0);
        if let Some(weight) = self.weights.get_mut(index) {
            *weight = (*weight / 4).max(1);
        }
        TradeId(index as u16)
    }
}

/// Where somebody of a house plies a trade.
pub(super) fn workplace(
    rules: &Ruleset,
    houses: &[House],
    house: &House,
    trade: TradeId,
) -> Workplace {
    let for_this = |purpose: HousePurpose| {
        let first = houses.iter().find(|house| house.purpose == purpose);
        let own = (house.purpose == purpose).then_some(house);
        Workplace::House(own.or(first).unwrap_or(house).number)
    };
    match rules.trade(trade).works {
        Works::Workshop => for_this(HousePurpose::Workshop(trade)),
        Works::Inn => for_this(HousePurpose::Inn),
        Works::Temple => for_this(HousePurpose::Temple),
        Works::Gate => for_this(HousePurpose::Gatehouse),
        Works::Field => Workplace::Field,
        Works::Water => Workplace::Water,
        Works::Market => Workplace::Market,
    }
}
