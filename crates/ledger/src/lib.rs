//! SQLite: sales and their events, captured returns, orders, catalogue, settings.
