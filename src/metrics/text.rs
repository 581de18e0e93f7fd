//! All of it in the text format of Prometheus.

use chat::condition::Condition;
use prometheus_client::encoding::text::encode_registry;

use super::{Metrics, gauges};

/// What the format is called.
pub(crate) const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What has happened, and how things stand.
pub(crate) fn exposition(metrics: &Metrics, condition: &Condition) -> String {
    let mut text = String::with_capacity(32 * 1024);
    let parts = [&metrics.registry, &gauges::of(condition), &gauges::of_process(condition.started_at)];
    for part in parts {
        // Writing to a String cannot fail.
        let _ = encode_registry(&mut text, part);
    }
    plain(&text)
}

/// OpenMetrics → the format that every reader knows: there a counter is called by its whole name in the lines about it, too.
fn plain(text: &str) -> String {
    let mut counters = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# TYPE ").and_then(|rest| rest.strip_suffix(" counter")) {
            counters.push(name);
        }
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let about =
            ["# HELP ", "# TYPE "].into_iter().find_map(|what| Some((what, line.strip_prefix(what)?)));
        match about.and_then(|(what, rest)| Some((what, rest.split_once(' ')?))) {
            Some((what, (name, rest))) if counters.contains(&name) => {
                plain.push_str(&format!("{what}{name}_total {rest}\n"));
            }
            _ => {
                plain.push_str(line);
                plain.push('\n');
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_is_called_by_its_whole_name_everywhere() {
        let open = "# HELP a_b Words a_b.\n# TYPE a_b counter\na_b_total{c=\"d\"} 1\n# HELP e Words.\n# TYPE e gauge\ne 2\n";
        let expected = "# HELP a_b_total Words a_b.\n# TYPE a_b_total counter\na_b_total{c=\"d\"} 1\n# HELP e Words.\n# TYPE e gauge\ne 2\n";
        assert_eq!(plain(open), expected);
    }
}
