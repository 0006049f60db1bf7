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
