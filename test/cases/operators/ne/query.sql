-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country,
    customers.points
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
features AS (
  SELECT
    base.*
  FROM base
),
members AS (
  SELECT
    *,
    country IS NOT NULL AND NOT COALESCE(country = 'PL', FALSE) AS known,
    NOT COALESCE(points = 10, FALSE) AS number,
    NOT COALESCE(country = 'PL', FALSE) AS text
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    known, -- segments.yaml:4
    number, -- segments.yaml:5
    text -- segments.yaml:3
  FROM members
)
SELECT
  'known' AS segment,
  customer_id
FROM segment_membership
WHERE known
UNION ALL
SELECT
  'number' AS segment,
  customer_id
FROM segment_membership
WHERE number
UNION ALL
SELECT
  'text' AS segment,
  customer_id
FROM segment_membership
WHERE text
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
