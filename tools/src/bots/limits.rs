//! How many sockets this process may open.

/// Files that the process needs besides the bots' sockets: logins under way, the terminal, the rest.
#[cfg(unix)]
const SPARE: u64 = 128;

/// Raises the limit of open files so that `bots` sockets fit.
///
/// # Errors
/// When the system's hard limit is too low; says how to raise it.
#[cfg(unix)]
pub(super) fn allow_sockets(bots: u64) -> anyhow::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let wanted = bots + SPARE;
    let now = getrlimit(Resource::Nofile);
    if now.current.is_none_or(|current| current >= wanted) {
        return Ok(());
    }
    let raised = Rlimit { current: Some(wanted), maximum: now.maximum };
    setrlimit(Resource::Nofile, raised).map_err(|error| {
        anyhow::anyhow!(
            "{bots} bots need {wanted} open files, and the system does not allow that ({error}); \
             run: ulimit -n {wanted}, or use fewer bots"
        )
    })
}

/// Other systems have no such limit to raise.
#[cfg(not(unix))]
pub(super) fn allow_sockets(_bots: u64) -> anyhow::Result<()> {
    Ok(())
}
