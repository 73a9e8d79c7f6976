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
    orders.product_id,
    orders.channel,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(DISTINCT product_id) AS orders_distinct_product_id,
    COUNT(DISTINCT channel) AS orders_distinct_channel
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_distinct_product_id, 0) AS orders_distinct_product_id,
    COALESCE(orders_features.orders_distinct_channel, 0) AS orders_distinct_channel
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_distinct_product_id = 0, FALSE) AS "no-products",
    COALESCE(orders_distinct_channel >= 3, FALSE) AS "three-channels"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "no-products", -- segments.yaml:3
    "three-channels" -- segments.yaml:2
  FROM members
)
SELECT
  'no-products' AS segment,
  customer_id
FROM segment_membership
WHERE "no-products"
UNION ALL
SELECT
  'three-channels' AS segment,
  customer_id
FROM segment_membership
WHERE "three-channels"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
