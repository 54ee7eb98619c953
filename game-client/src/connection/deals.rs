//! Keeps the list of deals: begun when asked for, ended by what the server answers and tells.

use crate::address::first_large;
use crate::play::{About, Deals, Notice, Stage, Tone};
use crate::wording::deal;
use protocol::{Ask, DealState, Outcome, RequestId};
use session::View;
use worldgen::World;

/// Seconds after which a deal takes longer than usual.
const LATE: f32 = 20.0;

/// Something was asked for.
pub(super) fn begin(
    deals: &mut Deals,
    (request, ask): (RequestId, &Ask),
    view: &View,
    world: &World,
    now: f32,
) {
    if let Some(doing) = deal::begun(ask, view, world, now) {
        deals.begin(request, doing);
    }
}

/// The server has answered. A refusal ends a deal; what needs no signature is done with it, and the
/// server says so itself.
pub(super) fn answer(deals: &mut Deals, request: RequestId, outcome: &Outcome) {
    let Some(doing) = deals.0.get_mut(&request).filter(|doing| doing.is_open()) else {
        return;
    };
    match outcome {
        Err(refusal) => doing.stage = Stage::Failed(refusal.to_string()),
        Ok(()) if doing.about == About::Purse => doing.stage = Stage::Done,
        Ok(()) => {}
    }
}

/// The table of a trade has changed. Who has agreed to what is there no more has no deal, and what
/// became of an earlier table does not matter at this one.
pub(super) fn clear_table(deals: &mut Deals, view: &View) {
    let agreed = view.trade.as_ref().is_some_and(|table| table.own.accepted);
    deals.0.retain(|request, doing| match doing.stage {
        _ if doing.about != About::Table => true,
        Stage::Asked | Stage::Sent => agreed || view.deals.contains_key(request),
        Stage::Done | Stage::Failed(_) => view.trade.is_none(),
    });
}

/// What the view knows of deals; says what is done and what failed.
pub(super) fn follow(deals: &mut Deals, view: &View) -> Vec<Notice> {
    let mut notices = Vec::new();
    for (request, state) in &view.deals {
        let Some(doing) = deals.0.get_mut(request) else {
            continue;
        };
        let stage = match state {
            DealState::Sent => Stage::Sent,
            DealState::Done { .. } => Stage::Done,
            DealState::Failed { why } => Stage::Failed(why.clone()),
        };
        if doing.stage == stage {
            continue;
        }
        match &stage {
            Stage::Done => {
                notices.push(Notice::new(format!("{}.", first_large(&doing.done)), Tone::Good));
            }
            Stage::Failed(why) => {
                notices.push(Notice::new(deal::failed(&doing.title, why), Tone::Bad));
            }
            Stage::Asked | Stage::Sent => {}
        }
        doing.stage = stage;
    }
    notices
}

/// Notices which deals take longer than usual.
pub(super) fn grow_late(deals: &mut Deals, now: f32) {
    for doing in deals.0.values_mut() {
        doing.late = doing.is_open() && now - doing.since > LATE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::Doing;
    use protocol::{Refusal, Signature};

    const REQUEST: RequestId = RequestId(4);

    fn deals(about: About) -> Deals {
        let (title, done) = ("Buying an axe".into(), "The axe is yours".into());
        let doing = Doing { about, title, done, stage: Stage::Asked, since: 5.0, late: false };
        Deals([(REQUEST, doing)].into())
    }

    fn told(state: DealState) -> View {
        View { deals: [(REQUEST, state)].into(), ..View::default() }
    }

    #[test]
    fn a_deal_is_followed_to_its_end_and_told_of_once() {
        let mut deals = deals(About::Token([1; 32]));
        answer(&mut deals, REQUEST, &Ok(()));
        assert!(follow(&mut deals, &told(DealState::Sent)).is_empty());
        assert_eq!(deals.0[&REQUEST].stage, Stage::Sent);
        let done = told(DealState::Done { transaction: Signature::from([7; 64]) });
        let notices = follow(&mut deals, &done);
        assert_eq!(notices.len(), 1);
        assert_eq!(notices[0].text, "The axe is yours.");
        assert!(follow(&mut deals, &done).is_empty());
        answer(&mut deals, REQUEST, &Err(Refusal::NoChain));
        assert_eq!(deals.0[&REQUEST].stage, Stage::Done, "what is final stays");
    }

    #[test]
    fn a_refusal_and_a_failure_end_a_deal_with_their_reason() {
        let mut refused = deals(About::Token([1; 32]));
        answer(&mut refused, REQUEST, &Err(Refusal::TooPoor));
        let Stage::Failed(why) = &refused.0[&REQUEST].stage else { panic!("not refused") };
        assert!(why.contains("not enough"));
        let mut failed = deals(About::Token([1; 32]));
        let why = "the offer is gone".to_owned();
        let notices = follow(&mut failed, &told(DealState::Failed { why }));
        assert_eq!(notices[0].text, "Buying an axe did not work. The offer is gone.");
        assert_eq!(notices[0].tone, Tone::Bad);
    }

    #[test]
    fn paying_in_is_done_with_the_answer() {
        let mut deals = deals(About::Purse);
        answer(&mut deals, REQUEST, &Ok(()));
        assert_eq!(deals.0[&REQUEST].stage, Stage::Done);
    }

    #[test]
    fn what_takes_long_is_late_until_it_is_over() {
        let mut deals = deals(About::Purse);
        grow_late(&mut deals, 24.0);
        assert!(!deals.0[&REQUEST].late);
        grow_late(&mut deals, 25.5);
        assert!(deals.0[&REQUEST].late);
    }

    #[test]
    fn an_agreement_to_a_changed_table_is_forgotten() {
        let mut deals = deals(About::Table);
        clear_table(&mut deals, &told(DealState::Sent));
        assert!(!deals.0.is_empty(), "both have signed");
        clear_table(&mut deals, &View::default());
        assert!(deals.0.is_empty());
    }
}
