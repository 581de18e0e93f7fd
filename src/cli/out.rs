//! Standard output, which may end anywhere: in `head`, on a full disk, nowhere.

use std::io::{self, Write as _};

/// Whoever read standard output has heard enough, as `head` has. It is no failure.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads standard output any more")]
pub(super) struct NobodyReads;

/// Writes a text as it is.
///
/// # Errors
/// [`NobodyReads`], or why it cannot be written.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(failed)
}

/// Writes a line.
///
/// # Errors
/// As [`print`].
pub(super) fn line(text: &str) -> anyhow::Result<()> {
    print(&format!("{text}\n"))
}

/// Says something beside the output, on standard error; it is no harm if nobody hears it.
pub(super) fn aside(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// What is to be said of a failure to write to standard output.
pub(super) fn failed(error: io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => NobodyReads.into(),
        _ => anyhow::Error::new(error).context("standard output cannot be written"),
    }
}
