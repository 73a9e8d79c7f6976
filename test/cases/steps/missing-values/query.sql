-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country
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
    CASE WHEN NOT COALESCE(country = 'PL', FALSE) THEN 'abroad' ELSE 'home' END AS "by-country.stage",
    NOT (NOT COALESCE(country = 'PL', FALSE) AND country IS NOT NULL) AS "known-abroad",
    NOT (NOT COALESCE(country = 'PL', FALSE)) AS "not-abroad"
  FROM features
),
members_2 AS (
  SELECT
    *,
    COALESCE("by-country.stage" = 'abroad', FALSE) AS "by-country.abroad",
    COALESCE("by-country.stage" = 'home', FALSE) AS "by-country.home"
  FROM members_1
),
members AS (
  SELECT
    *,
    COALESCE("by-country.abroad", FALSE) AS "the-stage"
  FROM members_2
),
segment_membership AS (
  SELECT
    customer_id,
    "by-country.abroad", -- segments.yaml:4
    "by-country.home", -- segments.yaml:4
    "known-abroad", -- segments.yaml:3
    "not-abroad", -- segments.yaml:2
    "the-stage" -- segments.yaml:8
  FROM members
)
SELECT
  'by-country.abroad' AS segment,
  customer_id
FROM segment_membership
WHERE "by-country.abroad"
UNION ALL
SELECT
  'by-country.home' AS segment,
  customer_id
FROM segment_membership
WHERE "by-country.home"
UNION ALL
SELECT
  'known-abroad' AS segment,
  customer_id
FROM segment_membership
WHERE "known-abroad"
UNION ALL
SELECT
  'not-abroad' AS segment,
  customer_id
FROM segment_membership
WHERE "not-abroad"
UNION ALL
SELECT
  'the-stage' AS segment,
  customer_id
FROM segment_membership
WHERE "the-stage"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
