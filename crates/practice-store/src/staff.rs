//! The store's agents, to whom an order can be attributed.

/// Someone who sells for the store.
pub(crate) struct Agent {
    pub(crate) id: i64,
    pub(crate) email: &'static str,
    pub(crate) first_name: &'static str,
    pub(crate) last_name: &'static str,
}

pub(crate) const AGENTS: &[Agent] = &[
    Agent { id: 1, email: "sam@example.com", first_name: "Sam", last_name: "Clerk" },
    Agent { id: 2, email: "noor@example.com", first_name: "Noor", last_name: "Haddad" },
    Agent { id: 3, email: "mio@example.com", first_name: "Mio", last_name: "Tanaka" },
];

pub(crate) fn agent(id: i64) -> Option<&'static Agent> {
    AGENTS.iter().find(|agent| agent.id == id)
}
