//! What the system says of the process, from `/proc/self`. Where there is no such folder there are no such numbers.

use std::path::Path;

/// Linux counts processor time in hundredths of a second, whatever the machine.
const TICKS_PER_SECOND: f64 = 100.0;

/// What the system says of the process.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Process {
    /// Memory in use, in bytes.
    pub(super) resident: Option<u64>,
    /// Threads.
    pub(super) threads: Option<u64>,
    /// Open files and connections.
    pub(super) files: Option<u64>,
    /// Processor time so far, in seconds.
    pub(super) cpu: Option<f64>,
}

impl Process {
    pub(super) fn now() -> Process {
        let read = |name: &str| std::fs::read_to_string(Path::new("/proc/self").join(name)).ok();
        let files = std::fs::read_dir("/proc/self/fd").ok().map(|all| all.count() as u64);
        Process {
            files,
            ..Process::of(&read("status").unwrap_or_default(), &read("stat").unwrap_or_default())
        }
    }

    fn of(status: &str, stat: &str) -> Process {
        let number = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        // The name of the program stands in brackets and may hold anything; what follows is numbers.
        let fields: Vec<&str> =
            stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
        let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
        Process {
            resident: number("VmRSS:").map(|kilobytes| kilobytes * 1024),
            threads: number("Threads:"),
            files: None,
            cpu: ticks(11).zip(ticks(12)).map(|(user, system)| (user + system) / TICKS_PER_SECOND),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_writes_is_read_whatever_the_program_is_called() {
        let status = "Name:\tzapis\nVmRSS:\t   20480 kB\nThreads:\t7\n";
        let stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 900 0 1 0 250 50 0 0 20 0 7 0 100 1 1";
        let expected = Process { resident: Some(20_971_520), threads: Some(7), files: None, cpu: Some(3.0) };
        assert_eq!(Process::of(status, stat), expected);
        assert_eq!(Process::of("", ""), Process::default());
    }
}
