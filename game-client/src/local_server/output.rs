//! What the own server says.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Lines that are kept for the player to read.
const KEPT: usize = 12;

/// What a server says, on both of its outputs.
pub(super) struct Output {
    lines: Receiver<String>,
    kept: LastWords,
    invite: Option<String>,
    ready: bool,
}

impl Output {
    /// Reads both outputs on threads that end with the server.
    pub(super) fn read(child: &mut Child) -> Self {
        let (sender, lines) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            follow(output, sender.clone());
        }
        if let Some(errors) = child.stderr.take() {
            follow(errors, sender);
        }
        Self { lines, kept: LastWords::default(), invite: None, ready: false }
    }

    /// Takes what was said since.
    pub(super) fn take(&mut self) {
        while let Ok(line) = self.lines.try_recv() {
            self.hear(line);
        }
    }

    fn hear(&mut self, line: String) {
        let words = without_colour(&line);
        let words = words.trim();
        if let Some(invite) = words.strip_prefix("join: ") {
            self.invite = Some(invite.trim().to_owned());
        }
        if words == "ready" {
            self.ready = true;
        }
        self.kept.keep(words);
    }

    /// Where to join, once the server is ready.
    pub(super) fn ready(&self) -> Option<String> {
        self.invite.clone().filter(|_| self.ready)
    }

    /// The latest lines.
    pub(super) fn last_words(&self) -> LastWords {
        self.kept.clone()
    }

    /// Keeps emptying the pipes, so that the server never waits for somebody to read. Returns what
    /// the latest lines are written to.
    pub(super) fn keep_reading(self) -> LastWords {
        let kept = self.kept.clone();
        thread::spawn(move || {
            for line in self.lines {
                tracing::debug!(%line, "own server");
                self.kept.keep(&without_colour(&line));
            }
        });
        kept
    }
}

/// The latest lines of a server.
#[derive(Clone, Debug, Default)]
pub(super) struct LastWords(Arc<Mutex<VecDeque<String>>>);

impl LastWords {
    fn keep(&self, words: &str) {
        if words.is_empty() {
            return;
        }
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == KEPT {
            lines.pop_front();
        }
        lines.push_back(words.to_owned());
    }

    /// The lines.
    pub(super) fn text(&self) -> String {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.is_empty() {
            return "(nothing)".into();
        }
        lines.iter().cloned().collect::<Vec<_>>().join("\n")
    }
}

fn follow(output: impl Read + Send + 'static, sender: Sender<String>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(output);
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            // A line without an end is cut, so that it cannot grow without bound.
            let read = reader.by_ref().take(4096).read_until(b'\n', &mut bytes);
            if !matches!(read, Ok(count) if count > 0) {
                return;
            }
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            if sender.send(line).is_err() {
                return;
            }
        }
    });
}

/// The line without escape sequences for colours.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|end| end.is_ascii_alphabetic());
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> Output {
        let (_, receiver) = mpsc::channel();
        let kept = LastWords::default();
        let mut output = Output { lines: receiver, kept, invite: None, ready: false };
        lines.iter().for_each(|line| output.hear((*line).into()));
        output
    }

    #[test]
    fn a_server_is_ready_when_it_said_where_and_that_it_is() {
        let join = "join: seedbound://127.0.0.1:4000#key";
        assert_eq!(heard(&[join]).ready(), None);
        assert_eq!(heard(&["ready"]).ready(), None);
        let coloured = "\u{1b}[1mjoin: seedbound://127.0.0.1:4000#key\u{1b}[0m";
        let ready = heard(&["hello", coloured, "ready"]).ready();
        assert_eq!(ready.as_deref(), Some("seedbound://127.0.0.1:4000#key"));
    }

    #[test]
    fn the_last_words_are_bounded() {
        let lines: Vec<String> = (0..100).map(|line| line.to_string()).collect();
        let output = heard(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(output.last_words().text().lines().count(), KEPT);
        assert!(output.last_words().text().ends_with("99"));
        assert_eq!(heard(&[]).last_words().text(), "(nothing)");
    }
}
