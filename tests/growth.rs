//! How much one process does, and what it costs. The numbers of `systemd/growth.md` and `systemd/webhook.md` come from here:
//!
//! `cargo build --release && ZAPIS_BINARY=target/release/zapis cargo test --test zapis -- --ignored --nocapture --test-threads=1 growth::`

use std::time::Duration;

use futures_util::future::join_all;
use sim::{Fault, Server, Telegram, Trouble};
use tokio::time::Instant;

use crate::process::{CLIENT, Salon};
use crate::robot::Robot;
use crate::webhook::free_port;

/// How long each measurement lasts.
const WHILE: Duration = Duration::from_secs(15);

/// The longest that a client waits.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a process has used so far.
#[derive(Clone, Copy)]
struct Used {
    /// Of the processor, in seconds.
    cpu: f64,
    /// Resident memory, in MB.
    rss: f64,
    /// Its share of what is resident, in MB.
    pss: f64,
}

fn used(id: u32) -> Used {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let after_name: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: f64 = after_name[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap()).sum();
    let memory = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap();
    let megabytes = |key: &str| {
        let line = memory.lines().find(|line| line.starts_with(key)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    };
    Used { cpu: ticks / 100.0, rss: megabytes("Rss:"), pss: megabytes("Pss:") }
}

/// Clients who write again as soon as they are answered.
async fn load(salon: &Salon, clients: i64) -> (f64, Vec<Duration>) {
    let until = Instant::now() + WHILE;
    let client = |person| async move {
        let mut waits = Vec::new();
        while Instant::now() < until {
            waits.push(asks(&salon.server, person).await);
        }
        waits
    };
    let begun = Instant::now();
    let mut waits: Vec<Duration> = join_all((1..=clients).map(client)).await.into_iter().flatten().collect();
    waits.sort();
    (waits.len() as f64 / begun.elapsed().as_secs_f64(), waits)
}

/// How long a client waits for the menu, which is a new message each time.
async fn asks(server: &Server, person: i64) -> Duration {
    let last = |telegram: &Telegram| telegram.chat(CLIENT, person)?.last_of_bot().map(|message| message.id);
    let asked = Instant::now();
    let before = server.with(|telegram, now| {
        telegram.send_text(now, CLIENT, person, "/start");
        last(telegram)
    });
    let answered = server.wait_for(PATIENCE, |telegram| last(telegram).filter(|id| Some(*id) > before));
    assert!(answered.await.is_some(), "client {person} hears nothing");
    asked.elapsed()
}

/// Answers of Telegram's, and what it brings, take so many milliseconds.
fn is_far(salon: &Salon, milliseconds: u64) {
    salon.server.with(|telegram, _| {
        telegram.keep_log(1000);
        telegram.faults.clear();
        if milliseconds > 0 {
            let trouble = Trouble::Delay(milliseconds);
            telegram.faults.add(Fault { bot: None, method: None, trouble, times: u32::MAX });
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures for some minutes"]
async fn polling_and_webhook_side_by_side() {
    let (mut salon, port) = (Salon::new(200, "Mon-Sun 00:00-24:00", "").await, free_port());
    eprintln!("| clients at once | Telegram is away | way | updates/s | p50 | p99 | processor per update |");
    eprintln!("|---|---|---|---|---|---|---|");
    for (clients, milliseconds) in [(1, 50), (10, 50), (50, 50), (1, 0), (50, 0), (200, 0)] {
        for way in ["polling", "webhook"] {
            match way {
                "polling" => salon.configure(""),
                _ => salon.is_brought(port),
            }
            is_far(&salon, 0);
            salon.start(None);
            // Whoever is there is there: the menu has come.
            load_once(&salon, clients).await;
            is_far(&salon, milliseconds);
            let before = used(salon.running.id());
            let (rate, waits) = load(&salon, clients).await;
            let cpu = used(salon.running.id()).cpu - before.cpu;
            let percentile = |part: usize| waits[waits.len() * part / 100].as_secs_f64() * 1000.0;
            let per_update = cpu / waits.len() as f64 * 1000.0;
            eprintln!(
                "| {clients} | {milliseconds} ms | {way} | {rate:.0} | {:.1} ms | {:.1} ms | {per_update:.2} ms |",
                percentile(50),
                percentile(99)
            );
            assert!(salon.running.stop().await.success(), "{}", salon.log());
        }
    }
}

async fn load_once(salon: &Salon, clients: i64) {
    join_all((1..=clients).map(|person| asks(&salon.server, person))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures for some minutes"]
async fn ten_businesses_on_one_machine_at_rest_and_at_work() {
    const CLIENTS: i64 = 20;
    let mut salons = join_all((0..10).map(|_| Salon::new(CLIENTS, "Mon-Sun 00:00-24:00", ""))).await;
    for salon in &mut salons {
        salon.start(None);
    }
    for salon in &salons {
        load_once(salon, 1).await;
    }
    let look =
        |salons: &[Salon]| -> Vec<Used> { salons.iter().map(|salon| used(salon.running.id())).collect() };
    let tell = |what: &str, used: &[Used]| {
        let sum = |of: fn(&Used) -> f64| used.iter().map(of).sum::<f64>();
        let (rss, pss) = (sum(|used| used.rss) / 10.0, sum(|used| used.pss));
        eprintln!("{what}: RSS {rss:.1} MB each, PSS {pss:.1} MB together");
    };
    tokio::time::sleep(Duration::from_secs(30)).await;
    let before = look(&salons);
    tokio::time::sleep(Duration::from_secs(120)).await;
    let after = look(&salons);
    tell("at rest", &after);
    let cpu = |before: &[Used], after: &[Used]| {
        before.iter().zip(after).map(|(before, after)| after.cpu - before.cpu).sum::<f64>()
    };
    eprintln!("at rest: {:.2} % of one core each", cpu(&before, &after) / 120.0 / 10.0 * 100.0);
    let begun = Instant::now();
    let all = salons.iter().flat_map(|salon| {
        (1..=CLIENTS).map(move |person| async move {
            let taste = usize::try_from(person).unwrap();
            Robot { server: &salon.server, person, taste }.books().await
        })
    });
    let booked = join_all(all).await.len();
    let took = begun.elapsed().as_secs_f64();
    let at_work = look(&salons);
    tell("at work", &at_work);
    let per_booking = cpu(&after, &at_work) / booked as f64 * 1000.0;
    eprintln!("{booked} bookings in {took:.1} s, {per_booking:.1} ms of the processor each");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures for some minutes"]
async fn the_memory_of_a_process_at_work_stays_where_it_is() {
    const ROUNDS: usize = 7;
    let mut salon = Salon::new(50, "Mon-Sun 00:00-24:00", "").await;
    salon.start(None);
    let (mut held, mut updates) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        updates += load(&salon, 50).await.1.len();
        held.push(used(salon.running.id()).rss);
        eprintln!("{updates} updates: RSS {:.1} MB", held[held.len() - 1]);
    }
    let (warm, last) = (held[ROUNDS / 2], held[ROUNDS - 1]);
    assert!(last < warm + 3.0, "{held:?}");
}
