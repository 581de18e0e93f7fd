//! Whether a service runs and does well: it is asked over HTTP if it listens there, else through its socket.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::bail;

use super::ask::{service, told};
use super::{Answer, Request};
use crate::config::Config;

/// Whoever asks hears something within so long, whatever happens; a service that is stopped in its tracks takes connections and says nothing.
const LONGEST: Duration = Duration::from_millis(4500);
/// HTTP and the socket are each waited for so long.
const PATIENCE: Duration = Duration::from_millis(1500);
/// More than this is no answer of ours.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Asks the service of a configuration how it does, and gives its answer in a line.
///
/// # Errors
/// No service runs, it does not answer, or it does not do well; the message says which.
pub fn health(config: &Config) -> anyhow::Result<String> {
    let (tell, heard) = mpsc::channel();
    let config = config.clone();
    // A connection may be waited for without an end, so it is waited for elsewhere.
    thread::spawn(move || {
        // Nobody listens any more when it took too long.
        let _ = tell.send(ask(&config));
    });
    match heard.recv_timeout(LONGEST) {
        Ok(answer) => answer,
        Err(_) => bail!("the service runs but does not answer; restart it if this stays so"),
    }
}

fn ask(config: &Config) -> anyhow::Result<String> {
    let answer = match config.settings.http.and_then(over_http) {
        Some(answer) => answer,
        None => through_socket(config)?,
    };
    match answer {
        Answer::Done(well) => Ok(well),
        Answer::Refused(why) => bail!("the service is not well: {why}"),
    }
}

fn through_socket(config: &Config) -> anyhow::Result<Answer> {
    let database = &config.settings.database;
    match service(database)? {
        None => bail!(
            "no service runs on {}; start it, and if it does not stay its log says why",
            database.display()
        ),
        Some(stream) => match told(stream, &Request::Health, PATIENCE) {
            Err(error) if error.to_string().contains("does not answer") => {
                bail!("the service runs but does not answer; restart it if this stays so")
            }
            told => told,
        },
    }
}

/// What `/readyz` says; nothing, if nobody or somebody else is there.
fn over_http(address: SocketAddr) -> Option<Answer> {
    let mut stream = TcpStream::connect_timeout(&reachable(address), PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: zapis\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.take(LONGEST_ANSWER).read_to_string(&mut answer).ok()?;
    read(&answer)
}

fn read(answer: &str) -> Option<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let body = body.trim().to_owned();
    match head.split(' ').nth(1)? {
        "200" if body.starts_with("ready") => Some(Answer::Done(body)),
        "503" => Some(Answer::Refused(body)),
        _ => None,
    }
}

/// Who listens everywhere is found here.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_of_ours_counts() {
        let of = |status: &str, body: &str| read(&format!("HTTP/1.1 {status}\r\na: b\r\n\r\n{body}\n"));
        assert_eq!(of("200 OK", "ready: up"), Some(Answer::Done("ready: up".into())));
        assert_eq!(of("503 Service Unavailable", "why"), Some(Answer::Refused("why".into())));
        assert_eq!(of("200 OK", "<html>"), None, "another program listens there");
        assert_eq!(of("404 Not Found", ""), None);
        assert_eq!(read("garbage"), None);
    }

    #[test]
    fn who_listens_everywhere_is_asked_here() {
        for (listens, asked) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("10.0.0.1:80", "10.0.0.1:80")]
        {
            assert_eq!(reachable(listens.parse().unwrap()), asked.parse().unwrap());
        }
    }
}
