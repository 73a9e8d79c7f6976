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
    orders.channel,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.order_id,
    TRY_CAST(orders.order_id AS DECIMAL(38, 10)) AS order_id_number
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at DESC NULLS LAST, order_id_number DESC NULLS FIRST, order_id DESC NULLS LAST) AS latest
  FROM orders_rows_in_order_1
),
orders_features_in_order AS (
  SELECT
    customer,
    MAX(channel) AS orders_value_of_last_channel
  FROM orders_rows_in_order
  WHERE latest = 1
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features_in_order.orders_value_of_last_channel
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_value_of_last_channel = 'app', FALSE) AS "last-in-app"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "last-in-app" -- segments.yaml:2
  FROM members
)
SELECT
  'last-in-app' AS segment,
  customer_id
FROM segment_membership
WHERE "last-in-app"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
