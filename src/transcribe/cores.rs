//! How many threads the engine may use.

use std::collections::BTreeSet;
use std::path::Path;

/// Beyond this the engine gains nothing and only heats the machine.
const MOST: usize = 16;

/// The physical cores that this process may use: hardware threads that share a core slow the engine down.
pub fn physical() -> usize {
    let allowed = std::thread::available_parallelism().map_or(1, usize::from);
    let cores = count(Path::new("/sys/devices/system/cpu")).unwrap_or(allowed);
    cores.clamp(1, allowed.min(MOST))
}

/// The physical cores that nothing else keeps busy at this moment, at least one. The engine's threads wait for each
/// other without sleeping: on a core that they have to share, one chunk can take a hundred times as long.
pub fn free() -> usize {
    let running = std::fs::read_to_string("/proc/loadavg").ok().and_then(|load| running(&load)).unwrap_or(1);
    // The reader of that file is itself one of those that run.
    spare(physical(), running)
}

fn spare(cores: usize, running: usize) -> usize {
    cores.saturating_sub(running.saturating_sub(1)).max(1)
}

/// How many threads run or want to run, from the fourth field of Linux's `loadavg` ("2/345").
fn running(loadavg: &str) -> Option<usize> {
    loadavg.split_whitespace().nth(3)?.split('/').next()?.parse().ok()
}

/// Counts the groups of hardware threads that share a core (Linux); `None` when the system does not tell.
fn count(folder: &Path) -> Option<usize> {
    let mut groups = BTreeSet::new();
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let siblings = entry.path().join("topology/thread_siblings_list");
        if let Ok(group) = std::fs::read_to_string(siblings) {
            groups.insert(group.trim().to_owned());
        }
    }
    (!groups.is_empty()).then_some(groups.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_now_is_the_fourth_field() {
        assert_eq!(running("0.20 0.18 0.12 3/80 11206\n"), Some(3));
        assert_eq!(running("nonsense"), None);
        assert!((1..=physical()).contains(&free()));
        assert_eq!([spare(8, 1), spare(8, 3), spare(2, 1), spare(2, 9)], [8, 6, 2, 1]);
    }

    #[test]
    fn hardware_threads_of_one_core_count_once() {
        let folder = tempfile::tempdir().unwrap();
        for (cpu, siblings) in [("cpu0", "0,2"), ("cpu1", "1,3"), ("cpu2", "0,2"), ("cpu3", "1,3")] {
            let topology = folder.path().join(cpu).join("topology");
            std::fs::create_dir_all(&topology).unwrap();
            std::fs::write(topology.join("thread_siblings_list"), format!("{siblings}\n")).unwrap();
        }
        assert_eq!(count(folder.path()), Some(2));
        assert_eq!(count(&folder.path().join("nothing")), None);
    }

    #[test]
    fn there_is_always_at_least_one_core() {
        assert!((1..=MOST).contains(&physical()));
    }
}
