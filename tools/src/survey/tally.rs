//! What a survey counts: shares of named kinds, rates, and spreads of numbers.
//!
//! A tally takes the same memory for a hundred seeds and for a hundred thousand, and two tallies added
//! in either order are the same, so that neither the number of threads nor their order shows.

use super::spread::Spread;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Failures that are kept in words; all are counted.
const TOLD: usize = 100;

/// Counts of all seeds so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tally {
    /// How often each kind occurred, by what is counted.
    pub(crate) shares: BTreeMap<String, BTreeMap<String, u64>>,
    /// Of how many something holds, and how many there are, by what is asked and of which kind.
    pub(crate) rates: BTreeMap<String, BTreeMap<String, (u64, u64)>>,
    /// Values, by what is measured.
    pub(crate) numbers: BTreeMap<String, Spread>,
    /// Times in microseconds, by what was generated; not compared, since they are the machine's.
    pub(crate) times: BTreeMap<String, Spread>,
    /// What was checked, how often.
    pub(crate) checks: BTreeMap<String, u64>,
    /// How many checks failed.
    pub(crate) failed: u64,
    /// What failed, with the command that shows it: the first of them by name.
    pub(crate) failures: BTreeSet<String>,
}

impl Tally {
    /// Counts one of a kind.
    pub(crate) fn count(&mut self, what: &str, kind: &str) {
        self.count_by(what, kind, 1);
    }

    /// Counts some of a kind.
    pub(crate) fn count_by(&mut self, what: &str, kind: &str, count: u64) {
        let kinds = self.shares.entry(what.to_owned()).or_default();
        *kinds.entry(kind.to_owned()).or_default() += count;
    }

    /// Notes whether something holds for one of a kind.
    pub(crate) fn rate(&mut self, what: &str, kind: &str, holds: bool) {
        let kinds = self.rates.entry(what.to_owned()).or_default();
        let (hits, total) = kinds.entry(kind.to_owned()).or_default();
        *hits += u64::from(holds);
        *total += 1;
    }

    /// Notes a value.
    pub(crate) fn measure(&mut self, what: &str, value: impl TryInto<u32>) {
        let value = value.try_into().unwrap_or(u32::MAX);
        self.numbers.entry(what.to_owned()).or_default().note(value);
    }

    /// Runs something and notes how long it took.
    pub(crate) fn timed<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        let start = std::time::Instant::now();
        let made = work();
        let micros = u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX);
        self.times.entry(what.to_owned()).or_default().note(micros);
        made
    }

    /// Notes a check, and what to say where it does not hold.
    pub(crate) fn check(&mut self, what: &str, holds: bool, otherwise: impl FnOnce() -> String) {
        *self.checks.entry(what.to_owned()).or_default() += 1;
        if !holds {
            self.failed += 1;
            self.failures.insert(otherwise());
            self.forget();
        }
    }

    /// Takes in another tally.
    pub(crate) fn add(&mut self, other: Self) {
        for (what, kinds) in other.shares {
            for (kind, count) in kinds {
                self.count_by(&what, &kind, count);
            }
        }
        for (what, kinds) in other.rates {
            let ours = self.rates.entry(what).or_default();
            for (kind, (hits, total)) in kinds {
                let (our_hits, our_total) = ours.entry(kind).or_default();
                *our_hits += hits;
                *our_total += total;
            }
        }
        for (what, spread) in other.numbers {
            self.numbers.entry(what).or_default().add(spread);
        }
        for (what, spread) in other.times {
            self.times.entry(what).or_default().add(spread);
        }
        for (what, count) in other.checks {
            *self.checks.entry(what).or_default() += count;
        }
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self.forget();
    }

    /// What is about these topics, checks and times as they are; all of it for none.
    pub(crate) fn only(&self, topics: &[String]) -> Self {
        let mut part = self.clone();
        let wanted = |what: &String| topics.is_empty() || topics.iter().any(|t| t == topic(what));
        part.shares.retain(|what, _| wanted(what));
        part.rates.retain(|what, _| wanted(what));
        part.numbers.retain(|what, _| wanted(what));
        part
    }

    /// Keeps the first failures by name: the same ones in whatever order they came.
    fn forget(&mut self) {
        while self.failures.len() > TOLD {
            self.failures.pop_last();
        }
    }
}

/// The topic of what is counted: what stands before its colon.
pub(crate) fn topic(what: &str) -> &str {
    what.split_once(':').map_or(what, |(topic, _)| topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tallies_add_up_whatever_the_order() {
        let mut a = Tally::default();
        a.count("biome", "fen");
        a.rate("one answer", "beams", true);
        a.measure("walk", 3_u32);
        a.check("sound", true, String::new);
        let mut b = Tally::default();
        b.count_by("biome", "fen", 2);
        b.rate("one answer", "beams", false);
        b.measure("walk", 1_u32);
        for number in 0..150 {
            b.check("sound", false, || format!("failure {number:03}"));
            a.check("sound", false, || format!("failure {:03}", number + 50));
        }
        let (mut first, mut second) = (a.clone(), b.clone());
        first.add(b);
        second.add(a);
        assert_eq!(first, second);
        assert_eq!(first.shares["biome"]["fen"], 3);
        assert_eq!(first.rates["one answer"]["beams"], (1, 2));
        assert_eq!(first.numbers["walk"].quantile(1000), 3);
        assert_eq!((first.checks["sound"], first.failed, first.failures.len()), (301, 300, 100));
        assert!(first.failures.contains("failure 099") && !first.failures.contains("failure 100"));
    }

    #[test]
    fn a_tally_comes_back_from_json_as_it_went() {
        let mut tally = Tally::default();
        tally.count("biome", "fen");
        tally.rate("one answer", "beams", true);
        tally.measure("walk", 123_456_u32);
        tally.check("sound", false, || "seed a: no".into());
        let text = serde_json::to_string(&tally).expect("is JSON");
        assert_eq!(serde_json::from_str::<Tally>(&text).expect("is a tally"), tally);
    }
}
