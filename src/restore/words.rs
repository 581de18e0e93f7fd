//! What the operator is told, in the English of the commands.

use chrono::SecondsFormat;
use domain::Instant;

use super::pepper::Pepper;
use super::{Done, Restore};

/// What will be done, line by line.
pub(super) fn before(restore: &Restore) -> String {
    let manifest = &restore.opened.manifest;
    let backup = format!(
        "The backup: made {} by zapis {}, with {}, {} clients.",
        time(manifest.created_at),
        manifest.zapis,
        bookings(manifest.count("booking")),
        manifest.count("client")
    );
    let database = restore.database.display();
    let here = match &restore.standing {
        Ok(None) => format!("{database}: nothing stands there yet."),
        Ok(Some(standing)) => {
            let last = standing.last_update.map(|at| format!(", last used {}", time(at)));
            format!(
                "{database}: {}{}. It is kept beside the new one.",
                bookings(standing.bookings),
                last.unwrap_or_default()
            )
        }
        Err(_) => format!("{database}: cannot be read. It is kept beside the new one as it is."),
    };
    let after = "What happened after the backup was made will not be there.";
    [Some(backup), Some(here), Some(after.to_owned()), of_pepper(&restore.pepper)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

/// What was done, and what comes next.
pub(super) fn after(done: &Done) -> String {
    let mut lines =
        vec![format!("Restored the backup of {}: {}.", time(done.copied_at), bookings(done.bookings))];
    if let Some(replaced) = &done.replaced {
        lines.push(format!(
            "What stood there before is in {}. Personal data are in it: remove it when all is well.",
            replaced.display()
        ));
    }
    let withheld = done.ready.messages + done.ready.jobs;
    if withheld > 0 {
        lines.push(format!(
            "{withheld} messages and reminders wait: an owner decides in the admin bot whether they are sent."
        ));
    }
    if matches!(done.pepper, Pepper::Nowhere) && done.ready.has_pins {
        lines.push(
            "There is no pepper here and none in the backup, so no PIN of before is right: set new ones with `zapis pin set ID`."
                .to_owned(),
        );
    }
    lines.push("Now start the service: systemctl start zapis".to_owned());
    lines.join("\n")
}

fn of_pepper(pepper: &Pepper) -> Option<String> {
    let told = match pepper {
        Pepper::Outside { other: true, .. } => {
            "The pepper of the environment is another than the backup's and wins: PINs of the backup will not fit. Set new ones with `zapis pin set ID`, or take ZAPIS_PEPPER (or the credential) away and restore again."
        }
        Pepper::Brought { former: Some(_), .. } => {
            "The backup brings another pepper than the one here; its PINs fit that one, so it takes the place. The one here is kept with what is replaced."
        }
        Pepper::Brought { former: None, .. } => "The backup brings the pepper, so its PINs stay good.",
        _ => return None,
    };
    Some(told.to_owned())
}

fn bookings(count: i64) -> String {
    if count == 1 { "1 booking".to_owned() } else { format!("{count} bookings") }
}

fn time(at: Instant) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
