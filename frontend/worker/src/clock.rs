//! The browser's clock, `performance.now()`: it only goes forward, and workers and Node have it, too.
use wasm_bindgen::{JsCast, JsError, JsValue};

/// Counts from when it was made.
pub struct Clock {
    performance: JsValue,
    now: js_sys::Function,
    began: f64,
}

impl Clock {
    /// Starts to count.
    ///
    /// # Errors
    /// There is no `performance.now`.
    pub fn new() -> Result<Self, JsError> {
        let none = |_: JsValue| JsError::new("there is no performance.now()");
        let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into()).map_err(none)?;
        let now = js_sys::Reflect::get(&performance, &"now".into()).map_err(none)?;
        let now: js_sys::Function = now.dyn_into().map_err(none)?;
        let mut clock = Self { performance, now, began: 0.0 };
        clock.began = clock.seconds();
        Ok(clock)
    }

    /// Milliseconds since then.
    pub fn ms(&self) -> i64 {
        (self.seconds() * 1e3) as i64
    }

    /// Seconds since then.
    pub fn seconds(&self) -> f64 {
        let now = self.now.call0(&self.performance).ok().and_then(|now| now.as_f64());
        now.map_or(f64::INFINITY, |now| now / 1e3 - self.began)
    }
}
