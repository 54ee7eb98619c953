//! Puzzles of all families as text.

use crate::picture::{gate_name, trait_name};
use crate::terminal::Screen;
use owo_colors::AnsiColors;
use worldgen::puzzle::beams::Beams;
use worldgen::puzzle::board::Step;
use worldgen::puzzle::circuit::Circuit;
use worldgen::puzzle::household::Household;
use worldgen::puzzle::rune_lock::RuneLock;
use worldgen::puzzle::{Generated, PuzzleProof, PuzzleState};
use worldgen::{Settlement, World};

/// The puzzle, and its solution if wanted.
pub(super) fn of(
    world: &World,
    town: Option<&Settlement>,
    made: &Generated,
    solve: bool,
    screen: &Screen,
) -> String {
    let mut text = match &made.puzzle {
        PuzzleState::Lamps(puzzle) => super::table(puzzle, screen),
        PuzzleState::IceSlide(board) => grid(board.edge, |cell| match cell {
            _ if cell == board.start => 'S',
            _ if cell == board.goal => 'G',
            _ if board.boulders[usize::from(cell)] => '#',
            _ => '.',
        }),
        PuzzleState::PushBlocks(board) => grid(board.edge, |cell| {
            let (plate, block) = (board.plates.contains(&cell), board.blocks.contains(&cell));
            match cell {
                _ if board.walls[usize::from(cell)] => '#',
                _ if cell == board.player => {
                    if plate {
                        '+'
                    } else {
                        '@'
                    }
                }
                _ if block => {
                    if plate {
                        '*'
                    } else {
                        '$'
                    }
                }
                _ => {
                    if plate {
                        '.'
                    } else {
                        ' '
                    }
                }
            }
        }),
        PuzzleState::Beams(board) => beams(world, board),
        PuzzleState::RuneLock(lock) => lock_text(world, lock),
        PuzzleState::Circuit(circuit) => circuit_text(circuit),
        PuzzleState::Household(riddle) => riddle_text(world, town, riddle),
    };
    let letters = letters(&made.puzzle);
    if !letters.is_empty() {
        text += &format!("\n  {}\n", screen.dim(letters));
    }
    if solve {
        let said = solution(world, town, made);
        text += &format!("\n  solution  {}\n", screen.colour(AnsiColors::BrightYellow, &said));
    }
    text
}

/// What the letters of a board mean.
const fn letters(puzzle: &PuzzleState) -> &'static str {
    match puzzle {
        PuzzleState::Lamps(_) => "x: the lever flips that lamp; * burns, o is dark; all must burn",
        PuzzleState::IceSlide(_) => {
            "S start, G goal, # boulder; one slides on until something stops one"
        }
        PuzzleState::PushBlocks(_) => {
            "@ you, $ block, . plate, * block on a plate, + you on a plate, # wall"
        }
        PuzzleState::Beams(_) => "/ and \\ mirrors to turn, # pillar",
        PuzzleState::RuneLock(_) => "in brackets: how many strokes; no rune stands at two dials",
        PuzzleState::Circuit(_) => "every lamp must burn",
        PuzzleState::Household(_) => "",
    }
}

fn grid(edge: u8, letter: impl Fn(u8) -> char) -> String {
    let row = |y: u8| {
        let letters: Vec<String> = (0..edge).map(|x| letter(y * edge + x).to_string()).collect();
        format!("  {}\n", letters.join(" "))
    };
    (0..edge).map(row).collect()
}

fn beams(world: &World, board: &Beams) -> String {
    let lights = &world.rules().puzzles.lights;
    let letter = |light: u8| {
        let name = lights.get(usize::from(light)).and_then(|hue| hue.name.chars().next());
        name.unwrap_or('?')
    };
    let mut text = grid(board.edge, |cell| {
        if let Some(mirror) = board.mirrors.iter().position(|&mirror| mirror == cell) {
            return if board.start >> mirror & 1 == 1 { '/' } else { '\\' };
        }
        for beam in &board.beams {
            if beam.from == cell {
                return letter(beam.light).to_ascii_uppercase();
            }
            if beam.to == cell {
                return letter(beam.light).to_ascii_lowercase();
            }
        }
        if board.pillars[usize::from(cell)] { '#' } else { '.' }
    });
    text += "\n";
    for beam in &board.beams {
        let name = lights.get(usize::from(beam.light)).map_or("?", |hue| hue.name.as_str());
        let way = format!("{:?}", beam.towards).to_lowercase();
        let capital = letter(beam.light).to_ascii_uppercase();
        text +=
            &format!("  {capital} shines {name} to the {way}; its crystal is the small letter\n");
    }
    text
}

fn rune(world: &World, rune: u8) -> String {
    let runes = &world.rules().puzzles.runes;
    runes.get(usize::from(rune)).map_or_else(String::new, |rune| rune.name.clone())
}

fn lock_text(world: &World, lock: &RuneLock) -> String {
    let names =
        |word: &[u8]| word.iter().map(|&one| rune(world, one)).collect::<Vec<_>>().join(" ");
    let mut text = format!("  dials show  {}\n  runes      ", names(&lock.start));
    for (index, strokes) in (0..).zip(&lock.strokes) {
        text += &format!(" {} ({strokes})", rune(world, index));
    }
    text += "\n\n";
    for (number, clue) in (1..).zip(&lock.clues) {
        text += &format!("  {number:>2}. {}\n", clue.words(&world.rules().puzzles));
    }
    text
}

fn circuit_text(circuit: &Circuit) -> String {
    let name = |signal: u8| {
        if signal < circuit.levers {
            format!("lever {}", signal + 1)
        } else {
            format!("gate {}", signal - circuit.levers + 1)
        }
    };
    let values = circuit.signals(circuit.start);
    let mut text = String::new();
    for (number, wired) in (circuit.levers..).zip(&circuit.gates) {
        let lamp = match (circuit.lamps.contains(&number), values[usize::from(number)]) {
            (true, true) => "  -> lamp, burns",
            (true, false) => "  -> lamp, dark",
            _ => "",
        };
        let (a, b) = (name(wired.inputs.0), name(wired.inputs.1));
        text += &format!("  {:8} = {:4} ({a}, {b}){lamp}\n", name(number), gate_name(wired.gate));
    }
    let down = (0..circuit.levers).filter(|lever| circuit.start >> lever & 1 == 1);
    let down: Vec<String> = down.map(|lever| (lever + 1).to_string()).collect();
    let down = if down.is_empty() { "none".to_owned() } else { down.join(", ") };
    text + &format!("\n  levers that are down: {down} (of {})\n", circuit.levers)
}

fn riddle_text(world: &World, town: Option<&Settlement>, riddle: &Household) -> String {
    let mut text =
        String::from("  Who lives in which house? The houses are counted from the west.\n\n");
    for values in &riddle.traits {
        let names: Vec<String> = values.iter().map(|&one| trait_name(world, town, one)).collect();
        text += &format!("  {}\n", names.join(", "));
    }
    text += "\n";
    for (clue, teller) in riddle.clues.iter().zip(&riddle.told_by) {
        let Some(town) = town else { continue };
        let who = town.people.get(usize::from(teller.number)).map(worldgen::Person::full_name);
        let said = clue.words(riddle, world.rules(), town);
        text += &format!("  {}: \"{said}\"\n", who.unwrap_or_default());
    }
    text
}

fn solution(world: &World, town: Option<&Settlement>, made: &Generated) -> String {
    let numbers = |what: &str, moves: &[u8]| {
        let numbers: Vec<String> = moves.iter().map(|one| (one + 1).to_string()).collect();
        format!("{what} {}", numbers.join(", "))
    };
    let steps = |steps: &[Step]| {
        let letter = |step: &Step| match step {
            Step::North => "N",
            Step::East => "E",
            Step::South => "S",
            Step::West => "W",
        };
        steps.iter().map(letter).collect::<Vec<_>>().join(" ")
    };
    match (&made.puzzle, &made.proof) {
        (_, PuzzleProof::Lamps(moves) | PuzzleProof::Circuit(moves)) => numbers("pull", moves),
        (PuzzleState::Beams(board), PuzzleProof::Beams(moves)) => {
            let place = |&mirror: &u8| {
                let cell = board.mirrors.get(usize::from(mirror)).copied().unwrap_or(0);
                format!("{},{}", cell % board.edge.max(1) + 1, cell / board.edge.max(1) + 1)
            };
            let places: Vec<String> = moves.iter().map(place).collect();
            format!("turn the mirrors at column,row {}", places.join("  "))
        }
        (_, PuzzleProof::IceSlide(moves) | PuzzleProof::PushBlocks(moves)) => steps(moves),
        (PuzzleState::RuneLock(lock), _) => {
            lock.code.iter().map(|&one| rune(world, one)).collect::<Vec<_>>().join(" ")
        }
        (PuzzleState::Household(riddle), _) => {
            let house = |index: usize| {
                let of = |(values, houses): (&Vec<_>, &Vec<u8>)| {
                    let at = houses.iter().position(|&house| usize::from(house) == index);
                    at.map_or_else(String::new, |at| trait_name(world, town, values[at]))
                };
                let all: Vec<String> = riddle.traits.iter().zip(&riddle.answer).map(of).collect();
                format!("{}: {}", index + 1, all.join(", "))
            };
            (0..riddle.houses.len()).map(house).collect::<Vec<_>>().join("; ")
        }
        _ => String::new(),
    }
}
