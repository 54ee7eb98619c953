//! What the own server says.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// Lines that are kept for the player to read.
const KEPT: usize = 12;

/// What a server says, on both of its outputs.
pub(super) struct Output {
    lines: Receiver<String>,
    kept: VecDeque<String>,
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
        Self { lines, kept: VecDeque::new(), invite: None, ready: false }
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
        if !words.is_empty() {
            if self.kept.len() == KEPT {
                self.kept.pop_front();
            }
            self.kept.push_back(words.to_owned());
        }
    }

    /// Where to join, once the server is ready.
    pub(super) fn ready(&self) -> Option<String> {
        self.invite.clone().filter(|_| self.ready)
    }

    /// The latest lines.
    pub(super) fn last_words(&self) -> String {
        if self.kept.is_empty() {
            return "(nothing)".into();
        }
        self.kept.iter().cloned().collect::<Vec<_>>().join("\n")
    }

    /// Keeps emptying the pipes, so that the server never waits for somebody to read.
    pub(super) fn keep_reading(self) {
        thread::spawn(move || {
            for line in self.lines {
                tracing::debug!(%line, "own server");
            }
        });
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
        let mut output = Output { lines: receiver, kept: VecDeque::new(), invite: None, ready: false };
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
        assert_eq!(output.last_words().lines().count(), KEPT);
        assert!(output.last_words().ends_with("99"));
        assert_eq!(heard(&[]).last_words(), "(nothing)");
    }
}
