//! The only place where time is read; tests set it.
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where "now" comes from.
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// A clock that stands still until it is set.
    pub fn fixed(unix_ms: i64) -> Self {
        Self(Some(Arc::new(AtomicI64::new(unix_ms))))
    }
    /// Sets a fixed clock; the real one cannot be set.
    pub fn set(&self, unix_ms: i64) {
        if let Some(at) = &self.0 {
            at.store(unix_ms, Ordering::SeqCst);
        }
    }
    /// Unix milliseconds, UTC.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> i64 {
        match &self.0 {
            Some(at) => at.load(Ordering::SeqCst),
            None => jiff::Timestamp::now().as_millisecond(),
        }
    }
}
