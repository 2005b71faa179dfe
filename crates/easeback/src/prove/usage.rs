//! What a run has cost, beside what it may cost.

use std::time::{Duration, Instant};

/// The whole guideline is to be proved within this time, in a release build.
const TIME: Duration = Duration::from_secs(2);
/// And within this much memory.
const MEGABYTES: u64 = 512;

/// What a run has cost.
#[derive(Debug)]
pub(crate) struct Usage {
    time: Duration,
    /// The most memory that it held at a time, where the system tells.
    megabytes: Option<u64>,
}

impl Usage {
    /// What it has cost since then.
    pub(crate) fn since(start: Instant) -> Self {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes: Option<u64> = peak.and_then(|peak| peak.trim().strip_suffix("kB")?.trim().parse().ok());
        Self { time: start.elapsed(), megabytes: kilobytes.map(|kilobytes| kilobytes.div_ceil(1000)) }
    }

    /// In words, with the limits.
    pub(crate) fn told(&self) -> String {
        let over = |over: bool| if over { ", which it passed" } else { "" };
        let seconds = self.time.as_secs_f64();
        let time = if cfg!(debug_assertions) {
            format!("{seconds:.1} s (a debug build)")
        } else {
            format!("{seconds:.1} s (limit {} s{})", TIME.as_secs(), over(self.time > TIME))
        };
        match self.megabytes {
            None => time,
            Some(used) => format!("{time}, {used} MB (limit {MEGABYTES} MB{})", over(used > MEGABYTES)),
        }
    }
}
