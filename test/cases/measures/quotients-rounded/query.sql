-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders_with_each (orders.csv), visits (visits.csv)
-- orders.file_order counts rows in the order of the files
WITH orders_with_each AS (
  SELECT
    orders.order_id,
    orders.customer_id,
    orders.ordered_at,
    orders.total,
    orders.quantity,
    orders.file_order,
    CAST(CAST(CAST(orders.total AS DOUBLE) / NULLIF(orders.quantity, 0) AS DECIMAL(38, 12)) AS DOUBLE) AS each
  FROM orders
),
base AS (
  SELECT
    customers.customer_id
  FROM customers
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    CAST(orders.each AS DECIMAL(38, 12)) = 0.049180327869 AS each_test,
    CAST(orders.each AS DECIMAL(38, 12)) = -0.049180327869 AS each_test_2,
    CAST(orders.each AS DECIMAL(38, 12)) < 0.049180327869 AS each_test_3,
    orders.ordered_at
  FROM orders_with_each AS orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND (CAST(orders.each AS DECIMAL(38, 12)) IN (0.049180327869, -0.049180327869) OR CAST(orders.each AS DECIMAL(38, 12)) < 0.049180327869)
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN each_test THEN 1 END) AS orders_count,
    COUNT(CASE WHEN each_test_2 THEN 1 END) AS orders_count_2,
    COUNT(CASE WHEN each_test_3 THEN 1 END) AS orders_count_3
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features.orders_count_3, 0) AS orders_count_3
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS "as-much",
    COALESCE(orders_count_2 >= 1, FALSE) AS "below-nothing",
    COALESCE(orders_count_3 >= 1, FALSE) AS less
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "as-much", -- segments.yaml:4
    "below-nothing", -- segments.yaml:5
    less -- segments.yaml:3
  FROM members
)
SELECT
  'as-much' AS segment,
  customer_id
FROM segment_membership
WHERE "as-much"
UNION ALL
SELECT
  'below-nothing' AS segment,
  customer_id
FROM segment_membership
WHERE "below-nothing"
UNION ALL
SELECT
  'less' AS segment,
  customer_id
FROM segment_membership
WHERE less
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
