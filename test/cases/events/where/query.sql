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
    orders.product_id = 'p2' AS product_id_is_p2,
    orders.ship_to IS NOT NULL AS ship_to_test,
    NOT COALESCE(orders.ship_to = customer.country, FALSE) AS ship_to_test_2,
    orders.channel = 'phone' OR orders.total >= 200 AS channel_test,
    orders.channel = 'app' AS channel_is_app,
    orders.total < 20 AS total_test,
    orders.ordered_at
  FROM orders
  LEFT JOIN customers AS customer ON customer.customer_id = orders.customer_id
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND (orders.product_id = 'p2' OR orders.ship_to IS NOT NULL AND NOT COALESCE(orders.ship_to = customer.country, FALSE) OR orders.channel = 'phone' OR orders.total >= 200 OR orders.channel = 'app' AND orders.total < 20)
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN product_id_is_p2 THEN 1 END) AS orders_count,
    COUNT(CASE WHEN ship_to_test AND ship_to_test_2 THEN 1 END) AS orders_count_2,
    COUNT(CASE WHEN channel_test THEN 1 END) AS orders_count_3,
    COUNT(CASE WHEN channel_is_app AND total_test THEN 1 END) AS orders_count_4
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features.orders_count_3, 0) AS orders_count_3,
    COALESCE(orders_features.orders_count_4, 0) AS orders_count_4
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count_2 >= 1, FALSE) AS abroad,
    COALESCE(orders_count_3 >= 1, FALSE) AS "any-of-two",
    COALESCE(orders_count_4 >= 1, FALSE) AS "cheap-in-app",
    COALESCE(orders_count >= 2, FALSE) AS "not-cancelled-only"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    abroad, -- segments.yaml:7
    "any-of-two", -- segments.yaml:3
    "cheap-in-app", -- segments.yaml:2
    "not-cancelled-only" -- segments.yaml:5
  FROM members
)
SELECT
  'abroad' AS segment,
  customer_id
FROM segment_membership
WHERE abroad
UNION ALL
SELECT
  'any-of-two' AS segment,
  customer_id
FROM segment_membership
WHERE "any-of-two"
UNION ALL
SELECT
  'cheap-in-app' AS segment,
  customer_id
FROM segment_membership
WHERE "cheap-in-app"
UNION ALL
SELECT
  'not-cancelled-only' AS segment,
  customer_id
FROM segment_membership
WHERE "not-cancelled-only"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
