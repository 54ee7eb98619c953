//! What bevy_replicon's server would cost Seedbound: milliseconds a tick and bytes a second.
//!
//! A crowd of N players and 2N creatures walks about at 20 ticks a second; every client sees what is
//! within 64 m of its player, some 25 things. There is no socket: replicon's messages are counted
//! where a transport would take them, and each is acknowledged before the next tick, which is the
//! best that a network can do. Results and the command are in `docs/benchmarks.md`.

mod crowd;
mod server;

use server::Server;

/// Ticks before the measurement: everybody has seen the surroundings by then.
const WARM_UP: usize = 40;

/// Ticks that are measured: ten seconds of play.
const MEASURED: usize = 200;

fn main() {
    let mut counts: Vec<usize> = std::env::args().skip(1).filter_map(|n| n.parse().ok()).collect();
    if counts.is_empty() {
        counts = vec![200, 500, 1000];
    }
    println!(
        "| clients | things | seen by each | send p50 | send p99 | visibility p50 | bytes/s a client |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for count in counts {
        measure(count);
    }
}

fn measure(clients: usize) {
    let mut server = Server::new(clients);
    for _ in 0..WARM_UP {
        server.tick();
    }
    server.reset();
    for _ in 0..MEASURED {
        server.tick();
    }
    let figures = server.figures();
    let seconds = MEASURED as f64 / crowd::TICKS_A_SECOND;
    let bytes = figures.bytes as f64 / seconds / clients as f64;
    println!(
        "| {clients} | {} | {:.1} | {:.2} ms | {:.2} ms | {:.2} ms | {bytes:.0} |",
        clients * crowd::THINGS_A_CLIENT,
        figures.seen as f64 / MEASURED as f64 / clients as f64,
        share(&figures.send_ms, 0.50),
        share(&figures.send_ms, 0.99),
        share(&figures.visibility_ms, 0.50),
    );
}

/// The value below which this share of the values lies.
fn share(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share).round() as usize).copied().unwrap_or(0.0)
}
