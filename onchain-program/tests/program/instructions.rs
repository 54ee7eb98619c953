//! What each instruction does, and what it alone has to refuse; a file for each.

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
mod expire_roll;
mod grant_item;
mod grant_ticket;
mod list_item;
mod lock_roll;
mod open_epoch;
mod pay_player;
mod propose_authority;
mod register_ruleset;
mod reprice_listing;
mod request_roll;
mod reveal_roll;
mod set_paused;
mod set_ruleset_uri;
mod withdraw_bond;
