-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- parameters: ordered-app: channel = app; ordered-phone: channel = phone; ordered-web: channel = web
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
    orders.channel = 'app' AS channel_is_app,
    orders.ordered_at,
    orders.channel = 'phone' AS channel_is_phone,
    orders.channel = 'web' AS channel_is_web
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND orders.channel IN ('app', 'phone', 'web')
    AND orders.ordered_at >= TIMESTAMP '2026-01-01 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN channel_is_app AND ordered_at >= TIMESTAMP '2026-01-01 00:00:00' THEN 1 END) AS orders_count,
    COUNT(CASE WHEN channel_is_phone AND ordered_at >= TIMESTAMP '2026-01-01 00:00:00' THEN 1 END) AS orders_count_2,
    COUNT(CASE WHEN channel_is_web AND ordered_at >= TIMESTAMP '2026-01-01 00:00:00' THEN 1 END) AS orders_count_3
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
    COALESCE(orders_count >= 1, FALSE) AS "ordered-app",
    COALESCE(orders_count_2 >= 1, FALSE) AS "ordered-phone",
    COALESCE(orders_count_3 >= 1, FALSE) AS "ordered-web"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "ordered-app", -- segments.yaml:1
    "ordered-phone", -- segments.yaml:1
    "ordered-web" -- segments.yaml:1
  FROM members
)
SELECT
  'ordered-app' AS segment,
  customer_id
FROM segment_membership
WHERE "ordered-app"
UNION ALL
SELECT
  'ordered-phone' AS segment,
  customer_id
FROM segment_membership
WHERE "ordered-phone"
UNION ALL
SELECT
  'ordered-web' AS segment,
  customer_id
FROM segment_membership
WHERE "ordered-web"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
