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
    COALESCE(country = 'PL' AND vip = TRUE, FALSE) AS "all",
    COALESCE(country = 'HU' OR points >= 50, FALSE) AS "any",
    COALESCE((country = 'HU' OR country = 'PL') AND points >= 30, FALSE) AS nested,
    NOT COALESCE(country = 'HU' OR points >= 50, FALSE) AS none,
    NOT COALESCE(country = 'PL' AND vip = TRUE, FALSE) AS "not"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "all", -- segments.yaml:3
    "any", -- segments.yaml:4
    nested, -- segments.yaml:7
    none, -- segments.yaml:5
    "not" -- segments.yaml:6
  FROM members
)
SELECT
  'all' AS segment,
  customer_id
FROM segment_membership
WHERE "all"
UNION ALL
SELECT
  'any' AS segment,
  customer_id
FROM segment_membership
WHERE "any"
UNION ALL
SELECT
  'keys-of-one-mapping' AS segment,
  customer_id
FROM segment_membership
WHERE "all"
UNION ALL
SELECT
  'nested' AS segment,
  customer_id
FROM segment_membership
WHERE nested
UNION ALL
SELECT
  'none' AS segment,
  customer_id
FROM segment_membership
WHERE none
UNION ALL
SELECT
  'not' AS segment,
  customer_id
FROM segment_membership
WHERE "not"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
