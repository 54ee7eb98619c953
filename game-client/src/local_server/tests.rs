//! Against small shell scripts that behave like servers of several kinds.

use super::*;

fn shell(script: &str) -> Child {
    Command::new("sh")
        .args(["-c", script])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell")
}

#[test]
fn a_server_that_gets_ready_is_joined_and_stopped_in_order() {
    let marker = env::temp_dir().join(format!("seedbound-stopped-{}", std::process::id()));
    let _ = fs::remove_file(&marker);
    let script = format!(
        "trap 'echo saved > {}; exit 0' TERM; echo starting; echo 'join: seedbound://127.0.0.1:1#k'; \
         echo ready; while true; do sleep 0.05; done",
        marker.display()
    );
    let server = wait_until_ready(shell(&script)).expect("ready");
    assert_eq!(server.invite(), "seedbound://127.0.0.1:1#k");
    drop(server);
    assert_eq!(fs::read_to_string(&marker).expect("it saved").trim(), "saved");
    let _ = fs::remove_file(&marker);
}

#[test]
fn a_server_that_fails_is_quoted() {
    let error = wait_until_ready(shell("echo 'error: the port is in use' >&2; exit 3"));
    let error = error.expect_err("it ended");
    assert!(error.to_string().contains("the port is in use"), "{error}");
}

#[test]
fn a_server_that_dies_in_play_is_quoted() {
    let script = "echo 'join: x'; echo ready; sleep 1; echo 'thread panicked at the disco' >&2";
    let mut server = wait_until_ready(shell(script)).expect("ready");
    assert_eq!(server.died_saying(), None, "it lives");
    thread::sleep(Duration::from_millis(1200));
    let said = server.died_saying().expect("it died");
    assert!(said.contains("panicked at the disco"), "{said}");
}

#[test]
fn seeds_are_easy_to_say() {
    let seed = random_seed();
    assert_eq!(seed.split(' ').count(), 3, "{seed}");
}
