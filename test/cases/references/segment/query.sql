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
    COALESCE(country = 'PL', FALSE) AS poles,
    COALESCE(vip = TRUE, FALSE) AS vips
  FROM features
),
members_2 AS (
  SELECT
    *,
    COALESCE(poles OR vips, FALSE) AS "any-of-both",
    COALESCE(poles AND NOT COALESCE(vips, FALSE), FALSE) AS "only-one"
  FROM members_1
),
members AS (
  SELECT
    *,
    COALESCE("any-of-both" AND NOT COALESCE("only-one", FALSE), FALSE) AS diamond
  FROM members_2
),
segment_membership AS (
  SELECT
    customer_id,
    "any-of-both", -- segments.yaml:4
    diamond, -- segments.yaml:6
    "only-one", -- segments.yaml:5
    poles, -- segments.yaml:2
    vips -- segments.yaml:3
  FROM members
)
SELECT
  'any-of-both' AS segment,
  customer_id
FROM segment_membership
WHERE "any-of-both"
UNION ALL
SELECT
  'diamond' AS segment,
  customer_id
FROM segment_membership
WHERE diamond
UNION ALL
SELECT
  'only-one' AS segment,
  customer_id
FROM segment_membership
WHERE "only-one"
UNION ALL
SELECT
  'poles' AS segment,
  customer_id
FROM segment_membership
WHERE poles
UNION ALL
SELECT
  'vips' AS segment,
  customer_id
FROM segment_membership
WHERE vips
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
