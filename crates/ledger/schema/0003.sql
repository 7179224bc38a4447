-- Since when a charge is unclear: the store's grace begins there, not when its request left.
ALTER TABLE upsells ADD COLUMN unknown_at INTEGER;

-- A seller's note that has yet to be added to the order: `owed`, or `leaving` once its one request may
-- be on its way.
ALTER TABLE sales ADD COLUMN note_stage TEXT;
CREATE INDEX sales_with_note ON sales (note_stage) WHERE note_stage IS NOT NULL;

-- Rises with whatever is written of a sale, so that of two views of it the newer one is known.
ALTER TABLE sales ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER sales_touched AFTER UPDATE OF
    state, cart, refusal, order_number, currency, total_minor, paid_at, next_check_at, check_error,
    watch_until ON sales
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.id; END;
CREATE TRIGGER events_touch AFTER INSERT ON events
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER attempts_begun_touch AFTER INSERT ON attempts
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER attempts_touch AFTER UPDATE ON attempts
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER orders_kept_touch AFTER INSERT ON orders
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER orders_touch AFTER UPDATE ON orders
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER upsells_intended_touch AFTER INSERT ON upsells
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER upsells_touch AFTER UPDATE ON upsells
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER attention_raised_touch AFTER INSERT ON attention
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER attention_touch AFTER UPDATE ON attention
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
