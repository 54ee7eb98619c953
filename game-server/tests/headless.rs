//! The server is built without anything that draws.

use std::process::Command;

#[test]
fn no_render_crate_is_in_the_servers_tree() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none"])
        .args(["--package", "game-server", "--manifest-path", manifest])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout);
    let crates: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"bevy_ecs") && crates.contains(&"bevy_renet"), "an odd tree:\n{tree}");
    let draws = |name: &&&str| {
        name.starts_with("wgpu")
            || name.starts_with("winit")
            || ["bevy_render", "bevy_pbr", "bevy_window", "bevy_winit", "bevy_ui", "naga"]
                .contains(*name)
    };
    let found: Vec<&&str> = crates.iter().filter(draws).collect();
    assert!(found.is_empty(), "the server would be built with {found:?}");
}
