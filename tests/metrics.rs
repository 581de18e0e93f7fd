//! The numbers of `/metrics`, as a program reads them (P8).

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use sim::{Fault, Trouble};

use crate::health::{LISTENING, got, listening};
use crate::process::{ADMIN, CLIENT, OWNER, Salon};
use crate::robot::Robot;

const HOURS: &str = "Mon-Sun 00:00-24:00";

/// A page in the text format of Prometheus, read by its grammar: whatever is not in it fails.
#[derive(Debug, Default)]
pub struct Page {
    /// Name with labels → value.
    samples: BTreeMap<String, f64>,
    /// Family → type.
    pub types: BTreeMap<String, String>,
    helps: BTreeSet<String>,
}

impl Page {
    pub fn read(text: &str) -> Page {
        assert!(text.ends_with('\n'), "the last line has an end");
        let mut page = Page::default();
        for line in text.lines() {
            match line.strip_prefix("# ") {
                Some(about) => page.about(about),
                None => page.sample(line),
            }
        }
        page
    }

    fn about(&mut self, line: &str) {
        let (what, rest) = line.split_once(' ').unwrap();
        let (name, words) = rest.split_once(' ').unwrap();
        is_name(name);
        match what {
            "HELP" => assert!(words.len() > 5 && self.helps.insert(name.to_owned()), "{line}"),
            "TYPE" => {
                assert!(["counter", "gauge", "histogram"].contains(&words), "{line}");
                assert!(self.types.insert(name.to_owned(), words.to_owned()).is_none(), "{line}");
                assert_eq!(name.ends_with("_total"), words == "counter", "{line}");
            }
            _ => panic!("{line}"),
        }
    }

    fn sample(&mut self, line: &str) {
        let (key, value) = line.rsplit_once(' ').unwrap();
        let (name, labels) = match key.split_once('{') {
            Some((name, labels)) => (name, labels.strip_suffix('}').unwrap()),
            None => (key, ""),
        };
        is_name(name);
        assert!(self.types.contains_key(self.family(name)), "{line}: no type");
        assert!(self.helps.contains(self.family(name)), "{line}: no help");
        for label in labels.split(',').filter(|label| !label.is_empty()) {
            let (name, value) = label.split_once('=').unwrap();
            is_name(name);
            let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap();
            let harmless = |c: char| c.is_ascii_alphanumeric() || "_-+.".contains(c);
            assert!(value.chars().all(harmless), "a label is a word of the program's own: {line}");
        }
        let value = value.parse().unwrap_or_else(|_| panic!("{line}"));
        assert!(self.samples.insert(key.to_owned(), value).is_none(), "{line} stands there twice");
    }

    /// A histogram's samples have names of their own.
    fn family<'a>(&self, name: &'a str) -> &'a str {
        let parts = ["_bucket", "_sum", "_count"];
        let stem = parts.iter().find_map(|part| name.strip_suffix(part));
        stem.filter(|stem| self.types.get(*stem).is_some_and(|kind| kind == "histogram")).unwrap_or(name)
    }

    /// The value of a sample, named with its labels.
    pub fn value(&self, key: &str) -> f64 {
        *self
            .samples
            .get(key)
            .unwrap_or_else(|| panic!("there is no {key}; there is {:?}", self.samples.keys()))
    }

    /// Every name that a query may ask for.
    pub fn names(&self) -> BTreeSet<String> {
        self.samples.keys().map(|key| key.split('{').next().unwrap().to_owned()).collect()
    }

    fn buckets_grow(&self) {
        for family in self.types.iter().filter(|(_, kind)| *kind == "histogram").map(|(name, _)| name) {
            let mut last: BTreeMap<String, (f64, f64)> = BTreeMap::new();
            let mut buckets: Vec<(String, f64, f64)> = Vec::new();
            for (key, count) in
                self.samples.iter().filter(|(key, _)| key.starts_with(&format!("{family}_bucket{{")))
            {
                let (before, rest) = key.split_once("le=\"").unwrap();
                let (bound, after) = rest.split_once('"').unwrap();
                let bound = if bound == "+Inf" { f64::INFINITY } else { bound.parse().unwrap() };
                buckets.push((format!("{before}{after}"), bound, *count));
            }
            buckets.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
            assert!(!buckets.is_empty(), "{family} has no bucket");
            for (series, bound, count) in buckets {
                let before = last.insert(series.clone(), (bound, count));
                assert!(before.is_none_or(|before| before.1 <= count), "{series} at {bound}");
            }
            assert!(last.values().all(|(bound, _)| bound.is_infinite()), "{family} has no last bucket");
        }
    }
}

fn is_name(name: &str) {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '_';
    assert!(
        !name.is_empty() && name.chars().all(good) && !name.starts_with(|c: char| c.is_ascii_digit()),
        "{name:?}"
    );
}

pub fn page(address: SocketAddr) -> Page {
    let (status, text) = tokio::task::block_in_place(|| got(address, "/metrics"));
    assert_eq!(status, 200, "{text}");
    let page = Page::read(&text);
    page.buckets_grow();
    page
}

/// Looks until a page pleases.
async fn until(address: SocketAddr, what: &str, pleases: impl Fn(&Page) -> bool) -> Page {
    for _ in 0..150 {
        let page = page(address);
        if pleases(&page) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{what} does not come about: {:#?}", page(address).samples);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_number_moves_when_it_should() {
    let mut salon = Salon::new(2, HOURS, LISTENING).await;
    salon.start(None);
    let address = listening(&salon).await;
    let before = until(address, "readiness", |page| page.value("zapis_ready") == 1.0).await;
    assert_eq!(before.value("zapis_messages_total{bot=\"client\"}"), 0.0);
    assert_eq!(before.value("process_threads").floor(), before.value("process_threads"));
    assert!(before.value("process_resident_memory_bytes") > 1e6);
    assert!(before.value("process_start_time_seconds") > 1.7e9);

    let robot = Robot { server: &salon.server, person: 1, taste: 0 };
    robot.goes_until("Всё верно").await;
    let held = until(address, "a hold", |page| page.value("zapis_holds") == 1.0).await;
    assert_eq!(held.value("zapis_dialogues"), 1.0);
    robot.goes_until("Вы записаны").await;
    salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, "/start"));
    let after = until(address, "rest", |page| {
        let rests = ["zapis_outbox_rows", "zapis_holds"].iter().all(|name| page.value(name) == 0.0);
        rests && page.value("zapis_messages_total{bot=\"admin\"}") == 1.0
    })
    .await;
    let messages = after.value("zapis_messages_total{bot=\"client\"}");
    let presses = after.value("zapis_presses_total{bot=\"client\"}");
    assert!(messages >= 3.0 && presses >= 4.0, "{messages} {presses}");
    assert_eq!(after.value("zapis_updates_total{bot=\"client\"}"), messages + presses);
    assert_eq!(after.value("zapis_update_seconds_count{bot=\"client\"}"), messages + presses);
    let done = after.value("zapis_outbox_results_total{bot=\"client\",outcome=\"done\"}");
    assert!(done >= 8.0, "{done}");
    assert_eq!(after.value("zapis_delivery_seconds_count{bot=\"client\"}"), done);
    assert!(
        after.value("zapis_telegram_calls_total{bot=\"client\",method=\"SendMessage\",outcome=\"ok\"}") > 0.0
    );
    assert!(after.value("zapis_telegram_call_seconds_count{method=\"AnswerCallbackQuery\"}") >= presses);
    assert!(after.value("zapis_polls_total{bot=\"client\",outcome=\"answered\"}") > 1.0);
    assert!(after.value("zapis_turns_total") > before.value("zapis_turns_total"));
    assert_eq!(after.value("zapis_turn_seconds_count"), after.value("zapis_turns_total"));
    assert_eq!(after.value("zapis_holds"), 0.0);
    // Telegram is asked once a minute at most, so this may be what waited a moment ago.
    let pending = after.value("zapis_telegram_pending_updates{bot=\"client\"}");
    assert!((0.0..=messages + presses).contains(&pending), "{pending}");

    salon.configure(&format!("{LISTENING}\n[booking]\nstep = \"20m\"\n"));
    until(address, "a reload", |page| page.value("zapis_config_reloads_total{result=\"taken\"}") == 1.0)
        .await;
    salon.configure("[booking]\nstep = \"soon\"\n");
    until(address, "a refusal", |page| page.value("zapis_config_reloads_total{result=\"refused\"}") == 1.0)
        .await;

    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trouble_at_telegram_shows_in_retries_and_the_age_of_the_outbox() {
    let mut salon = Salon::new(1, HOURS, LISTENING).await;
    salon.start(None);
    let address = listening(&salon).await;
    until(address, "readiness", |page| page.value("zapis_ready") == 1.0).await;
    salon.server.with(|telegram, now| {
        telegram.faults.add(Fault {
            bot: Some(CLIENT.into()),
            method: Some("sendMessage".into()),
            trouble: Trouble::ServerError,
            times: 4,
        });
        telegram.send_text(now, CLIENT, 1, "/start");
    });
    let failing = until(address, "a retry", |page| {
        page.value("zapis_outbox_results_total{bot=\"client\",outcome=\"retry\"}") >= 2.0
            && page.value("zapis_outbox_rows") >= 1.0
            && page.value("zapis_outbox_oldest_age_seconds") >= 1.0
    })
    .await;
    assert!(failing.value("zapis_ready") == 1.0, "an outage of Telegram is no illness of ours");
    until(address, "the end of it", |page| page.value("zapis_outbox_rows") == 0.0).await;
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dashboard_and_the_alerts_ask_only_for_what_there_is() {
    let mut salon = Salon::new(1, HOURS, LISTENING).await;
    let copy = tokio::task::block_in_place(|| salon.command(&["backup"]).output().unwrap());
    assert!(copy.status.success(), "{copy:?}");
    salon.start(None);
    let address = listening(&salon).await;
    let known = until(address, "Telegram's answer", |page| {
        let names = page.names();
        names.contains("zapis_telegram_pending_updates") && names.contains("zapis_poll_age_seconds")
    })
    .await;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/monitoring");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let dashboard: serde_json::Value = serde_json::from_str(&read("dashboard.json")).unwrap();
    let mut queries: Vec<String> =
        dashboard["annotations"]["list"].as_array().unwrap().iter().map(query).collect();
    for panel in dashboard["panels"].as_array().unwrap() {
        let targets = panel["targets"].as_array().map_or(&[][..], Vec::as_slice);
        assert_eq!(targets.is_empty(), panel["type"] == "row", "{panel}");
        assert!(targets.is_empty() || panel["description"].as_str().unwrap().len() > 5, "{panel}");
        queries.extend(targets.iter().map(query));
    }
    queries.push(dashboard["templating"]["list"][1]["query"]["query"].as_str().unwrap().to_owned());
    let alerts = read("alerts.yml");
    queries.extend(alerts.lines().filter_map(|line| line.trim().strip_prefix("expr: ")).map(str::to_owned));
    assert!(queries.len() > 50, "{}", queries.len());
    // Of what has not happened yet there is the type alone.
    let mut names = known.names();
    names.extend(known.types.keys().cloned());
    let mut asked = BTreeSet::new();
    for query in &queries {
        for word in query.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            if word.starts_with("zapis_") || word.starts_with("process_") {
                assert!(names.contains(word), "{query}: there is no {word}");
                asked.insert(word.to_owned());
            }
        }
    }
    let stems = names.iter().map(|name| known.family(name).to_owned()).collect::<BTreeSet<_>>();
    let is_asked = |stem: &&String| {
        asked.iter().any(|word| known.family(word) == stem.as_str())
            || ["zapis_dialogues", "process_threads", "process_open_fds", "zapis_updates_total"]
                .contains(&stem.as_str())
    };
    let unasked: Vec<&String> = stems.iter().filter(|stem| !is_asked(stem)).collect();
    assert!(unasked.is_empty(), "nobody looks at {unasked:?}");
    assert!(salon.running.stop().await.success());
}

fn query(target: &serde_json::Value) -> String {
    target["expr"].as_str().unwrap().to_owned()
}

/// So many scrapes are timed.
const SCRAPES: u32 = 20;

/// Run by hand: it prints what a scrape costs beside a hundred thousand bookings.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn what_a_scrape_costs() {
    for bookings in [1, 100_000] {
        let mut salon = Salon::new(1, HOURS, LISTENING).await;
        let database = rusqlite::Connection::open(salon.path("zapis.db")).unwrap();
        let filled = "INSERT INTO client (id, created_at) VALUES (1, 0);
            INSERT INTO booking (client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
                price_minor, currency, created_at)
            SELECT 1, (SELECT min(id) FROM service), (SELECT min(id) FROM specialist), 3600000 * value, 3600000 * (value + 1),
                3600000 * value, 3600000 * (value + 1), 'done', 1, 'RUB', 0
            FROM (WITH RECURSIVE number (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < BOOKINGS)
                SELECT value FROM number)";
        database.execute_batch(&filled.replace("BOOKINGS", &bookings.to_string())).unwrap();
        drop(database);
        salon.start(None);
        let address = listening(&salon).await;
        until(address, "readiness", |page| page.value("zapis_ready") == 1.0).await;
        let mut took = Duration::ZERO;
        for _ in 0..SCRAPES {
            // What was found out is kept for a second.
            tokio::time::sleep(Duration::from_millis(1100)).await;
            let begun = tokio::time::Instant::now();
            assert_eq!(tokio::task::block_in_place(|| got(address, "/metrics")).0, 200);
            took += begun.elapsed();
        }
        eprintln!("{bookings} bookings: {:?} a scrape", took / SCRAPES);
        assert!(salon.running.stop().await.success());
    }
}
