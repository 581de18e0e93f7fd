//! Tells systemd how the service does: that it is ready, what it is about, that it is alive (P11). Without `NOTIFY_SOCKET` nothing is told.
//!
//! Alive means that turns are committed and both bots are asked for updates, or wait before they ask again. An outage of Telegram is no reason
//! to restart; a database that takes nothing any more is.

use std::ffi::OsString;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::Arc;
use std::time::Duration;

use chat::BotName;
use tokio::sync::watch;

use crate::pulse::{Illness, Pulse};

/// The status is looked at so often, and told when it is another. Somebody who has just started the service reads it.
const LOOK: Duration = Duration::from_secs(3);
/// An idle engine turns every second, so none is stuck before this, however closely it is guarded.
const SHORTEST_PATIENCE: Duration = Duration::from_secs(5);
/// Until the first turn is committed it is looked at so often.
const SOON: Duration = Duration::from_millis(50);

/// Who started this process and wants to hear of it.
pub(crate) struct Supervisor {
    socket: UnixDatagram,
    address: SocketAddr,
    /// It wants a sign of life so often; never, perhaps.
    patience: Option<Duration>,
}

impl Supervisor {
    /// This process's own; none if nobody asked to be told.
    pub(crate) fn of_process() -> Option<Supervisor> {
        let supervisor = Supervisor::of(&|name| std::env::var_os(name), std::process::id())?;
        supervisor
            .inspect_err(
                |error| tracing::warn!(%error, "NOTIFY_SOCKET cannot be used; systemd hears nothing of us"),
            )
            .ok()
    }

    fn of(variable: &dyn Fn(&str) -> Option<OsString>, process: u32) -> Option<std::io::Result<Supervisor>> {
        let path = variable("NOTIFY_SOCKET").filter(|path| !path.is_empty())?;
        let number = |name: &str| variable(name)?.to_str()?.trim().parse::<u64>().ok();
        // The watch may be over another process, whose environment was handed down to this one.
        let is_meant = number("WATCHDOG_PID").is_none_or(|guarded| guarded == u64::from(process));
        let patience = number("WATCHDOG_USEC").filter(|usec| is_meant && *usec > 0);
        let open = || {
            let address = match path.as_bytes() {
                [b'@', name @ ..] => SocketAddr::from_abstract_name(name)?,
                _ => SocketAddr::from_pathname(&path)?,
            };
            let socket = UnixDatagram::unbound()?;
            // Whoever does not read must not hold us up.
            socket.set_nonblocking(true)?;
            Ok(Supervisor { socket, address, patience: patience.map(Duration::from_micros) })
        };
        Some(open())
    }

    fn tell(&self, state: &str) {
        if let Err(error) = self.socket.send_to_addr(state.as_bytes(), &self.address) {
            tracing::debug!(%error, "systemd was not told");
        }
    }
}

/// Tells until the process stops.
pub(crate) async fn run(supervisor: Supervisor, pulse: Arc<Pulse>, mut stop: watch::Receiver<bool>) {
    let told = async {
        while pulse.last_commit().is_none() {
            tokio::time::sleep(SOON).await;
        }
        let mut status = status(&pulse);
        supervisor.tell(&format!("READY=1\nSTATUS={status}"));
        let every = supervisor.patience.map(|patience| patience / 2);
        let (mut signs, mut looks) = (every.map(tokio::time::interval), tokio::time::interval(LOOK));
        loop {
            let sign = async {
                match &mut signs {
                    Some(signs) => signs.tick().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                _ = sign => {
                    if every.is_some_and(|every| is_alive(&pulse, every.max(SHORTEST_PATIENCE))) {
                        supervisor.tell("WATCHDOG=1");
                    }
                }
                _ = looks.tick() => {
                    let now = self::status(&pulse);
                    if now != status {
                        supervisor.tell(&format!("STATUS={now}"));
                        status = now;
                    }
                }
            }
        }
    };
    tokio::select! {
        () = told => {}
        _ = stop.wait_for(|stop| *stop) => supervisor.tell("STOPPING=1\nSTATUS=Stopping"),
    }
}

/// Whether a turn was committed this lately and no bot has fallen silent.
fn is_alive(pulse: &Pulse, lately: Duration) -> bool {
    pulse.last_commit().is_some_and(|at| at.elapsed() < lately)
        && [BotName::Client, BotName::Admin].into_iter().all(|bot| pulse.listens(bot))
}

/// The line that `systemctl status` shows.
fn status(pulse: &Pulse) -> String {
    if pulse.illnesses().iter().any(|illness| matches!(illness, Illness::NotCommitted(..))) {
        return "Nothing is committed; the log says why".to_owned();
    }
    let why = |bot: BotName| pulse.intake(bot).failed.map(|(_, why)| why);
    let trouble = match (why(BotName::Client), why(BotName::Admin)) {
        (None, None) => return "Taking bookings".to_owned(),
        (Some(client), Some(admin)) if client == admin => client,
        (Some(client), Some(admin)) => format!("client bot: {client}; admin bot: {admin}"),
        (Some(client), None) => format!("client bot: {client}"),
        (None, Some(admin)) => format!("admin bot: {admin}"),
    };
    format!("No updates, trying again. {trouble}")
}

#[cfg(test)]
mod tests {
    use engine::{Observer as _, Turned};

    use super::*;

    fn environment<'a>(pairs: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
    }

    fn patience(pairs: &[(&str, &str)]) -> Option<Duration> {
        Supervisor::of(&environment(pairs), 7).unwrap().unwrap().patience
    }

    #[test]
    fn who_is_not_asked_to_tell_tells_nobody_and_who_is_not_guarded_gives_no_sign() {
        assert!(Supervisor::of(&environment(&[]), 7).is_none());
        assert!(Supervisor::of(&environment(&[("NOTIFY_SOCKET", "")]), 7).is_none());
        let socket = ("NOTIFY_SOCKET", "/run/systemd/notify");
        assert_eq!(patience(&[socket]), None);
        assert_eq!(
            patience(&[socket, ("WATCHDOG_USEC", "90000000"), ("WATCHDOG_PID", "7")]),
            Some(Duration::from_secs(90))
        );
        assert_eq!(patience(&[socket, ("WATCHDOG_USEC", "90000000"), ("WATCHDOG_PID", "8")]), None);
        assert_eq!(patience(&[socket, ("WATCHDOG_USEC", "0")]), None);
    }

    #[test]
    fn a_service_is_alive_while_turns_are_committed_whatever_telegram_does() {
        let (pulse, lately) = (Pulse::new(), Duration::from_secs(45));
        assert!(!is_alive(&pulse, lately), "nothing is committed yet");
        pulse.committed(Turned { inputs: 1, took: Duration::ZERO });
        assert!(is_alive(&pulse, lately) && !is_alive(&pulse, Duration::ZERO));
        assert_eq!(status(&pulse), "Taking bookings");
        pulse.not_polled(BotName::Client, &"Telegram asks to wait 3600 s");
        assert_eq!(status(&pulse), "No updates, trying again. client bot: Telegram asks to wait 3600 s");
        pulse.not_polled(BotName::Admin, &"Telegram asks to wait 3600 s");
        assert_eq!(status(&pulse), "No updates, trying again. Telegram asks to wait 3600 s");
        assert!(is_alive(&pulse, lately));
    }
}
