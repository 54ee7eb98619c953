//! What was found wrong so far, and the checks that every table shares.

use super::files::{Files, MAX_BYTES};
use crate::Problem;
use crate::raw::{Decimal, Decimals, Text, Texts, Whole, Wholes};
use crate::types::{Rgb, Share};
use seed::Mm;
use serde::de::DeserializeOwned;
use std::ops::Range;

/// Collects problems.
pub(super) struct Report<'a> {
    files: &'a Files,
    file: &'static str,
    problems: Vec<Problem>,
}

impl<'a> Report<'a> {
    pub(super) fn new(files: &'a Files) -> Self {
        Self { files, file: "", problems: Vec::new() }
    }

    /// The problems, in the order of files and places.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        let files = self.files;
        self.problems.sort_by_key(|problem| {
            (files.rank(&problem.file), problem.line, problem.column, problem.what.clone())
        });
        self.problems
    }

    /// An optional file is there.
    pub(super) fn has(&self, name: &str) -> bool {
        !self.files.bytes(name).is_empty()
    }

    /// Further problems are about this file.
    pub(super) fn file(&mut self, name: &'static str) {
        self.file = name;
    }

    /// Tells a problem.
    pub(super) fn tell(
        &mut self,
        span: &Range<usize>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (line, column) = self.files.place(self.file, span);
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            column,
            what: what.into(),
            hint: hint.into(),
        });
    }

    /// Tells a problem of the file as a whole.
    pub(super) fn tell_file(&mut self, what: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line: 0,
            column: 1,
            what: what.into(),
            hint: hint.into(),
        });
    }

    /// A file's table; `None` after telling why not.
    pub(super) fn parse<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        self.file(name);
        let bytes = self.files.bytes(name);
        if bytes.len() > MAX_BYTES {
            self.tell_file("the file is larger than 4 MiB", "split the pack or drop tables");
            return None;
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to();
                self.tell(&(at..at), "this is not UTF-8 text", "save the file as UTF-8");
                return None;
            }
        };
        match toml::from_str(text) {
            Ok(table) => Some(table),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let what = error.message().to_owned();
                let hint = if what.starts_with("unknown field") {
                    "check the spelling; the message lists what is known"
                } else if what.starts_with("missing field") {
                    "add it to this table"
                } else if what.starts_with("invalid type") || what.starts_with("unknown variant") {
                    "compare with the same key in assets/rulesets/core"
                } else {
                    "see https://toml.io for how TOML is written"
                };
                self.tell(&span, what, hint);
                None
            }
        }
    }

    /// A whole number in `low..=high`; `low` after telling that it is not.
    pub(super) fn whole<T: TryFrom<i64> + Default>(
        &mut self,
        field: &str,
        value: &Whole,
        (low, high): (i64, i64),
    ) -> T {
        self.whole_at(field, &value.span(), *value.get_ref(), (low, high))
    }

    /// Like [`Self::whole`] for what may be left out.
    pub(super) fn whole_or<T: TryFrom<i64> + Default>(
        &mut self,
        field: &str,
        value: Option<&Whole>,
        default: T,
        bounds: (i64, i64),
    ) -> T {
        value.map_or(default, |value| self.whole(field, value, bounds))
    }

    /// A share in per mille; `usual` where it is left out.
    pub(super) fn share(&mut self, field: &str, value: Option<&Whole>, usual: Share) -> Share {
        value.map_or(usual, |value| Share::new(self.whole(field, value, (0, 1000))))
    }

    fn whole_at<T: TryFrom<i64> + Default>(
        &mut self,
        field: &str,
        span: &Range<usize>,
        value: i64,
        (low, high): (i64, i64),
    ) -> T {
        if value < low || value > high {
            let hint = format!("write a whole number from {low} to {high}");
            self.tell(span, format!("{field} is {value}"), hint);
        }
        T::try_from(value.clamp(low, high)).unwrap_or_default()
    }

    /// A range of whole numbers within `bounds`, low end first.
    pub(super) fn wholes<T: TryFrom<i64> + Default>(
        &mut self,
        field: &str,
        value: &Wholes,
        bounds: (i64, i64),
    ) -> (T, T) {
        let [low, high] = *value.get_ref();
        self.ordered(field, &value.span(), low <= high);
        let span = value.span();
        (self.whole_at(field, &span, low, bounds), self.whole_at(field, &span, high, bounds))
    }

    /// A decimal number times `factor`, which must come out whole and in `low..=high`.
    pub(super) fn scaled(
        &mut self,
        field: &str,
        value: &Decimal,
        factor: f64,
        bounds: (i64, i64),
    ) -> i64 {
        self.scaled_at(field, &value.span(), *value.get_ref(), factor, bounds)
    }

    fn scaled_at(
        &mut self,
        field: &str,
        span: &Range<usize>,
        value: f64,
        factor: f64,
        (low, high): (i64, i64),
    ) -> i64 {
        let (least, most) = (low as f64 / factor, high as f64 / factor);
        // Written so that "not a number" fails it too.
        if !(value >= least && value <= most) {
            let hint = format!("write a number from {least} to {most}");
            self.tell(span, format!("{field} is {value}"), hint);
            return low;
        }
        let scaled = value * factor;
        let whole = scaled.round();
        // What decimal digits lose on the way to binary is far below this.
        if (scaled - whole).abs() > 1e-6 {
            let step = 1.0 / factor;
            let what = format!("{field} is {value}, which is between two steps of {step}");
            self.tell(span, what, format!("write a multiple of {step}"));
        }
        (whole as i64).clamp(low, high)
    }

    /// A length: decimal metres to whole millimetres, within `bounds` millimetres.
    pub(super) fn length(&mut self, field: &str, value: &Decimal, bounds: (i64, i64)) -> Mm {
        Mm(i32::try_from(self.scaled(field, value, 1000.0, bounds)).unwrap_or_default())
    }

    /// A range of lengths within `bounds` millimetres.
    pub(super) fn lengths(
        &mut self,
        field: &str,
        value: &Decimals,
        bounds: (i64, i64),
    ) -> (Mm, Mm) {
        let [low, high] = *value.get_ref();
        let span = value.span();
        self.ordered(field, &span, low <= high);
        let mut end = |value| {
            let millimetres = self.scaled_at(field, &span, value, 1000.0, bounds);
            Mm(i32::try_from(millimetres).unwrap_or_default())
        };
        (end(low), end(high))
    }

    /// A speed: metres a second to millimetres a tick.
    pub(super) fn speed(&mut self, field: &str, value: &Decimal, bounds: (i64, i64)) -> u16 {
        u16::try_from(self.scaled(field, value, 50.0, bounds)).unwrap_or_default()
    }

    /// A time: seconds to ticks.
    pub(super) fn ticks(&mut self, field: &str, value: &Decimal, bounds: (i64, i64)) -> u32 {
        u32::try_from(self.scaled(field, value, 20.0, bounds)).unwrap_or_default()
    }

    fn ordered(&mut self, field: &str, span: &Range<usize>, ordered: bool) {
        if !ordered {
            let what = format!("the range of {field} is upside down");
            self.tell(span, what, "write the lower end first");
        }
    }

    /// A colour.
    pub(super) fn colour(&mut self, field: &str, value: &Text) -> Rgb {
        let digits = value.get_ref().strip_prefix('#').unwrap_or("");
        let number = u32::from_str_radix(digits, 16).ok();
        match number {
            Some(number) if digits.len() == 6 && !digits.starts_with('+') => {
                let [_, red, green, blue] = number.to_be_bytes();
                Rgb(red, green, blue)
            }
            _ => {
                let what = format!("{field} is {:?}, which is no colour", value.get_ref());
                self.tell(&value.span(), what, "write it as \"#rrggbb\", like \"#4f7a3a\"");
                Rgb(0, 0, 0)
            }
        }
    }

    /// A text of 1 to `longest` characters on one line.
    pub(super) fn text(&mut self, field: &str, value: &Text, longest: usize) -> String {
        let text = value.get_ref();
        let count = text.chars().count();
        if text.trim().is_empty() {
            self.tell(&value.span(), format!("{field} is empty"), "write something");
        } else if count > longest {
            let hint = format!("use at most {longest}");
            self.tell(&value.span(), format!("{field} has {count} characters"), hint);
        } else if text.chars().any(char::is_control) {
            let what = format!("{field} holds a control character");
            self.tell(&value.span(), what, "keep it on one line, without tabs");
        }
        text.clone()
    }

    /// A list that something draws from: at least one entry.
    pub(super) fn filled(&mut self, field: &str, list: &Texts) {
        if list.get_ref().is_empty() {
            self.tell(&list.span(), format!("{field} is empty"), "write at least one entry");
        }
    }

    /// A list of colours, not empty.
    pub(super) fn colours(&mut self, field: &str, list: &Texts) -> Vec<Rgb> {
        self.filled(field, list);
        list.get_ref().iter().map(|value| self.colour(field, value)).collect()
    }

    /// A table's names: not empty, each once, few enough to be numbered.
    pub(super) fn names<'t>(&mut self, kind: &str, names: impl Iterator<Item = &'t Text>) {
        self.names_for(kind, names, None);
    }

    /// Like [`Self::names`] for a table that the one at `needed_by` draws from: that none is there is
    /// told at that one.
    pub(super) fn names_for<'t>(
        &mut self,
        kind: &str,
        names: impl Iterator<Item = &'t Text>,
        needed_by: Option<Range<usize>>,
    ) {
        let names: Vec<&Text> = names.collect();
        if names.is_empty() {
            let hint = format!("write at least one [[{kind}]]");
            let what = format!("there is no {kind}");
            match needed_by {
                Some(span) => self.tell(&span, what, hint),
                None => self.tell_file(what, hint),
            }
        }
        if names.len() > 4096 {
            self.tell_file(format!("{} entries of {kind}", names.len()), "keep to 4,096");
        }
        for (index, name) in names.iter().enumerate() {
            self.text("name", name, 40);
            if names[..index].iter().any(|other| other.get_ref() == name.get_ref()) {
                let what = format!("{kind} {:?} is there twice", name.get_ref());
                self.tell(&name.span(), what, "give one of them another name");
            }
        }
    }

    /// The index of the entry that `name` refers to; 0 after telling that there is none.
    pub(super) fn reference<'n>(
        &mut self,
        kind: &str,
        name: &Text,
        known: impl Iterator<Item = &'n str>,
    ) -> u16 {
        let mut nearest: Option<(usize, &str)> = None;
        for (index, other) in known.enumerate() {
            if other == name.get_ref() {
                return u16::try_from(index).unwrap_or_default();
            }
            let distance = edits(other, name.get_ref());
            if nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, other));
            }
        }
        let hint = match nearest {
            Some((distance, other)) if distance <= 3 => format!("did you mean {other:?}?"),
            _ => format!("add such a [[{kind}]], or name one that is there"),
        };
        self.tell(&name.span(), format!("there is no {kind} {:?}", name.get_ref()), hint);
        0
    }
}

/// How many letters must be added, dropped or changed to make one text the other (Levenshtein),
/// over their first 40 characters.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().take(40).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}
