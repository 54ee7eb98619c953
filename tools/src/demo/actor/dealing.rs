//! What an actor does with the chain, when the director tells it to.

use super::Actor;
use anyhow::Context;
use protocol::{Ask, DealState, Key, Lot, RecordState, Refusal, RequestId};
use simulation::inventory::Mark;
use simulation::{Place, Stack};

impl Actor {
    /// Asks for something, now.
    pub(in crate::demo) fn wish(&mut self, ask: Ask) -> anyhow::Result<RequestId> {
        let session = self.session.as_mut().context("an actor without a session")?;
        Ok(session.ask(ask))
    }

    /// How far a deal is.
    pub(in crate::demo) fn deal(&self, request: RequestId) -> Option<DealState> {
        self.view()?.deals.get(&request).cloned()
    }

    /// Why a request was refused, if it was.
    pub(in crate::demo) fn refusal(&self, request: RequestId) -> Option<&Refusal> {
        self.refused.get(&request)
    }

    /// What is known of an operation.
    pub(in crate::demo) fn record(&self, operation: &Key) -> Option<&RecordState> {
        self.view()?.records.get(operation)
    }

    /// Everything that it carries.
    pub(in crate::demo) fn stacks(&self) -> impl Iterator<Item = (Place, &Stack)> {
        self.view().into_iter().flat_map(|view| view.inventory.stacks())
    }

    /// What it carries with a mark.
    pub(in crate::demo) fn carries(&self, mark: &Mark) -> Option<(Place, Stack)> {
        let found = self.stacks().find(|(_, stack)| stack.mark.as_ref() == Some(mark));
        found.map(|(place, stack)| (place, stack.clone()))
    }

    /// Lamports in its wallet.
    pub(in crate::demo) fn purse(&self) -> u64 {
        self.view().and_then(|view| view.purse).unwrap_or(0)
    }

    /// An offer on the page of the market that it saw last.
    pub(in crate::demo) fn offer(&self, mint: &Key) -> Option<Lot> {
        let page = self.view()?.market.as_ref()?;
        page.offers.iter().map(|offer| offer.lot).find(|lot| lot.mint == *mint)
    }
}
