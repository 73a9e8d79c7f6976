-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country,
    customers.credit,
    customers.points,
    customers.vip
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
    COALESCE(country = 'PL', FALSE) AS bare,
    COALESCE(credit = 100, FALSE) AS number,
    COALESCE(credit = points, FALSE) AS "other-field",
    COALESCE(vip = TRUE, FALSE) AS truth
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    bare, -- segments.yaml:2
    number, -- segments.yaml:4
    "other-field", -- segments.yaml:6
    truth -- segments.yaml:5
  FROM members
)
SELECT
  'bare' AS segment,
  customer_id
FROM segment_membership
WHERE bare
UNION ALL
SELECT
  'number' AS segment,
  customer_id
FROM segment_membership
WHERE number
UNION ALL
SELECT
  'other-field' AS segment,
  customer_id
FROM segment_membership
WHERE "other-field"
UNION ALL
SELECT
  'text' AS segment,
  customer_id
FROM segment_membership
WHERE bare
UNION ALL
SELECT
  'truth' AS segment,
  customer_id
FROM segment_membership
WHERE truth
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
