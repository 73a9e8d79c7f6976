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
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at NULLS LAST, order_id_number NULLS LAST, order_id NULLS LAST) AS earliest
  FROM orders_rows_in_order_1
),
orders_features_in_order AS (
  SELECT
    customer,
    MAX(channel) AS orders_value_of_first_channel
  FROM orders_rows_in_order
  WHERE earliest = 1
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features_in_order.orders_value_of_first_channel
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_value_of_first_channel = 'phone', FALSE) AS "began-by-phone"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "began-by-phone" -- segments.yaml:2
  FROM members
)
SELECT
  'began-by-phone' AS segment,
  customer_id
FROM segment_membership
WHERE "began-by-phone"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
