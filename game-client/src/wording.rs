//! The game's things in words.

pub(crate) mod compare;
pub(crate) mod deal;
pub(crate) mod item;
pub(crate) mod objective;
pub(crate) mod odds;
pub(crate) mod price;
pub(crate) mod proof;
pub(crate) mod record;
pub(crate) mod relic;
pub(crate) mod thing;

/// A distance for people: "40 m", "1.2 km".
pub(crate) fn distance(metres: f32) -> String {
    if metres < 995.0 {
        let step = if metres < 20.0 { 1.0 } else { 10.0 };
        format!("{:.0} m", (metres / step).round() * step)
    } else {
        format!("{:.1} km", metres / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_rounded_as_people_say_them() {
        assert_eq!(distance(3.4), "3 m");
        assert_eq!(distance(44.0), "40 m");
        assert_eq!(distance(1240.0), "1.2 km");
        assert_eq!(distance(994.0), "990 m");
    }
}
