//! The metrics page: Prometheus' text format, written by hand because it is this small.

use super::Metrics;
use super::histogram::BOUNDS;
use std::fmt::Write;
use std::time::Duration;

pub(super) fn render(metrics: &Metrics, dropped: &[(&str, u64)], up: Duration) -> String {
    let mut page = Page(String::with_capacity(4_096));
    ticks(&mut page, metrics);
    page.gauge("seedbound_world_ticks", "The world's clock, in ticks.", metrics.world_ticks.read());
    page.gauge("seedbound_players", "Players in the world.", metrics.players.read());
    page.gauge("seedbound_player_limit", "Players at most.", metrics.player_limit.read());
    page.gauge("seedbound_entities", "Entities of the world.", metrics.entities.read());
    page.gauge("seedbound_chunks", "Chunks of terrain in memory.", metrics.chunks.read());
    page.gauge("seedbound_instances", "Dungeon instances that run.", metrics.instances.read());

    let both = |into: u64, out: u64| [("direction=\"in\"", into), ("direction=\"out\"", out)];
    let packets = both(metrics.packets_in.read(), metrics.packets_out.read());
    page.counter("seedbound_packets_total", "UDP packets.", &packets);
    let bytes = both(metrics.bytes_in.read(), metrics.bytes_out.read());
    page.counter("seedbound_bytes_total", "Bytes in UDP packets.", &bytes);
    let dropped: Vec<_> =
        dropped.iter().map(|(reason, count)| (label("reason", reason), *count)).collect();
    page.counter("seedbound_dropped_packets_total", "UDP packets not let in.", &dropped);
    let failures = [(String::new(), metrics.send_failures.read())];
    page.counter("seedbound_send_failures_total", "UDP packets not sent.", &failures);
    let logins = [
        ("outcome=\"admitted\"", metrics.logins_admitted.read()),
        ("outcome=\"refused\"", metrics.logins_refused.read()),
    ];
    page.counter("seedbound_logins_total", "Logins.", &logins);

    page.gauge(
        "seedbound_store_waiting",
        "Rows that wait for the disk.",
        metrics.store_waiting.read(),
    );
    page.seconds(
        "seedbound_store_commit_seconds",
        "How long the newest transaction took.",
        metrics.store_commit_micros.read(),
    );
    page.gauge(
        "seedbound_store_failed",
        "1 when nothing can be saved any more.",
        metrics.store_failed.read(),
    );
    chain(&mut page, metrics);
    page.gauge("seedbound_up_seconds", "Time since the start.", up.as_secs());
    if let Some(bytes) = resident_bytes() {
        page.gauge("process_resident_memory_bytes", "Resident memory.", bytes);
    }
    page.0
}

fn chain(page: &mut Page, metrics: &Metrics) {
    page.gauge("seedbound_chain_slot", "The chain's slot.", metrics.chain_slot.read());
    page.gauge(
        "seedbound_chain_rolling",
        "Relics that were opened and have no outcome yet.",
        metrics.chain_rolling.read(),
    );
    page.gauge(
        "seedbound_chain_waiting",
        "Operations that wait for the chain.",
        metrics.chain_waiting.read(),
    );
    let ended = [
        ("outcome=\"recorded\"", metrics.chain_recorded.read()),
        ("outcome=\"refused\"", metrics.chain_refused.read()),
    ];
    page.counter("seedbound_chain_operations_total", "Operations that have ended.", &ended);
    page.gauge(
        "seedbound_chain_failed",
        "1 when nothing is recorded on the chain.",
        metrics.chain_failed.read(),
    );
}

fn ticks(page: &mut Page, metrics: &Metrics) {
    let name = "seedbound_tick_seconds";
    let reading = metrics.tick.read();
    page.head(name, "How long a tick takes.", "histogram");
    for (bound, count) in BOUNDS.iter().zip(reading.up_to) {
        page.line(&format!("{name}_bucket"), &format!("le=\"{}\"", Seconds(*bound)), &count);
    }
    page.line(&format!("{name}_bucket"), "le=\"+Inf\"", &reading.count);
    page.line(&format!("{name}_sum"), "", &Seconds(reading.sum_micros));
    page.line(&format!("{name}_count"), "", &reading.count);
    page.seconds(
        "seedbound_tick_longest_seconds",
        "The longest tick since the start.",
        reading.longest_micros,
    );
}

struct Page(String);

impl Page {
    fn head(&mut self, name: &str, help: &str, kind: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: &dyn std::fmt::Display) {
        let _ = match labels {
            "" => writeln!(self.0, "{name} {value}"),
            labels => writeln!(self.0, "{name}{{{labels}}} {value}"),
        };
    }

    fn gauge(&mut self, name: &str, help: &str, value: u64) {
        self.head(name, help, "gauge");
        self.line(name, "", &value);
    }

    fn seconds(&mut self, name: &str, help: &str, micros: u64) {
        self.head(name, help, "gauge");
        self.line(name, "", &Seconds(micros));
    }

    fn counter(&mut self, name: &str, help: &str, rows: &[(impl AsRef<str>, u64)]) {
        self.head(name, help, "counter");
        for (labels, count) in rows {
            self.line(name, labels.as_ref(), count);
        }
    }
}

/// Microseconds, shown as seconds without rounding.
struct Seconds(u64);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

fn label(name: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("{name}=\"{value}\"")
}

/// Linux tells it in `/proc`; elsewhere nobody is asked.
fn resident_bytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_exact_and_short() {
        let shown: Vec<String> = [0, 250, 25_000, 1_000_000, 1_000_001]
            .iter()
            .map(|&m| Seconds(m).to_string())
            .collect();
        assert_eq!(shown, ["0", "0.00025", "0.025", "1", "1.000001"]);
    }

    #[test]
    fn the_page_keeps_to_the_format() {
        let metrics = Metrics::default();
        metrics.players.set(7);
        metrics.observe_tick(Duration::from_millis(3));
        let page = render(&metrics, &[("odd \"reason\"", 3)], Duration::from_secs(9));
        assert!(page.contains("\nseedbound_players 7\n"), "{page}");
        assert!(page.contains("\nseedbound_tick_seconds_bucket{le=\"0.0025\"} 0\n"), "{page}");
        assert!(page.contains("\nseedbound_tick_seconds_bucket{le=\"0.005\"} 1\n"), "{page}");
        assert!(page.contains("\nseedbound_tick_seconds_sum 0.003\n"), "{page}");
        assert!(
            page.contains("_dropped_packets_total{reason=\"odd \\\"reason\\\"\"} 3\n"),
            "{page}"
        );
        assert!(page.ends_with('\n'));
        for line in page.lines().filter(|line| !line.starts_with('#')) {
            let (name, value) = line.rsplit_once(' ').expect("name and value");
            assert!(value.parse::<f64>().is_ok(), "{line}");
            let family = name.split('{').next().expect("a name");
            let family = ["_bucket", "_sum", "_count"]
                .iter()
                .find_map(|end| family.strip_suffix(end))
                .unwrap_or(family);
            assert!(page.contains(&format!("# TYPE {family} ")), "{line}");
        }
    }
}
