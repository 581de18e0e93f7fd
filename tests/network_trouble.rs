//! The way to Telegram fails under the real binary: no name, a proxy in between, a token that is no longer good, somebody else with it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::process::{ADMIN, CLIENT, OWNER, Salon};

const PATIENCE: Duration = Duration::from_secs(60);
/// A name that is promised to lead nowhere.
const NOWHERE: &str = "http://telegram.invalid";

/// The service calls another address, or goes through a proxy.
fn reach(salon: &Salon, url: &str, proxy: Option<&str>) {
    salon.configure("");
    let text = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    let proxy = proxy.map(|proxy| format!("proxy = \"{proxy}\"\n")).unwrap_or_default();
    let text =
        text.replace(&salon.server.url(), url).replace("[telegram]\n", &format!("[telegram]\n{proxy}"));
    std::fs::write(salon.path("config.toml"), text).unwrap();
}

async fn log_says(salon: &Salon, words: &str) {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while !salon.log().contains(words) {
        assert!(tokio::time::Instant::now() < deadline, "the log does not say {words:?}:\n{}", salon.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Somebody writes, and the bot shows something new.
async fn is_answered(salon: &Salon, bot: &str, person: i64) {
    let count = |telegram: &sim::Telegram| {
        let messages = telegram.chat(bot, person).into_iter().flat_map(|chat| &chat.messages);
        messages.filter(|message| message.from_bot).count()
    };
    let before = salon.server.with(|telegram, now| {
        telegram.send_text(now, bot, person, "/start");
        count(telegram)
    });
    let answered = salon.server.wait_for(PATIENCE, |telegram| (count(telegram) > before).then_some(()));
    assert!(answered.await.is_some(), "no answer; the log:\n{}", salon.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_name_of_telegram_leads_nowhere_the_service_waits_and_says_so_once() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    reach(&salon, NOWHERE, None);
    salon.start(None);
    log_says(&salon, "its name leads nowhere; look at the network and at DNS").await;
    assert!(!salon.running.dies(Duration::from_secs(4)).await, "it waits");
    let complaints = salon.log().lines().filter(|line| line.contains("no updates")).count();
    assert_eq!(complaints, 2, "once for each bot:\n{}", salon.log());
    assert!(salon.running.stop().await.success());
    reach(&salon, &salon.server.url(), None);
    salon.start(None);
    is_answered(&salon, CLIENT, 1).await;
    assert!(salon.running.stop().await.success());
}

/// A proxy on the loopback address that knows the way to the imitation, whatever server is asked for.
async fn serve_proxy(listener: TcpListener, server: SocketAddr, password: bool, used: Arc<AtomicUsize>) {
    while let Ok((mut asking, _)) = listener.accept().await {
        used.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(async move {
            let mut head = Vec::new();
            while !head.windows(4).any(|end| end == b"\r\n\r\n") {
                match asking.read_buf(&mut head).await {
                    Ok(0) | Err(_) => return,
                    Ok(_) => {}
                }
            }
            // "me:secret" as HTTP has it.
            let knows = String::from_utf8_lossy(&head).contains("Basic bWU6c2VjcmV0");
            if password && !knows {
                let refused = "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                let _ = asking.write_all(refused.as_bytes()).await;
                return;
            }
            let Ok(mut telegram) = TcpStream::connect(server).await else { return };
            // What a proxy is asked has the whole address, and each call comes with a connection of its own.
            let text = String::from_utf8_lossy(&head);
            let (asked, rest) = text.split_once("\r\n").unwrap();
            let asked = asked.replacen(NOWHERE, "", 1);
            let head = format!("{asked}\r\nconnection: close\r\n{rest}");
            if telegram.write_all(head.as_bytes()).await.is_ok() {
                let _ = copy_bidirectional(&mut asking, &mut telegram).await;
            }
        });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_is_used_and_one_that_is_down_or_asks_for_a_password_is_waited_for_and_named() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    let server: SocketAddr = salon.server.url().trim_start_matches("http://").parse().unwrap();
    let used = Arc::new(AtomicUsize::new(0));
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let guarded = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (free_at, guarded_at) = (free.local_addr().unwrap(), guarded.local_addr().unwrap());

    // Down: nobody listens there yet. It is used as soon as it is there.
    drop(free);
    reach(&salon, NOWHERE, Some(&format!("http://{free_at}")));
    salon.start(None);
    log_says(&salon, "Telegram is not reached (no connection)").await;
    let free = TcpListener::bind(free_at).await.unwrap();
    tokio::spawn(serve_proxy(free, server, false, Arc::clone(&used)));
    is_answered(&salon, CLIENT, 1).await;
    assert!(used.load(Ordering::SeqCst) > 0, "the name alone leads nowhere");
    assert!(salon.running.stop().await.success());

    // With a password that was not given, and with it.
    tokio::spawn(serve_proxy(guarded, server, true, Arc::clone(&used)));
    reach(&salon, NOWHERE, Some(&format!("http://{guarded_at}")));
    salon.start(None);
    log_says(&salon, "the proxy asks for a name and a password; write them into telegram.proxy").await;
    assert!(salon.running.stop().await.success());
    reach(&salon, NOWHERE, Some(&format!("http://me:secret@{guarded_at}")));
    salon.start(None);
    is_answered(&salon, CLIENT, 1).await;
    assert!(salon.running.stop().await.success());
    assert!(!salon.log().contains("secret"), "{}", salon.log());

    // No address at all.
    reach(&salon, NOWHERE, Some("proxy"));
    let said = salon.refused(&["run"], |_| {});
    assert!(said.contains("config.toml:") && said.contains("telegram.proxy"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_was_revoked_silences_that_bot_alone_and_the_log_says_what_to_do() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    let revoked = "100000009:AArevokedrevokedrevokedrevokedrevok";
    salon.running.start(&[("ZAPIS_CLIENT_TOKEN", revoked)]);
    log_says(&salon, "Telegram does not know this token; take the current one from BotFather").await;
    is_answered(&salon, ADMIN, OWNER).await;
    assert!(salon.running.stop().await.success());
    assert!(!salon.log().contains("AArevoked"));
    salon.start(None);
    is_answered(&salon, CLIENT, 1).await;
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_instance_with_the_same_token_is_named_and_when_it_is_gone_nothing_was_lost() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    let mut other = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    reach(&other, &salon.server.url(), None);
    salon.start(None);
    other.start(None);
    log_says(&salon, "another program receives this bot's updates").await;
    other.running.kill();
    is_answered(&salon, CLIENT, 1).await;
    assert!(salon.running.stop().await.success());
}
