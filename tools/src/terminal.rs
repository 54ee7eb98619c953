//! What reaches the terminal: text, colour where it is wanted, progress where it takes long.

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use owo_colors::{AnsiColors, OwoColorize};
use std::io::{ErrorKind, IsTerminal, Write};
use std::time::Duration;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Standard output and error, and whether they take colour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    out: bool,
    err: bool,
}

impl Screen {
    pub(crate) fn new(choice: ColorChoice) -> Self {
        // https://no-color.org: set and not empty.
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let decide = |terminal: bool| match choice {
            ColorChoice::Auto => terminal && !refused,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        Self {
            out: decide(std::io::stdout().is_terminal()),
            err: decide(std::io::stderr().is_terminal()),
        }
    }

    /// `text` in a colour.
    pub(crate) fn colour(&self, colour: AnsiColors, text: &str) -> String {
        if self.out { text.color(colour).to_string() } else { text.to_owned() }
    }

    /// `text` in bold.
    pub(crate) fn bold(&self, text: &str) -> String {
        if self.out { text.bold().to_string() } else { text.to_owned() }
    }

    /// `text` in grey.
    pub(crate) fn dim(&self, text: &str) -> String {
        self.colour(AnsiColors::BrightBlack, text)
    }

    /// Prints to standard output. Somebody who closes the pipe early is no failure.
    pub(crate) fn print(&self, text: &str) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        let written = out
            .write_all(text.as_bytes())
            .and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") })
            .and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Prints a value as JSON.
    pub(crate) fn json(&self, value: &impl serde::Serialize) -> anyhow::Result<()> {
        self.print(&serde_json::to_string_pretty(value)?)
    }

    /// Prints an error with its causes to standard error.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        let label = "error:";
        let label = if self.err { label.red().bold().to_string() } else { label.to_owned() };
        // Nobody is left to tell when standard error is gone.
        let _ = writeln!(std::io::stderr(), "{label} {error:#}");
    }

    /// Prints a remark to standard error.
    pub(crate) fn note(&self, text: &str) {
        // Nobody is left to tell when standard error is gone.
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// A bar of `steps` steps on standard error, for work of some seconds; draws nothing where that
    /// is no terminal.
    pub(crate) fn progress(&self, what: &'static str, steps: u64) -> ProgressBar {
        let bar =
            ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:32} {percent:>3} %  {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar
    }

    /// A spinner on standard error, for work whose length is not known.
    pub(crate) fn spinner(&self, what: String) -> ProgressBar {
        let bar = ProgressBar::new_spinner();
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_only_there_when_asked_for() {
        let plain = Screen::new(ColorChoice::Never);
        assert_eq!(plain.colour(AnsiColors::Red, "x"), "x");
        let always = Screen::new(ColorChoice::Always);
        assert!(always.colour(AnsiColors::Red, "x").starts_with("\u{1b}["));
    }
}
