-- The catalogue's copy begins anew: it is searched in another way now, and the store has it all.
DROP TABLE words;
DROP TABLE prices;
DROP TABLE variants;
DROP TABLE products;
DELETE FROM settings WHERE key = 'catalogue_synced_at';

-- `run` is the sync that last saw the row; `digest` tells whether the store changed anything.
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
INSERT INTO sold (variant_id, sales)
SELECT json_extract(line.value, '$.variantId'), count(*)
FROM sales, json_each(cart, '$.lines') AS line
WHERE state = 'paid' AND json_extract(line.value, '$.variantId') IS NOT NULL
GROUP BY 1;

CREATE INDEX sales_by_email ON sales (lower(trim(json_extract(cart, '$.customer.email'))), id);
