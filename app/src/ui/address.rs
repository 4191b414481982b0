//! What the address says. A page that is gone while its data was still on the way is asked once more by the work that
//! was already under way: it then reads an empty address, where the router's own memo would end the whole program.
use leptos::prelude::*;
use leptos_router::{hooks, params::ParamsMap};

/// The parts of a path, or the query behind it.
#[derive(Debug, Clone, Copy)]
pub struct Address(Memo<ParamsMap>);

impl Address {
    /// As it stands; whoever reads runs again when it changes.
    pub fn read(&self) -> ParamsMap {
        self.0.try_get().unwrap_or_default()
    }
    /// As it stands, once.
    pub fn read_untracked(&self) -> ParamsMap {
        self.0.try_get_untracked().unwrap_or_default()
    }
    /// One part of it, by name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.with(|all| all.get(name))
    }
    /// What `look` makes of it; whoever reads runs again when it changes.
    pub fn with<T>(&self, look: impl FnOnce(&ParamsMap) -> T) -> T {
        look(&self.read())
    }
    /// What `look` makes of it, once.
    pub fn with_untracked<T>(&self, look: impl FnOnce(&ParamsMap) -> T) -> T {
        look(&self.read_untracked())
    }
}

/// The parts of the path.
pub fn use_params_map() -> Address {
    Address(hooks::use_params_map())
}

/// The query behind the path.
pub fn use_query_map() -> Address {
    Address(hooks::use_query_map())
}
