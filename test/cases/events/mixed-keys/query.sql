-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-07-01T00:00:00Z; time zone UTC
-- tables, as `segment sources` shows them: customers (people.csv), orders (orders.csv)
WITH base AS (
  SELECT
    customers.id
  FROM customers
),
orders_rows_in_order_1 AS (
  SELECT
    orders.id AS customer,
    orders.nr,
    TRY_CAST(orders.nr AS DECIMAL(38, 10)) AS nr_number,
    orders.day,
    orders.total,
    orders.way
  FROM orders
  WHERE orders.day < DATE '2026-07-01'
),
orders_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY day DESC NULLS LAST, nr_number DESC NULLS FIRST, nr DESC NULLS LAST) AS latest,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY day NULLS LAST, nr_number NULLS LAST, nr NULLS LAST) AS earliest
  FROM orders_rows_in_order_1
),
orders_features_in_order AS (
  SELECT
    customer,
    CAST(SUM(CASE WHEN latest <= 2 THEN total END) AS BIGINT) AS orders_sum_total,
    MAX(CASE WHEN latest = 1 THEN way END) AS last_way,
    COUNT(CASE WHEN earliest <= 1 AND way = 'till' THEN 1 END) AS orders_count,
    COUNT(CASE WHEN latest <= 1 AND way = 'till' THEN 1 END) AS orders_count_2
  FROM orders_rows_in_order
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features_in_order.orders_sum_total, 0) AS orders_sum_total,
    orders_features_in_order.last_way,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count,
    COALESCE(orders_features_in_order.orders_count_2, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS "first-by-the-till",
    COALESCE(orders_count_2 >= 1, FALSE) AS "last-by-the-till",
    COALESCE(orders_sum_total = 5, FALSE) AS "last-two-of-five",
    COALESCE(last_way = 'phone', FALSE) AS "left-by-phone"
  FROM features
),
segment_membership AS (
  SELECT
    id,
    "first-by-the-till", -- segments.yaml:3
    "last-by-the-till", -- segments.yaml:5
    "last-two-of-five", -- segments.yaml:7
    "left-by-phone" -- segments.yaml:9
  FROM members
)
SELECT
  'first-by-the-till' AS segment,
  id
FROM segment_membership
WHERE "first-by-the-till"
UNION ALL
SELECT
  'last-by-the-till' AS segment,
  id
FROM segment_membership
WHERE "last-by-the-till"
UNION ALL
SELECT
  'last-two-of-five' AS segment,
  id
FROM segment_membership
WHERE "last-two-of-five"
UNION ALL
SELECT
  'left-by-phone' AS segment,
  id
FROM segment_membership
WHERE "left-by-phone"
ORDER BY segment NULLS LAST, id NULLS LAST;
