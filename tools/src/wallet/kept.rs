//! Where a wallet goes that another takes the place of.

use anyhow::Context;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Gives the file a name with today's date and time (UTC) and returns it. Nothing is overwritten.
pub(super) fn move_aside(path: &Path) -> anyhow::Result<PathBuf> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    for number in 1..100_u32 {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}", stamp(now)));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        let aside = PathBuf::from(name);
        if aside.symlink_metadata().is_err() {
            std::fs::rename(path, &aside).with_context(|| {
                format!("cannot move {} to {}", path.display(), aside.display())
            })?;
            return Ok(aside);
        }
    }
    anyhow::bail!("there are too many old wallets beside {}", path.display())
}

/// Seconds since 1970 as `2026-11-25T041530Z`.
fn stamp(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// The Gregorian date of a day since 1970, counted in eras of 400 years that begin in March.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_the_calendars() {
        assert_eq!(stamp(0), "1970-01-01T000000Z");
        assert_eq!(stamp(951_782_399), "2000-02-28T235959Z");
        assert_eq!(stamp(951_782_400), "2000-02-29T000000Z");
        assert_eq!(stamp(4_107_542_400), "2100-03-01T000000Z");
        assert_eq!(stamp(1_795_574_130), "2026-11-25T023530Z");
    }

    #[test]
    fn two_that_are_moved_aside_in_one_second_are_both_kept() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let path = place.path().join("player.key");
        let mut names = Vec::new();
        for content in ["one", "two", "three"] {
            std::fs::write(&path, content).expect("writes");
            names.push((move_aside(&path).expect("moves"), content));
        }
        for (name, content) in names {
            assert_eq!(std::fs::read_to_string(name).expect("is there"), content);
        }
        assert!(!path.exists());
    }
}
