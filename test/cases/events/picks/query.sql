-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.order_id,
    TRY_CAST(orders.order_id AS DECIMAL(38, 10)) AS order_id_number,
    orders.ordered_at,
    orders.channel,
    orders.channel = 'app' AS channel_is_app
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at NULLS LAST, order_id_number NULLS LAST, order_id NULLS LAST) AS earliest,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at DESC NULLS LAST, order_id_number DESC NULLS FIRST, order_id DESC NULLS LAST) AS latest,
    ROW_NUMBER() OVER (PARTITION BY customer, COALESCE(channel_is_app, FALSE) ORDER BY ordered_at DESC NULLS LAST, order_id_number DESC NULLS FIRST, order_id DESC NULLS LAST) AS latest_2
  FROM orders_rows_in_order_1
),
orders_features_in_order AS (
  SELECT
    customer,
    COUNT(CASE WHEN earliest <= 2 AND channel = 'web' THEN 1 END) AS orders_count,
    COUNT(CASE WHEN earliest <= 1 AND ordered_at >= TIMESTAMP '2025-10-01 00:00:00' AND ordered_at < TIMESTAMP '2026-01-01 00:00:00' THEN 1 END) AS orders_count_2,
    COUNT(CASE WHEN latest <= 1 AND channel = 'phone' THEN 1 END) AS orders_count_3,
    MIN(CASE WHEN channel_is_app AND latest_2 <= 1 THEN ordered_at END) AS orders_first
  FROM orders_rows_in_order
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count,
    COALESCE(orders_features_in_order.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features_in_order.orders_count_3, 0) AS orders_count_3,
    orders_features_in_order.orders_first
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count = 2, FALSE) AS "both-of-the-first-two",
    COALESCE(orders_count_2 >= 1, FALSE) AS "first-in-a-quarter",
    COALESCE(orders_count_3 >= 1, FALSE) AS "last-by-phone",
    COALESCE(orders_first < TIMESTAMP '2026-01-01 00:00:00', FALSE) AS "last-in-app"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "both-of-the-first-two", -- segments.yaml:4
    "first-in-a-quarter", -- segments.yaml:2
    "last-by-phone", -- segments.yaml:3
    "last-in-app" -- segments.yaml:5
  FROM members
)
SELECT
  'both-of-the-first-two' AS segment,
  customer_id
FROM segment_membership
WHERE "both-of-the-first-two"
UNION ALL
SELECT
  'first-in-a-quarter' AS segment,
  customer_id
FROM segment_membership
WHERE "first-in-a-quarter"
UNION ALL
SELECT
  'last-by-phone' AS segment,
  customer_id
FROM segment_membership
WHERE "last-by-phone"
UNION ALL
SELECT
  'last-in-app' AS segment,
  customer_id
FROM segment_membership
WHERE "last-in-app"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
