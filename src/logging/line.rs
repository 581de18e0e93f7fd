//! How a line of the log looks.

use std::fmt;
use std::io::IsTerminal as _;
use std::os::unix::fs::MetadataExt as _;

use tracing::{Event, Level, Subscriber};
use tracing_appender::non_blocking::NonBlocking;
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::config::LogFormat;

/// Where lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A terminal, with colours.
    Coloured,
    /// Standard error that leads somewhere else, or a terminal of who wants no colours.
    Plain,
    /// systemd's journal, which has a time of its own and takes the priority from the begin of a line.
    Journal,
    /// A file.
    File,
}

impl Place {
    /// Where standard error leads.
    pub(super) fn of_stderr() -> Place {
        // https://no-color.org: set to anything but nothing.
        let wants_none = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if is_journal(std::env::var("JOURNAL_STREAM").ok().as_deref()) {
            Place::Journal
        } else if std::io::stderr().is_terminal() && !wants_none {
            Place::Coloured
        } else {
            Place::Plain
        }
    }
}

/// Whether standard error is the stream that `JOURNAL_STREAM` names by device and inode. The variable alone says nothing: whoever started us may
/// have inherited it and lead our words elsewhere.
fn is_journal(stream: Option<&str>) -> bool {
    let named = stream.and_then(|stream| stream.split_once(':'));
    let here = std::fs::metadata("/dev/stderr").map(|file| (file.dev(), file.ino()));
    match (named, here) {
        (Some((device, inode)), Ok(here)) => (device.parse(), inode.parse()) == (Ok(here.0), Ok(here.1)),
        _ => false,
    }
}

/// What writes lines of a format to a place. Times are UTC, so that lines of several machines and of a changed zone stay in order.
pub(super) fn layer<S>(
    format: LogFormat,
    place: Place,
    writer: NonBlocking,
) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(place == Place::Coloured);
    match (format, place) {
        (LogFormat::Text, Place::Journal) => {
            lines.without_time().with_level(false).map_event_format(Prioritised).boxed()
        }
        (LogFormat::Text, _) => lines.boxed(),
        (LogFormat::Json, Place::Journal) => json(lines).map_event_format(Prioritised).boxed(),
        (LogFormat::Json, _) => json(lines).boxed(),
    }
}

type Text<S, W> = tracing_subscriber::fmt::Layer<
    S,
    tracing_subscriber::fmt::format::DefaultFields,
    tracing_subscriber::fmt::format::Format,
    W,
>;
type Json<S, W> = tracing_subscriber::fmt::Layer<
    S,
    tracing_subscriber::fmt::format::JsonFields,
    tracing_subscriber::fmt::format::Format<tracing_subscriber::fmt::format::Json>,
    W,
>;

/// An object a line, the fields beside time, level and target.
fn json<S, W>(lines: Text<S, W>) -> Json<S, W>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    lines.json().flatten_event(true).with_current_span(false).with_span_list(false)
}

/// Lines that begin with their priority, as systemd reads it (sd-daemon(3)).
struct Prioritised<F>(F);

impl<S, N, F> FormatEvent<S, N> for Prioritised<F>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
    F: FormatEvent<S, N>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let level = *event.metadata().level();
        let priority = match level {
            Level::ERROR => 3,
            Level::WARN => 4,
            Level::INFO => 6,
            _ => 7,
        };
        write!(writer, "<{priority}>")?;
        self.0.format_event(context, writer, event)
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    fn written(format: LogFormat, place: Place) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let (writer, guard) = tracing_appender::non_blocking(std::fs::File::create(&path).unwrap());
        let log = tracing_subscriber::registry().with(layer(format, place, writer));
        tracing::subscriber::with_default(log, || tracing::warn!(bot = "client", failures = 3, "no updates"));
        drop(guard);
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn a_line_for_people_has_time_level_room_and_words() {
        let line = written(LogFormat::Text, Place::File);
        let (time, words) = line.split_once(' ').unwrap();
        assert!(time.ends_with('Z') && time.parse::<domain::Instant>().is_ok(), "{line}");
        assert_eq!(words.trim(), "WARN zapis::logging::line::tests: no updates bot=\"client\" failures=3");
        assert!(written(LogFormat::Text, Place::Coloured).contains("\u{1b}["));
    }

    #[test]
    fn the_journal_gets_the_priority_and_no_second_time() {
        let line = written(LogFormat::Text, Place::Journal);
        assert_eq!(line, "<4>zapis::logging::line::tests: no updates bot=\"client\" failures=3\n");
    }

    #[test]
    fn a_line_for_programs_is_one_object() {
        for (place, begin) in [(Place::Plain, ""), (Place::File, ""), (Place::Journal, "<4>")] {
            let line = written(LogFormat::Json, place);
            let object: serde_json::Value =
                serde_json::from_str(line.trim().strip_prefix(begin).unwrap()).unwrap();
            assert_eq!(object["level"], "WARN");
            assert_eq!(object["message"], "no updates");
            assert_eq!(object["failures"], 3);
            assert_eq!(object["target"], "zapis::logging::line::tests");
        }
    }

    #[test]
    fn a_journal_that_was_inherited_is_none_of_ours() {
        assert!(!is_journal(None) && !is_journal(Some("")) && !is_journal(Some("1:2")));
        let here = std::fs::metadata("/dev/stderr").unwrap();
        assert!(is_journal(Some(&format!("{}:{}", here.dev(), here.ino()))));
    }
}
