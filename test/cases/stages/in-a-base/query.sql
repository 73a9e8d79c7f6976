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
members_1 AS (
  SELECT
    *,
    COALESCE(country = 'PL', FALSE) AS poles
  FROM features
),
members_2 AS (
  SELECT
    *,
    CASE WHEN NOT COALESCE(poles, FALSE) THEN NULL WHEN points < 15 THEN 'few' ELSE 'many' END AS "poles-by-points.stage"
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    COALESCE(poles AND "poles-by-points.stage" = 'few', FALSE) AS "poles-by-points.few",
    COALESCE(poles AND "poles-by-points.stage" = 'many', FALSE) AS "poles-by-points.many"
  FROM members_2
),
members AS (
  SELECT
    *,
    COALESCE("poles-by-points.few" OR "poles-by-points.many", FALSE) AS "the-set"
  FROM members_3
),
segment_membership AS (
  SELECT
    customer_id,
    poles, -- segments.yaml:2
    "poles-by-points.few", -- segments.yaml:3
    "poles-by-points.many", -- segments.yaml:3
    "the-set" -- segments.yaml:8
  FROM members
)
SELECT
  'poles' AS segment,
  customer_id
FROM segment_membership
WHERE poles
UNION ALL
SELECT
  'poles-by-points.few' AS segment,
  customer_id
FROM segment_membership
WHERE "poles-by-points.few"
UNION ALL
SELECT
  'poles-by-points.many' AS segment,
  customer_id
FROM segment_membership
WHERE "poles-by-points.many"
UNION ALL
SELECT
  'the-set' AS segment,
  customer_id
FROM segment_membership
WHERE "the-set"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
