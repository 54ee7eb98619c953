//! Errors as the player reads them.
//!
//! The libraries word their errors as "what happened; what to do". Here each gets a headline and the
//! one button that helps.

use crate::address::first_large;
use crate::local_server::ServerError;
use crate::screens::{Failure, Remedy};
use protocol::Kick;
use session::{Ended, SessionError};
use transport::{Disconnected, LoginError, LoginRefusal};

/// Why a server could not be joined.
pub(super) fn of_session(error: &SessionError) -> Failure {
    let (what, remedy) = match error {
        SessionError::Invite(_) => ("That is no address", Remedy::Readdress),
        SessionError::Key(_) => ("Your key cannot be used", Remedy::Retry),
        SessionError::Login(login) => of_login(login),
        SessionError::Connect(_) => ("No connection", Remedy::Retry),
        SessionError::KnownServers { .. } | SessionError::KnownServersLine { .. } => {
            ("The list of known servers cannot be used", Remedy::Retry)
        }
        SessionError::Generator { .. } => ("Different versions", Remedy::GoBack),
        SessionError::Ruleset { .. } | SessionError::RulesetDiffers { .. } => {
            ("The server plays by other rules", Remedy::GoBack)
        }
        SessionError::WorldInfo { .. } => ("The server makes no sense", Remedy::GoBack),
    };
    worded(what, &error.to_string(), remedy)
}

const fn of_login(error: &LoginError) -> (&'static str, Remedy) {
    match error {
        LoginError::UnknownHost { .. } => ("There is no such host", Remedy::Readdress),
        LoginError::NothingThere { .. } | LoginError::TimedOut { .. } => {
            ("Nobody answers", Remedy::Retry)
        }
        LoginError::Unreachable { .. } => ("The server cannot be reached", Remedy::Retry),
        LoginError::NotSeedbound { .. } => ("That is no Seedbound server", Remedy::Readdress),
        LoginError::KeyMismatch { .. } | LoginError::NotTheServer { .. } => {
            ("This may be another server", Remedy::Readdress)
        }
        LoginError::NotForUs | LoginError::BadToken | LoginError::Random => {
            ("The login failed", Remedy::Retry)
        }
        LoginError::Refused(refusal) => of_refusal(refusal),
    }
}

const fn of_refusal(refusal: &LoginRefusal) -> (&'static str, Remedy) {
    match refusal {
        LoginRefusal::ProtocolMismatch { .. } => ("Different versions", Remedy::GoBack),
        LoginRefusal::NameTaken { .. } => ("That name is taken", Remedy::Rename),
        LoginRefusal::NameInvalid { .. } => ("That is no name", Remedy::Rename),
        LoginRefusal::ServerFull { .. } => ("The server is full", Remedy::Retry),
        LoginRefusal::InviteRequired => ("You need an invite", Remedy::Readdress),
        LoginRefusal::InviteInvalid => ("The invite does not fit", Remedy::Readdress),
        LoginRefusal::InviteExpired => ("The invite has expired", Remedy::Readdress),
        LoginRefusal::Banned => ("You are not welcome there", Remedy::GoBack),
        LoginRefusal::ShuttingDown => ("The server is shutting down", Remedy::Retry),
        _ => ("The login failed", Remedy::Retry),
    }
}

/// Why a session is over; `None` when the player wanted it.
pub(super) fn of_end(end: &Ended) -> Option<Failure> {
    let (what, remedy) = match end {
        Ended::Left | Ended::Kicked(Kick::Left) | Ended::Lost(Disconnected::ByClient) => {
            return None;
        }
        Ended::Kicked(Kick::ShuttingDown) => ("The server is shutting down", Remedy::Retry),
        Ended::Kicked(Kick::CannotGoOn) => ("The server broke down", Remedy::GoBack),
        Ended::Kicked(Kick::JoinedElsewhere) => ("You joined from elsewhere", Remedy::Retry),
        Ended::Kicked(Kick::NameTaken(_)) => ("That name is taken", Remedy::Rename),
        Ended::Kicked(Kick::Protocol(_)) => ("The server did not understand", Remedy::Retry),
        Ended::Lost(Disconnected::ServerFull) => ("The server is full", Remedy::Retry),
        Ended::Lost(Disconnected::NoAnswer) => ("The way into the game is blocked", Remedy::Retry),
        Ended::Lost(_) => ("The connection was lost", Remedy::Retry),
    };
    Some(worded(what, &end.to_string(), remedy))
}

/// Why the own server did not start.
pub(super) fn of_server(error: &ServerError) -> Failure {
    worded("Your own world did not start", &error.to_string(), Remedy::Retry)
}

/// The own server ended by itself while one played.
pub(super) fn of_dead_server(said: &str) -> Failure {
    Failure::new(
        "Your own server stopped",
        format!("It said:\n{said}"),
        "Try again: what it had answered is saved. If it stops again, report these lines.",
        Remedy::Retry,
    )
}

/// Splits "what happened; what to do".
fn worded(what: &str, words: &str, remedy: Remedy) -> Failure {
    let (why, advice) = words.split_once("; ").unwrap_or((words, ""));
    let advice = if advice.is_empty() { usual_advice(remedy) } else { advice };
    Failure { what: what.into(), why: sentence(why), advice: sentence(advice), remedy }
}

const fn usual_advice(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Retry => "try again in a moment",
        Remedy::Rename => "choose another name",
        Remedy::Readdress => "check the address, or ask the host for a fresh invite",
        Remedy::GoBack => "ask the host of the server",
    }
}

fn sentence(words: &str) -> String {
    let words = first_large(words.trim());
    if words.is_empty() || words.ends_with(['.', '!', '?', ')', '\n']) {
        words
    } else {
        words + "."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(refusal: LoginRefusal) -> Failure {
        of_session(&SessionError::Login(LoginError::Refused(refusal)))
    }

    #[test]
    fn every_refusal_has_a_headline_a_reason_and_an_advice() {
        let name = || "Ada".to_owned();
        let digits = || "00".to_owned();
        for refusal in [
            LoginRefusal::ProtocolMismatch { server: digits(), client: digits() },
            LoginRefusal::NameTaken { name: name() },
            LoginRefusal::ServerFull { limit: 9 },
            LoginRefusal::InviteRequired,
            LoginRefusal::InviteInvalid,
            LoginRefusal::InviteExpired,
            LoginRefusal::BadSignature,
            LoginRefusal::ChallengeExpired,
            LoginRefusal::TooManyRequests { retry_after_s: 5 },
            LoginRefusal::Banned,
            LoginRefusal::ShuttingDown,
            LoginRefusal::Malformed,
            LoginRefusal::ServerFault,
        ] {
            let failure = refused(refusal.clone());
            assert!(failure.why.len() > 10 && failure.advice.len() > 5, "{refusal:?}: {failure:?}");
            assert!(!failure.why.contains("; "), "{failure:?}");
        }
    }

    #[test]
    fn the_button_helps() {
        let taken = refused(LoginRefusal::NameTaken { name: "Ada".into() });
        assert_eq!((taken.what.as_str(), taken.remedy), ("That name is taken", Remedy::Rename));
        assert_eq!(taken.why, "The name Ada belongs to another player here.");
        assert_eq!(taken.advice, "Choose another one.");
        assert_eq!(refused(LoginRefusal::InviteExpired).remedy, Remedy::Readdress);
        assert_eq!(refused(LoginRefusal::ServerFull { limit: 9 }).remedy, Remedy::Retry);
    }

    #[test]
    fn leaving_is_no_failure_and_a_lost_connection_is_one() {
        assert_eq!(of_end(&Ended::Left), None);
        let lost = of_end(&Ended::Lost(Disconnected::TimedOut)).expect("a failure");
        assert_eq!(lost.what, "The connection was lost");
        assert_eq!(lost.advice, "Check your network and join again.");
        let stopped = of_end(&Ended::Kicked(Kick::ShuttingDown)).expect("a failure");
        assert_eq!(stopped.remedy, Remedy::Retry);
    }
}
