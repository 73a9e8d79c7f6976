-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.orders_count
  FROM customers
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 5 AND orders_count_2 >= 2, FALSE) AS "both",
    COALESCE(orders_count = 1, FALSE) AS "column"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "both", -- segments.yaml:2
    "column" -- segments.yaml:3
  FROM members
)
SELECT
  'both' AS segment,
  customer_id
FROM segment_membership
WHERE "both"
UNION ALL
SELECT
  'column' AS segment,
  customer_id
FROM segment_membership
WHERE "column"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
