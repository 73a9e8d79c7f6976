-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.credit,
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
    COALESCE(credit <= 0, FALSE) AS negative,
    COALESCE(points <= 30, FALSE) AS number
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    negative, -- segments.yaml:3
    number -- segments.yaml:2
  FROM members
)
SELECT
  'negative' AS segment,
  customer_id
FROM segment_membership
WHERE negative
UNION ALL
SELECT
  'number' AS segment,
  customer_id
FROM segment_membership
WHERE number
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
