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
    MAX(CASE WHEN channel_is_app THEN ordered_at END) AS orders_last,
    MAX(CASE WHEN channel_is_phone THEN ordered_at END) AS orders_last_2,
    MAX(CASE WHEN channel_is_web THEN ordered_at END) AS orders_last_3
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_last,
    orders_features.orders_last_2,
    orders_features.orders_last_3
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_last >= TIMESTAMP '2026-01-01 00:00:00', FALSE) AS "ordered-app",
    COALESCE(orders_last_2 >= TIMESTAMP '2026-01-01 00:00:00', FALSE) AS "ordered-phone",
    COALESCE(orders_last_3 >= TIMESTAMP '2026-01-01 00:00:00', FALSE) AS "ordered-web"
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
