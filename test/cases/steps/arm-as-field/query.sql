-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    COALESCE(spend >= 0, FALSE) AS trial,
    CAST('0x' || SUBSTR(MD5(('split:spring:' || customer_id)), 1, 8) AS BIGINT) % 10000 AS split_bucket
  FROM features
),
members_2 AS (
  SELECT
    *,
    CASE WHEN trial AND split_bucket < 2500 THEN 'control' WHEN trial AND split_bucket < 10000 THEN 'a' END AS "trial.arm"
  FROM members_1
),
members AS (
  SELECT
    *,
    COALESCE("trial.arm" = 'control', FALSE) AS controls
  FROM members_2
),
segment_membership AS (
  SELECT
    customer_id,
    controls, -- segments.yaml:3
    trial, -- segments.yaml:2
    "trial.arm"
  FROM members
)
SELECT
  'controls' AS segment,
  customer_id,
  NULL AS arm
FROM segment_membership
WHERE controls
UNION ALL
SELECT
  'trial' AS segment,
  customer_id,
  "trial.arm" AS arm
FROM segment_membership
WHERE trial
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
