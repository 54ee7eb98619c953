//! The instructions, one a file: accounts, guards, action. Their accounts and arguments are told in
//! the interface.

mod accept_authority;
mod burn_item;
mod buy_item;
mod cancel_listing;
mod close_epoch;
mod close_world;
mod collect_fees;
mod collect_royalty;
mod create_class;
mod create_world;
mod deposit_bond;
mod escrow;
mod expire_roll;
mod grant_item;
mod grant_ticket;
mod list_item;
mod lock_roll;
mod open_epoch;
mod pay_player;
mod propose_authority;
mod receipts;
mod register_ruleset;
mod reprice_listing;
mod request_roll;
mod reveal_roll;
mod set_paused;
mod set_ruleset_uri;
mod withdraw_bond;

pub(crate) use {
    accept_authority::accept_authority, burn_item::burn_item, buy_item::buy_item,
    cancel_listing::cancel_listing, close_epoch::close_epoch, close_world::close_world,
    collect_fees::collect_fees, collect_royalty::collect_royalty, create_class::create_class,
    create_world::create_world, deposit_bond::deposit_bond, expire_roll::expire_roll,
    grant_item::grant_item, grant_ticket::grant_ticket, list_item::list_item, lock_roll::lock_roll,
    open_epoch::open_epoch, pay_player::pay_player, propose_authority::propose_authority,
    register_ruleset::register_ruleset, reprice_listing::reprice_listing,
    request_roll::request_roll, reveal_roll::reveal_roll, set_paused::set_paused,
    set_ruleset_uri::set_ruleset_uri, withdraw_bond::withdraw_bond,
};
