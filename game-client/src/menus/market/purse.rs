//! What one's wallet holds, and paying coins of the game into it.

use crate::play::{About, AskServer, Chain, Deals, Notice, Standing, Tone};
use crate::theme::{self, colour, field, label, text};
use crate::wording::{deal, price, record};
use bevy::clipboard::Clipboard;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::ui_widgets::{Activate, observe};
use protocol::Ask;

/// The words of the purse.
#[derive(Component)]
pub(super) struct Purse;

/// The field of the coins to pay in.
#[derive(Component)]
pub(super) struct CoinField;

/// The purse in the window's bar.
pub(super) fn bar(row: &mut ChildSpawnerCommands, own_chain: bool) {
    row.spawn((label("", text::BODY, colour::GOLD), Purse));
    if own_chain {
        row.spawn((field::field("", 9, px(84)), Name::new("coins"), CoinField))
            .observe(|_: On<field::Submitted>, mut payer: Payer| payer.pay());
        row.spawn((
            theme::button_sized("Pay coins in", 158.0),
            observe(|_: On<Activate>, mut payer: Payer| payer.pay()),
        ));
    } else {
        row.spawn((theme::button_sized("Copy address", 160.0), observe(copy)));
    }
}

/// Keeps the words right.
pub(super) fn fill(
    chain: Res<Chain>,
    standing: Res<Standing>,
    deals: Res<Deals>,
    mut purses: Query<&mut Text, With<Purse>>,
) {
    for mut text in &mut purses {
        text.set_if_neq(Text(words(&chain, &standing, &deals)));
    }
}

fn words(chain: &Chain, standing: &Standing, deals: &Deals) -> String {
    if let Some(doing) = deals.about(About::Purse).filter(|doing| doing.is_open()) {
        return deal::line(doing).text;
    }
    let marks = chain.purse.map_or_else(|| "your wallet...".into(), price::held);
    let coins = standing.0.map_or(0, |stats| stats.coins);
    match (chain.info, &chain.wallet) {
        (Some(info), Some(wallet)) if !info.own_chain => {
            format!("{marks} in wallet {}", record::short(wallet))
        }
        _ => format!("{marks}   {coins} coins"),
    }
}

/// What paying in needs.
#[derive(SystemParam)]
struct Payer<'w, 's> {
    fields: Query<'w, 's, &'static mut EditableText, With<CoinField>>,
    standing: Res<'w, Standing>,
    deals: Res<'w, Deals>,
    ask: MessageWriter<'w, AskServer>,
    notices: MessageWriter<'w, Notice>,
}

impl Payer<'_, '_> {
    fn pay(&mut self) {
        let Ok(mut field) = self.fields.single_mut() else {
            return;
        };
        if self.deals.about(About::Purse).is_some_and(crate::play::Doing::holds) {
            return;
        }
        let have = self.standing.0.map_or(0, |stats| stats.coins);
        match coins(&field::value(&field), have) {
            Ok(coins) => {
                field.clear();
                self.ask.write(AskServer(Ask::Deposit { coins }));
            }
            Err(why) => {
                self.notices.write(Notice::new(why, Tone::Bad));
            }
        }
    }
}

/// Reads how many coins are to be paid in.
fn coins(text: &str, have: u32) -> Result<u32, String> {
    let text = text.strip_suffix("coins").unwrap_or(text).trim_end();
    if text.is_empty() {
        return Err(
            "Enter how many coins to pay in; each becomes a mark, and none comes back.".into()
        );
    }
    match text.parse::<u32>() {
        Ok(0) | Err(_) => Err("That is no number of coins. A right one: 25.".into()),
        Ok(coins) if coins > have => Err(format!("You have {have} coins.")),
        Ok(coins) => Ok(coins),
    }
}

fn copy(
    _: On<Activate>,
    chain: Res<Chain>,
    clipboard: Option<ResMut<Clipboard>>,
    mut notices: MessageWriter<Notice>,
) {
    let Some(wallet) = &chain.wallet else {
        return;
    };
    let address = record::long(wallet);
    let copied = clipboard.is_some_and(|mut board| board.set_text(address.as_str()).is_ok());
    notices.write(if copied {
        Notice::new("Your wallet's address is in the clipboard.", Tone::Good)
    } else {
        Notice::new(format!("No clipboard here. Your wallet is {address}"), Tone::Plain)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::proof::tests::INFO;
    use protocol::LedgerInfo;

    #[test]
    fn coins_are_read_and_no_more_than_there_are() {
        assert_eq!(coins("25", 57), Ok(25));
        assert_eq!(coins("57 coins", 57), Ok(57));
        assert_eq!(coins("58", 57), Err("You have 57 coins.".into()));
        for wrong in ["0", "-3", "2.5", "many", "99999999999"] {
            assert!(coins(wrong, 57).is_err_and(|why| why.contains("no number")), "{wrong}");
        }
        assert!(coins("", 57).is_err_and(|why| why.starts_with("Enter how many")));
    }

    #[test]
    fn a_public_chain_shows_the_wallet_and_an_own_one_the_coins() {
        let chain = |own_chain| Chain {
            info: Some(LedgerInfo { own_chain, ..INFO }),
            wallet: Some([9; 32]),
            purse: Some(12_500_000),
            ruleset: String::new(),
        };
        let words = |own| words(&chain(own), &Standing::default(), &Deals::default());
        assert_eq!(words(true), "12.5 marks   0 coins");
        assert!(words(false).starts_with("12.5 marks in wallet "), "{}", words(false));
    }
}
