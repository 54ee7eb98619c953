//! What one can do with what one carries.

use protocol::{Ask, RecordState};
use ruleset::{ItemBase, ItemUse};
use simulation::inventory::Mark;
use simulation::{Place, Stack};

/// Something to do with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Use,
    Wear,
    TakeOff,
    DropOne,
    DropAll(u16),
    /// Break a relic's seal.
    Open,
    /// Offer on the market.
    Sell,
    /// Put the token's address into the clipboard.
    Copy,
    /// Burn for good.
    Destroy,
}

impl Deed {
    /// What is asked of the server for it; `None` for what needs more than the place.
    pub(super) const fn ask(self, place: Place) -> Option<Ask> {
        Some(match (self, place) {
            (Self::Use, Place::Pack(index)) => Ask::Use { index },
            (Self::Wear, Place::Pack(index)) => Ask::Equip { index },
            (Self::TakeOff, Place::Worn(slot)) => Ask::Unequip { slot },
            (Self::DropOne, Place::Pack(index)) => Ask::Drop { index, count: 1 },
            (Self::DropAll(count), Place::Pack(index)) => Ask::Drop { index, count },
            _ => return None,
        })
    }

    /// It is a matter of the chain, of which an item has one at a time.
    pub(super) const fn is_deal(self) -> bool {
        matches!(self, Self::Open | Self::Sell | Self::Destroy)
    }

    /// It is done at once by a double click; what is lost by a slip of the hand is not.
    pub(super) const fn is_usual(self) -> bool {
        matches!(self, Self::Use | Self::Wear | Self::TakeOff | Self::Open)
    }
}

/// What can be done with an item at a place; the first is the usual one. `record`: what became of it
/// on the chain.
pub(super) fn of(
    place: Place,
    stack: &Stack,
    base: &ItemBase,
    record: Option<&RecordState>,
) -> Vec<(&'static str, Deed)> {
    if matches!(place, Place::Worn(_)) {
        return vec![("Take off", Deed::TakeOff)];
    }
    let mut deeds = Vec::new();
    if matches!(base.kind, ItemUse::Potion { .. }) {
        deeds.push(("Drink", Deed::Use));
    }
    if base.slot.is_some() {
        deeds.push(("Wear", Deed::Wear));
    }
    match (stack.mark, record) {
        (Some(Mark::Ticket { .. }), Some(RecordState::Sealed)) => deeds.push(("Open", Deed::Open)),
        (Some(Mark::Chain(_)), Some(RecordState::Recorded(_))) => deeds.extend([
            ("Sell", Deed::Sell),
            ("Copy address", Deed::Copy),
            ("Destroy", Deed::Destroy),
        ]),
        // What is in a wallet cannot be dropped.
        (Some(Mark::Ticket { .. } | Mark::Chain(_)), _) => {}
        _ => {
            if matches!(stack.mark, Some(Mark::Sealed(_))) {
                // It was taken while the chain could not be reached.
                deeds.push(("Claim", Deed::Open));
            }
            deeds.push((if stack.count > 1 { "Drop one" } else { "Drop" }, Deed::DropOne));
            if stack.count > 1 {
                deeds.push(("Drop all", Deed::DropAll(stack.count)));
            }
        }
    }
    deeds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::proof::tests::rolled;
    use ruleset::ItemId;

    fn words(stack: &Stack, record: Option<&RecordState>) -> Vec<&'static str> {
        let world = crate::testing::core_world();
        let base = world.rules().item(stack.item.base);
        of(Place::Pack(0), stack, base, record).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn dropping_is_offered_but_never_the_usual_thing() {
        let world = crate::testing::core_world();
        let find = |wanted: &dyn Fn(&ItemBase) -> bool| {
            let index = world.rules().items.iter().position(wanted).expect("an item");
            ItemId(index as u16)
        };
        let goods = find(&|item| item.kind == ItemUse::Goods);
        assert_eq!(words(&Stack::plain(goods, 1), None), ["Drop"]);
        assert!(!Deed::DropOne.is_usual());
        let potion = find(&|item| matches!(item.kind, ItemUse::Potion { .. }));
        assert_eq!(words(&Stack::plain(potion, 3), None), ["Drink", "Drop one", "Drop all"]);
    }

    #[test]
    fn a_sealed_relic_opens_when_its_ticket_is_there_and_is_never_dropped() {
        let world = crate::testing::core_world();
        let mark = Some(Mark::Ticket { operation: [1; 32], class: 0 });
        let stack = Stack { mark, ..Stack::plain(world.rules().relics.sealed, 1) };
        assert_eq!(words(&stack, Some(&RecordState::Sealed)), ["Open"]);
        assert!(words(&stack, Some(&RecordState::Waiting)).is_empty());
        assert!(words(&stack, None).is_empty());
        let nobodys = Stack { mark: Some(Mark::Sealed(0)), ..stack };
        assert_eq!(words(&nobodys, None), ["Claim", "Drop"]);
    }

    #[test]
    fn a_recorded_item_is_sold_or_destroyed_and_not_dropped() {
        let (recorded, _, item) = rolled(3);
        let stack = Stack { item, count: 1, mark: Some(Mark::Chain([1; 32])), source: None };
        let deeds = words(&stack, Some(&RecordState::Recorded(Box::new(recorded))));
        assert_eq!(deeds, ["Wear", "Sell", "Copy address", "Destroy"]);
        assert_eq!(words(&stack, Some(&RecordState::Waiting)), ["Wear"]);
    }
}
