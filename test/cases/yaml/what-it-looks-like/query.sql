-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country,
    customers.first_name
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
    COALESCE(country = 'NO' OR NOT COALESCE(country = 'NO', FALSE), FALSE) AS anchors,
    COALESCE(first_name = '84029E1', FALSE) AS exponent,
    COALESCE(first_name = '01234', FALSE) AS "leading-zeros",
    COALESCE(country = 'NO', FALSE) AS norway,
    COALESCE(first_name = 'Null', FALSE) AS "word-null"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    anchors, -- segments.yaml:7
    exponent, -- segments.yaml:4
    "leading-zeros", -- segments.yaml:3
    norway, -- segments.yaml:5
    "word-null" -- segments.yaml:6
  FROM members
)
SELECT
  'anchors' AS segment,
  customer_id
FROM segment_membership
WHERE anchors
UNION ALL
SELECT
  'exponent' AS segment,
  customer_id
FROM segment_membership
WHERE exponent
UNION ALL
SELECT
  'leading-zeros' AS segment,
  customer_id
FROM segment_membership
WHERE "leading-zeros"
UNION ALL
SELECT
  'norway' AS segment,
  customer_id
FROM segment_membership
WHERE norway
UNION ALL
SELECT
  'word-null' AS segment,
  customer_id
FROM segment_membership
WHERE "word-null"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
