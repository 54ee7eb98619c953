//! An ordinary day.

use super::Circle;
use crate::{House, HousePurpose, Workplace};
use seed::Point;
use serde::{Deserialize, Serialize};

/// What somebody does from some minute on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduleEntry {
    /// Minutes after midnight, 0 to 1439.
    pub from_minute: u16,
    /// What kind of place.
    pub place: Haunt,
    /// Where: before a door, the own post, or the middle of the square.
    pub at: Point,
}

/// Where people spend a part of their day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Haunt {
    /// At home.
    Home,
    /// At work.
    Work,
    /// In the inn.
    Inn,
    /// In the temple.
    Temple,
    /// Buying and selling on the square.
    Market,
    /// Talking on the square.
    Square,
}

/// The person's day. Minutes come in quarters of an hour.
pub(super) fn schedule(circle: &Circle<'_>) -> Vec<ScheduleEntry> {
    let mut stream = circle.stream("life.day");
    let (town, person) = (circle.town, circle.person);
    let house = |purpose: HousePurpose| town.houses.iter().find(|house| house.purpose == purpose);
    let door = |house: Option<&House>| house.map(|house| house.door);
    let home = town.houses.get(usize::from(person.house)).map_or(person.post, |house| house.door);
    let work = match person.workplace {
        Workplace::House(number) if number != person.house => {
            door(town.houses.get(usize::from(number))).unwrap_or(person.post)
        }
        _ => person.post,
    };
    let (inn, temple) = (door(house(HousePurpose::Inn)), door(house(HousePurpose::Temple)));
    let rules = &circle.rules().society.day;
    let mut quarter =
        |(low, high): (u8, u8)| (stream.range(i32::from(low) * 4, i32::from(high) * 4) * 15) as u16;
    let rise = quarter(rules.rise);
    let noon = quarter(rules.noon);
    let dusk = quarter(rules.dusk);
    let night = quarter(rules.night);
    let midday = match stream.weighted(&rules.midday) {
        Some(0) => (Haunt::Home, home),
        Some(1) => inn.map_or((Haunt::Square, town.spawn), |at| (Haunt::Inn, at)),
        _ => (Haunt::Market, person.post),
    };
    let evening = match stream.weighted(&rules.evening) {
        Some(0) => temple.map_or((Haunt::Home, home), |at| (Haunt::Temple, at)),
        Some(1) => (Haunt::Square, town.spawn),
        _ => inn.map_or((Haunt::Square, town.spawn), |at| (Haunt::Inn, at)),
    };
    let mut day = vec![
        (0, (Haunt::Home, home)),
        (rise, (Haunt::Work, work)),
        (noon, midday),
        (noon + 60, (Haunt::Work, work)),
        (dusk, evening),
        (night, (Haunt::Home, home)),
    ];
    day.dedup_by_key(|entry| entry.1.0);
    let entry = |(from_minute, (place, at))| ScheduleEntry { from_minute, place, at };
    day.into_iter().map(entry).collect()
}
