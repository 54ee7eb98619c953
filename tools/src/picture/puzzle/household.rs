//! Houses from west to east, what is told, and by whom.

use super::{DIM, GOLD, LEFT, PAPER, TOP, WORDS, centred, height, ink, lines, of};
use crate::picture::Canvas;
use crate::picture::canvas::{Ink, scaled};
use crate::picture::font::Style;
use ruleset::Rgb;
use worldgen::puzzle::household::{Household, Trait};
use worldgen::{Settlement, World};

const HOUSE: f32 = 148.0;

pub(super) fn draw(
    world: &World,
    town: Option<&Settlement>,
    riddle: &Household,
    solve: bool,
) -> Canvas {
    let rules = world.rules();
    // What is to be matched, as long as nobody says how.
    let mut told: Vec<(String, Ink)> = Vec::new();
    for values in riddle.traits.iter().filter(|_| !solve) {
        let names: Vec<String> = values.iter().map(|&value| named(world, town, value)).collect();
        told.push((names.join(", "), GOLD));
    }
    let clues = (riddle.clues.iter().zip(&riddle.told_by)).filter_map(|(clue, teller)| {
        let town = town?;
        let teller = town.people.get(usize::from(teller.number))?;
        let said = clue.words(riddle, rules, town);
        Some((format!("{}: {said}", teller.full_name()), WORDS))
    });
    told.extend(clues);
    let width = (LEFT * 2.0 + HOUSE * riddle.houses.len() as f32).max(640.0);
    let rows = 20.0 * riddle.traits.len() as f32;
    let high = TOP + 140.0 + rows + height(&told, width - LEFT * 2.0) + 30.0;
    let mut canvas = Canvas::new(width as usize, high as usize, PAPER);
    for (index, &number) in riddle.houses.iter().enumerate() {
        let x = LEFT + HOUSE * (index as f32 + 0.5);
        let house = town.and_then(|town| town.houses.iter().find(|house| house.number == number));
        let colour = |pick: fn(&worldgen::House) -> Rgb| house.map_or(DIM, |house| of(pick(house)));
        let (wall, roof) = (colour(|house| house.wall), colour(|house| house.roof));
        canvas.rect([x - 42.0, TOP + 48.0, x + 42.0, TOP + 108.0], 2.0, wall, 1.0);
        canvas.rect([x - 42.0, TOP + 96.0, x + 42.0, TOP + 108.0], 2.0, scaled(wall, 0.8), 1.0);
        let gable = [(x - 52.0, TOP + 52.0), (x, TOP + 8.0), (x + 52.0, TOP + 52.0)];
        canvas.polygon(&gable, roof, 1.0);
        canvas.rect([x - 10.0, TOP + 74.0, x + 10.0, TOP + 108.0], 2.0, ink(58, 40, 28), 1.0);
        canvas.rect([x + 18.0, TOP + 68.0, x + 34.0, TOP + 84.0], 2.0, GOLD, 0.85);
        canvas.circle((x, TOP + 36.0), 11.0, PAPER, 0.75);
        centred(
            &mut canvas,
            (x, TOP + 36.0),
            &(index + 1).to_string(),
            Style::plain(1.6, WORDS).bold(),
        );
        for (row, (values, houses)) in riddle.traits.iter().zip(&riddle.answer).enumerate() {
            let at = (x, TOP + 124.0 + 20.0 * row as f32);
            let value = houses.iter().position(|&house| usize::from(house) == index);
            let text = match value.and_then(|value| values.get(value)) {
                Some(value) if solve => named(world, town, *value),
                _ => "?".to_owned(),
            };
            let colour = if solve { GOLD } else { DIM };
            centred(&mut canvas, at, &text, Style::plain(1.25, colour));
        }
    }
    lines(&mut canvas, (LEFT, TOP + 146.0 + rows), &told, width - LEFT * 2.0);
    canvas
}

/// A value in words.
pub(crate) fn named(world: &World, town: Option<&Settlement>, value: Trait) -> String {
    let rules = world.rules();
    match value {
        Trait::Person(id) => town
            .and_then(|town| town.people.get(usize::from(id.number)))
            .map_or_else(String::new, worldgen::Person::full_name),
        Trait::Trade(trade) => rules.trade(trade).name.clone(),
        Trait::Clothes(hue) => {
            let hue = rules.puzzles.hues.get(usize::from(hue));
            format!("in {}", hue.map_or("", |hue| hue.name.as_str()))
        }
        Trait::Age(age) => format!("{age} years"),
    }
}
