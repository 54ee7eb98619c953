//! Asking back before something is done that cannot be undone, or that needs a price.
//!
//! One question at a time, above whatever window is open; Escape is a no. What follows from a yes is
//! said in the question itself, so that any window can ask.

mod pose;
mod show;

use crate::play::AskServer;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::settings::Settings;
use crate::theme::field;
use crate::wording::price;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::text::EditableText;
use protocol::{Ask, Key};

/// The question that is open.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(crate) struct Question(pub(crate) Option<Asking>);

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asking {
    /// Its title.
    pub(crate) title: String,
    /// What it says.
    pub(crate) lines: Vec<String>,
    /// The word for yes.
    pub(crate) yes: &'static str,
    /// It cannot be undone.
    pub(crate) grave: bool,
    /// What a yes does.
    pub(crate) then: Then,
}

/// What a yes does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Then {
    /// Nothing: it was only said.
    Nothing,
    /// Asks the server.
    Ask(Ask),
    /// Asks the next question.
    Next(Box<Asking>),
    /// Asks the server with the price that stands in the field.
    Price(Priced),
}

/// What a price is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Priced {
    /// Offering what lies at a place of the pack.
    List(u16),
    /// An offer of one's own, with the price that it has now.
    Reprice(Key, u64),
}

impl Priced {
    /// What is asked for at a price in lamports.
    fn ask(&self, price: u64) -> Ask {
        match *self {
            Self::List(index) => Ask::List { index, price },
            Self::Reprice(mint, _) => Ask::Reprice { mint, price },
        }
    }
}

/// The field of a price.
#[derive(Component)]
struct PriceField;

/// Where it is said what is wrong with a price.
#[derive(Component)]
struct Fault;

/// Asks questions.
#[derive(SystemParam)]
pub(crate) struct Asker<'w> {
    question: ResMut<'w, Question>,
    settings: ResMut<'w, Settings>,
}

impl Asker<'_> {
    /// Opens a question.
    pub(crate) fn pose(&mut self, asking: Asking) {
        self.question.0 = Some(asking);
    }

    /// Says what relics are, unless that was said before; then opens a question, if there is one.
    pub(crate) fn explain(&mut self, then: Option<Asking>) {
        if self.settings.knows_relics {
            if then.is_some() {
                self.question.0 = then;
            }
            return;
        }
        self.question.0 = Some(Asking::explanation(then));
    }
}

/// Adds the questions.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Question>().add_systems(
        Update,
        show::build.in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
    );
    for menu in [super::Menu::Inventory, super::Menu::Market, super::Menu::Trade] {
        app.add_systems(OnExit(menu), drop);
    }
}

fn drop(mut question: ResMut<Question>) {
    question.set_if_neq(Question(None));
}

/// What answering needs.
#[derive(SystemParam)]
struct Answer<'w, 's> {
    question: ResMut<'w, Question>,
    settings: ResMut<'w, Settings>,
    fields: Query<'w, 's, &'static EditableText, With<PriceField>>,
    faults: Query<'w, 's, &'static mut Text, With<Fault>>,
    ask: MessageWriter<'w, AskServer>,
}

impl Answer<'_, '_> {
    fn yes(&mut self) {
        let Some(asking) = self.question.0.clone() else {
            return;
        };
        let next = match asking.then {
            Then::Nothing => {
                self.settings.knows_relics = true;
                None
            }
            Then::Ask(ask) => {
                self.ask.write(AskServer(ask));
                None
            }
            Then::Next(next) => {
                self.settings.knows_relics |= !asking.grave;
                Some(*next)
            }
            Then::Price(priced) => {
                let text = self.fields.iter().next().map(field::value).unwrap_or_default();
                match price::asked(&text) {
                    Ok(price) => {
                        self.ask.write(AskServer(priced.ask(price)));
                        None
                    }
                    Err(error) => {
                        for mut fault in &mut self.faults {
                            fault.set_if_neq(Text(error.to_string()));
                        }
                        return;
                    }
                }
            }
        };
        self.question.0 = next;
    }
}

#[cfg(test)]
mod tests;
