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
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.each,
    CAST(orders.each AS DECIMAL(38, 12)) AS same,
    orders.ordered_at
  FROM orders_with_each AS orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows_in_order_then_visits AS (
  SELECT
    visits.customer_id AS customer,
    visits.price,
    CAST(visits.price AS DECIMAL(38, 12)) AS same,
    visits.seen_at
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows_in_order_both AS (
  SELECT
    customer,
    each,
    same,
    ordered_at,
    same AS same_1_,
    ordered_at AS moment_,
    1 AS leads_,
    NULL AS next_visits_
  FROM orders_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS each,
    NULL AS same,
    NULL AS ordered_at,
    same AS same_1_,
    seen_at AS moment_,
    0 AS leads_,
    seen_at AS next_visits_
  FROM orders_rows_in_order_then_visits
  WHERE same IS NOT NULL
),
orders_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_visits_) OVER (PARTITION BY customer, same_1_ ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_visits
  FROM orders_rows_in_order_both
),
orders_rows_in_order AS (
  SELECT
    customer,
    each,
    same,
    ordered_at,
    next_visits
  FROM orders_rows_in_order_next
  WHERE leads_ = 1
),
orders_features_in_order AS (
  SELECT
    customer,
    COUNT(CASE WHEN next_visits IS NOT NULL THEN 1 END) AS orders_count,
    COUNT(CASE WHEN NOT (next_visits IS NOT NULL) THEN 1 END) AS orders_count_2
  FROM orders_rows_in_order
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count,
    COALESCE(orders_features_in_order.orders_count_2, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS "at-its-price",
    COALESCE(orders_count_2 >= 1, FALSE) AS "not-at-its-price"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "at-its-price", -- segments.yaml:2
    "not-at-its-price" -- segments.yaml:4
  FROM members
)
SELECT
  'at-its-price' AS segment,
  customer_id
FROM segment_membership
WHERE "at-its-price"
UNION ALL
SELECT
  'not-at-its-price' AS segment,
  customer_id
FROM segment_membership
WHERE "not-at-its-price"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
