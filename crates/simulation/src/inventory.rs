//! What somebody carries: a pack with places, and what is worn.

use ruleset::{ItemId, ItemUse, Ruleset, Slot, StatKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;
use worldgen::{Item, ItemSource, QuestId, SiteId};

/// Why an item is more than its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// It belongs to a dungeon: a key, a relic.
    Dungeon(SiteId),
    /// It was handed out for a quest.
    Quest(QuestId),
    /// It is a token on the chain, or will be: the operation of this id made it, or granted the ticket
    /// that it was rolled with. Whose it is, the chain says.
    Chain([u8; 32]),
    /// A sealed relic of this kind that nobody has taken yet.
    Sealed(u16),
    /// A sealed relic of somebody: the right to one roll on the chain, which cannot be given away.
    Ticket {
        /// The operation that grants it.
        operation: [u8; 32],
        /// Its kind.
        class: u16,
    },
}

impl Mark {
    /// The operation on the chain that it hangs from.
    #[must_use]
    pub const fn operation(&self) -> Option<[u8; 32]> {
        match self {
            Self::Chain(operation) | Self::Ticket { operation, .. } => Some(*operation),
            Self::Dungeon(_) | Self::Quest(_) | Self::Sealed(_) => None,
        }
    }
}

/// Equal items in one place of the pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stack {
    /// What.
    pub item: Item,
    /// How many; at least 1.
    pub count: u16,
    /// Why it is more than its kind.
    pub mark: Option<Mark>,
    /// The drop that it was rolled for, from which the roll can be derived again.
    pub source: Option<ItemSource>,
}

impl Stack {
    /// Plain items.
    #[must_use]
    pub const fn plain(base: ItemId, count: u16) -> Self {
        Self { item: Item::plain(base), count, mark: None, source: None }
    }

    fn joins(&self, other: &Self) -> bool {
        self.item == other.item && self.mark == other.mark && self.source == other.source
    }
}

/// A place where an item can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// In the pack, from 0.
    Pack(u16),
    /// Worn.
    Worn(Slot),
}

/// Why something cannot be done with an inventory.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
pub enum InventoryError {
    /// No free place.
    #[error("your pack is full; drop or use something first")]
    Full,
    /// Nothing there.
    #[error("there is nothing in that place")]
    Empty,
    /// It cannot be worn.
    #[error("that cannot be worn")]
    NotWearable,
    /// It cannot be used.
    #[error("that cannot be used by itself")]
    NotUsable,
    /// A quest needs it.
    #[error("somebody is waiting for that; give up the quest first")]
    Promised,
    /// Fewer than that.
    #[error("you do not have that many")]
    TooFew,
    /// It belongs to a wallet on the chain; lying on the ground would not change that.
    #[error("that is yours on the chain: sell it, trade it or keep it; it cannot be dropped")]
    OnChain,
}

/// What somebody carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inventory {
    pack: Vec<Option<Stack>>,
    worn: BTreeMap<Slot, Stack>,
}

impl Inventory {
    /// An empty pack with this many places.
    #[must_use]
    pub fn new(places: u16) -> Self {
        Self { pack: vec![None; usize::from(places)], worn: BTreeMap::new() }
    }

    /// The places of the pack, in order.
    #[must_use]
    pub fn pack(&self) -> &[Option<Stack>] {
        &self.pack
    }

    /// What is worn, by slot.
    #[must_use]
    pub const fn worn(&self) -> &BTreeMap<Slot, Stack> {
        &self.worn
    }

    /// What is at a place.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<&Stack> {
        match place {
            Place::Pack(index) => self.pack.get(usize::from(index))?.as_ref(),
            Place::Worn(slot) => self.worn.get(&slot),
        }
    }

    /// Everything carried, pack first.
    pub fn stacks(&self) -> impl Iterator<Item = (Place, &Stack)> {
        let pack = self.pack.iter().enumerate().filter_map(|(index, stack)| {
            Some((Place::Pack(u16::try_from(index).ok()?), stack.as_ref()?))
        });
        pack.chain(self.worn.iter().map(|(&slot, stack)| (Place::Worn(slot), stack)))
    }

    /// Puts a stack into the pack, all of it or nothing.
    ///
    /// # Errors
    /// [`InventoryError::Full`].
    pub fn add(&mut self, rules: &Ruleset, stack: Stack) -> Result<(), InventoryError> {
        let limit = rules.item(stack.item.base).stack.max(1);
        let mut pack = self.pack.clone();
        let mut left = stack.count;
        for place in pack.iter_mut().flatten().filter(|other| other.joins(&stack)) {
            let moved = left.min(limit.saturating_sub(place.count));
            place.count += moved;
            left -= moved;
        }
        for place in pack.iter_mut().filter(|place| place.is_none()) {
            if left == 0 {
                break;
            }
            let moved = left.min(limit);
            *place = Some(Stack { count: moved, ..stack.clone() });
            left -= moved;
        }
        if left > 0 {
            return Err(InventoryError::Full);
        }
        self.pack = pack;
        Ok(())
    }

    /// Takes `count` items out of a place.
    ///
    /// # Errors
    /// [`InventoryError::Empty`], [`InventoryError::TooFew`].
    pub fn take(&mut self, place: Place, count: u16) -> Result<Stack, InventoryError> {
        let have = self.at(place).ok_or(InventoryError::Empty)?.clone();
        if count == 0 || count > have.count {
            return Err(InventoryError::TooFew);
        }
        let rest =
            (have.count > count).then(|| Stack { count: have.count - count, ..have.clone() });
        match place {
            Place::Pack(index) => {
                if let Some(entry) = self.pack.get_mut(usize::from(index)) {
                    *entry = rest;
                }
            }
            Place::Worn(slot) => {
                self.worn.remove(&slot);
                if let Some(rest) = rest {
                    self.worn.insert(slot, rest);
                }
            }
        }
        Ok(Stack { count, ..have })
    }

    /// Wears what is at a place of the pack; what was worn goes there.
    ///
    /// # Errors
    /// [`InventoryError::Empty`], [`InventoryError::NotWearable`].
    pub fn equip(&mut self, rules: &Ruleset, index: u16) -> Result<Slot, InventoryError> {
        let stack = self.at(Place::Pack(index)).ok_or(InventoryError::Empty)?.clone();
        let slot = rules.item(stack.item.base).slot.ok_or(InventoryError::NotWearable)?;
        let before = self.worn.insert(slot, stack);
        if let Some(entry) = self.pack.get_mut(usize::from(index)) {
            *entry = before;
        }
        Ok(slot)
    }

    /// Puts what is worn into the pack.
    ///
    /// # Errors
    /// [`InventoryError::Empty`], [`InventoryError::Full`].
    pub fn unequip(&mut self, rules: &Ruleset, slot: Slot) -> Result<(), InventoryError> {
        let stack = self.worn.get(&slot).ok_or(InventoryError::Empty)?.clone();
        self.add(rules, stack)?;
        self.worn.remove(&slot);
        Ok(())
    }

    /// Drinks or eats one of what is at a place; returns the health that it restores.
    ///
    /// # Errors
    /// [`InventoryError::Empty`], [`InventoryError::NotUsable`].
    pub fn consume(&mut self, rules: &Ruleset, index: u16) -> Result<u16, InventoryError> {
        let stack = self.at(Place::Pack(index)).ok_or(InventoryError::Empty)?;
        let ItemUse::Potion { health } = rules.item(stack.item.base).kind else {
            return Err(InventoryError::NotUsable);
        };
        self.take(Place::Pack(index), 1)?;
        Ok(health)
    }

    /// The first place with an item of this base and mark.
    #[must_use]
    pub fn find(&self, base: ItemId, mark: Mark) -> Option<Place> {
        self.stacks()
            .find(|(_, stack)| stack.item.base == base && stack.mark == Some(mark))
            .map(|(place, _)| place)
    }

    /// Takes everything with a mark out.
    pub fn remove_marked(&mut self, mark: Mark) {
        for place in &mut self.pack {
            if place.as_ref().is_some_and(|stack| stack.mark == Some(mark)) {
                *place = None;
            }
        }
        self.worn.retain(|_, stack| stack.mark != Some(mark));
    }

    /// The sum of a property over all that is worn, with what sets add.
    #[must_use]
    pub fn bonus(&self, rules: &Ruleset, stat: StatKind) -> i32 {
        let own: i32 = self.worn.values().map(|stack| stack.item.stat(rules, stat)).sum();
        let bases: Vec<ItemId> = self.worn.values().map(|stack| stack.item.base).collect();
        own + worldgen::set_bonus(rules, &bases, stat)
    }
}
