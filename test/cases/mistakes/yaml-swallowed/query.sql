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
    COALESCE(country = 'PL', FALSE) AS comment,
    COALESCE(points IN (1, 0, 2), FALSE) AS thousands
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    comment, -- Sale (segments.yaml:3)
    thousands -- segments.yaml:5
  FROM members
)
SELECT
  'comment' AS segment,
  customer_id
FROM segment_membership
WHERE comment
UNION ALL
SELECT
  'thousands' AS segment,
  customer_id
FROM segment_membership
WHERE thousands
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
