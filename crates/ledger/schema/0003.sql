-- Since when a charge is unclear: the store's grace begins there, not when its request left.
ALTER TABLE upsells ADD COLUMN unknown_at INTEGER;
