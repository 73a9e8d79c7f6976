-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country,
    customers.vip,
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
    COALESCE(CASE WHEN country = 'PL' THEN 1 ELSE 0 END + CASE WHEN vip = TRUE THEN 1 ELSE 0 END + CASE WHEN points >= 25 AND points <= 35 THEN 1 ELSE 0 END >= 2, FALSE) AS "two-of-three"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "two-of-three" -- segments.yaml:2
  FROM members
)
SELECT
  'two-of-three' AS segment,
  customer_id
FROM segment_membership
WHERE "two-of-three"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
