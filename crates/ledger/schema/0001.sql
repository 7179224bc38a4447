-- Sales, one row each. The row is where a sale stands; the events say how it came there.
-- Times are milliseconds since 1970 (UTC); money is in hundredths of its currency.
CREATE TABLE sales (
    place         INTEGER PRIMARY KEY,          -- rises with the time at which sales were started
    id            TEXT NOT NULL UNIQUE,
    state         TEXT NOT NULL,
    started_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    cart          TEXT NOT NULL,                -- JSON, as typed
    revision      INTEGER NOT NULL DEFAULT 0,   -- rises with whatever is written of the sale
    refusal       TEXT,                         -- JSON: why the last placing failed
    customer      TEXT NOT NULL DEFAULT '',     -- name or email, for lists
    phone         TEXT NOT NULL DEFAULT '',     -- its digits
    seller        TEXT NOT NULL DEFAULT '',     -- who placed its order
    elsewhere     INTEGER NOT NULL DEFAULT 0,   -- whether its order was made elsewhere: in no takings here
    items         INTEGER NOT NULL DEFAULT 0,
    currency      TEXT NOT NULL,
    total_minor   INTEGER NOT NULL DEFAULT 0,   -- the estimate, then the store's total
    order_number  TEXT,                         -- confirmed by the store
    paid_at       INTEGER,
    next_check_at INTEGER,                      -- when the store is to be asked next
    checks        INTEGER NOT NULL DEFAULT 0,   -- how often it was asked since that began
    check_error   TEXT,                         -- JSON: why the last question failed
    watch_until   INTEGER,                      -- until when a given-up payment is watched
    blanked_at    INTEGER,                      -- when its customer's data was blanked
    indexed       INTEGER NOT NULL DEFAULT -1,  -- the revision that `sale_words` knows
    words_digest  INTEGER                       -- of its words there; none until it has some
) STRICT;
CREATE INDEX sales_due ON sales (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX sales_by_state ON sales (state, id);
CREATE UNIQUE INDEX sales_by_order ON sales (order_number) WHERE order_number IS NOT NULL;
CREATE INDEX sales_watched ON sales (watch_until) WHERE watch_until IS NOT NULL;
CREATE INDEX sales_by_payment ON sales (paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX sales_by_email ON sales (lower(trim(json_extract(cart, '$.customer.email'))), id);
CREATE INDEX sales_by_age ON sales (changed_at) WHERE blanked_at IS NULL;
CREATE INDEX sales_to_index ON sales (indexed) WHERE indexed <> revision;

-- The words under which sales are found, and every beginning of them. rowid is the sale's place below
-- zero, so that the newest come first without being sorted: SQLite reads lists quicker upwards.
CREATE VIRTUAL TABLE sale_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none',
    tokenize = 'unicode61 remove_diacritics 0'
);
-- To look a sale up in a long list, a page of the list is read: eight small ones fit one of the file's.
-- A word is looked up in each segment of the index: two alike are made one.
INSERT INTO sale_words (sale_words, rank) VALUES ('pgsz', 480), ('automerge', 2), ('usermerge', 2);
-- What sales can be narrowed to: every state, seller and currency there was. `sale_words` has the ids.
CREATE TABLE sale_choices (
    id    INTEGER PRIMARY KEY,
    kind  TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, value)
) STRICT;

-- What happened, chained: each hash covers the entry and the hash before it, over the whole ledger.
-- SQLite remembers the last entry it gave, so that entries missing at the end are noticed.
CREATE TABLE events (
    entry    INTEGER PRIMARY KEY AUTOINCREMENT,
    sale_id  TEXT NOT NULL REFERENCES sales (id),
    sequence INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    event    TEXT NOT NULL,                     -- JSON of a SaleEvent; nothing personal
    previous BLOB NOT NULL,
    hash     BLOB NOT NULL,
    UNIQUE (sale_id, sequence)
) STRICT;
CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

-- Each placing of a sale, with the digest of its return token: the token itself is never stored.
CREATE TABLE attempts (
    sale_id        TEXT NOT NULL REFERENCES sales (id),
    attempt        INTEGER NOT NULL,
    token_digest   BLOB NOT NULL UNIQUE,
    port           INTEGER NOT NULL,
    method         TEXT NOT NULL,
    estimate_minor INTEGER NOT NULL,
    started_at     INTEGER NOT NULL,
    payment_url    TEXT,
    placed_at      INTEGER,
    link_shared    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (sale_id, attempt)
) STRICT, WITHOUT ROWID;

-- What came back through customers' browsers, byte for byte.
CREATE TABLE returns (
    id          INTEGER PRIMARY KEY,
    sale_id     TEXT NOT NULL REFERENCES sales (id),
    attempt     INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    digest      BLOB NOT NULL,                  -- SHA-256 of the body, to know repeats
    body        BLOB NOT NULL,
    repeats     INTEGER NOT NULL DEFAULT 0,
    judged      INTEGER NOT NULL DEFAULT 0,     -- how often it was taken up: at first, and once repeated
    UNIQUE (sale_id, attempt, digest)
) STRICT;
-- Those that were kept, and of which nothing else is written yet.
CREATE INDEX returns_to_judge ON returns (id) WHERE judged < 2 AND judged <= repeats;

-- The store's own records, as last read.
CREATE TABLE orders (
    number         TEXT PRIMARY KEY,
    sale_id        TEXT NOT NULL REFERENCES sales (id),
    raw            TEXT NOT NULL,
    read_at        INTEGER NOT NULL,
    notes          TEXT,                        -- JSON of its notes, once they were read
    notes_read_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_sale ON orders (sale_id);

-- What reports count of the orders that sales were paid by, replaced with each newer record. A year of
-- them is read at once, so they are narrow, and hold what of their sale goes with them.
CREATE TABLE paid_orders (
    order_number   TEXT PRIMARY KEY,
    sale_id        TEXT NOT NULL REFERENCES sales (id),
    paid_at        INTEGER NOT NULL,            -- the sale's
    currency       TEXT NOT NULL,
    total_minor    INTEGER NOT NULL,            -- what it brought, paid back or not
    tax_minor      INTEGER,
    shipping_minor INTEGER,
    discount_minor INTEGER,
    items          INTEGER NOT NULL,
    method         TEXT NOT NULL,
    seller         TEXT NOT NULL,               -- the sale's
    cancelled      INTEGER NOT NULL,
    elsewhere      INTEGER NOT NULL,            -- the sale's
    offered        INTEGER NOT NULL,            -- how many upsells the sale was offered
    upsold         INTEGER NOT NULL,            -- how many of its upsells were charged
    upsold_minor   INTEGER NOT NULL             -- what those brought
) STRICT;
CREATE INDEX paid_orders_by_payment ON paid_orders (paid_at);
-- All that reports sum of orders, by days of UTC: what is of one day is summed as it is read.
CREATE INDEX paid_orders_by_day ON paid_orders (
    paid_at / 86400000, currency, method, seller, paid_at, cancelled, items, total_minor, tax_minor,
    offered, upsold, upsold_minor
) WHERE elsewhere = 0;
CREATE INDEX paid_orders_by_sale ON paid_orders (sale_id);
CREATE TABLE order_lines (
    order_number  TEXT NOT NULL REFERENCES paid_orders (order_number),
    line_id       INTEGER NOT NULL,
    sale_id       TEXT NOT NULL,
    variant_id    INTEGER,
    title         TEXT NOT NULL,
    variant_title TEXT NOT NULL,
    sku           TEXT NOT NULL,
    quantity      INTEGER NOT NULL,
    total_minor   INTEGER,
    is_upsell     INTEGER NOT NULL,
    currency      TEXT NOT NULL,                -- the order's
    counted_at    INTEGER,                      -- when the order was paid; none where it counts nowhere
    PRIMARY KEY (order_number, line_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_lines_by_sale ON order_lines (sale_id);
-- All that reports sum of products. What is no variant goes by its title.
CREATE INDEX order_lines_by_day ON order_lines (
    counted_at / 86400000, currency, coalesce(variant_id, title), counted_at, quantity, total_minor
) WHERE counted_at IS NOT NULL;
CREATE TABLE order_refunds (
    order_number   TEXT NOT NULL REFERENCES paid_orders (order_number),
    transaction_id INTEGER NOT NULL,
    sale_id        TEXT NOT NULL,
    at             INTEGER NOT NULL,            -- the transaction's, else when it was first seen
    currency       TEXT NOT NULL,
    amount_minor   INTEGER NOT NULL,
    method         TEXT NOT NULL,
    PRIMARY KEY (order_number, transaction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_refunds_by_time ON order_refunds (at);

-- Upsell charges. The two indexes are the rule itself: one on its way for a sale, and for an article
-- no second one while the first is unsettled, nor ever once it was charged.
CREATE TABLE upsells (
    entry          INTEGER PRIMARY KEY,        -- counts the clicks: clocks are set
    id             TEXT NOT NULL UNIQUE,
    sale_id        TEXT NOT NULL REFERENCES sales (id),
    order_number   TEXT NOT NULL,
    variant_id     INTEGER NOT NULL,
    title          TEXT NOT NULL,
    variant_title  TEXT NOT NULL,
    currency       TEXT NOT NULL,
    price_minor    INTEGER NOT NULL,
    shape          TEXT NOT NULL,               -- JSON of the OrderShape before the click
    state          TEXT NOT NULL,
    intended_at    INTEGER NOT NULL,
    sent_at        INTEGER,
    settled_at     INTEGER,
    amount_minor   INTEGER,
    transaction_id INTEGER,
    reason         TEXT,
    response_code  TEXT,
    next_check_at  INTEGER,
    checks         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX upsells_one_on_its_way ON upsells (sale_id) WHERE state IN ('intended', 'sent');
CREATE UNIQUE INDEX upsells_one_charge ON upsells (sale_id, variant_id)
    WHERE state IN ('intended', 'sent', 'unknown', 'charged');
CREATE INDEX upsells_by_sale ON upsells (sale_id);
CREATE INDEX upsells_due ON upsells (next_check_at) WHERE next_check_at IS NOT NULL;

-- The merchant's own upsell offers. An id is never given again: what was offered names it.
CREATE TABLE offers (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    position        INTEGER NOT NULL,
    variant_id      INTEGER NOT NULL,
    title           TEXT NOT NULL,              -- as last known, should the store take it out
    variant_title   TEXT NOT NULL,
    currency        TEXT,
    price_minor     INTEGER,                    -- before tax; none is the store's price
    min_currency    TEXT,
    min_total_minor INTEGER,                    -- for orders of at least this
    products        TEXT NOT NULL,              -- JSON array of product ids; empty: with any
    enabled         INTEGER NOT NULL
) STRICT;
-- What each paid sale was offered, in the order of the buttons; without an offer the store recommends it.
CREATE TABLE offered (
    sale_id    TEXT NOT NULL REFERENCES sales (id),
    variant_id INTEGER NOT NULL,
    offer_id   INTEGER,
    position   INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (sale_id, variant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX offered_by_offer ON offered (offer_id);

-- Orders that the store was asked to cancel: one request for each, until it is surely not done.
CREATE TABLE cancellations (
    order_number  TEXT PRIMARY KEY,
    sale_id       TEXT NOT NULL REFERENCES sales (id),
    full_refund   INTEGER NOT NULL,             -- whether all of it was to be paid back with it
    state         TEXT NOT NULL,
    sent_at       INTEGER NOT NULL,
    reason        TEXT,
    next_check_at INTEGER,
    checks        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX cancellations_by_sale ON cancellations (sale_id);
CREATE INDEX cancellations_due ON cancellations (next_check_at) WHERE next_check_at IS NOT NULL;

-- What came onto paper, or was handed to the system's printing: the next one of the same is a copy.
CREATE TABLE prints (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,                   -- `receipt`, `day_sheet`
    subject    TEXT NOT NULL,                   -- the sale's id, the sheet's number
    printed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX prints_of ON prints (kind, subject);
-- Refunds that the store was asked for: of an order one at a time, until it is known what became of
-- it, and each of the store's own refunds explains one of them.
CREATE TABLE refunds (
    entry          INTEGER PRIMARY KEY,
    sale_id        TEXT NOT NULL REFERENCES sales (id),
    order_number   TEXT NOT NULL,
    currency       TEXT NOT NULL,
    amount_minor   INTEGER NOT NULL,            -- as it was confirmed
    plan           TEXT NOT NULL,               -- JSON of a RefundPlan
    state          TEXT NOT NULL,
    sent_at        INTEGER NOT NULL,
    refund_id      INTEGER,                     -- the store's own
    refunded_minor INTEGER,                     -- what the store paid back
    error          TEXT,                        -- JSON: why it was not made
    next_check_at  INTEGER,
    checks         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX refunds_one_at_a_time ON refunds (order_number)
    WHERE state IN ('sent', 'unknown');
CREATE UNIQUE INDEX refunds_explained_once ON refunds (order_number, refund_id)
    WHERE refund_id IS NOT NULL;
CREATE INDEX refunds_by_sale ON refunds (sale_id);
CREATE INDEX refunds_due ON refunds (next_check_at) WHERE next_check_at IS NOT NULL;

-- Notes for orders: `owed` until their one request leaves. Of one text one is on its way at a time.
CREATE TABLE notes (
    entry         INTEGER PRIMARY KEY,
    sale_id       TEXT NOT NULL REFERENCES sales (id),
    order_number  TEXT NOT NULL,
    message       TEXT NOT NULL,                -- as typed: it may be personal
    state         TEXT NOT NULL,
    written_at    INTEGER NOT NULL,
    note_id       INTEGER,                      -- the store's own, once it stands in the order
    reason        TEXT,                         -- why it was not added
    next_check_at INTEGER,
    checks        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX notes_one_at_a_time ON notes (order_number, message)
    WHERE state IN ('owed', 'sent', 'unknown');
CREATE INDEX notes_by_sale ON notes (sale_id);
CREATE INDEX notes_by_state ON notes (state) WHERE state IN ('owed', 'sent', 'unknown');
CREATE INDEX notes_due ON notes (next_check_at) WHERE next_check_at IS NOT NULL;

-- Comparisons of a span with the store's orders, the orders that are compared in each (those of the
-- store's list, then those that are paid here and were not in it), and what did not agree.
CREATE TABLE comparisons (
    id          INTEGER PRIMARY KEY,
    from_at     INTEGER NOT NULL,
    to_at       INTEGER NOT NULL,
    mends       INTEGER NOT NULL,               -- whether it takes over by itself what is missing here
    started_at  INTEGER NOT NULL,
    finished_at INTEGER,
    listed      INTEGER NOT NULL DEFAULT 0,     -- whether the whole list was read
    next        TEXT                            -- the list's page to read next
) STRICT;
CREATE TABLE compared (
    comparison   INTEGER NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
    order_number TEXT NOT NULL,
    outcome      TEXT,                          -- none until it was compared
    PRIMARY KEY (comparison, order_number)
) STRICT, WITHOUT ROWID;
CREATE TABLE findings (
    id           INTEGER PRIMARY KEY,
    comparison   INTEGER NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,
    order_number TEXT NOT NULL,
    sale_id      TEXT,
    here         TEXT,                          -- JSON of an amount
    there        TEXT,
    mended_at    INTEGER
) STRICT;
CREATE INDEX findings_by_comparison ON findings (comparison);

-- Sheets of the end of a day, numbered without gaps. What one says stays as it was.
CREATE TABLE day_sheets (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    from_at INTEGER NOT NULL,
    to_at   INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    seller  TEXT NOT NULL,
    content TEXT NOT NULL                       -- JSON, in `till`'s words; nothing of customers
) STRICT;
CREATE INDEX day_sheets_by_span ON day_sheets (from_at);
CREATE TRIGGER day_sheets_stay BEFORE UPDATE ON day_sheets
BEGIN SELECT RAISE(ABORT, 'sheets are never changed'); END;
CREATE TRIGGER day_sheets_remain BEFORE DELETE ON day_sheets
BEGIN SELECT RAISE(ABORT, 'sheets are never removed'); END;

-- Matters for a person.
CREATE TABLE attention (
    id         INTEGER PRIMARY KEY,
    sale_id    TEXT NOT NULL REFERENCES sales (id),
    kind       TEXT NOT NULL,
    matter     TEXT NOT NULL,                   -- JSON of an Attention
    raised_at  INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX attention_once ON attention (sale_id, matter);
CREATE INDEX attention_open ON attention (sale_id) WHERE settled_at IS NULL;

-- The store's catalogue. `run` is the sync that last saw the row; `digest` tells whether the store
-- changed anything.
CREATE TABLE products (
    id          INTEGER PRIMARY KEY,
    title       TEXT NOT NULL,
    picture     TEXT,                           -- its address at the store
    recommended TEXT NOT NULL,                  -- JSON array of product or variant ids
    interval    TEXT,
    counts      TEXT NOT NULL,                  -- JSON array of interval counts
    digest      INTEGER NOT NULL,
    run         INTEGER NOT NULL
) STRICT;
CREATE INDEX products_by_run ON products (run);
CREATE TABLE variants (
    id                INTEGER PRIMARY KEY,
    product_id        INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    title             TEXT NOT NULL,
    sku               TEXT,
    sku_key           TEXT,                     -- as codes are compared
    barcode           TEXT,
    barcode_key       TEXT,
    requires_shipping INTEGER NOT NULL,
    sellable          INTEGER NOT NULL,
    stock             TEXT NOT NULL,
    stock_count       INTEGER,
    prices            TEXT NOT NULL             -- JSON: currency code → [price, retail, subscription]
) STRICT;
CREATE INDEX variants_by_product ON variants (product_id);
CREATE INDEX variants_by_sku ON variants (sku_key) WHERE sku_key IS NOT NULL;
CREATE INDEX variants_by_barcode ON variants (barcode_key) WHERE barcode_key IS NOT NULL;

-- Folded words of each variant; rowid is the variant's id. `mark` is one letter: a for what was sold
-- here, b for what can be, c for what cannot.
CREATE VIRTUAL TABLE words USING fts5 (
    title, variant, codes, mark, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
-- Every word of a title, to find those that a slip of a letter may have been meant for.
CREATE TABLE terms (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- How often each variant was sold here.
CREATE TABLE sold (variant_id INTEGER PRIMARY KEY, sales INTEGER NOT NULL) STRICT;
CREATE INDEX sold_most ON sold (sales);

-- Customers seen on this till.
CREATE TABLE customers (
    email    TEXT PRIMARY KEY,                  -- lower case
    fields   TEXT NOT NULL,                     -- JSON of a Customer
    name     TEXT NOT NULL,                     -- folded
    digits   TEXT NOT NULL,                     -- of the phone
    orders   INTEGER NOT NULL DEFAULT 0,
    seen_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                         -- JSON
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sales_counted AFTER UPDATE OF elsewhere ON sales
BEGIN
    UPDATE paid_orders SET elsewhere = NEW.elsewhere WHERE sale_id = NEW.id;
    UPDATE order_lines SET counted_at = (
        SELECT paid_at FROM paid_orders AS paid
        WHERE paid.order_number = order_lines.order_number AND paid.elsewhere = 0)
    WHERE sale_id = NEW.id;
END;
-- An upsell belongs to its sale's payment, whenever it was offered or charged.
CREATE TRIGGER offered_counted AFTER INSERT ON offered
BEGIN UPDATE paid_orders SET offered = offered + 1 WHERE sale_id = NEW.sale_id; END;
CREATE TRIGGER upsells_counted AFTER UPDATE OF state, amount_minor ON upsells
BEGIN
    UPDATE paid_orders SET (upsold, upsold_minor) = (
        SELECT count(*), coalesce(sum(amount_minor), 0) FROM upsells
        WHERE sale_id = NEW.sale_id AND state = 'charged')
    WHERE sale_id = NEW.sale_id;
END;

-- Whatever is written of a sale makes its revision rise, so that of two views the newer is known.
CREATE TRIGGER sales_touched AFTER UPDATE OF
    state, cart, refusal, seller, order_number, currency, total_minor, paid_at, next_check_at,
    check_error, watch_until ON sales
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
CREATE TRIGGER cancellations_begun_touch AFTER INSERT ON cancellations
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER cancellations_touch AFTER UPDATE ON cancellations
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER refunds_begun_touch AFTER INSERT ON refunds
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER refunds_touch AFTER UPDATE ON refunds
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER notes_begun_touch AFTER INSERT ON notes
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER notes_touch AFTER UPDATE ON notes
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER attention_raised_touch AFTER INSERT ON attention
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
CREATE TRIGGER attention_touch AFTER UPDATE ON attention
BEGIN UPDATE sales SET revision = revision + 1 WHERE id = NEW.sale_id; END;
