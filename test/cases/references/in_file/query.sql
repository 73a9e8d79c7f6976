-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.email
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
    COALESCE(email IN (
    SELECT
      value
    FROM list_2
    WHERE value IS NOT NULL
  ), FALSE) AS "by-mail",
    COALESCE(customer_id IN (
    SELECT
      value
    FROM list_1
    WHERE value IS NOT NULL
  ), FALSE) AS keys,
    COALESCE(email IN (
    SELECT
      value
    FROM list_3
    WHERE value IS NOT NULL
  ), FALSE) AS "other-column",
    NOT COALESCE(customer_id IN (
    SELECT
      value
    FROM list_1
    WHERE value IS NOT NULL
  ), FALSE) AS rest
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "by-mail", -- segments.yaml:3
    keys, -- segments.yaml:2
    "other-column", -- segments.yaml:4
    rest -- segments.yaml:5
  FROM members
)
SELECT
  'by-mail' AS segment,
  customer_id
FROM segment_membership
WHERE "by-mail"
UNION ALL
SELECT
  'keys' AS segment,
  customer_id
FROM segment_membership
WHERE keys
UNION ALL
SELECT
  'other-column' AS segment,
  customer_id
FROM segment_membership
WHERE "other-column"
UNION ALL
SELECT
  'rest' AS segment,
  customer_id
FROM segment_membership
WHERE rest
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
