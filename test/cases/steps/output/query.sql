-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country,
    customers.vip
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
features AS (
  SELECT
    base.*
  FROM base
),
members_1 AS (
  SELECT
    *,
    COALESCE(country = 'PL', FALSE) AS block
  FROM features
),
members AS (
  SELECT
    *,
    COALESCE(block AND vip = TRUE, FALSE) AS written
  FROM members_1
),
segment_membership AS (
  SELECT
    customer_id,
    block, -- segments.yaml:2
    written -- segments.yaml:4
  FROM members
)
SELECT
  'block' AS segment,
  customer_id
FROM segment_membership
WHERE block
UNION ALL
SELECT
  'written' AS segment,
  customer_id
FROM segment_membership
WHERE written
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
