//! Circuits: levers, gates that combine them, and lamps that must all burn.
//!
//! The levers' 2^n settings are few enough for whole truth tables, one bit a setting, so that how many
//! settings light every lamp is known exactly: one.

use super::rules::{Raw, Rules, Search};
use seed::Stream;
use serde::{Deserialize, Serialize};

/// Circuits drawn before the one of last resort is taken.
const DRAWS: u32 = 60;
/// Gates that are tried to make a circuit's solution the only one.
const NARROWINGS: u32 = 24;

/// What a gate does with its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gate {
    /// Both.
    And,
    /// One at least.
    Or,
    /// One exactly.
    Xor,
    /// Not both.
    Nand,
    /// None.
    Nor,
    /// Both or none.
    Xnor,
}

impl Gate {
    const ALL: [Self; 6] = [Self::And, Self::Or, Self::Xor, Self::Nand, Self::Nor, Self::Xnor];

    /// The gate's value, bit by bit.
    #[must_use]
    pub const fn of(self, a: u64, b: u64) -> u64 {
        match self {
            Self::And => a & b,
            Self::Or => a | b,
            Self::Xor => a ^ b,
            Self::Nand => !(a & b),
            Self::Nor => !(a | b),
            Self::Xnor => !(a ^ b),
        }
    }

    /// The gate that says the contrary.
    #[must_use]
    pub const fn contrary(self) -> Self {
        match self {
            Self::And => Self::Nand,
            Self::Or => Self::Nor,
            Self::Xor => Self::Xnor,
            Self::Nand => Self::And,
            Self::Nor => Self::Or,
            Self::Xnor => Self::Xor,
        }
    }
}

/// A gate with its two inputs. Signals are numbered: first the levers, then the gates in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wired {
    /// What it does.
    pub gate: Gate,
    /// Its inputs, both of a lower number than its own signal.
    pub inputs: (u8, u8),
}

/// A circuit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circuit {
    /// Levers, 3 to 8.
    pub levers: u8,
    /// Gates.
    pub gates: Vec<Wired>,
    /// The signals that a lamp shows; all must burn.
    pub lamps: Vec<u8>,
    /// The levers that are down at the start: bit `i` is lever `i`.
    pub start: u8,
}

impl Circuit {
    /// All signals for the levers of a state, 0 or 1 each.
    #[must_use]
    pub fn signals(&self, state: u8) -> Vec<bool> {
        let mut values: Vec<bool> = (0..self.levers).map(|lever| state >> lever & 1 == 1).collect();
        for wired in &self.gates {
            let value = |input: u8| u64::from(values.get(usize::from(input)).is_some_and(|&on| on));
            let (a, b) = (value(wired.inputs.0), value(wired.inputs.1));
            values.push(wired.gate.of(a, b) & 1 == 1);
        }
        values
    }

    /// For each signal its truth table: bit `s % 64` of word `s / 64` for the setting `s`.
    fn tables(&self) -> Vec<[u64; 4]> {
        let words = |word: usize, lever: u8| -> u64 {
            let bit = |at: usize| u64::from((word * 64 + at) >> lever & 1 == 1) << at;
            (0..64).map(bit).sum()
        };
        let lever = |lever: u8| std::array::from_fn(|word| words(word, lever));
        let mut tables: Vec<[u64; 4]> = (0..self.levers).map(lever).collect();
        for wired in &self.gates {
            let table = |input: u8| tables.get(usize::from(input)).copied().unwrap_or([0; 4]);
            let (a, b) = (table(wired.inputs.0), table(wired.inputs.1));
            tables.push(std::array::from_fn(|word| wired.gate.of(a[word], b[word])));
        }
        tables
    }

    /// The settings that light every lamp, ascending.
    #[must_use]
    pub fn solutions(&self) -> Vec<u8> {
        let tables = self.tables();
        let settings = 1_usize.checked_shl(self.levers.into()).unwrap_or(0).min(256);
        let lit = |setting: &usize| {
            self.lamps.iter().all(|&lamp| {
                let table = tables.get(usize::from(lamp)).copied().unwrap_or([0; 4]);
                table[setting / 64] >> (setting % 64) & 1 == 1
            })
        };
        (0..settings).filter(lit).map(|setting| setting as u8).collect()
    }

    /// The nodes of a search that sets lever after lever and gives up where a lamp is known to be dark.
    #[must_use]
    pub fn effort(&self) -> u64 {
        let mut nodes = 0;
        let mut stack = vec![(0_u8, 0_u8)];
        while let Some((depth, state)) = stack.pop() {
            nodes += 1;
            if depth < self.levers && !self.is_dark(depth, state) {
                stack.push((depth + 1, state));
                stack.push((depth + 1, state | 1 << depth));
            }
        }
        nodes
    }

    /// With the first `depth` levers set, some lamp cannot burn: each signal as (may be off, may be on).
    fn is_dark(&self, depth: u8, state: u8) -> bool {
        let lever = |lever: u8| match state >> lever & 1 {
            _ if lever >= depth => (true, true),
            1 => (false, true),
            _ => (true, false),
        };
        let mut values: Vec<(bool, bool)> = (0..self.levers).map(lever).collect();
        for wired in &self.gates {
            let value = |input: u8| values.get(usize::from(input)).copied().unwrap_or((true, true));
            let (a, b) = (value(wired.inputs.0), value(wired.inputs.1));
            let mut may = (false, false);
            for (x, y) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let open = |value: (bool, bool), on: u64| if on == 1 { value.1 } else { value.0 };
                if open(a, x) && open(b, y) {
                    let on = wired.gate.of(x, y) & 1 == 1;
                    may = (may.0 | !on, may.1 | on);
                }
            }
            values.push(may);
        }
        self.lamps.iter().any(|&lamp| !values.get(usize::from(lamp)).is_some_and(|may| may.1))
    }

    fn draw_one(stream: &mut Stream, levers: u8, pieces: u8) -> Option<(Self, u8)> {
        let mut circuit = Self { levers, gates: Vec::new(), lamps: Vec::new(), start: 0 };
        // What nothing uses yet comes first, so that every lever counts.
        let mut unused: Vec<u8> = (0..levers).collect();
        for gate in 0..pieces {
            let signals = levers + gate;
            let mut input = |unused: &mut Vec<u8>| {
                if !unused.is_empty() && stream.chance(3, 4) {
                    unused.swap_remove(stream.below(unused.len() as u32) as usize)
                } else {
                    stream.below(u32::from(signals)) as u8
                }
            };
            let first = input(&mut unused);
            let mut second = input(&mut unused);
            if second == first {
                second = (second + 1) % signals;
            }
            unused.retain(|&signal| signal != first && signal != second);
            let gate = stream.pick(&Gate::ALL).copied().unwrap_or(Gate::And);
            circuit.gates.push(Wired { gate, inputs: (first.min(second), first.max(second)) });
            unused.push(signals);
        }
        circuit.lamps = unused.into_iter().filter(|&signal| signal >= levers).collect();
        circuit.lamps.sort_unstable();
        // The setting that is to be the solution: each lamp's gate is turned so that it burns then.
        let solution = stream.below(1 << levers) as u8;
        let values = circuit.signals(solution);
        for &lamp in &circuit.lamps {
            let index = usize::from(lamp - levers);
            if !values.get(usize::from(lamp)).is_some_and(|&on| on) {
                circuit.gates[index].gate = circuit.gates[index].gate.contrary();
            }
        }
        circuit.narrow(stream, solution);
        (circuit.solutions() == [solution]).then_some((circuit, solution))
    }

    /// Adds gates with lamps that burn at the solution and not at some other setting that lights all so
    /// far, until none is left.
    fn narrow(&mut self, stream: &mut Stream, solution: u8) {
        let mut left = self.solutions().len();
        for _ in 0..NARROWINGS {
            if left <= 1 {
                break;
            }
            let signals = u32::from(self.levers) + self.gates.len() as u32;
            let one = stream.below(signals) as u8;
            let other = ((u32::from(one) + 1 + stream.below(signals - 1)) % signals) as u8;
            let gate = stream.pick(&Gate::ALL).copied().unwrap_or(Gate::And);
            // A lamp stays the end of its wire.
            if self.lamps.contains(&one) || self.lamps.contains(&other) {
                continue;
            }
            self.gates.push(Wired { gate, inputs: (one.min(other), one.max(other)) });
            self.lamps.push(signals as u8);
            let burns = self.signals(solution).last().is_some_and(|&on| on);
            if let Some(last) = self.gates.last_mut().filter(|_| !burns) {
                last.gate = last.gate.contrary();
            }
            let now = self.solutions().len();
            if now < left {
                left = now;
            } else {
                self.gates.pop();
                self.lamps.pop();
            }
        }
    }
}

impl Rules for Circuit {
    type State = u8;
    /// Which lever to pull.
    type Move = u8;

    fn start(&self) -> u8 {
        self.start
    }

    fn moves(&self, _: &u8) -> Vec<u8> {
        (0..self.levers.min(8)).collect()
    }

    fn apply(&self, state: &u8, lever: u8) -> Option<u8> {
        (lever < self.levers.min(8)).then(|| state ^ 1 << lever)
    }

    fn is_solved(&self, state: &u8) -> bool {
        let values = self.signals(*state);
        self.lamps.iter().all(|&lamp| values.get(usize::from(lamp)).is_some_and(|&on| on))
    }
}

/// A circuit with one solution, the levers to pull, and its measure.
pub(super) fn draw(stream: &mut Stream, levers: u8, pieces: u8) -> (Circuit, Vec<u8>, Raw) {
    let levers = levers.clamp(2, 8);
    let drawn = (0..DRAWS).find_map(|_| Circuit::draw_one(stream, levers, pieces));
    let (mut circuit, solution) = drawn.unwrap_or_else(|| {
        // All lamps burn when all levers are down.
        let wired = |lever| Wired { gate: Gate::And, inputs: (lever, lever + 1) };
        let gates: Vec<Wired> = (0..levers - 1).map(wired).collect();
        let lamps = (levers..levers * 2 - 1).collect();
        (Circuit { levers, gates, lamps, start: 0 }, u8::MAX >> (8 - levers))
    });
    let mut order: Vec<u8> = (0..levers).collect();
    stream.shuffle(&mut order);
    order.truncate(stream.range(i32::from(levers.div_ceil(2)), i32::from(levers)) as usize);
    order.sort_unstable();
    circuit.start = order.iter().fold(solution, |state, lever| state ^ 1 << lever);
    let raw = Raw {
        shortest: order.len() as u32,
        effort: circuit.effort(),
        search: Search::Backtracking,
        branching: u32::from(levers) * 1000,
        unique: true,
    };
    (circuit, order, raw)
}
