//! How things stand, as of one reading. What could not be found out is left out: a gap says more than a nought.

use chat::condition::{BotCondition, Condition};
use domain::Instant;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::Registry;

use super::process::Process;

/// What is told of a condition.
pub(super) fn of(condition: &Condition) -> Registry {
    let mut all = Gauges(Registry::with_prefix("zapis"));
    all.service(condition);
    all.queue(condition);
    all.files(condition);
    all.bots([("client", &condition.client), ("admin", &condition.admin)]);
    all.0
}

/// What is told of the process, under the names that every program's have.
pub(super) fn of_process(started_at: Instant) -> Registry {
    let process = Process::now();
    let mut all = Gauges(Registry::with_prefix("process"));
    let start = started_at.timestamp_millis() as f64 / 1000.0;
    all.0.register("start_time_seconds", "When the service started, since 1970", ConstGauge::new(start));
    all.tell("resident_memory_bytes", "Memory in use", process.resident);
    all.tell("threads", "Threads", process.threads);
    all.tell("open_fds", "Open files and connections", process.files);
    if let Some(cpu) = process.cpu {
        all.0.register("cpu_seconds", "Processor time so far", ConstCounter::new(cpu));
    }
    all.0
}

struct Gauges(Registry);

impl Gauges {
    fn tell(&mut self, name: &'static str, help: &'static str, value: Option<u64>) {
        if let Some(value) = value {
            self.0.register(name, help, ConstGauge::new(i64::try_from(value).unwrap_or(i64::MAX)));
        }
    }

    fn service(&mut self, condition: &Condition) {
        let build = Family::<Vec<(&'static str, String)>, Gauge>::default();
        let labels = vec![("version", condition.version.clone()), ("commit", condition.commit.clone())];
        build.get_or_create(&labels).set(1);
        self.0.register("build_info", "Which program this is; always 1", build);
        self.tell(
            "ready",
            "1 while turns are committed and both bots ask for their updates, else 0",
            Some(condition.ready.into()),
        );
        self.tell(
            "restart_needed",
            "Keys of the configuration whose change holds only after a restart",
            Some(condition.configuration.needs_restart.len() as u64),
        );
    }

    fn queue(&mut self, condition: &Condition) {
        let Some(queue) = &condition.queue else { return };
        self.tell("outbox_rows", "Rows of the outbox that wait or are on their way", Some(queue.outbox));
        self.tell("outbox_in_flight", "Rows of the outbox that are on their way", Some(queue.in_flight));
        self.tell(
            "outbox_oldest_age_seconds",
            "The age of the oldest row of the outbox; 0 if there is none",
            Some(queue.oldest_seconds.unwrap_or(0)),
        );
        self.tell("jobs_late", "Jobs that should have been done by now", Some(queue.jobs_late));
        self.tell(
            "jobs_latest_delay_seconds",
            "How late the latest of them is; 0 if there is none",
            Some(queue.latest_job_seconds.unwrap_or(0)),
        );
        self.tell("holds", "Times that are kept while somebody types or decides", Some(queue.holds));
        self.tell("dialogues", "Dialogues in the middle of something", Some(queue.dialogues));
        self.tell("sessions", "Admins who need no PIN just now", Some(queue.sessions));
        self.tell("dead_letters_kept", "Dead letters that are kept, at most 1000", Some(queue.dead_letters));
    }

    fn files(&mut self, condition: &Condition) {
        let database = &condition.database;
        self.tell("database_bytes", "The size of the database", database.bytes);
        self.tell("wal_bytes", "The size of its write-ahead log", database.wal_bytes);
        self.tell("disk_free_bytes", "What is free on the disk of the database", database.disk_free_bytes);
        self.tell("disk_bytes", "The size of the disk of the database", database.disk_bytes);
        self.tell(
            "backup_age_seconds",
            "The age of the last backup; left out while there is none",
            condition.backup.as_ref().map(|backup| backup.age_seconds),
        );
    }

    fn bots(&mut self, bots: [(&'static str, &BotCondition); 2]) {
        let mut of_each =
            |name: &'static str, help: &'static str, value: fn(&BotCondition) -> Option<u64>| {
                let family = Family::<[(&'static str, &'static str); 1], Gauge>::default();
                for (bot, condition) in bots {
                    if let Some(value) = value(condition) {
                        family.get_or_create(&[("bot", bot)]).set(i64::try_from(value).unwrap_or(i64::MAX));
                    }
                }
                self.0.register(name, help, family);
            };
        of_each("listening", "1 while a bot asks for its updates or has a webhook, else 0", |bot| {
            Some(bot.listens.into())
        });
        of_each("poll_age_seconds", "How long ago Telegram last answered a poll", |bot| {
            bot.polled_seconds_ago
        });
        of_each(
            "telegram_pending_updates",
            "Updates that wait at Telegram, as of a minute or two ago",
            |bot| bot.pending_updates,
        );
    }
}
