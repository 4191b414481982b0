//! The browser's worker that searches beside the page; one at a time, ended with the page.
#[cfg(feature = "hydrate")]
pub(super) use browser::{end, say, start};
#[cfg(not(feature = "hydrate"))]
pub(super) use nowhere::{end, say, start};

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

    struct Running {
        worker: Worker,
        _heard: Closure<dyn FnMut(MessageEvent)>,
        _broke: Closure<dyn FnMut()>,
    }

    thread_local! {
        static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
    }

    /// Starts a worker in place of the one before; whether the browser has any. `broke` hears that it could not be loaded
    /// or died.
    pub fn start(address: &str, mut heard: impl FnMut(String) + 'static, broke: impl FnMut() + 'static) -> bool {
        end();
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options(address, &options) else { return false };
        let closure = Closure::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        });
        worker.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        let broke = Closure::new(broke);
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        RUNNING.with_borrow_mut(|running| *running = Some(Running { worker, _heard: closure, _broke: broke }));
        true
    }

    /// Says something to it.
    pub fn say(text: &str) {
        RUNNING.with_borrow(|running| {
            if let Some(running) = running {
                let _ = running.worker.post_message(&text.into());
            }
        });
    }

    /// Ends it, whatever it is doing.
    pub fn end() {
        if let Some(running) = RUNNING.with_borrow_mut(Option::take) {
            running.worker.terminate();
        }
    }
}

/// The server draws the page and never searches this way.
#[cfg(not(feature = "hydrate"))]
mod nowhere {
    pub fn start(_address: &str, _heard: impl FnMut(String) + 'static, _broke: impl FnMut() + 'static) -> bool {
        false
    }
    pub fn say(_text: &str) {}
    pub fn end() {}
}
